/** What the ledger knows of a domain or mailbox, for `explain`, which needs no ledger and does not wait for one. */
import { type Decision, listDecisions } from '../ledger/decisions.ts';
import { type Hold, holdsNow } from '../ledger/holds.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allProgress, type StoredProgress } from '../ledger/warmup.ts';
import type { Context } from './context.ts';
import { openExistingLedger } from './open-ledger.ts';

export interface Known {
  /** The latest first; of a domain. */
  decisions: Decision[];
  /** Of the domain and its mailboxes, or of the mailbox. */
  warmups: StoredProgress[];
  /** Why nothing may be sent at present. */
  holds: Hold[];
}

const LAST = 5;

/** Undefined: there is no ledger, or it does not answer, which is noted. */
export async function knownOf(context: Context, name: string): Promise<Known | undefined> {
  try {
    const ledger = await openExistingLedger(context);
    if (!ledger) return undefined;
    try {
      return await readKnown(ledger, name, context.clock.now());
    } finally {
      await ledger.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.terminal.note(`What the ledger knows of ${name} is not known: ${reason}`);
    return undefined;
  }
}

async function readKnown(ledger: Ledger, name: string, now: number): Promise<Known> {
  const domain = name.slice(name.indexOf('@') + 1);
  const isBox = name.includes('@');
  const isAbout = (unit: { name: string }) => unit.name === name || (!isBox && unit.name.endsWith(`@${name}`));
  const holds = await holdsNow(ledger, now);
  return {
    decisions: isBox ? [] : await listDecisions(ledger, { domain: name, limit: LAST }),
    warmups: (await allProgress(ledger)).filter(isAbout),
    holds: holds.filter(hold => isAbout(hold) || hold.name === domain),
  };
}
