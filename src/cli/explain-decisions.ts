/** The last decisions about a domain, for `explain`, which needs no ledger and does not wait for one. */
import { type Decision, listDecisions } from '../ledger/decisions.ts';
import type { Context } from './context.ts';
import { openExistingLedger } from './open-ledger.ts';

const LAST = 5;

/** Undefined: there is no ledger, or it does not answer, which is noted. */
export async function lastDecisions(context: Context, domain: string): Promise<Decision[] | undefined> {
  try {
    const ledger = await openExistingLedger(context);
    if (!ledger) return undefined;
    try {
      return await listDecisions(ledger, { domain, limit: LAST });
    } finally {
      await ledger.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.terminal.note(`What was decided about ${domain} is not known: ${reason}`);
    return undefined;
  }
}
