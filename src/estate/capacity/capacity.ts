/** What the estate can send: a number for each segment and day, with what holds it there. Pure. */
import type { Templates } from '../../inventory/template.ts';
import type { Estate } from '../estate.ts';
import { type Allowance, allowanceOn, type Limit, prevailing, type Sender, sendsAtAll, sum } from './allowance.ts';
import { type Day, daysFrom } from './calendar.ts';
import { sendersOf } from './senders.ts';

/** Eight weeks: as long as the longest warm-up that ships. */
export const CAPACITY_DAYS = 56;

export interface Capacity {
  /** The first day and the last, ISO dates. */
  from: string;
  to: string;
  /** In the order of their names; those without domains too. */
  segments: SegmentCapacity[];
  /** How far warm-up is taken to be: domains that follow a schedule by the calendar, and those that count as warmed. */
  warmup: { scheduled: number; warmed: number };
}

export interface SegmentCapacity {
  segment: string;
  profile: string;
  /** Domains that may send on some day of the time, and their mailboxes. */
  domains: number;
  mailboxes: number;
  /** Domains that send nothing in all that time: reserve, resting, retired, or without senders. */
  idle: number;
  /** The first of its best days. */
  most: DayCapacity;
  days: DayCapacity[];
}

export interface DayCapacity {
  date: string;
  messages: number;
  /** What holds most of the domains that send on that day, or that holds them back from it. */
  limit: Limit;
  /** Domains that nothing limits: they are not in `messages`. */
  unlimited: number;
}

export function capacityOf(estate: Estate, templates: Templates, today: string, count = CAPACITY_DAYS): Capacity {
  const days = daysFrom(today, count);
  const senders = sendersOf(estate, templates, today);
  const bySegment = Map.groupBy(senders, ({ domain }) => domain.segment);
  const sending = senders.filter(sendsAtAll);
  const scheduled = sending.filter(({ start }) => start !== undefined).length;
  return {
    from: today,
    to: days.at(-1)?.date ?? today,
    segments: estate.segments.map(({ segment, profile }) => ({
      segment,
      profile,
      ...segmentCapacity(bySegment.get(segment) ?? [], days),
    })),
    warmup: { scheduled, warmed: sending.length - scheduled },
  };
}

function segmentCapacity(senders: Sender[], days: Day[]): Omit<SegmentCapacity, 'segment' | 'profile'> {
  const byDay = days.map(day => ({ day, allowances: senders.map(sender => allowanceOn(sender, day)) }));
  const active = senders.filter((_, index) => byDay.some(({ allowances }) => (allowances[index]?.messages ?? 0) > 0));
  const capacities = byDay.map(({ day, allowances }) => dayCapacity(day, allowances));
  return {
    domains: active.length,
    mailboxes: sum(active.map(({ domain }) => domain.mailboxList.length)),
    idle: senders.length - active.length,
    most: capacities.reduce((most, each) => (each.messages > most.messages ? each : most)),
    days: capacities,
  };
}

function dayCapacity({ date }: Day, allowances: Allowance[]): DayCapacity {
  const limited = allowances.filter(({ limit }) => limit !== 'none');
  const sending = limited.filter(({ messages }) => messages > 0);
  return {
    date,
    messages: sum(limited.map(({ messages }) => messages)),
    limit: prevailing(sending.length > 0 ? sending : allowances),
    unlimited: allowances.length - limited.length,
  };
}
