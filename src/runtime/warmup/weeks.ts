/** A schedule week by week: what it allows, to whom it writes, and what the domain can carry. Pure. */
import { daysAfter } from '../../dates.ts';
import type { Sender } from '../../estate/capacity/allowance.ts';
import { daysFrom } from '../../estate/capacity/calendar.ts';
import { weekStep, weekThatAllows } from '../../estate/warmup/schedule.ts';
import type { Runtime } from '../runtime.ts';
import { domainAllowedOn } from './units.ts';

/** Whom a schedule writes to in a week. */
export function audienceIn(
  name: string | undefined,
  week: number,
  templates: Runtime['templates'],
): string | undefined {
  const stretches = name === undefined ? [] : (templates.audiences.get(name)?.weeks ?? []);
  return stretches.filter(({ from }) => from <= week).at(-1)?.to;
}

export interface WeekPlan {
  week: number;
  /** By the schedule. */
  perDay: number;
  /** By all that limits the domain then, its mailboxes warming as fast as their own schedule lets them. */
  carried?: number;
  audience?: string;
}

/** A schedule from its first week to its last, as if today were its first day, against what the domain can carry. */
export function weeksOf(sender: Sender, { templates, estate }: Pick<Runtime, 'templates' | 'estate'>): WeekPlan[] {
  const schedule = sender.schedules.domain;
  if (!schedule) return [];
  const begun = { ...sender, start: estate.today };
  const days = sender.domain.settings.sendingHours?.days;
  return Array.from({ length: weekThatAllows(schedule) }, (_, index) => {
    const week = index + 1;
    const sending = daysFrom(daysAfter(estate.today, index * 7), 7).filter(
      ({ weekday }) => days?.includes(weekday) ?? true,
    );
    const last = sending.at(-1);
    const allowance = last && domainAllowedOn(begun, new Map(), last);
    const audience = audienceIn(schedule.audience, week, templates);
    return {
      ...{ week, perDay: weekStep(schedule, week) },
      ...(allowance && allowance.limit !== 'none' && { carried: allowance.messages }),
      ...(audience !== undefined && { audience }),
    };
  });
}
