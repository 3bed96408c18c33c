/** What is known of a mail provider or relay: `templates/providers/*.yaml`, checked against its schema. */
import type { RecordRole, RecordType } from '../records/record.ts';
import type { ApiDescription } from './api.ts';
import type { Price } from './price.ts';
import type { Rolling } from './receiver.ts';

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
  /** What the inventory may or must set, beside a relay's name or under `values`; used in the records as `{name}`. */
  variables: Record<string, TemplateVariable>;
  /** What only the provider's console or API can give; pasted under `values`. */
  provided: Record<string, TemplateValue>;
  spf?: TemplateSpf;
  records: TemplateRecord[];
  /** Where programs reach a mailbox, or log in at a relay. */
  access?: MailAccess;
  /** What it lets through, whatever a profile allows. */
  limits?: { perMailboxPerDay?: number; mailboxesPerDomain?: number; rolling?: ProviderRolling[] };
  terms?: Terms;
  prices?: Price[];
  /** Its HTTP API, where Mailyard makes domains and mailboxes by this description alone. */
  api?: ApiDescription;
  notes?: string;
}

/** What a provider counts of one mailbox. */
export interface ProviderRolling extends Rolling {
  source: string;
  /** ISO date on which the source was read. */
  checked: string;
  verified: 'documentation' | 'third-party';
}

export interface MailAccess {
  /** A relay has none. */
  imap?: MailServer;
  smtp: MailServer;
}

export interface MailServer {
  /** With placeholders, as a record's content. */
  host: string;
  /** 993 and 465 speak TLS from the first byte (RFC 8314 §3); any other begins with STARTTLS. */
  port: number;
  /** What opens it; default: the mailbox's own password. */
  login?: 'password' | 'app-password' | 'oauth';
}

/** What a provider's terms of use say of mail to people who did not ask for it (`cold`), and to many who did (`bulk`). */
export interface Terms {
  cold: TermsWord;
  bulk: TermsWord;
  /** In one sentence, not their words. */
  says: string;
  source?: string;
  /** ISO date on which that was read. */
  checked: string;
  verified: 'documentation' | 'third-party' | 'unverified';
}

export type TermsWord = 'allowed' | 'forbidden' | 'unclear';

export interface TemplateVariable {
  description: string;
  /** Without a default and not required: records and SPF terms that use it are left out until it is set. */
  default?: string;
  required?: boolean;
  /** A regular expression, anchored where it matters, that the value must match; case does not count. */
  pattern?: string;
  example?: string;
}

export interface TemplateValue {
  description: string;
  /** The way to it in the provider's console or API. */
  where: string;
  /** The page of the console, where it has one address for everybody. */
  link?: string;
  /** What remains to be done there once its records are served, which nobody but a person can see. */
  then?: { id: string; says: string };
  /** As in a variable. */
  pattern?: string;
  example?: string;
  /** Not every domain needs it (a verification code of a domain long verified): unset, its records are left out. */
  optional?: boolean;
  /** The name of another provided value that does the same job: once that one is set, this one is optional. */
  unless?: string;
}

export interface TemplateSpf {
  /** Terms without `v=spf1` and `all`, such as `include:amazonses.com`. A term with an unset variable is left out. */
  terms: string[];
  /** Worst-case DNS lookups of all terms together, themselves included (RFC 7208 §4.6.4). */
  lookups: number;
  /**
   * Where a relay's terms go: its return-path host, such as `{returnPath}`. Absent where that host is a CNAME or the relay's own:
   * then the terms stand only at the apex, and there only with `envelope: apex`.
   */
  host?: string;
}

/**
 * A record with placeholders. Beside the template's own variables and provided values: `{domain}`, `{dashed}` (dots of the
 * domain as dashes), `{zone}`. A record that uses a variable without a value, or an optional provided value nobody gave, is left
 * out; one that uses another provided value nobody gave is rendered as provided, without content. Its name may be among the unknown
 * (Amazon's DKIM tokens): hence `id`, which keeps the key stable.
 */
export interface TemplateRecord {
  role: RecordRole;
  /** Distinguishes records of one role in the key: `dkim-<id>`; default by role (selector, ordinal). */
  id?: string;
  /** Relative to the domain; `@` is the domain. */
  name: string;
  type: RecordType;
  /** As in `ZoneRecord`: SRV is `weight port target`, its priority apart. */
  content: string;
  priority?: number;
  ttl?: number;
}

/** What every record may use without declaring it. */
export const builtInPlaceholders = ['domain', 'dashed', 'zone'] as const;
