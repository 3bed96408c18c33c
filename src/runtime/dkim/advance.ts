/** Takes a ring as far as it can go now: looks, takes the next step through the gate, and looks again. */
import { HOUR, minuteOf } from '../../dates.ts';
import { changeKey, type DkimKey } from '../../ledger/dkim.ts';
import type { Action } from '../action.ts';
import { gate, type Passed, type Proposal } from '../gate.ts';
import type { Runtime } from '../runtime.ts';
import { type KeyStep, MOVED } from './actions/key-step.ts';
import { make } from './actions/make.ts';
import { probe } from './actions/probe.ts';
import { publish } from './actions/publish.ts';
import { remove } from './actions/remove.ts';
import { revoke } from './actions/revoke.ts';
import { start } from './actions/start.ts';
import { switchKey } from './actions/switch.ts';
import { holdFor } from './held.ts';
import { type Changing, nextStep, type Proving, type Starting, type Step } from './next-step.ts';
import { prove } from './proof.ts';
import { type Ring, subjectOf } from './ring.ts';
import { findRing, type RingId, type RingNow, ringId, ringNow } from './ring-now.ts';

export interface Advanced extends RingNow {
  /** What comes next, as it is now. */
  step: Step;
  /** What was done on the way, as sentences. */
  done: string[];
  /** Why it stopped: the gate's answer to the step, or its failure. */
  stopped?: { outcome: Passed['outcome'] | 'unproved'; reason: string; decision?: number };
}

const actionOf: Record<(Changing | Proving)['do'], Action<KeyStep>> = {
  ...{ make, publish, revoke, remove, switch: switchKey, prove: probe },
};

/** All steps of a rotation and those of one before it, and some more: nothing goes in a circle. */
const MOST_STEPS = 20;

/** `told`: a person commands it now. Throws where ledger or inventory fail; what fails outside is `stopped`. */
export async function advance(runtime: Runtime, id: RingId, told = false): Promise<Advanced> {
  const done: string[] = [];
  let switched: DkimKey | undefined;
  let overtaken = false;
  for (let count = 1; ; count++) {
    const seen = await ringNow(runtime, id);
    const step = nextStep(seen.ring, seen.sight, runtime.now());
    const here = { ...seen, step, done };
    // With what is written down by then: people hear of it in the same run.
    const stop = async (stopped: Advanced['stopped']): Promise<Advanced> => ({
      ...{ ...here, stopped },
      ring: (await findRing(runtime, id).catch(() => seen)).ring,
    });
    if (step.do === 'wait' || count > MOST_STEPS || runtime.signal.aborted) return here;
    if (step.do === 'prove') {
      const proof = await prove(runtime, seen, step.key);
      if ('fault' in proof) return stop({ outcome: 'unproved', reason: proof.fault });
      if ('waits' in proof) return { ...here, step: { do: 'wait', for: proof.waits, until: proof.until } };
      if ('by' in proof) {
        done.push(provedBy(step.key, proof.by));
        continue;
      }
    }
    if (step.do === 'hold') {
      await holdFor(runtime, seen.ring.of, step.key, step.why);
      done.push(`${seen.ring.of} sends nothing until a message proves ${step.key.selector}`);
      continue;
    }
    if (step.do === 'switch' && switched?.id === step.key.id) {
      const problem = overdue(seen.ring, step.key, runtime.now());
      if (problem === undefined) return { ...here, step: { do: 'wait', for: toSign(seen.ring, step.key) } };
      await changeKey(runtime.ledger, step.key, { problem });
      return stop({ outcome: 'unproved', reason: problem });
    }
    const { decision, outcome } = await through(runtime, seen, step, told);
    const reason = decision.steps.at(-1)?.detail ?? '';
    if (outcome === 'failed' && reason.startsWith(MOVED) && !overtaken) {
      // Another daemon or command was faster, and what it did is seen now.
      overtaken = true;
      continue;
    }
    if (outcome !== 'done') {
      if (outcome === 'failed' && 'key' in step && !reason.startsWith(MOVED))
        await changeKey(runtime.ledger, step.key, { problem: reason });
      return stop({ outcome, reason: reason || step.why, decision: decision.id });
    }
    if (step.do === 'switch') switched = step.key;
    done.push(reason);
  }
}

/** A provider looks for the record first, and some look for hours. It is told once a run. */
const SWITCHES_WITHIN = HOUR;

const toSign = ({ signer }: Ring, { selector }: DkimKey): string =>
  `${signer.title} to sign with ${selector}, as it was told to`;

/** Undefined: it has time yet. */
function overdue({ signer }: Ring, { selector, switchingAt: since }: DkimKey, now: number): string | undefined {
  if (since === undefined || now - since < SWITCHES_WITHIN) return undefined;
  return `${signer.title} has been told since ${minuteOf(since)} UTC to sign with ${selector}, and does not`;
}

const provedBy = ({ selector, domain }: DkimKey, by: 'message' | 'mail' | 'reading-back'): string =>
  by === 'reading-back'
    ? `${selector} signs for ${domain}: proved by reading back`
    : `a ${by === 'mail' ? 'test message that arrived' : 'message'} of ${domain} signed with ${selector} verifies`;

/** A rotation's start is a decision of its own, and so is to write again what somebody took away; the rest goes by the start. */
function through(runtime: Runtime, seen: RingNow, step: Starting | Changing | Proving, told: boolean) {
  const { ring, domain } = seen;
  const about = { segment: domain.segment, domain: ring.of, why: step.why };
  const mode = told ? ('told' as const) : domain.settings.modes.dkim;
  const id = ringId(ring);
  if (step.do === 'start')
    return gate(runtime, start, {
      ...about,
      ...{ mode, subject: subjectOf(ring), parameters: { ...id, ...(step.replaces && { replaces: step.replaces }) } },
      evidence: { signs: seen.sight.signs },
    });
  const { key } = step;
  const proposal: Proposal<KeyStep> = {
    ...about,
    ...{ mode, subject: `${subjectOf(ring)}/${key.selector}`, parameters: { ...id, selector: key.selector } },
    evidence: evidenceOf(seen, key),
    ...('lost' in step ? {} : { mandate: key.mandate }),
  };
  return gate(runtime, actionOf[step.do], proposal);
}

function evidenceOf({ sight }: RingNow, { selector, servedSince, lastSignedAt }: DkimKey): object {
  return {
    served: sight.served.get(selector)?.evidence,
    signs: sight.signs,
    ...(servedSince !== undefined && { servedSince: new Date(servedSince).toISOString() }),
    ...(lastSignedAt !== undefined && { lastSignedAt: new Date(lastSignedAt).toISOString() }),
  };
}
