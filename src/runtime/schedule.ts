/** Schedules: cron's five fields in UTC, where no hour is skipped or comes twice. Pure: the time is given. */
import { Cron } from 'croner';

/** The latest time of the schedule up to `now`; undefined for one that never was. Epoch milliseconds. */
export function lastTick(schedule: string, now: number): number | undefined {
  // Croner looks before the time that it is given.
  return cron(schedule)
    .previousRuns(1, new Date(now + 1))[0]
    ?.getTime();
}

/** The first one after `now`. */
export const nextTick = (schedule: string, now: number): number | undefined =>
  cron(schedule).nextRun(new Date(now))?.getTime();

const cron = (schedule: string): Cron => new Cron(schedule, { timezone: 'UTC', mode: '5-part', paused: true });
