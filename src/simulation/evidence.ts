/** What the invariants of a simulation look at: what was sent and seen, and what was let through at most. Values only. */
import type { Decision, DecisionMode } from '../ledger/decisions.ts';
import type { Hold } from '../ledger/holds.ts';
import type { Notice } from '../ledger/notices.ts';
import type { Delivery } from '../sandbox/receivers/twin.ts';

/** Messages of one mailbox that left at one time. */
export interface Sending {
  at: number;
  /** By the clock of the process, which a fault may have set wrong: a cap is a cap of the days that it sees. */
  by: number;
  mailbox: string;
  domain: string;
  messages: number;
}

/** The most that a unit may ever send on a calendar day, whatever a ledger says: its schedule by the calendar, and its limits. */
export interface Ceiling {
  name: string;
  /** `2026-12-01` in the domain's time zone. */
  date: string;
  messages: number;
}

/** The most that a mailbox may send within any span of that length. */
export interface Rolling {
  mailbox: string;
  milliseconds: number;
  messages: number;
}

export interface HeldSpan extends Pick<Hold, 'unit' | 'name' | 'cause'> {
  from: number;
  to: number;
}

/** The keys of one ring, as they stood at a moment; one for each time that they had changed. */
export interface RingLook {
  at: number;
  /** `acme.example/opendkim/rsa-2048` */
  ring: string;
  active: string[];
  /** A key of it has leaked, and until another one is proved none is active. */
  leaked: boolean;
}

/** A selector that the mail server signs with, and whether its key was in the zone at that time. */
export interface SignedWith {
  at: number;
  name: string;
  there: boolean;
}

/** What was on a list that worked, for long enough that every daily run must see it. */
export interface Listing {
  target: string;
  list: string;
  from: number;
}

/** What the last seven days of a domain came to, with the feed of events up to date. */
export interface Rate {
  at: number;
  domain: string;
  condition: 'bounces' | 'complaints';
  rate: number;
}

export type Heard = Pick<Notice, 'key' | 'at' | 'ended'>;

export interface Evidence {
  sendings: Sending[];
  deliveries: readonly Delivery[];
  ceilings: Ceiling[];
  rolling: Rolling[];
  held: HeldSpan[];
  /** What a warm-up that is held or rests at the end stops: domains and addresses. */
  stopped: ReadonlySet<string>;
  rings: RingLook[];
  signedWith: SignedWith[];
  listings: Listing[];
  /** Those that are clearly above what an alert is due for. */
  rates: Rate[];
  notices: Heard[];
  /** Whether a domain takes part. */
  plays(domain: string): boolean;
  /** The end; undefined where something still goes wrong then or did shortly before, and a hold may be right. */
  quietSince?: number;
  decisions: Decision[];
  /** Of a decision's job and domain, as the inventory had it. */
  modeOf(decision: Decision): DecisionMode;
  /** The calendar day in that domain's time zone. */
  dateOf(domain: string, at: number): string;
}
