/** Evidence as the gates read it: what was sent, and what became of it. */
import type { BounceClass } from './event.ts';

export interface Counts {
  sent: number;
  /** Without those that bounced after all. */
  delivered: number;
  /** Given up, by whose fault it is. */
  bounced: Record<BounceClass, number>;
  /** Refused for now at least once, by the sender's fault (rate, reputation) or for another reason. */
  deferred: { sender: number; other: number };
  complained: number;
  /** Some source that reports complaints spoke in that time: else 0 complaints means that nobody knows. */
  complaintsKnown: boolean;
}

export const noCounts = (): Counts => ({
  sent: 0,
  delivered: 0,
  bounced: { recipient: 0, sender: 0, content: 0, temporary: 0, unknown: 0 },
  deferred: { sender: 0, other: 0 },
  complained: 0,
  complaintsKnown: false,
});

/** Bounces that say something of the list or the sender: what only did not pass in time is none of them. */
export function bouncesOf({ bounced }: Counts): number {
  return bounced.recipient + bounced.sender + bounced.content + bounced.unknown;
}

/** Refusals for who sends, for now or for good. */
export const senderFaultsOf = ({ bounced, deferred }: Counts): number => bounced.sender + deferred.sender;

/**
 * How many messages the evidence is about; undefined where nobody told. A source may tell of deliveries and bounces and not of
 * sends, and bounces of last week's messages come in this week.
 */
export function attemptsOf(counts: Counts): number | undefined {
  const { sent, delivered, bounced } = counts;
  if (sent === 0 && delivered === 0) return undefined;
  return Math.max(sent, delivered + bouncesOf(counts) + bounced.temporary);
}

/** Below this a rate says nothing: one bounce of ten is no tenth. */
export const MINIMUM_SAMPLE = 50;

/** Between 0 and 1; undefined: too few were sent to tell, or nobody told. */
export const bounceRate = (counts: Counts): number | undefined => rateOf(bouncesOf(counts), attemptsOf(counts));

/** Between 0 and 1; undefined: too few were sent to tell, or no source tells of complaints. */
export const complaintRate = (counts: Counts): number | undefined =>
  counts.complaintsKnown ? rateOf(counts.complained, attemptsOf(counts)) : undefined;

const rateOf = (count: number, of: number | undefined): number | undefined =>
  of === undefined || of < MINIMUM_SAMPLE ? undefined : count / of;
