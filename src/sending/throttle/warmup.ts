/** How far each warm-up is: as the ledger says; by the calendar where it says nothing yet. */
import type { Ledger } from '../../ledger/ledger.ts';
import { allProgress } from '../../ledger/warmup.ts';
import { calendarProgress, perDay } from '../../runtime/warmup/progress.ts';
import type { WarmupOn } from './sender.ts';

/** Where the inventory changed its schedule since, the lower of both counts until the job takes it over. */
export async function byLedger(ledger: Ledger): Promise<WarmupOn> {
  const known = new Map((await allProgress(ledger)).map(each => [`${each.unit} ${each.name}`, each]));
  return (schedule, unit, date) => {
    const progress = known.get(`${schedule.unit} ${unit.name}`);
    const byDates = byCalendar(schedule, unit, date);
    if (!progress) return byDates;
    const allowed = perDay(schedule, progress, date);
    return progress.schedule === schedule.name ? allowed : Math.min(allowed ?? 0, byDates ?? Number.POSITIVE_INFINITY);
  };
}

/** Without a start a unit counts as warmed. */
export const byCalendar: WarmupOn = (schedule, { name, start }, date) =>
  start === undefined ? undefined : perDay(schedule, calendarProgress(schedule, { name, start, date }), date);
