/** How far each warm-up is: as the ledger says; by the calendar where it says nothing yet. */
import { calendarProgress, perDay } from '../../runtime/warmup/progress.ts';
import type { WarmupOn } from './sender.ts';

/** Without a start a unit counts as warmed. */
export const byCalendar: WarmupOn = (schedule, { name, start }, date) =>
  start === undefined ? undefined : perDay(schedule, calendarProgress(schedule, { name, start, date }), date);
