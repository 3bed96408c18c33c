/** What a target needs of domains and mailboxes as the estate has them, profile by profile. Pure. */
import { weekThatAllows } from '../warmup/schedule.ts';
import {
  type Allowance,
  lastSteps,
  lowest,
  mailboxAllowances,
  ownAllowances,
  type Sender,
  sendingMailboxes,
  sendsAtAll,
  sum,
} from './allowance.ts';
import { perSendingDay, type Target } from './target.ts';

export interface Need {
  profile: string;
  segments: string[];
  /** Days of a week on which these segments send. */
  daysAWeek: number;
  /** Messages on each of those days. */
  perDay: number;
  /** Absent where relays send. */
  mailboxes?: Quantity & { perDomain: number };
  /** Absent where nothing limits what a domain may send. */
  domains?: Quantity & { reserve: number };
  /** The week of warm-up in which what is new can send all of that; absent without schedules. */
  warmWeek?: number;
}

/** `each` is what one of them may send on a day once it is warm. */
export interface Quantity {
  each: Allowance;
  needed: number;
  /** How many of them are active or warming. */
  have: number;
}

/** By the profiles of the chosen domains, in the order of their names. */
export function needsOf(target: Target, senders: Sender[]): Need[] {
  const usable = senders.filter(({ domain, profile }) => profile && domain.phase === 'live');
  const byProfile = Map.groupBy(usable, ({ profile }) => profile?.name ?? '');
  return [...byProfile.keys()].sort().map(profile => needOf(target, profile, byProfile.get(profile) ?? []));
}

function needOf(target: Target, profile: string, senders: Sender[]): Need {
  const segments = [...new Set(senders.map(({ domain }) => domain.segment))];
  const daysAWeek = Math.min(...senders.map(({ domain }) => domain.settings.sendingHours?.days.length ?? 7));
  const perDay = perSendingDay(target, daysAWeek);
  const hosts = senders.filter(({ domain }) => sendingMailboxes(domain).length > 0);
  const perDomain = mailboxCount(hosts) / hosts.length;
  const mailbox = lowest(hosts.flatMap(sender => mailboxAllowances(sender, lastSteps(sender))));
  const together = { messages: mailbox.messages * perDomain, limit: mailbox.limit };
  const domain = lowest([
    ...(hosts.length > 0 ? [together] : []),
    ...senders.flatMap(each => ownAllowances(each, lastSteps(each))),
  ]);
  const sending = senders.filter(sendsAtAll);
  const reserve = senders.filter(({ domain }) => domain.settings.lifecycle.state === 'reserve');
  return {
    ...{ profile, segments, daysAWeek, perDay },
    ...(mailbox.limit !== 'none' && {
      mailboxes: { each: mailbox, needed: whole(perDay / mailbox.messages), have: mailboxCount(sending), perDomain },
    }),
    ...(domain.limit !== 'none' && {
      domains: { each: domain, needed: whole(perDay / domain.messages), have: sending.length, reserve: reserve.length },
      warmWeek: warmWeek(senders, domain.messages, mailbox.messages),
    }),
  };
}

const mailboxCount = (senders: Sender[]): number => sum(senders.map(({ domain }) => sendingMailboxes(domain).length));

/** A quotient of floats may miss a whole number by a hair. */
const whole = (number: number): number => Math.ceil(Number(number.toFixed(9)));

/** The first week in which every schedule has reached what a domain or a mailbox is to send. */
function warmWeek(senders: Sender[], domain: number, mailbox: number): number | undefined {
  const weeks = senders.flatMap(({ schedules }) => [
    ...(schedules.domain ? [weekThatAllows(schedules.domain, domain)] : []),
    ...(schedules.mailbox ? [weekThatAllows(schedules.mailbox, mailbox)] : []),
  ]);
  const last = Math.max(0, ...weeks);
  return last > 1 ? last : undefined;
}
