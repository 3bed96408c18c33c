/** Why a domain, a mailbox or a record is as it is: every part of it with the setting that decided it and its place. */
import type { Allowance } from '../estate/capacity/allowance.ts';
import type { CostLine } from '../estate/cost/cost.ts';
import type { Due } from '../estate/cost/money.ts';
import type { Finding, Position, Severity } from '../inventory/finding.ts';
import type { Origin } from '../inventory/model.ts';
import type { Phase } from '../records/phase.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';

export type Explanation =
  | ({ kind: 'domain' } & DomainExplanation)
  | ({ kind: 'mailbox' } & MailboxExplanation)
  | { kind: 'records'; records: RecordExplanation[] }
  | ({ kind: 'none' } & AbsenceExplanation);

/** Who decided, and where it is around; what Mailyard brings along stands in no file of the user's. */
export type Place = Partial<Position> & { level: Origin['level'] | 'template' };

/** One part of a value and what decided it. */
export interface Reason {
  /** `include:_spf.google.com`, `p=none`, `TTL 3600`. */
  part: string;
  /** The setting as a path (`dmarc.policy`), or a variable of a template (`google-workspace.dkimSelector`). */
  setting: string;
  place?: Place;
  note?: string;
  /** What it costs of the ten lookups of SPF (RFC 7208 §4.6.4). */
  lookups?: number;
}

export interface TemplateOrigin extends Partial<Position> {
  name: string;
  title: string;
  /** ISO date. */
  checked: string;
  verified: 'live' | 'documentation' | 'third-party';
}

/** What the state knows: nothing of it yet, the same, or another value. */
export type Applied = { status: 'absent' } | { status: 'applied' } | { status: 'differs'; stored: ZoneRecord };

/** A rule at the level that the inventory gives it here. */
export interface RuleHere {
  id: string;
  title: string;
  level: Severity | 'off';
  /** Set where the inventory changed the level. */
  place?: Place;
}

export interface RecordExplanation {
  zone: string;
  segment: string;
  record: EstateRecord;
  /** An override keeps it out of the zone. */
  withheld: boolean;
  reasons: Reason[];
  template?: TemplateOrigin;
  applied: Applied;
  spf?: SpfPrice;
  rules: RuleHere[];
  findings: Finding[];
}

export interface SpfPrice {
  lookups: number;
  limit: number;
  octets: number;
}

export interface AbsenceExplanation {
  domain: string;
  /** What was asked for: a role. */
  role: string;
  reasons: Reason[];
}

export interface DomainExplanation {
  domain: string;
  zone: string;
  segment: string;
  purpose?: string;
  position: Position;
  phase: Phase;
  lifecycle: string;
  /** ISO date on which the grace time ends; only of a retired domain. */
  graceEnds?: string;
  senders: { name: string; use: 'mail provider' | 'relay' | 'leaving'; place?: Place; template?: TemplateOrigin }[];
  mailboxes: string[];
  /** What it may send today, and what holds it there. */
  today: Allowance;
  /** By the prices of the templates; lines without a price are in no total. */
  cost: { lines: CostLine[]; total: Due[] };
  spf: (SpfPrice & { host: string })[];
  /** What the calendar will take away, if nobody edits. */
  upcoming: { date: string; reasons: string[]; removes: string[] }[];
  settings: Setting[];
  records: { key: string; type: string; name: string; content: string; applied: Applied['status'] | 'waiting' }[];
  findings: Finding[];
}

export interface Setting {
  setting: string;
  value: unknown;
  place: Place;
}

export interface MailboxExplanation {
  address: string;
  name?: string;
  domain: string;
  segment: string;
  reasons: Reason[];
  provider?: TemplateOrigin;
  /** The lowest of them counts. */
  limits: (Reason & { perDay: number })[];
  cost: DomainExplanation['cost'];
  findings: Finding[];
}
