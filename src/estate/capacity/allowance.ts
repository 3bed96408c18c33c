/** What one domain may send on a day, and the limit that it meets first. Pure. */
import type { Profile } from '../../inventory/profile.ts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';
import type { EstateDomain, Mailbox } from '../estate.ts';
import { sendingHoursOf } from '../sending-hours.ts';
import { calendarProgress, perDay } from '../warmup/progress.ts';
import { lastStep } from '../warmup/schedule.ts';
import type { Day } from './calendar.ts';

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

/** One for each day. Where the schedules allow the same, so does the domain on every day that it sends. */
export function allowancesOn(sender: Sender, days: Day[]): Allowance[] {
  const bySteps = new Map<string, Allowance>();
  return days.map(day => {
    const silent = silentOn(sender, day);
    if (silent) return { messages: 0, limit: silent };
    const steps = stepsOn(sender, day.date);
    const key = JSON.stringify(steps);
    const allowed = bySteps.get(key) ?? lowest(domainAllowances(sender, () => steps));
    bySteps.set(key, allowed);
    return allowed;
  });
}

/** On a day of which somebody knows how far each warm-up is: `stepsFor` a mailbox, by its address, or the domain itself. */
export function allowanceOn(sender: Sender, day: Day, stepsFor: (mailbox?: string) => Steps): Allowance {
  const silent = silentOn({ ...sender, start: undefined }, day);
  return silent ? { messages: 0, limit: silent } : lowest(domainAllowances(sender, stepsFor));
}

/** Why nothing is sent on a day, whatever the limits. */
function silentOn(sender: Sender, { date, weekday }: Day): Limit | undefined {
  if (!sendsAtAll(sender)) return 'lifecycle';
  if (!hasSenders(sender)) return 'no senders';
  if (sender.start !== undefined && date < sender.start) return 'warm-up start';
  return sendingHoursOf(sender.domain.settings, sender.profile).days.includes(weekday) ? undefined : 'sending days';
}

/** A reserve or resting domain keeps its records and sends nothing; a retired one sends nothing from its first day on. */
export function sendsAtAll({ domain: { phase, settings } }: Sender): boolean {
  return phase === 'live' && (settings.lifecycle.state === 'active' || settings.lifecycle.state === 'warming');
}

/** Mailboxes are a domain's senders where it has any, whatever carries their mail; else its relays and addresses are. */
function hasSenders({ domain }: Sender): boolean {
  if (domain.mailboxes().length > 0) return sendingMailboxes(domain).length > 0;
  return domain.settings.relays.length + domain.settings.sendingIps.length > 0;
}

/** Those that are not suspended. */
export const sendingMailboxes = ({ mailboxes }: EstateDomain): Mailbox[] =>
  mailboxes().filter(({ standing }) => standing === 'active');

function domainAllowances(sender: Sender, stepsFor: (mailbox?: string) => Steps): Allowance[] {
  const { domain, ips } = sender;
  const steps = stepsFor();
  const mailboxes = sendingMailboxes(domain).map(({ dailyLimit, address }) =>
    mailboxAllowance(sender, dailyLimit, stepsFor(address)),
  );
  const ip = ips > 0 ? steps.ip : undefined;
  return [
    ...(mailboxes.length > 0 ? [together(mailboxes)] : []),
    allowance('ip schedule', ip === undefined ? undefined : Math.floor(ip * ips)),
    allowance('target', domain.settings.warmup.target),
    ...ownAllowances(sender, steps),
  ];
}

/** What a domain may send by itself, however many mailboxes it has. */
export function ownAllowances(sender: Sender, steps: Steps): Allowance[] {
  return [
    allowance('domain schedule', steps.domain),
    allowance('domain limit', sender.profile?.limits.perDomainPerDay),
  ];
}

export function mailboxAllowances(sender: MailboxLimits, steps: Steps): Allowance[] {
  return [
    allowance('mailbox schedule', steps.mailbox),
    allowance('mailbox limit', sender.profile?.limits.perMailboxPerDay),
    allowance('provider limit', sender.provider?.limits?.perMailboxPerDay),
  ];
}

export const mailboxAllowance = (limits: MailboxLimits, own: number | undefined, steps: Steps): Allowance =>
  lowest([allowance('mailbox limit', own), ...mailboxAllowances(limits, steps)]);

/**
 * What a provider holds a mailbox to on a day (ISO); undefined where nothing limits it. Before its warm-up begins that is its first
 * week already: to some providers 0 means that there is no limit. Nor does it follow the days of the week.
 */
export function mailboxLimit(limits: MailboxLimits, own: number | undefined, today: string): number | undefined {
  const first = limits.start === undefined || limits.start < today ? today : limits.start;
  const { messages } = mailboxAllowance(limits, own, stepsOn(limits, first));
  return Number.isFinite(messages) ? messages : undefined;
}

/** What each schedule allows one of its units; empty for what counts as warmed. */
export type Steps = Partial<Record<Unit, number>>;

/** By the calendar, as no ledger is asked here. */
export function stepsOn({ start, schedules }: MailboxLimits, date: string): Steps {
  if (start === undefined) return {};
  return stepsOf(schedules, schedule => perDay(schedule, calendarProgress(schedule, { name: '', start, date }), date));
}

/** At the end of each. */
export const lastSteps = ({ schedules }: MailboxLimits): Steps => stepsOf(schedules, lastStep);

const stepsOf = (
  schedules: MailboxLimits['schedules'],
  step: (schedule: WarmupSchedule) => number | undefined,
): Steps => Object.fromEntries(Object.values(schedules).map(schedule => [schedule.unit, step(schedule)]));

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
