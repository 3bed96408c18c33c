/** How far each warm-up is: as the ledger says; by the calendar where it says nothing yet. */
import type { Ledger } from '../../ledger/ledger.ts';
import { allProgress } from '../../ledger/warmup.ts';
import { allowedOn, knownOf } from '../../runtime/warmup/units.ts';
import type { WarmupOn } from './limits.ts';

export async function byLedger(ledger: Ledger): Promise<WarmupOn> {
  const known = knownOf(await allProgress(ledger));
  return (schedule, { name, start }, date) => allowedOn({ unit: schedule.unit, name, schedule, start }, known, date);
}
