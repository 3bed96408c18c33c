/** What one domain may send on a day, and the limit that it meets first. Pure. */
import type { Profile, ProviderTemplate, WarmupSchedule } from '../../inventory/template.ts';
import type { EstateDomain, Mailbox } from '../estate.ts';
import { type Day, weekOf } from './calendar.ts';

/** What holds a domain where it is; `none`: nothing that the inventory or a template says. */
export type Limit =
  | 'mailbox limit'
  | 'provider limit'
  | 'mailbox schedule'
  | 'domain limit'
  | 'domain schedule'
  | 'ip schedule'
  | 'target'
  | 'warm-up start'
  | 'sending days'
  | 'lifecycle'
  | 'no senders'
  | 'none';

/** Messages a day; infinite where `limit` is `none`. */
export interface Allowance {
  messages: number;
  limit: Limit;
}

export type Unit = WarmupSchedule['unit'];

/** A domain with all that limits it. */
export interface Sender {
  domain: EstateDomain;
  /** Undefined where no template has the segment's profile. */
  profile?: Profile;
  /** What hosts its mailboxes. */
  provider?: ProviderTemplate;
  /** The first day of its warm-up; undefined for a domain that counts as warmed. */
  start?: string;
  schedules: Partial<Record<Unit, WarmupSchedule>>;
  /** Its own addresses; one that several domains use counts in equal parts. */
  ips: number;
}

export function allowanceOn(sender: Sender, { date, weekday }: Day): Allowance {
  const { settings } = sender.domain;
  if (!sendsAtAll(sender)) return nothing('lifecycle');
  if (!hasSenders(sender)) return nothing('no senders');
  if (sender.start !== undefined && date < sender.start) return nothing('warm-up start');
  if (settings.sendingHours && !settings.sendingHours.days.includes(weekday)) return nothing('sending days');
  return lowest(domainAllowances(sender, date));
}

/** A reserve or resting domain keeps its records and sends nothing; a retired one sends nothing from the first day on. */
export function sendsAtAll({ domain: { phase, settings } }: Sender): boolean {
  return phase === 'live' && (settings.lifecycle.state === 'active' || settings.lifecycle.state === 'warming');
}

/** Mailboxes are a domain's senders where it has any, whatever carries their mail; else its relays and addresses are. */
function hasSenders({ domain: { mailboxList, settings } }: Sender): boolean {
  return mailboxList.length + settings.relays.length + settings.sendingIps.length > 0;
}

function domainAllowances(sender: Sender, date: string): Allowance[] {
  const { domain, profile, ips } = sender;
  const mailboxes = domain.mailboxList.map(mailbox => lowest(mailboxAllowances(mailbox, sender, date)));
  return [
    ...(mailboxes.length > 0 ? [together(mailboxes)] : []),
    allowance('domain schedule', scheduled(sender, 'domain', date)),
    allowance('ip schedule', ips > 0 ? Math.floor(ips * (scheduled(sender, 'ip', date) ?? Infinity)) : undefined),
    allowance('target', domain.settings.warmup.target),
    allowance('domain limit', profile?.limits.perDomainPerDay),
  ];
}

function mailboxAllowances({ dailyLimit }: Mailbox, sender: Sender, date: string): Allowance[] {
  return [
    allowance('mailbox schedule', scheduled(sender, 'mailbox', date)),
    allowance('mailbox limit', dailyLimit),
    allowance('mailbox limit', sender.profile?.limits.perMailboxPerDay),
    allowance('provider limit', sender.provider?.limits?.perMailboxPerDay),
  ];
}

function scheduled({ start, schedules }: Sender, unit: Unit, date: string): number | undefined {
  const schedule = schedules[unit];
  if (start === undefined || !schedule) return undefined;
  const { weeks } = schedule;
  return weeks[Math.min(weekOf(start, date), weeks.length) - 1]?.perDay;
}

const allowance = (limit: Limit, messages: number = Number.POSITIVE_INFINITY): Allowance => ({ messages, limit });
const nothing = (limit: Limit): Allowance => ({ messages: 0, limit });

/** The first of equals; of a schedule that has reached a limit it is the limit that holds. */
function lowest(allowances: Allowance[]): Allowance {
  const low = allowances.reduce((low, each) => (each.messages <= low.messages ? each : low), allowance('none'));
  return low.messages === Number.POSITIVE_INFINITY ? allowance('none') : low;
}

/** The sum, under the limit that holds most of them. */
function together(allowances: Allowance[]): Allowance {
  return { messages: sum(allowances.map(({ messages }) => messages)), limit: prevailing(allowances) };
}

/** The limit of most of them; of equals the one that comes first. */
export function prevailing(allowances: Allowance[]): Limit {
  const counts = new Map<Limit, number>();
  for (const { limit } of allowances) counts.set(limit, (counts.get(limit) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['none', 0] as [Limit, number])[0];
}

export const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
