/** What `up` would do: the difference between resource lists and state, as values. CONTRACT §3. */

import type { RecordRole, ZoneRecord } from '../records/record.ts';
import type { MailChange } from './mail-change.ts';

export interface Plan {
  summary: PlanSummary;
  /** Zones with changes or warnings, by segment and then zone. */
  zones: ZonePlan[];
  /** Changes of every other type. */
  resources: ResourceChange[];
  /** What refuses to go on, each with its override. */
  guards: GuardRefusal[];
  /** What the calendar alone will bring, by date: nothing of it is carried out before. */
  upcoming: UpcomingChange[];
}

export interface UpcomingChange {
  /** ISO date from which on `up` carries it out. */
  date: string;
  domain: string;
  segment: string;
  zone: string;
  /** In words: `retired since 2026-11-25`. */
  reasons: string[];
  changes: RecordChange[];
}

/** `zones` counts those that would be written; the rest counts records. */
export interface PlanSummary {
  zones: number;
  create: number;
  update: number;
  delete: number;
  unchanged: number;
}

export interface ZonePlan {
  zone: string;
  segment: string;
  /** What happens to the zone's resource; `same` only where there are warnings to tell. */
  action: 'create' | 'update' | 'delete' | 'same';
  changes: RecordChange[];
  warnings: string[];
}

export interface RecordChange extends ZoneRecord {
  action: 'create' | 'update' | 'delete' | 'adopt';
  key: string;
  role: RecordRole;
  old?: ZoneRecord;
}

export interface ResourceChange {
  action: 'create' | 'update' | 'delete';
  segment: string;
  type: string;
  name: string;
  /** Top-level properties that differ. */
  properties: string[];
  /** A delete that takes it out of the state only: at its service it stays. */
  kept?: true;
  /** Of a mailbox, or a domain at its mail provider. */
  mail?: MailChange;
}

/** A refusal that can be overridden by name: `--allow last-mx=acme.example`. */
export interface GuardRefusal {
  guard: GuardName;
  /** What to allow: a domain, or a number. */
  value: string;
  segment: string;
  zone?: string;
  message: string;
  /** The better way, where there is one. */
  fix?: string;
  override: string;
}

/** Each refuses one kind of change that silences or burns a domain. */
export const guardNames = [
  'last-mx',
  'spf',
  'dmarc',
  'dkim',
  'mta-sts-mx',
  'dmarc-unaligned',
  'domain',
  'domains-per-change',
  'zone',
  'dnssec',
  'identity',
] as const;

export type GuardName = (typeof guardNames)[number];
