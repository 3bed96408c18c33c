/** The most that anybody may send in a simulation, whatever a ledger says. */
import { DAY, daysAfter, daysBetween } from '../dates.ts';
import { limitsOf } from '../estate/capacity/senders.ts';
import type { EstateDomain } from '../estate/estate.ts';
import { stepOn } from '../estate/warmup/schedule.ts';
import type { Ceiling, Rolling } from './evidence.ts';
import { sendersOf } from './senders.ts';
import type { World } from './world.ts';

/** The schedule by the calendar, as if every week had been advanced at once, is the most that a ledger can come to. */
export function ceilingsOf({ runtime }: World, domain: EstateDomain, start: string, days: number): Ceiling[] {
  const { estate, templates } = runtime();
  const profile = templates.profiles.get(
    estate.segments.find(({ segment }) => segment === domain.segment)?.profile ?? '',
  );
  const { schedules, start: begins = start } = limitsOf(domain.settings, profile, templates, start);
  const most = (unit: 'domain' | 'mailbox', date: string, limit = Number.POSITIVE_INFINITY): number => {
    const schedule = schedules[unit];
    const day = daysBetween(begins, date);
    return Math.min(limit, day < 0 ? 0 : schedule ? stepOn(schedule, day) : Number.POSITIVE_INFINITY);
  };
  return Array.from({ length: days + 2 }, (_, day) => daysAfter(start, day - 1)).flatMap(date => [
    { name: domain.domain, date, messages: most('domain', date, profile?.limits.perDomainPerDay) },
    ...domain.mailboxes().map(({ address, dailyLimit }) => ({
      ...{ name: address, date },
      messages: most('mailbox', date, dailyLimit ?? profile?.limits.perMailboxPerDay),
    })),
  ]);
}

export function rollingOf({ runtime }: World, domain: EstateDomain): Rolling[] {
  const limit = runtime().templates.providers.get(domain.settings.mailProvider)?.limits?.perMailboxPerDay;
  if (limit === undefined) return [];
  return sendersOf(domain).map(mailbox => ({ mailbox, milliseconds: DAY, messages: limit }));
}
