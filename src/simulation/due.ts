/** What people have to hear of in a simulation, and since when nothing has gone wrong. Pure. */
import { DAY } from '../dates.ts';
import type { EstateDomain } from '../estate/estate.ts';
import type { Templates } from '../inventory/template.ts';
import type { Listing, Rate } from './evidence.ts';
import { type Fault, type FaultName, hits, spanOf } from './faults.ts';
import { type DomainDay, sum } from './story.ts';

/** A simulation's faults and weeks. Epoch milliseconds. */
export interface Span {
  start: number;
  end: number;
  faults: readonly Fault[];
}

/** Days without any fault at the end, in which everything that was held should have come free. */
const QUIET = 3 * DAY;

/** When the last fault was over; undefined: too late for that. */
export function quietSince({ faults, start, end }: Span): number | undefined {
  const last = Math.max(
    start,
    ...faults.map(fault => spanOf(fault, start)).flatMap(([from, to]) => (from < end ? [from, to] : [])),
  );
  return last + QUIET < end ? last : undefined;
}

/** Whether anything of that kind was in force at any time of the span. */
const during = ({ faults, start }: Span, is: (fault: Fault) => boolean, from: number, to: number): boolean =>
  faults.filter(is).some(fault => {
    const [begins, ends] = spanOf(fault, start);
    return begins < to && from < Math.max(ends, begins + DAY);
  });

/** Domains on lists that are asked about them for two days and more, with lists, DNS, clock and process in order. */
export function listingsDue(span: Span, domains: readonly EstateDomain[], lists: Templates['blocklists']): Listing[] {
  const disturbing: readonly FaultName[] = ['broken-list', 'dns', 'clock', 'killed', 'restart'];
  return span.faults.flatMap(fault => {
    const [from, to] = spanOf(fault, span.start);
    const list = lists.get(fault.list ?? '');
    const isSeen =
      fault.fault === 'listing' &&
      Math.min(to, span.end) - from >= 2 * DAY &&
      list?.asks.includes('domain') === true &&
      list.disabled === undefined;
    if (!isSeen || fault.target !== undefined) return [];
    if (during(span, ({ fault }) => disturbing.includes(fault), from - DAY, from + 2 * DAY)) return [];
    return domains
      .filter(({ domain }) => hits(fault, domain))
      .map(({ domain }) => ({ target: domain, list: list.name, from }));
  });
}

/** Enough messages that a single one more or less changes nothing. */
const CLEAR = { bounces: 0.025, complaints: 0.0012, messages: 150 };

/** Weeks of domains that were clearly above a limit, with nothing between the events and the ledger. */
export function ratesDue(span: Span, days: DomainDay[]): Rate[] {
  const disturbing = ({ fault, of, class: of_ = 'recipient' }: Fault) =>
    (fault === 'outage' && of === 'feedback') ||
    (fault === 'bounces' && of_ !== 'recipient') ||
    ['silence', 'clock', 'killed', 'restart'].includes(fault);
  return [...Map.groupBy(days, ({ domain }) => domain)].flatMap(([domain, own]) =>
    own.flatMap((_, index) => {
      const week = own.slice(Math.max(0, index - 6), index + 1);
      const at = span.start + (index + 1) * DAY;
      const total = (of: 'sent' | 'bounced' | 'complained' | 'delivered') => sum(week, each => each[of]);
      if (total('sent') < CLEAR.messages || during(span, disturbing, at - 8 * DAY, at)) return [];
      const rates = {
        bounces: total('bounced') / total('sent'),
        complaints: total('complained') / Math.max(1, total('delivered')),
      };
      return (['bounces', 'complaints'] as const)
        .filter(condition => rates[condition] > CLEAR[condition])
        .map(condition => ({ at, domain, condition, rate: rates[condition] }));
    }),
  );
}
