/** What one domain or mailbox costs, and what it may send today. */
import { type Allowance, allowancesOn, type Sender } from '../estate/capacity/allowance.ts';
import { daysFrom } from '../estate/capacity/calendar.ts';
import { sendersOf } from '../estate/capacity/senders.ts';
import { costOf, summed } from '../estate/cost/cost.ts';
import { due } from '../estate/cost/money.ts';
import { calendarProgress, perDay } from '../estate/warmup/progress.ts';
import type { WarmupSchedule } from '../inventory/warmup-schedule.ts';
import type { DomainExplanation } from './explanation.ts';
import type { Around } from './places.ts';

/** An account that it shares with others is counted whole, a zone at the domain that is called so. */
export function costOfDomain(domain: string, { estate, whole }: Around): DomainExplanation['cost'] {
  const { lines, total } = costOf(estate, whole.templates, whole.today, each => each.domain === domain);
  return { lines, total };
}

/** Its part of what the domain's mailboxes cost; nothing where the provider has one price for an account. */
export function costOfMailbox(domain: string, around: Around): DomainExplanation['cost'] {
  const mailboxes = costOfDomain(domain, around).lines.filter(line => line.for === 'mailbox');
  const { lines, total } = summed(
    mailboxes.map(line => ({ ...line, quantity: 1, ...(line.price && { due: due(line.price, 1) }) })),
  );
  return { lines, total };
}

export function todayOf(domain: string, around: Around): Allowance {
  const sender = senderOf(domain, around);
  const [allowance] = sender ? allowancesOn(sender, daysFrom(around.whole.today, 1)) : [];
  return allowance ?? { messages: 0, limit: 'no senders' };
}

/** Where the warm-up of the domain's mailboxes is; undefined where none is under way. */
export function mailboxWarmup(
  domain: string,
  around: Around,
): { schedule: WarmupSchedule; week: number; perDay: number } | undefined {
  const { start, schedules } = senderOf(domain, around) ?? {};
  if (start === undefined || !schedules?.mailbox) return undefined;
  const schedule = schedules.mailbox;
  const date = around.whole.today;
  const progress = calendarProgress(schedule, { name: domain, start, date });
  return { schedule, week: progress.week, perDay: perDay(schedule, progress, date) ?? 0 };
}

const senderOf = (domain: string, { estate, whole }: Around): Sender | undefined =>
  sendersOf(estate, whole.templates, whole.today).find(each => each.domain.domain === domain);
