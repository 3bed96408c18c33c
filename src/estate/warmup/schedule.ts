/** A schedule as numbers: what its unit may send on each day of its warm-up, counted from 0. Pure. */
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';

const WEEK_DAYS = 7;

/** On that day of the warm-up; after the last step it stays. `day` counts from 0. */
export function stepOn({ weeks = [], growth }: WarmupSchedule, day: number): number {
  const weekly = weeks[Math.floor(day / WEEK_DAYS)];
  if (weekly) return between(weekly.from ?? weekly.perDay, weekly.perDay, (day % WEEK_DAYS) / (WEEK_DAYS - 1));
  const last = weeks.at(-1)?.perDay;
  return growth ? grown(growth, last, day - weeks.length * WEEK_DAYS) : (last ?? 0);
}

/** Of what a day allows, rounded down: a schedule is a ceiling. */
const between = (from: number, to: number, share: number): number => Math.floor(from + (to - from) * share);

/** `after` the weeks the first day is a step above their last one; without weeks it is `from`. */
function grown(
  { from, rate, everyDays = 1, to }: NonNullable<WarmupSchedule['growth']>,
  after: number | undefined,
  day: number,
): number {
  const steps = Math.floor(day / everyDays) + (after === undefined ? 0 : 1);
  const raised = (after ?? from ?? to) * (1 + rate) ** steps;
  // 10 × 1.2 ** 2 is 14.399999999999999: a hair below a whole number is that number.
  return Math.min(to, Math.floor(Number(raised.toFixed(6))));
}

/** Where it ends. */
export const lastStep = ({ weeks, growth }: WarmupSchedule): number => growth?.to ?? weeks?.at(-1)?.perDay ?? 0;

/** The week, from 1, on whose last day it allows so many messages; by default all that it ever will. */
export function weekThatAllows(schedule: WarmupSchedule, messages = lastStep(schedule)): number {
  const wanted = Math.min(messages, lastStep(schedule));
  let week = 1;
  while (weekStep(schedule, week) < wanted && week < MOST_WEEKS) week++;
  return week;
}

/** What takes longer is refused where templates are read. */
const MOST_WEEKS = 54;

/** The most that it allows on a day of that week, from 1. */
export const weekStep = (schedule: WarmupSchedule, week: number): number => stepOn(schedule, week * WEEK_DAYS - 1);

/** Of a day's messages, what may go to one receiver; undefined where the schedule has no ceiling for it. */
export function receiverCeiling({ receivers }: WarmupSchedule, receiver: string, perDay: number): number | undefined {
  const share = receivers?.[receiver] ?? receivers?.other;
  return share === undefined ? undefined : Math.max(1, Math.floor(perDay * share));
}
