/** Puts together what the invariants look at: what was sent, what the inventory and the calendar let through at most, and the log. */
import { daysAfter } from '../dates.ts';
import { limitsOf } from '../estate/capacity/senders.ts';
import type { EstateDomain } from '../estate/estate.ts';
import type { Mode } from '../inventory/model.ts';
import type { Decision } from '../ledger/decisions.ts';
import { stepOn } from '../runtime/warmup/schedule.ts';
import { dayIn } from '../time-zones.ts';
import { type Ceiling, type HeldSpan, type Invariant, invariants, type Rolling, type Sending } from './invariants.ts';
import { sendersOf } from './senders.ts';
import type { World } from './world.ts';

export interface JudgeParts {
  world: World;
  domains: EstateDomain[];
  /** ISO date of day 1. */
  start: string;
  days: number;
  post: { sendings: Sending[] };
  held: HeldSpan[];
  decisions: Decision[];
  mode?: Mode;
}

export function judge({ world, domains, start, days, post, held, decisions, mode }: JudgeParts): Invariant[] {
  const byName = new Map(domains.map(each => [each.domain, each]));
  const zoneOf = (domain: string) => byName.get(domain)?.settings.timezone ?? 'UTC';
  return invariants({
    ...{ sendings: post.sendings, deliveries: world.receivers.deliveries, held, decisions },
    ceilings: domains.flatMap(domain => ceilingsOf(world, domain, start, days)),
    rolling: domains.flatMap(domain => rollingOf(world, domain)),
    modeOf: ({ job, domain }) =>
      mode ?? byName.get(domain ?? '')?.settings.modes[job as 'dkim' | 'warmup' | 'blocklists' | 'health'] ?? 'observe',
    dateOf: (domain, at) => dayIn(zoneOf(domain), at),
  });
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
