/** When what is new can be used: new mailboxes and domains begin at the first step of their schedules. Pure. */
import { daysBetween } from '../../dates.ts';
import type { Templates } from '../../inventory/template.ts';
import type { Estate } from '../estate.ts';
import { stepOn, weekThatAllows } from '../warmup/schedule.ts';
import {
  type Allowance,
  allowanceOn,
  type Limit,
  type Sender,
  type Steps,
  sendingMailboxes,
  stepsOn,
} from './allowance.ts';
import { type Day, daysFrom } from './calendar.ts';
import { sendersOf } from './senders.ts';

export interface Gain {
  domain: string;
  segment: string;
  /** New ones of a domain that was there, or all of a new one. */
  mailboxes: number;
  /** The domain itself is new. */
  isNew: boolean;
  /** What comes on top of what could be sent before: from its first day, and from the day on which it is all there. */
  steps: { date: string; messages: number }[];
  /** What holds it in the end; `none`: nothing limits it, and there are no steps. */
  limit: Limit;
}

/** What of the estate was not there before. */
export interface Fresh {
  domains: ReadonlySet<string>;
  /** Addresses, lower case. */
  mailboxes: ReadonlySet<string>;
}

/** In the order of the estate; what adds nothing is left out, such as a reserve. */
export function gainsOf(estate: Estate, templates: Templates, fresh: Fresh): Gain[] {
  // Nearly every plan has nothing new, and then nobody's mailboxes need to be made.
  if (fresh.domains.size + fresh.mailboxes.size === 0) return [];
  return sendersOf(estate, templates, estate.today).flatMap(sender => {
    const isNew = fresh.domains.has(sender.domain.domain);
    const boxes = sendingMailboxes(sender.domain).map(({ address }) => address.toLowerCase());
    const added = isNew ? boxes : boxes.filter(address => fresh.mailboxes.has(address));
    if (!isNew && added.length === 0) return [];
    const gain = gainOf(sender, new Set(added), isNew, estate.today);
    return gain ? [gain] : [];
  });
}

function gainOf(sender: Sender, added: ReadonlySet<string>, isNew: boolean, today: string): Gain | undefined {
  const { domain, segment } = sender.domain;
  const found = { domain, segment, mailboxes: added.size, isNew };
  const before = isNew ? undefined : withoutMailboxes(sender, added);
  const days = daysFrom(today, horizonOf(sender, today)).map(day => {
    const after = allowanceWith(sender, added, isNew, today, day);
    const had = before ? allowanceWith(before, added, isNew, today, day).messages : 0;
    return { date: day.date, after, messages: Math.max(0, after.messages - had) };
  });
  if (days.some(({ after }) => after.limit === 'none')) return { ...found, steps: [], limit: 'none' };
  const first = days.find(({ messages }) => messages > 0);
  const most = Math.max(...days.map(({ messages }) => messages));
  const full = days.find(({ messages }) => messages === most);
  if (!first || !full) return undefined;
  const steps = first.date === full.date ? [first] : [first, full];
  return { ...found, steps: steps.map(({ date, messages }) => ({ date, messages })), limit: full.after.limit };
}

/** Until every schedule has ended, and a week more for days without mail. */
function horizonOf({ schedules, start }: Sender, today: string): number {
  const weeks = Object.values(schedules).map(schedule => weekThatAllows(schedule));
  const waits = start === undefined ? 0 : Math.max(0, daysBetween(today, start));
  return waits + 7 * (Math.max(0, ...weeks) + 1);
}

/** A new mailbox of a domain that has long begun counts from today; all else by the calendar. */
function allowanceWith(sender: Sender, added: ReadonlySet<string>, isNew: boolean, today: string, day: Day): Allowance {
  const { schedules, start } = sender;
  if (start !== undefined && day.date < start) return { messages: 0, limit: 'warm-up start' };
  const calendar = stepsOn(sender, day.date);
  const fresh: Steps = {
    ...calendar,
    ...(schedules.mailbox && { mailbox: stepOn(schedules.mailbox, daysBetween(today, day.date)) }),
  };
  const begun = !isNew && (start === undefined || start < today);
  return allowanceOn(sender, day, mailbox => (mailbox && begun && added.has(mailbox.toLowerCase()) ? fresh : calendar));
}

function withoutMailboxes(sender: Sender, added: ReadonlySet<string>): Sender {
  const without = sender.domain.mailboxes().filter(({ address }) => !added.has(address.toLowerCase()));
  return { ...sender, domain: { ...sender.domain, mailboxes: () => without } };
}
