/**
 * What became of one message to one recipient, as far as it was told. `join` is commutative, associative and idempotent, so events may
 * come late, twice and in any order, from one source or several, and lead to the same fate; totals are a function of the fates alone.
 */
import type { BounceClass, MailEvent, Refusal } from './event.ts';

export interface Fate {
  mailbox?: string;
  domain: string;
  receiver: string;
  /** A source that reports complaints knows the message. */
  watched: boolean;
  /** When each was first told to have happened. */
  sent?: number;
  delivered?: number;
  complained?: number;
  deferred?: Refused;
  bounced?: Refused;
}

export interface Refused extends Refusal {
  at: number;
}

export function fateOf(event: MailEvent): Fate {
  const { kind, at, mailbox, domain, receiver } = event;
  const watched = kind === 'complained' || event.tellsComplaints === true;
  const told = kind === 'deferred' || kind === 'bounced' ? { at, ...(event.refusal ?? NOT_TOLD) } : at;
  return { mailbox: mailbox || undefined, domain, receiver, watched, [kind]: told };
}

const NOT_TOLD: Refusal = { class: 'unknown', reply: '' };

export function join(one: Fate, other: Fate): Fate {
  const sender = [one, other].sort(bySender)[0] as Fate;
  return {
    mailbox: sender.mailbox,
    domain: sender.domain,
    receiver: [one.receiver, other.receiver].sort(byReceiver)[0] as string,
    watched: one.watched || other.watched,
    sent: earliest(one.sent, other.sent),
    delivered: earliest(one.delivered, other.delivered),
    complained: earliest(one.complained, other.complained),
    deferred: first(one.deferred, other.deferred, byDeferral),
    bounced: first(one.bounced, other.bounced, byBounce),
  };
}

/** When something last happened to it. */
export const lastOf = ({ sent = 0, delivered = 0, complained = 0, deferred, bounced }: Fate): number =>
  Math.max(sent, delivered, complained, deferred?.at ?? 0, bounced?.at ?? 0);

type Order<T> = (one: T, other: T) => number;

const text: Order<string> = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Sources that disagree about who sent are told apart somehow, but always in the same way. */
const bySender: Order<Fate> = (one, other) =>
  Number(!one.mailbox) - Number(!other.mailbox) ||
  text(one.domain, other.domain) ||
  text(one.mailbox ?? '', other.mailbox ?? '');

const VAGUE = ['unknown', 'other'];

const byReceiver: Order<string> = (one, other) =>
  Number(VAGUE.includes(one)) - Number(VAGUE.includes(other)) || text(one, other);

/** A bounce for good corrects one that was called temporary, and one that was understood another that was not. */
const BOUNCE_RANK: readonly BounceClass[] = ['sender', 'content', 'recipient', 'unknown', 'temporary'];
const byBounce: Order<Refused> = (one, other) =>
  BOUNCE_RANK.indexOf(one.class) - BOUNCE_RANK.indexOf(other.class) || byTime(one, other);

const byDeferral: Order<Refused> = (one, other) =>
  Number(one.class !== 'sender') - Number(other.class !== 'sender') || byTime(one, other);

const byTime: Order<Refused> = (one, other) =>
  one.at - other.at || text(one.class, other.class) || text(one.reply, other.reply);

const earliest = (one?: number, other?: number): number | undefined => first(one, other, (a, b) => a - b);

function first<T>(one: T | undefined, other: T | undefined, order: Order<T>): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return order(one, other) <= 0 ? one : other;
}
