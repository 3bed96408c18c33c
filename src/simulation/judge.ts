/** Puts together what the invariants look at: what was sent, what the inventory and the calendar let through at most, and the log. */
import { daysAfter } from '../dates.ts';
import { limitsOf } from '../estate/capacity/senders.ts';
import type { EstateDomain } from '../estate/estate.ts';
import type { Mode } from '../inventory/model.ts';
import type { Decision } from '../ledger/decisions.ts';
import { stepOn } from '../runtime/warmup/schedule.ts';
import { dayIn } from '../time-zones.ts';
import { type Fault, type FaultName, hits, spanOf } from './faults.ts';
import {
  type Ceiling,
  type Invariant,
  invariants,
  type Listing,
  type Rate,
  type Rolling,
  type Sending,
} from './invariants.ts';
import { sendersOf } from './senders.ts';
import { type DomainDay, sum } from './story.ts';
import type { Watch } from './watch.ts';
import type { World } from './world.ts';

export interface JudgeParts {
  world: World;
  /** Who takes part. */
  domains: EstateDomain[];
  /** ISO date of day 1. */
  start: string;
  weeks: number;
  faults: readonly Fault[];
  sendings: Sending[];
  watch: Pick<Watch, 'held' | 'rings' | 'signedWith'>;
  decisions: Decision[];
  days: DomainDay[];
  mode?: Mode;
}

export async function judge(parts: JudgeParts): Promise<Invariant[]> {
  const { world, domains, start, weeks, faults, sendings, watch, decisions, days, mode } = parts;
  const byName = new Map(domains.map(each => [each.domain, each]));
  const zoneOf = (domain: string) => byName.get(domain)?.settings.timezone ?? 'UTC';
  const notices = await world.ledger.db.selectFrom('notices').select(['key', 'at', 'ended']).execute();
  const time = timeOf(faults, Date.parse(start), weeks);
  return invariants({
    ...{ sendings, deliveries: world.receivers.deliveries, decisions, quietSince: time.quietSince },
    ...{ held: watch.held, rings: watch.rings, signedWith: watch.signedWith },
    ceilings: domains.flatMap(domain => ceilingsOf(world, domain, start, weeks * 7)),
    rolling: domains.flatMap(domain => rollingOf(world, domain)),
    listings: listingsOf(parts, time),
    rates: ratesOf(days, time),
    notices: notices.map(({ ended, ...notice }) => ({ ...notice, ...(ended !== null && { ended }) })),
    plays: domain => byName.has(domain),
    modeOf: ({ job, domain }) =>
      mode ?? byName.get(domain ?? '')?.settings.modes[job as 'dkim' | 'warmup' | 'blocklists' | 'health'] ?? 'observe',
    dateOf: (domain, at) => dayIn(zoneOf(domain), at),
  });
}

const DAY = 86_400_000;

interface Time {
  start: number;
  end: number;
  faults: readonly Fault[];
  quietSince?: number;
}

/** Days without any fault at the end, in which everything that was held should have come free. */
const QUIET = 3 * DAY;

function timeOf(faults: readonly Fault[], start: number, weeks: number): Time {
  const end = start + weeks * 7 * DAY;
  const last = Math.max(
    start,
    ...faults.map(fault => spanOf(fault, start)).flatMap(([from, to]) => (from < end ? [from, to] : [])),
  );
  return { start, end, faults, ...(last + QUIET < end && { quietSince: last }) };
}

/** Whether anything of that kind was in force at any time of the span. */
const during = ({ faults, start }: Time, is: (fault: Fault) => boolean, from: number, to: number): boolean =>
  faults.filter(is).some(fault => {
    const [begins, ends] = spanOf(fault, start);
    return begins < to && from < Math.max(ends, begins + DAY);
  });

/** Domains on lists that are asked about them for two days and more, with lists, DNS, clock and process in order. */
function listingsOf({ world, domains }: JudgeParts, time: Time): Listing[] {
  const disturbing: readonly FaultName[] = ['broken-list', 'dns', 'clock', 'killed', 'restart'];
  return time.faults.flatMap(fault => {
    const [from, to] = spanOf(fault, time.start);
    const list = world.runtime().templates.blocklists.get(fault.list ?? '');
    const isSeen =
      fault.fault === 'listing' &&
      Math.min(to, time.end) - from >= 2 * DAY &&
      list?.asks.includes('domain') === true &&
      list.disabled === undefined;
    if (!isSeen || fault.target !== undefined) return [];
    if (during(time, ({ fault }) => disturbing.includes(fault), from - DAY, from + 2 * DAY)) return [];
    return domains
      .filter(({ domain }) => hits(fault, domain))
      .map(({ domain }) => ({ target: domain, list: list.name, from }));
  });
}

/** Enough messages that a single one more or less changes nothing. */
const CLEAR = { bounces: 0.025, complaints: 0.0012, messages: 150 };

function ratesOf(days: DomainDay[], time: Time): Rate[] {
  const disturbing = ({ fault, of, class: of_ = 'recipient' }: Fault) =>
    (fault === 'outage' && of === 'feedback') ||
    (fault === 'bounces' && of_ !== 'recipient') ||
    ['silence', 'clock', 'killed', 'restart'].includes(fault);
  return [...Map.groupBy(days, ({ domain }) => domain)].flatMap(([domain, own]) =>
    own.flatMap((_, index) => {
      const week = own.slice(Math.max(0, index - 6), index + 1);
      const at = time.start + (index + 1) * DAY;
      const total = (of: 'sent' | 'bounced' | 'complained' | 'delivered') => sum(week, each => each[of]);
      if (total('sent') < CLEAR.messages || during(time, disturbing, at - 8 * DAY, at)) return [];
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

/** The schedule by the calendar, as if every week had been advanced at once, is the most that a ledger can come to. */
function ceilingsOf({ runtime }: World, domain: EstateDomain, start: string, days: number): Ceiling[] {
  const { estate, templates } = runtime();
  const profile = templates.profiles.get(
    estate.segments.find(({ segment }) => segment === domain.segment)?.profile ?? '',
  );
  const { schedules, start: begins = start } = limitsOf(domain.settings, profile, templates, start);
  const most = (unit: 'domain' | 'mailbox', date: string, limit = Number.POSITIVE_INFINITY): number => {
    const schedule = schedules[unit];
    const day = Math.round((Date.parse(date) - Date.parse(begins)) / 86_400_000);
    return Math.min(limit, day < 0 ? 0 : schedule ? stepOn(schedule, day) : Number.POSITIVE_INFINITY);
  };
  return Array.from({ length: days + 2 }, (_, day) => daysAfter(start, day - 1)).flatMap(date => [
    { name: domain.domain, date, messages: most('domain', date, profile?.limits.perDomainPerDay) },
    ...domain.mailboxList.map(({ address, dailyLimit }) => ({
      ...{ name: address, date },
      messages: most('mailbox', date, dailyLimit ?? profile?.limits.perMailboxPerDay),
    })),
  ]);
}

function rollingOf({ runtime }: World, domain: EstateDomain): Rolling[] {
  const limit = runtime().templates.providers.get(domain.settings.mailProvider)?.limits?.perMailboxPerDay;
  if (limit === undefined) return [];
  return sendersOf(domain).map(mailbox => ({ mailbox, milliseconds: 86_400_000, messages: limit }));
}
