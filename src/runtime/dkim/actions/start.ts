/** A new key: the decision that a rotation goes by. Nothing is written outside of the ledger yet. */
import { lastDecision } from '../../../ledger/decisions.ts';
import { addDkimKey, changeKey, dkimContext, type NewDkimKey, usedSelectors } from '../../../ledger/dkim.ts';
import { seal } from '../../../secrets/seal.ts';
import type { Action } from '../../action.ts';
import type { Runtime } from '../../runtime.ts';
import { newKeyPair } from '../key-pair.ts';
import { activeKey, nextKey, type Ring, subjectOf } from '../ring.ts';
import { findRing, type RingId } from '../ring-now.ts';
import { newSelector } from '../selector.ts';
import { moved } from './key-step.ts';

export interface Start extends RingId {
  /** The selector that signs now. */
  replaces?: string;
}

export const start: Action<Start> = {
  name: 'dkim.rotate',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { ring } = await findRing(runtime, parameters);
    const next = nextKey(ring);
    if (next) return `${next.selector} is on its way already`;
    const active = activeKey(ring)?.selector;
    if (active !== parameters.replaces)
      throw moved(`${ring.signer.title} signs for ${ring.domain} with ${active ?? 'no key of ours'} by now.`);
    const selector = await addNextKey(runtime, ring, this.name, false);
    return `${selector} will sign for ${ring.domain} at ${ring.signer.title}`;
  },
};

const TRIES = 5;

/** Its selector. `decided`: the action whose latest decision about the ring it goes by. Throws `key-missing`, `dkim-moved`. */
export async function addNextKey(runtime: Runtime, ring: Ring, decided: string, urgent: boolean): Promise<string> {
  const { ledger } = runtime;
  const mandate = (await lastDecision(ledger, decided, subjectOf(ring)))?.id;
  // Whoever makes a key at the same moment takes the selector, or the place of the next key: then it is looked at again.
  for (let tried = 0; tried < TRIES; tried++) {
    const key = { ...(await newKey(runtime, ring)), urgent, ...(mandate !== undefined && { mandate }) };
    if (await addDkimKey(ledger, key)) return key.selector;
    const now = nextKey((await findRing(runtime, { ...ring, signer: ring.signer.name })).ring);
    if (!now) continue;
    if (urgent && !now.urgent) await changeKey(ledger, now, { urgent });
    return now.selector;
  }
  throw moved(`Somebody else makes keys for ${ring.domain} at the same time.`);
}

/** A signer that makes its own is asked for it when its turn comes; until then the record is empty. */
async function newKey(runtime: Runtime, ring: Ring): Promise<NewDkimKey> {
  const { ledger, now } = runtime;
  const { domain, algorithm, settings, signer } = ring;
  const selector = newSelector(settings.prefix, now(), await usedSelectors(ledger, domain));
  const pair = signer.makes ? undefined : await newKeyPair(algorithm);
  return {
    ...{ domain, signer: signer.name, algorithm, selector, phase: 'generated', stands: 'nothing' },
    ...{ record: pair?.record ?? '', urgent: false, generatedAt: now() },
    ...(pair && { privateKey: seal(runtime.keys(), pair.privateKey, dkimContext(domain, selector)) }),
  };
}
