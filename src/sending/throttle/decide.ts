/** May this sender send now, and if not, when? Pure: limits × what was granted × the moment. */
import { partAt, releaseOf } from './parts.ts';
import {
  type DayPlan,
  type LimitName,
  type LimitUnit,
  type PlannedLimit,
  type Policy,
  planAt,
  type RollingLimit,
} from './policy.ts';
import { EMPTY, type Tally } from './tally.ts';

/** By unit and name, as `tallyKey` writes them. */
export type Tallies = Pick<Map<string, Tally>, 'get'>;

export interface LimitState {
  limit: LimitName;
  unit: LimitUnit;
  name: string;
  used: number;
  cap: number;
  window: 'day' | 'hour' | 'rolling';
  /** Epoch milliseconds, `to` excluded. A rolling window ends now. */
  from: number;
  to: number;
}

export interface Verdict {
  allowed: boolean;
  /**
   * Epoch milliseconds: the first moment at which so many may be sent, if nobody else sends. Undefined where it is allowed, and where
   * no day of the coming year has room for them.
   */
  until?: number;
  /** What stands against it now; undefined where it is allowed. */
  because?: Obstacle;
  limits: LimitState[];
}

/** `hours`, `days`: outside of the sending hours. `pace`: the next moment within the hour has not come. */
export type Obstacle = { kind: 'hours' | 'days' } | { kind: 'limit' | 'pace'; limit: LimitState };

export function decide(policy: Policy, tallies: Tallies, now: number, count = 1): Verdict {
  const plan = planAt(policy, now);
  const limits: LimitState[] = [];
  let because: Obstacle | undefined;
  const against = (kind: 'limit' | 'pace', limit: LimitState): void => {
    if (because === undefined || weightOf({ kind, limit }) >= weightOf(because)) because = { kind, limit };
  };
  const { day } = plan;
  const open = now >= day.opens && now < day.closes;
  if (!open) because = { kind: day.opens === day.closes ? 'days' : 'hours' };
  for (const planned of plan.limits) {
    const granted = tallies.get(planned.tally) ?? EMPTY;
    const whole = stateOf(planned, granted, 'day', day.start, day.end, planned.messages);
    limits.push(whole);
    if (whole.used + count > whole.cap) against('limit', whole);
    if (!open || planned.parts.length === 0) continue;
    const part = planned.parts[partAt(planned.parts, now)] as PlannedLimit['parts'][number];
    const hour = stateOf(planned, granted, 'hour', part.start, part.end, part.messages);
    limits.push(hour);
    if (hour.used + count > hour.cap) against('limit', hour);
    else if (planned.paced && now < releaseOf(part, hour.used + count - 1, plan.seed)) against('pace', hour);
  }
  for (const rolling of policy.rolling) {
    const granted = tallies.get(rolling.tally) ?? EMPTY;
    const state = stateOf(rolling, granted, 'rolling', now - rolling.window + 1, now + 1, rolling.messages);
    limits.push(state);
    if (state.used + count > state.cap) against('limit', state);
  }
  if (because === undefined) return { allowed: true, limits };
  return { allowed: false, until: nextAllowed(policy, tallies, now, count), because, limits };
}

/** Of several obstacles people should hear of the one that lasts: a day that is used up before its hours, those before the hour. */
function weightOf(obstacle: Obstacle): number {
  if (!('limit' in obstacle)) return 2;
  return obstacle.kind === 'limit' && obstacle.limit.window === 'day' ? 3 : 1;
}

/** The most that can ever pass at once on the day of that moment. */
export function mostAtOnce(policy: Policy, at: number): number {
  const daily = planAt(policy, at).limits.map(({ messages, parts }) =>
    parts.length > 0 ? Math.max(...parts.map(part => part.messages)) : messages,
  );
  return Math.min(...daily, ...policy.rolling.map(({ messages }) => messages));
}

function stateOf(
  { limit, unit, name }: Pick<RollingLimit, 'limit' | 'unit' | 'name'>,
  granted: Tally,
  window: LimitState['window'],
  from: number,
  to: number,
  cap: number,
): LimitState {
  return { limit, unit, name, used: granted.since(from), cap, window, from, to };
}

/**
 * The first moment from `at` on at which everything lets `count` messages pass, if nobody else sends; undefined where no day of the
 * coming year does. Each limit says the earliest moment that it would allow by itself; nothing before the latest of them is allowed.
 */
export function nextAllowed(policy: Policy, tallies: Tallies, at: number, count = 1): number | undefined {
  const end = at + HORIZON;
  // No schedule ever falls: what a day in a year has no room for, as while a warm-up waits, no day before it has.
  if (planAt(policy, end).limits.some(({ messages }) => messages < count)) return undefined;
  let moment = at;
  while (moment < end) {
    const next = earliest(policy, tallies, moment, count);
    if (next === moment) return moment;
    moment = next;
  }
  return undefined;
}

/** A schedule, a hold or a start may lie weeks ahead; a year without a day that has room is never. */
const HORIZON = 366 * 86_400_000;

function earliest(policy: Policy, tallies: Tallies, at: number, count: number): number {
  const plan = planAt(policy, at);
  const { day } = plan;
  if (at >= day.closes) return day.end;
  if (at < day.opens) return day.opens;
  let latest = at;
  for (const limit of plan.limits) {
    const granted = tallies.get(limit.tally) ?? EMPTY;
    latest = Math.max(latest, earliestOfDay(plan, limit, granted, at, count));
  }
  for (const { tally, window, messages } of policy.rolling) {
    if (count > messages) return at + HORIZON;
    const granted = tallies.get(tally) ?? EMPTY;
    const from = at - window + 1;
    const excess = granted.since(from) + count - messages;
    if (excess > 0) latest = Math.max(latest, granted.timeOf(excess, from) + window);
  }
  return latest;
}

function earliestOfDay({ day, seed }: DayPlan, limit: PlannedLimit, granted: Tally, at: number, count: number): number {
  if (granted.since(day.start) + count > limit.messages) return day.end;
  if (limit.parts.length === 0) return at;
  const part = limit.parts[partAt(limit.parts, at)] as PlannedLimit['parts'][number];
  const used = granted.since(part.start);
  if (used + count > part.messages) return part.end;
  return limit.paced ? Math.max(at, releaseOf(part, used + count - 1, seed)) : at;
}
