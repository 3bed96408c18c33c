/** What the estate can send: a number for each segment and day, with what holds it there. Pure. */
import type { Templates } from '../../inventory/template.ts';
import type { Estate, EstateDomain } from '../estate.ts';
import {
  type Allowance,
  allowancesOn,
  type Limit,
  prevailing,
  type Sender,
  sendingMailboxes,
  sendsAtAll,
  sum,
} from './allowance.ts';
import { type Day, daysFrom } from './calendar.ts';
import { sendersOf } from './senders.ts';

/** Eight weeks: as long as the longest warm-up that ships. */
export const CAPACITY_DAYS = 56;

export interface Capacity {
  /** The first day and the last, ISO dates. */
  from: string;
  to: string;
  /** In the order of their names; only those with domains that were chosen. */
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
  /** The first of its best days, with what it is the sum of. */
  most: DayCapacity & { terms: Term[] };
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

/** So many mailboxes or domains with `each` messages; the largest part of the sum first. */
export interface Term {
  count: number;
  of: 'mailbox' | 'domain';
  each: number;
}

/** `chosen` narrows what is counted; addresses that others use as well stay shared with them. */
export function capacityOf(
  estate: Estate,
  templates: Templates,
  today: string,
  { count = CAPACITY_DAYS, chosen = () => true }: { count?: number; chosen?: (domain: EstateDomain) => boolean } = {},
): Capacity {
  const days = daysFrom(today, count);
  const senders = sendersOf(estate, templates, today).filter(({ domain }) => chosen(domain));
  const bySegment = Map.groupBy(senders, ({ domain }) => domain.segment);
  const sending = senders.filter(sendsAtAll);
  const scheduled = sending.filter(({ start }) => start !== undefined).length;
  return {
    from: today,
    to: days.at(-1)?.date ?? today,
    segments: estate.segments
      .filter(({ segment }) => bySegment.has(segment))
      .map(({ segment, profile }) => ({ segment, profile, ...segmentCapacity(bySegment.get(segment) ?? [], days) })),
    warmup: { scheduled, warmed: sending.length - scheduled },
  };
}

function segmentCapacity(senders: Sender[], days: Day[]): Omit<SegmentCapacity, 'segment' | 'profile'> {
  const allowed = senders.map(sender => ({ sender, allowances: allowancesOn(sender, days) }));
  const active = allowed.filter(({ allowances }) => allowances.some(({ messages }) => messages > 0));
  const onDay = (index: number) => allowed.map(({ allowances }) => allowances[index] as Allowance);
  const capacities = days.map((day, index) => dayCapacity(day, onDay(index)));
  const most = Math.max(...capacities.map(({ messages }) => messages));
  const best = capacities.findIndex(({ messages }) => messages === most);
  return {
    domains: active.length,
    mailboxes: sum(active.map(({ sender }) => sendingMailboxes(sender.domain).length)),
    idle: senders.length - active.length,
    most: { ...(capacities[best] as DayCapacity), terms: termsOf(onDay(best)) },
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

function termsOf(allowances: Allowance[]): Term[] {
  const single = allowances
    .filter(({ limit }) => limit !== 'none')
    .flatMap(({ messages, mailboxes }): Omit<Term, 'count'>[] =>
      mailboxes ? mailboxes.map(each => ({ of: 'mailbox', each })) : [{ of: 'domain', each: messages }],
    );
  const groups = Map.groupBy(
    single.filter(({ each }) => each > 0),
    ({ of, each }) => `${of} ${each}`,
  );
  const terms = [...groups.values()].flatMap(group =>
    group.slice(0, 1).map(term => ({ count: group.length, ...term })),
  );
  return terms.sort((a, b) => b.count * b.each - a.count * a.each || b.each - a.each);
}
