/** Domains that send nothing while one of their keys is not proved. */
import type { EstateDomain } from '../../estate/estate.ts';
import { changeKey, type DkimKey, dkimKeys } from '../../ledger/dkim.ts';
import { hold, holdsNow, release } from '../../ledger/holds.ts';
import type { Runtime } from '../runtime.ts';

/** The ledger's key first: it is what puts the hold back where it got lost, and what ends it. */
export async function holdFor(
  { ledger, now }: Pick<Runtime, 'ledger' | 'now'>,
  of: string,
  key: DkimKey,
  why: string,
): Promise<void> {
  await changeKey(ledger, key, { heldAt: key.heldAt ?? now() });
  await hold(ledger, { unit: 'domain', name: of, cause: 'dkim', why, since: now() });
}

/** A domain is held as long as one of its keys asks for it: whatever was interrupted, this puts it right. `signs`: the names it signs as. */
export async function settleHold(
  { ledger, now }: Pick<Runtime, 'ledger' | 'now'>,
  { domain }: EstateDomain,
  signs: readonly string[],
): Promise<void> {
  const holding = (await dkimKeys(ledger, { domains: signs })).find(({ heldAt }) => heldAt !== undefined);
  const held = (await holdsNow(ledger, now(), { unit: 'domain', name: domain })).some(({ cause }) => cause === 'dkim');
  if (holding && !held) {
    const why = `no message has proved ${holding.selector} yet`;
    await hold(ledger, { unit: 'domain', name: domain, cause: 'dkim', why, since: now() });
  }
  if (!holding && held) await release(ledger, 'domain', domain, 'dkim');
}
