/** What the ledger knows of a domain or mailbox, for `explain`. */

import type { Estate } from '../../estate/estate.ts';
import type { Explanation } from '../../explain/explanation.ts';
import { domainOf } from '../../inventory/addresses.ts';
import { type Decision, listDecisions } from '../../ledger/decisions.ts';
import type { Standing } from '../../ledger/standing.ts';
import type { Context } from '../context.ts';
import { decisionDocument } from '../ledger/decisions-text.ts';
import { fromLedger, standingDocument, standingsIn } from '../standing.ts';

export interface Known {
  /** Of a mailbox: that of its domain, without what concerns other mailboxes alone. */
  standing: Standing;
  /** Of a domain: the latest, and all that wait. The latest first. */
  decisions: Decision[];
}

const LAST = 5;

/** Undefined: there is no ledger, or it cannot be read, which is noted. */
export async function knownOf(context: Context, explanation: Explanation, estate: Estate): Promise<Known | undefined> {
  const { kind } = explanation;
  if (kind !== 'domain' && kind !== 'mailbox') return undefined;
  const name = (kind === 'domain' ? explanation.domain : explanation.address).toLowerCase();
  const domain = domainOf(name);
  const known = await fromLedger(context, async ledger => {
    const standing = (await standingsIn(ledger, estate, new Set([domain]), context.clock.now())).get(domain);
    if (!standing) return undefined;
    if (kind === 'mailbox') return { standing: ofMailbox(standing, name), decisions: [] };
    const latest = await listDecisions(ledger, { domain, limit: LAST });
    const older = standing.pending.filter(({ id }) => latest.every(decision => decision.id !== id));
    return { standing, decisions: [...latest, ...older] };
  });
  if (!known || !('unknown' in known)) return known;
  context.terminal.note(`How ${name} stands is not known: ${known.unknown}`);
  return undefined;
}

function ofMailbox({ holds, warmups, ...standing }: Standing, address: string): Standing {
  const concerns = ({ unit, name }: { unit: string; name: string }) => unit !== 'mailbox' || name === address;
  return { ...standing, holds: holds.filter(concerns), warmups: warmups.filter(concerns) };
}

export const knownDocument = ({ standing, decisions }: Known) => ({
  standing: standingDocument(standing),
  ...(decisions.length > 0 && { decisions: decisions.map(decisionDocument) }),
});
