/** The sending program of a simulation: asks for grants hour by hour, sends what it was granted, and tells what became of it. */
import { DAY, HOUR } from '../dates.ts';
import type { EstateDomain } from '../estate/estate.ts';
import { holdsNow } from '../ledger/holds.ts';
import { dayAt } from '../sending/throttle/days.ts';
import type { Daemon } from './daemon.ts';
import type { Sending } from './evidence.ts';
import { type Fault, hits, inForce } from './faults.ts';
import type { MailServer } from './mail-server.ts';
import { complains } from './receiver-answers.ts';
import { sendersOf } from './senders.ts';
import type { World } from './world.ts';

export interface PostOptions {
  world: World;
  server: MailServer;
  faults: readonly Fault[];
  start: number;
  seed: number;
  /** Takes what became of messages. */
  daemon: Daemon;
}

interface Granted {
  mailbox: string;
  domain: string;
  timezone: string;
  /** When the first of it was granted, by the clock of the process. */
  by: number;
  keys: string[];
  messages: number;
}

export interface Tally {
  sent: number;
  delivered: number;
  bounced: number;
  complained: number;
}

/** Milliseconds from one message to the next of somebody who sends half of what he may. */
const QUIET_PAUSE = 2 * HOUR;

/** Recipients of one SMTP message at most: each counts as a message of its own. */
const RECIPIENTS = 100;
const HOSTS = ['gmail.com', 'outlook.com', 'yahoo.com', 'customer.example'];

export function openPost({ world, server, faults, start, seed, daemon }: PostOptions) {
  const queue = new Map<string, Granted>();
  const sendings: Sending[] = [];
  const tallies = new Map<string, Tally>();
  /** Epoch milliseconds at which the throttler said that it may be asked again. */
  const notBefore = new Map<string, number>();
  let late: object[] = [];
  let number = 0;

  const tallyOf = (domain: string): Tally => {
    const tally = tallies.get(domain) ?? { sent: 0, delivered: 0, bounced: 0, complained: 0 };
    tallies.set(domain, tally);
    return tally;
  };

  /** Asks for whoever may ask again, and takes what there is room for. */
  async function ask(domain: EstateDomain): Promise<void> {
    const at = world.clock.now();
    const quiet = inForce(faults, 'quiet', start, at).find(each => hits(each, domain.domain))?.rate ?? 1;
    const due = sendersOf(domain).filter(mailbox => at >= (notBefore.get(mailbox) ?? 0));
    await Promise.all(due.map(mailbox => askFor(domain, mailbox, quiet)));
  }

  async function askFor(domain: EstateDomain, mailbox: string, quiet: number): Promise<void> {
    const at = world.clock.now();
    for (let count = 1; ; ) {
      const { allowed, key, limits, until } = await daemon.throttler.take({ mailbox, count });
      if (!allowed && count > 1) {
        count = 1;
        continue;
      }
      if (!allowed || key === undefined) {
        notBefore.set(mailbox, Math.min((until ?? Number.POSITIVE_INFINITY) - world.skewed(), nextMorning(at)));
        return;
      }
      grant(domain, mailbox, key, count);
      const room = Math.min(...limits.map(({ cap, used }) => cap - used));
      count = Number.isFinite(room) && room >= 1 ? Math.floor(room) : 1;
      if (quiet < 1) {
        // Who has less to send than he may comes back in proportion.
        notBefore.set(mailbox, at + Math.min(QUIET_PAUSE / Math.max(quiet, 0.01), DAY));
        return;
      }
    }
  }

  function grant({ domain, settings: { timezone } }: EstateDomain, mailbox: string, key: string, count: number): void {
    // A grant counts for the day on which it was given, also where the clock is set back before it is used.
    const by = world.runtime().now();
    const place = `${mailbox} ${dayAt(timezone, by).date}`;
    const granted = queue.get(place) ?? { mailbox, domain, timezone, by, keys: [], messages: 0 };
    granted.keys.push(key);
    granted.messages += count;
    queue.set(place, granted);
  }

  /** What was granted since the last time leaves; what is held meanwhile goes back. */
  async function send(which: (granted: Granted) => boolean = () => true): Promise<void> {
    const due = [...queue].filter(([, granted]) => which(granted));
    if (due.length === 0) return;
    const holds = await holdsNow(world.ledger, world.runtime().now());
    for (const [place, granted] of due) {
      queue.delete(place);
      if (holds.some(({ name }) => name === granted.domain || name === granted.mailbox)) {
        for (const key of granted.keys) await daemon.throttler.release(key);
        continue;
      }
      for (let left = granted.messages; left > 0; left -= RECIPIENTS)
        await deliver(granted, Math.min(left, RECIPIENTS));
    }
  }

  /** What was granted for a day leaves on that day: the last of it within its last minutes, by the clock of who granted it. */
  const sendBeforeMidnight = (within: number): Promise<void> => {
    const now = world.runtime().now();
    return send(({ timezone }) => dayAt(timezone, now).end - now <= within);
  };

  async function deliver({ mailbox, domain, by }: Granted, count: number): Promise<void> {
    const at = world.clock.now();
    const first = number;
    number += count;
    const to = Array.from({ length: count }, (_, index) => {
      const nth = first + index;
      return `recipient-${String(nth).padStart(7, '0')}@${HOSTS[nth % HOSTS.length]}`;
    });
    const id = `${first}@${domain}`;
    sendings.push({ at, by, mailbox, domain, messages: count });
    const { accepted, refused } = await server.send({ from: mailbox, to, id, at: new Date(at) });
    const tally = tallyOf(domain);
    tally.sent += count;
    tally.delivered += accepted.length;
    // What was put off comes later or not at all: it is no bounce.
    tally.bounced += refused.filter(({ reply }) => reply.startsWith('5')).length;
    const complaints = accepted.filter(each => complains(faults, start, seed, { from: mailbox, to: each, at }));
    tally.complained += complaints.length;
    const silent = inForce(faults, 'silence', start, at).some(each => hits(each, domain));
    const told = (kind: string, recipient: string, more: object = {}) => ({
      ...{ kind, at: new Date(at).toISOString(), message: id, mailbox, recipient, source: 'simulation' },
      ...(!silent && { tellsComplaints: true }),
      ...more,
    });
    late.push(
      ...to.map(recipient => told('sent', recipient)),
      ...accepted.map(recipient => told('delivered', recipient)),
      ...refused.map(({ to: recipient, reply }) => told('bounced', recipient, { reply })),
      ...(silent ? [] : complaints.map(recipient => told('complained', recipient))),
    );
  }

  /** The feed of what became of messages; while it is away they are told later. */
  async function report(): Promise<void> {
    if (inForce(faults, 'outage', start, world.clock.now()).some(({ of }) => of === 'feedback')) return;
    const events = late;
    late = [];
    for (let from = 0; from < events.length; from += BATCH) await daemon.report(events.slice(from, from + BATCH));
  }

  return {
    ask,
    send: () => send(),
    sendBeforeMidnight,
    report,
    sendings,
    /** Since the last time that it was asked. */
    takeTally(domain: string): Tally {
      const tally = tallyOf(domain);
      tallies.delete(domain);
      return tally;
    },
  };
}

const BATCH = 5000;

/** What was decided over night may let more through than was known the day before. */
const nextMorning = (at: number): number => (Math.floor(at / DAY) + 1) * DAY + 6 * HOUR;
