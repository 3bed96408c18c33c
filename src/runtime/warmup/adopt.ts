/** Keeps what the ledger knows in step with the inventory: new units, changed schedules, mailboxes that are gone. Pure. */
import { daysAfter, daysBetween } from '../../dates.ts';
import { calendarProgress, isStopped, type Progress, perDay } from '../../estate/warmup/progress.ts';
import { weekStep, weekThatAllows } from '../../estate/warmup/schedule.ts';
import type { Templates } from '../../inventory/template.ts';
import type { StoredProgress } from '../../ledger/warmup.ts';
import { type Group, type Known, keyOf, type Unit } from './units.ts';

export interface Adoption {
  /** Undefined: it is new. */
  from?: Progress;
  to: Progress;
  why: string;
}

export function adoptionsOf(group: Group, known: Known, templates: Templates, today: string): Adoption[] {
  const isKnown = group.units.some(unit => known.has(keyOf(unit)));
  return group.units.flatMap(unit => {
    const progress = known.get(keyOf(unit));
    if (!progress) return [firstSeen(unit, isKnown, today)];
    if (progress.schedule !== unit.schedule.name) return [rebased(unit, progress, templates, today)];
    return aimedHigher(unit, progress, today);
  });
}

/**
 * A domain that nobody looked after yet is taken over where the calendar has it; one whose first day is today waits for its audit. A mailbox
 * that comes to a known domain is new, however long that domain has been sending.
 */
function firstSeen(unit: Unit, isKnown: boolean, today: string): Adoption {
  const { name, schedule, start } = unit;
  const common = { unit: unit.unit, name, schedule: schedule.name, factor: 1 };
  const waits: Progress = { ...common, state: 'waiting', week: 0, since: today };
  if (isKnown && unit.unit === 'mailbox') return { to: waits, why: 'A new mailbox.' };
  if (start === undefined) return { to: warmedAt(unit, today), why: 'It has no first day, so it counts as warmed.' };
  if (start >= today) return { to: waits, why: `Its first day is ${start}.` };
  const progress = calendarProgress(schedule, { name, start, date: today });
  const done = progress.week > weekThatAllows(schedule, unit.goal);
  return { to: done ? warmedAt(unit, today) : progress, why: `Taken over where the calendar has it since ${start}.` };
}

const warmedAt = ({ unit, name, schedule, goal }: Unit, today: string): Progress => ({
  ...{ unit, name, schedule: schedule.name, factor: 1, state: 'warmed', since: today },
  week: weekThatAllows(schedule, goal),
});

/** It goes on in the last week of the new schedule that allows no more than it may send already. */
function rebased(unit: Unit, from: Progress, templates: Templates, today: string): Adoption {
  const { schedule } = unit;
  const before = templates.warmups.get(from.schedule);
  const allowed = before ? (perDay(before, { ...from, ...(isStopped(from) && { state: 'warming' }) }, today) ?? 0) : 0;
  const last = weekThatAllows(schedule, unit.goal);
  let week = 1;
  while (week < last && weekStep(schedule, week + 1) <= allowed) week++;
  const state = from.state === 'warmed' && weekStep(schedule, week) < unit.goal ? 'warming' : from.state;
  const since = isStopped(from) ? from.since : today;
  const to = { ...from, schedule: schedule.name, state, since, factor: 1, week: from.week === 0 ? 0 : week };
  return { from, to, why: `Its schedule is ${schedule.name} now, and was ${from.schedule}.` };
}

/** What was done at a lower target goes on from there. */
function aimedHigher(unit: Unit, from: Progress, today: string): Adoption[] {
  if (from.state !== 'warmed' || weekStep(unit.schedule, from.week) >= unit.goal) return [];
  return [{ from, to: { ...from, state: 'warming', since: today }, why: `It aims at ${unit.goal} a day now.` }];
}

/** A mailbox that was removed begins anew should it ever come back: receivers will have forgotten it. */
export function goneOf({ senders }: Group, boxes: readonly StoredProgress[], today: string): Adoption[] {
  const there = new Set(
    senders.flatMap(({ domain }) => domain.mailboxes().map(({ address }) => address.toLowerCase())),
  );
  const gone = boxes.filter(({ name, state }) => state !== 'waiting' && !there.has(name));
  return gone.map(({ cause: _, ...from }) => ({
    from,
    to: { ...from, state: 'waiting', week: 0, since: today, factor: 1 },
    why: 'The mailbox is gone.',
  }));
}

/** In observe mode nothing is held and nothing waits for a gate: weeks go by as the calendar has them. */
export function byCalendar(unit: Unit, from: Progress, today: string): Adoption[] {
  const begins = from.state === 'waiting' && (unit.start ?? from.since) <= today;
  if (begins) {
    const to: Progress = { ...from, state: 'warming', week: 1, since: today };
    return [{ from, to, why: 'Its first day has come.' }];
  }
  const weeks = Math.floor(daysBetween(from.since, today) / 7);
  if (from.state !== 'warming' || weeks < 1) return [];
  const last = weekThatAllows(unit.schedule, unit.goal);
  const week = from.week + weeks;
  const since = daysAfter(from.since, weeks * 7);
  const to: Progress = week > last ? warmedAt(unit, today) : { ...from, week, since, factor: 1 };
  return [{ from, to, why: 'By the calendar.' }];
}
