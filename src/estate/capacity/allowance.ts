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
  /** What each mailbox may send, where the messages are their sum. */
  mailboxes?: number[];
}

export type Unit = WarmupSchedule['unit'];

/** What limits each mailbox of a domain. */
export interface MailboxLimits {
  /** Undefined where no template has the segment's profile. */
  profile?: Profile;
  /** What hosts its mailboxes. */
  provider?: ProviderTemplate;
  /** The first day of its warm-up; undefined for a domain that counts as warmed. */
  start?: string;
  schedules: Partial<Record<Unit, WarmupSchedule>>;
}

/** A domain with all that limits it. */
export interface Sender extends MailboxLimits {
  domain: EstateDomain;
  /** Its own addresses; one that several domains use counts in equal parts. */
  ips: number;
}

/** One for each day. Within a week of its warm-up a domain may send the same on every day that it sends. */
export function allowancesOn(sender: Sender, days: Day[]): Allowance[] {
  const byWeek = new Map<number | undefined, Allowance>();
  return days.map(day => {
    const silent = silentOn(sender, day);
    if (silent) return { messages: 0, limit: silent };
    const week = sender.start === undefined ? undefined : weekOf(sender.start, day.date);
    const allowed = byWeek.get(week) ?? lowest(domainAllowances(sender, week));
    byWeek.set(week, allowed);
    return allowed;
  });
}

/** Why nothing is sent on a day, whatever the limits. */
function silentOn(sender: Sender, { date, weekday }: Day): Limit | undefined {
  const { sendingHours } = sender.domain.settings;
  if (!sendsAtAll(sender)) return 'lifecycle';
  if (!hasSenders(sender)) return 'no senders';
  if (sender.start !== undefined && date < sender.start) return 'warm-up start';
  return sendingHours && !sendingHours.days.includes(weekday) ? 'sending days' : undefined;
}

/** A reserve or resting domain keeps its records and sends nothing; a retired one sends nothing from its first day on. */
export function sendsAtAll({ domain: { phase, settings } }: Sender): boolean {
  return phase === 'live' && (settings.lifecycle.state === 'active' || settings.lifecycle.state === 'warming');
}

/** Mailboxes are a domain's senders where it has any, whatever carries their mail; else its relays and addresses are. */
function hasSenders({ domain }: Sender): boolean {
  if (domain.mailboxList.length > 0) return sendingMailboxes(domain).length > 0;
  return domain.settings.relays.length + domain.settings.sendingIps.length > 0;
}

/** Those that are not suspended. */
export const sendingMailboxes = ({ mailboxList }: EstateDomain): Mailbox[] =>
  mailboxList.filter(({ standing }) => standing === 'active');

/** `week` is that of the warm-up; undefined for what counts as warmed. */
function domainAllowances(sender: Sender, week: number | undefined): Allowance[] {
  const { domain, ips } = sender;
  const mailboxes = sendingMailboxes(domain).map(({ dailyLimit }) => mailboxAllowance(sender, dailyLimit, week));
  const ip = ips > 0 ? scheduled(sender, 'ip', week) : undefined;
  return [
    ...(mailboxes.length > 0 ? [together(mailboxes)] : []),
    allowance('ip schedule', ip === undefined ? undefined : Math.floor(ip * ips)),
    allowance('target', domain.settings.warmup.target),
    ...ownAllowances(sender, week),
  ];
}

/** What a domain may send by itself, however many mailboxes it has. */
export function ownAllowances(sender: Sender, week: number | undefined): Allowance[] {
  return [
    allowance('domain schedule', scheduled(sender, 'domain', week)),
    allowance('domain limit', sender.profile?.limits.perDomainPerDay),
  ];
}

export function mailboxAllowances(sender: MailboxLimits, week: number | undefined): Allowance[] {
  return [
    allowance('mailbox schedule', scheduled(sender, 'mailbox', week)),
    allowance('mailbox limit', sender.profile?.limits.perMailboxPerDay),
    allowance('provider limit', sender.provider?.limits?.perMailboxPerDay),
  ];
}

const mailboxAllowance = (limits: MailboxLimits, own: number | undefined, week: number | undefined): Allowance =>
  lowest([allowance('mailbox limit', own), ...mailboxAllowances(limits, week)]);

/**
 * What a provider holds a mailbox to on a day (ISO); undefined where nothing limits it. Before its warm-up begins that is its first
 * week already: to some providers 0 means that there is no limit. Nor does it follow the days of the week.
 */
export function mailboxLimit(limits: MailboxLimits, own: number | undefined, today: string): number | undefined {
  const week = limits.start === undefined ? undefined : Math.max(1, weekOf(limits.start, today));
  const { messages } = mailboxAllowance(limits, own, week);
  return Number.isFinite(messages) ? messages : undefined;
}

/** After a schedule's last week its `perDay` stays. */
function scheduled({ schedules }: MailboxLimits, unit: Unit, week: number | undefined): number | undefined {
  const weeks = schedules[unit]?.weeks;
  return week === undefined ? undefined : weeks?.[Math.min(week, weeks.length) - 1]?.perDay;
}

const allowance = (limit: Limit, messages: number = Number.POSITIVE_INFINITY): Allowance => ({ messages, limit });

/** Of equals the last, so that a schedule which has reached a limit gives way to its name. */
export function lowest(allowances: Allowance[]): Allowance {
  const low = allowances.reduce((low, each) => (each.messages <= low.messages ? each : low), allowance('none'));
  return Number.isFinite(low.messages) ? low : allowance('none');
}

/** The sum, under the limit that holds most of them. */
function together(allowances: Allowance[]): Allowance {
  const mailboxes = allowances.map(({ messages }) => messages);
  return { messages: sum(mailboxes), limit: prevailing(allowances), mailboxes };
}

/** The limit of most of them; of equally many the one that comes first. */
export function prevailing(allowances: Allowance[]): Limit {
  const counts = new Map<Limit, number>();
  for (const { limit } of allowances) counts.set(limit, (counts.get(limit) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['none', 0] as [Limit, number])[0];
}

export const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
