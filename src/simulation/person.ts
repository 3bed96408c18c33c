/** The person of a simulation: answers what waits for a yes each morning, acts when a key has leaked, and reads what Mailyard says. */
import type { EstateDomain } from '../estate/estate.ts';
import { type Decision, listDecisions, outcomeOf } from '../ledger/decisions.ts';
import { dkimKeys } from '../ledger/dkim.ts';
import { actions } from '../runtime/actions.ts';
import { emergency } from '../runtime/dkim/actions/emergency.ts';
import { start } from '../runtime/dkim/actions/start.ts';
import { activeKey, type Ring, ringsOf, subjectOf } from '../runtime/dkim/ring.ts';
import { ringId } from '../runtime/dkim/ring-now.ts';
import { answer, gate, type Passed } from '../runtime/gate.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { holdNow, resumeNow } from '../runtime/warmup/told.ts';
import type { Happening } from './story.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  world: World;
  tell(happening: Omit<Happening, 'day' | 'at'>): void;
}

const WHO = 'a person';

export function person({ world, tell }: PersonOptions) {
  /** What Mailyard refuses a person hears as well. */
  async function commands(domain: string, command: string, run: () => Promise<string>): Promise<void> {
    const says = await run().catch(error => (error as Error).message);
    tell({ kind: 'person', domain, text: `runs \`mailyard ${command}\`: ${says}` });
  }

  async function eachRing(
    domain: string,
    command: string,
    act: (runtime: Runtime, found: EstateDomain, ring: Ring) => Promise<Passed>,
  ): Promise<void> {
    const runtime = world.runtime(WHO);
    const found = runtime.estate.domains.find(each => each.domain === domain);
    if (!found) return;
    const keys = await dkimKeys(world.ledger, { domains: [domain] });
    for (const ring of ringsOf(found, await runtime.signers(found), keys)) {
      await commands(domain, `dkim ${command}`, async () => {
        const { decision, outcome } = await act(runtime, found, ring);
        return `${outcome}, ${decision.steps.at(-1)?.detail ?? ''}`;
      });
    }
  }

  return {
    /** Yes to all that waits. */
    async answer(): Promise<void> {
      for (const { id, action, domain, subject, why } of await listDecisions(world.ledger, { outcome: 'pending' })) {
        const { outcome } = await answer(world.runtime(WHO), actions, id, true);
        tell({ kind: 'person', domain, text: `approves ${action} of ${subject}: ${outcome}`, why });
      }
    },
    /** What makes them act at once. */
    hears: {
      onLeak: (domain: string) =>
        eachRing(domain, 'emergency', (runtime, found, ring) =>
          gate(runtime, emergency, {
            ...{ subject: subjectOf(ring), segment: found.segment, domain, parameters: ringId(ring), mode: 'told' },
            ...{ why: 'the key has leaked', evidence: { told: 'by whoever found it' } },
          }),
        ),
      onRotation: (domain: string) =>
        eachRing(domain, 'rotate', (runtime, found, ring) => {
          const replaces = activeKey(ring)?.selector;
          return gate(runtime, start, {
            ...{ subject: subjectOf(ring), segment: found.segment, domain, mode: 'told' },
            ...{ parameters: { ...ringId(ring), ...(replaces && { replaces }) } },
            ...{ why: 'told to rotate', evidence: { told: 'by a person' } },
          });
        }),
      onHeld: (domain: string) =>
        commands(domain, 'warmup hold', async () => (await holdNow(world.runtime(WHO), domain)).says),
      onResumed: (domain: string) =>
        commands(domain, 'warmup resume', async () => (await resumeNow(world.runtime(WHO), domain)).says),
    },
    /** All that the ledger has to tell, as it happened. */
    async log(dayAt: (at: number) => number): Promise<Happening[]> {
      const decisions = await listDecisions(world.ledger, { limit: 1_000_000 });
      const notices = await world.ledger.db.selectFrom('notices').selectAll().execute();
      return [
        // The newest comes first there; what happened at one moment is told in its order.
        ...decisions.reverse().map(decision => decisionTold(decision, dayAt)),
        ...notices.map(
          ({ at, domain, title, detail }): Happening => ({
            ...{ day: dayAt(at), at, kind: 'notice', text: title, why: detail },
            ...(domain !== null && { domain }),
          }),
        ),
      ];
    },
  };
}

function decisionTold(decision: Decision, dayAt: (at: number) => number): Happening {
  const { at, action, subject, domain, why, steps } = decision;
  const [outcome, detail] = [outcomeOf(decision), steps.at(-1)?.detail];
  // Whose it is stands before it, and what was done tells that it was.
  const about = domain && subject.includes(domain) ? action : `${action} ${subject}`;
  const text = `${about}: ${outcome === 'done' && detail ? detail : [outcome, detail].filter(Boolean).join(', ')}`;
  return { day: dayAt(at), at, kind: 'decision', text, why, ...(domain !== undefined && { domain }) };
}
