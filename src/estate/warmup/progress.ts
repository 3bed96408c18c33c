/** How far a warm-up is, and what that allows on a day. Days are calendar dates in the domain's time zone. Pure. */
import { daysAfter, daysBetween } from '../../dates.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';
import { stepOn, weekStep, weekThatAllows } from './schedule.ts';

export type WarmupUnit = WarmupSchedule['unit'];

/**
 * `waiting`: not begun. `warming`: by its schedule. `held`: stopped until somebody or something lets it go on. `resting`: stopped until
 * its rest after a block is over. `warmed`: done, and the end of its week stays its ceiling.
 */
export type WarmupState = 'waiting' | 'warming' | 'held' | 'resting' | 'warmed';

export interface Progress {
  unit: WarmupUnit;
  /** `acme.example`, `alex@acme.example`, `192.0.2.1`. */
  name: string;
  /** The schedule's name. */
  schedule: string;
  state: WarmupState;
  /** From 1; 0 while it waits. */
  week: number;
  /** The ISO date on which the week, or the state that stopped it, began. */
  since: string;
  /** Share of the schedule that is used: 1, and less after a step back. */
  factor: number;
}

export const isStopped = ({ state }: Pick<Progress, 'state'>): boolean => state === 'held' || state === 'resting';

/** Messages that the unit may send on that date; undefined where no warm-up limits it. */
export function perDay(schedule: WarmupSchedule, progress: Progress | undefined, date: string): number | undefined {
  if (!progress) return undefined;
  const { state, week, since, factor } = progress;
  if (state === 'warmed') return weekStep(schedule, week);
  if (state !== 'warming') return 0;
  const day = (week - 1) * 7 + daysBetween(since, date);
  if (day < 0) return 0;
  // A week that was not advanced stays at its last day, however long it takes.
  const allowed = stepOn(schedule, Math.min(day, week * 7 - 1));
  return factor < 1 ? Math.max(1, Math.floor(allowed * factor)) : allowed;
}

/** Where no ledger says how far it is: week after week from `start` on, as if every gate had held. */
export function calendarProgress(
  schedule: WarmupSchedule,
  { name, start, date }: { name: string; start: string; date: string },
): Progress {
  const common = { unit: schedule.unit, name, schedule: schedule.name, factor: 1 };
  const days = daysBetween(start, date);
  if (days < 0) return { ...common, state: 'waiting', week: 0, since: start };
  const week = Math.floor(days / 7) + 1;
  const weeks = weekThatAllows(schedule);
  return week > weeks
    ? { ...common, state: 'warmed', week: weeks, since: daysAfter(start, weeks * 7) }
    : { ...common, state: 'warming', week, since: daysAfter(start, (week - 1) * 7) };
}
