/** Decisions: steps from 1 without a gap, at most one end, JSON that parses. */
import type { Outcome } from '../decisions.ts';
import { type LedgerCheck, notJson } from './check.ts';

/** After one of these nothing more becomes of a decision. */
const ENDS: readonly Outcome[] = ['observed', 'refused', 'expired', 'done', 'failed'];

export const decisions: LedgerCheck = {
  name: 'decisions',
  title: 'every decision has steps without a gap, and ends once',
  async problems(ledger) {
    const all = await ledger.db.selectFrom('decisions').select('id').orderBy('id').execute();
    const steps = await ledger.db
      .selectFrom('decision_steps')
      .select(['decision', 'step', 'outcome'])
      .orderBy('decision')
      .orderBy('step')
      .execute();
    const byDecision = Map.groupBy(steps, ({ decision }) => decision);
    const broken = all.flatMap(({ id }) => {
      const own = byDecision.get(id) ?? [];
      const gap = own.length === 0 || own.some(({ step }, at) => step !== at + 1);
      const goesOn = own.slice(0, -1).find(({ outcome }) => ENDS.includes(outcome));
      return [
        ...(gap ? [`decision ${id} lacks a step`] : []),
        ...(goesOn ? [`decision ${id} goes on after it was ${goesOn.outcome}`] : []),
      ];
    });
    return [...broken, ...(await notJson(ledger, 'decisions', 'id', ['parameters', 'evidence']))];
  },
};
