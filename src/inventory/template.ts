/** What is known of a mail provider or relay: `templates/providers/*.yaml`, checked against its schema. */
import type { RecordRole, RecordType } from '../records/record.ts';

export interface ProviderTemplate {
  /** The file's name without `.yaml`. */
  name: string;
  title: string;
  /** `mailbox` hosts mailboxes (MX, login); `relay` only sends. */
  kind: 'mailbox' | 'relay';
  /** Where the facts stand. */
  source: string[];
  /** ISO date on which the source was read. */
  checked: string;
  /** How far to trust it: seen live, the vendor's documentation, or other people's word. */
  verified: 'live' | 'documentation' | 'third-party';
  /** What the inventory may or must set; used in the records as `{name}`. */
  variables: Record<string, TemplateVariable>;
  /** What only the provider's console or API can give; pasted under `values`. */
  provided: Record<string, { description: string; where: string; pattern?: string }>;
  spf?: TemplateSpf;
  records: TemplateRecord[];
  notes?: string;
}

export interface TemplateVariable {
  description: string;
  /** Without a default and not required: records that use it are left out until it is set. */
  default?: string;
  required?: boolean;
  pattern?: string;
  example?: string;
}

export interface TemplateSpf {
  /** Terms without `v=spf1` and `all`, such as `include:amazonses.com`. */
  terms: string[];
  /** Worst-case DNS lookups of all terms together, themselves included (RFC 7208 §4.6.4). */
  lookups: number;
  /** Where a relay's terms go: its return-path host, such as `{returnPath}`. Absent: only the apex, with `envelope: apex`. */
  host?: string;
}

/**
 * A record with placeholders. Beside the template's own variables and provided values: `{domain}`, `{dashed}` (dots of the
 * domain as dashes), `{zone}`. A record that uses an optional variable nobody set is left out; one that uses a provided value nobody
 * gave is rendered as provided, without content.
 */
export interface TemplateRecord {
  role: RecordRole;
  /** Distinguishes records of one role in the key: `dkim-<id>`; default by role (selector, ordinal). */
  id?: string;
  /** Relative to the domain; `@` is the domain. */
  name: string;
  type: RecordType;
  content: string;
  priority?: number;
  ttl?: number;
}

/** Volume, warm-up and health of a segment's kind of sending: `templates/profiles/*.yaml`. */
export interface Profile {
  name: string;
  title: string;
  source: string[];
  checked: string;
  /** One phrase for the table of segments: "Low, personal". */
  volume: string;
  /** One phrase: when this kind's domains are warmed. */
  warmupPriority: string;
  warmup: { domain?: string; mailbox?: string; ip?: string };
  limits: { perMailboxPerDay?: number; perDomainPerDay?: number; mailboxesPerDomain?: number };
  health: { bounceRate: number; complaintRate: number };
}

/** `templates/warmup/*.yaml`: how many messages a day one unit may send in each week. */
export interface WarmupSchedule {
  name: string;
  title: string;
  source: string[];
  checked: string;
  unit: 'domain' | 'mailbox' | 'ip';
  weeks: { week: number; perDay: number }[];
  /** What must hold to advance a week. */
  gate: { bounceRate: number; complaintRate: number };
}

export interface Templates {
  providers: Map<string, ProviderTemplate>;
  profiles: Map<string, Profile>;
  warmups: Map<string, WarmupSchedule>;
}
