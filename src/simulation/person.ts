/** The person of a simulation: answers what waits for a yes each morning, acts when a key has leaked, and reads what Mailyard says. */
import { type Decision, listDecisions, outcomeOf } from '../ledger/decisions.ts';
import { dkimKeys } from '../ledger/dkim.ts';
import { actions } from '../runtime/actions.ts';
import { emergency } from '../runtime/dkim/actions/emergency.ts';
import { ringsOf, subjectOf } from '../runtime/dkim/ring.ts';
import { ringId } from '../runtime/dkim/ring-now.ts';
import { answer, gate } from '../runtime/gate.ts';
import type { Happening } from './story.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  world: World;
  tell(happening: Omit<Happening, 'day' | 'at'>): void;
}

const WHO = 'a person';

export function person({ world, tell }: PersonOptions) {
  return {
    /** Yes to all that waits. */
    async answer(): Promise<void> {
      for (const { id, action, domain, subject, why } of await listDecisions(world.ledger, { outcome: 'pending' })) {
        const { outcome } = await answer(world.runtime(WHO), actions, id, true);
        tell({ kind: 'person', domain, text: `approves ${action} of ${subject}: ${outcome}`, why });
      }
    },
    async onLeak(domain: string): Promise<void> {
      const runtime = world.runtime(WHO);
      const [found] = runtime.estate.domains.filter(each => each.domain === domain);
      if (!found) return;
      const keys = await dkimKeys(world.ledger, { domains: [domain] });
      for (const ring of ringsOf(found, await runtime.signers(found), keys)) {
        const { decision, outcome } = await gate(runtime, emergency, {
          ...{ subject: subjectOf(ring), segment: found.segment, domain, parameters: ringId(ring), mode: 'told' },
          ...{ why: 'the key has leaked', evidence: { told: 'by whoever found it' } },
        });
        const detail = decision.steps.at(-1)?.detail ?? '';
        tell({ kind: 'person', domain, text: `runs \`mailyard dkim emergency\`: ${outcome}, ${detail}` });
      }
    },
    /** All that the ledger has to tell, as it happened. */
    async log(dayAt: (at: number) => number): Promise<Happening[]> {
      const decisions = await listDecisions(world.ledger, { limit: 1_000_000 });
      const notices = await world.ledger.db.selectFrom('notices').selectAll().execute();
      return [
        ...decisions.map(decision => decisionTold(decision, dayAt)),
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
  const detail = steps.at(-1)?.detail;
  const text = `${action} ${subject}: ${outcomeOf(decision)}${detail ? `, ${detail}` : ''}`;
  return { day: dayAt(at), at, kind: 'decision', text, why, ...(domain !== undefined && { domain }) };
}
