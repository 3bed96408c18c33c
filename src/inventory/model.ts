/** The inventories after reading: typed, checked, every default resolved, every value's origin known. CONTRACT §1. */
import type { RecordType } from '../records/record.ts';
import type { Position } from './finding.ts';

export interface Inventory {
  organization?: string;
  contacts: Contacts;
  identities: Identity[];
  /** In the order of their names. */
  segments: Segment[];
  /** By the include's name in lower case: `spf.lock.json`. */
  spfLock: SpfLock;
}

export type SpfLock = Record<string, LockedInclude>;

/** What `spf flatten` found an include to be: the networks that pass it, or why no list of them can stand in its place. */
export type LockedInclude = LockDates & (LockedNetworks | { cannot: string });

export interface LockedNetworks {
  /** Lookups that the include took then, itself counted. */
  lookups: number;
  /** Sorted, the fewest that say it: `192.0.2.0/24`, `2001:db8::1`. */
  networks: string[];
}

interface LockDates {
  /** ISO dates: when it was found so, and when that is too long ago to be trusted. */
  resolved: string;
  refreshBy: string;
}

/** Which account new zones go to, and the name of the variable that has the token for it; never the token itself. */
export interface CloudflareUse {
  account?: string;
  /** Default: CLOUDFLARE_API_TOKEN. */
  token?: string;
}

/**
 * Template → the account at which Mailyard makes domains and mailboxes of that provider or relay. What an account must have the
 * provider's adapter says; where there is none, Mailyard writes DNS only.
 */
export type Accounts = Record<string, Record<string, unknown>>;

export interface Contacts {
  dmarcReports?: string;
  tlsReports?: string;
  consent: 'each' | 'wildcard';
  /** Where test messages go that prove DKIM keys. */
  probe?: string;
}

export interface Identity {
  user: string;
  name: string;
}

export interface Segment {
  /** Also the name of its Pulumi stack. */
  segment: string;
  purpose?: string;
  profile: string;
  limits: { domainsPerChange: number };
  recordMode: 'zone' | 'resources';
  cloudflare: CloudflareUse;
  accounts: Accounts;
  position: Position;
  domains: Domain[];
}

export interface Domain {
  /** Lower-case A-label form. */
  domain: string;
  segment: string;
  settings: DomainSettings;
  /** For each key of the settings (dotted below the top: `dmarc.policy`) where its value was written. */
  origins: () => Origins;
  position: Position;
}

/** `level` says who set it; the built-in defaults have no position. */
export interface Origin {
  level: 'built-in' | 'estate' | 'segment' | 'domain';
  position?: Position;
}

export type Origins = Record<string, Origin>;

export interface DomainSettings {
  /** `existing`, `create`, or the parent zone's name. */
  zone: string;
  /** A template's name, or `none`. */
  mailProvider: string;
  relays: RelayUse[];
  /** Addresses and CIDRs as written, already checked. */
  sendingIps: string[];
  /** A label, or `none`. */
  returnPath: string;
  spf: { all: '-all' | '~all'; include: string[]; flatten: 'never' | 'whenNeeded' };
  dkim: {
    prefix: string;
    algorithm: DkimAlgorithm | 'both';
    /** `90d` or `never`. */
    rotate: string;
    /** `14d`: how long an old key stays after the last message signed with it. */
    overlap: string;
    /** `24h`: how long a new key is served everywhere before it is used. */
    propagation: string;
    signers: SignerUse[];
  };
  dmarc: DmarcSettings;
  mtaSts: MtaStsSettings;
  tlsReports: string[];
  bimi?: { logo: string; certificate?: string; selector: string };
  caa?: CaaSettings;
  dnssec: 'keep' | 'on' | 'off';
  /** By Cloudflare's name of the setting: `ssl`, `min_tls_version`, … */
  zoneSettings: Record<string, string | number>;
  mailboxes: number | MailboxEntry[];
  /** Of each mailbox that has none of its own; text or HTML, with variables. */
  signature?: string;
  warmup: { domain?: string; mailbox?: string; ip?: string; start?: string; target?: number };
  timezone: string;
  sendingHours?: { from: number; to: number; days: Weekday[] };
  modes: Record<'dkim' | 'warmup' | 'blocklists' | 'health', Mode>;
  rules: Record<string, { level: 'off' | 'info' | 'warning' | 'error'; reason?: string }>;
  lifecycle: { state: LifecycleState; since?: string; graceDays: number };
  leaving: Leaving[];
  adopt: boolean;
  /** Steps by hand that nobody but a person can see the end of, as `mailyard todo` names them. */
  done: string[];
  /** Template name → value name → value. */
  values: Record<string, Record<string, string>>;
  records: ExtraRecord[];
  /** Seconds, for records that say nothing else. */
  ttl: number;
  /** By the record's key in its zone: what differs from the rendering. */
  overrides: Record<string, Override>;
}

/** `none`: the record is not written, though everything else would have it. */
export type Override = 'none' | { content?: string; priority?: number; ttl?: number; proxied?: boolean };

export interface RelayUse {
  /** A template's name. */
  name: string;
  returnPath?: string;
  envelope?: 'apex' | 'return-path';
  /** The template's own variables: region, tracking, … */
  [variable: string]: string | undefined;
}

export type DkimAlgorithm = 'rsa-2048' | 'ed25519';

/** Whose keys Mailyard makes and rotates, and for a program where its files lie. */
export interface SignerUse {
  /** A template's name, or `opendkim`, `rspamd`, `kumomta`. */
  name: string;
  /** Who makes the keys, where there is a choice. */
  keys?: 'own' | 'provider';
  folder?: string;
  /** A command of the shell. */
  reload?: string;
  /** OpenDKIM's socket: `host:port`, or a path. */
  milter?: string;
  /** Rspamd's scanner. */
  url?: string;
}

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

export interface DmarcSettings {
  policy: DmarcPolicy;
  since?: string;
  testing: boolean;
  subdomains?: DmarcPolicy;
  nonexistent?: DmarcPolicy;
  alignment: { spf: 'relaxed' | 'strict'; dkim: 'relaxed' | 'strict' };
  /** Addresses beside `contacts.dmarcReports`; when given they replace it. */
  reports: string[];
}

export interface MtaStsSettings {
  mode: 'none' | 'testing' | 'enforce';
  /** Seconds. */
  maxAge: number;
  /** MX patterns beside the domain's own MX hosts. */
  mx: string[];
  policyHost?: string;
}

export interface CaaSettings {
  issue?: string[];
  issuewild?: string[];
  issuemail?: string[];
  iodef?: string[];
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
export type Mode = 'observe' | 'suggest' | 'enforce';
export type LifecycleState = 'reserve' | 'warming' | 'active' | 'resting' | 'retired';

export interface MailboxEntry {
  user: string;
  name?: string;
  forwardTo?: string[];
  aliases?: string[];
  dailyLimit?: number;
  smtpRelay?: string;
  /** Whether programs may send by SMTP; unset, the provider's own setting stays. */
  smtpAccess?: boolean;
  /** Text or HTML, with variables. */
  signature?: string;
  persona?: string;
  lifecycle?: MailboxLifecycle;
}

/**
 * `resting`: suspended, with everything kept. `retired`: suspended, and deleted once the grace time is over. Of a day that is
 * still to come nothing holds yet.
 */
export interface MailboxLifecycle {
  state: 'active' | 'resting' | 'retired';
  since?: string;
  graceDays: number;
}

/** A relay or provider being left; its variables as when it was in use. */
export interface Leaving extends RelayUse {
  since: string;
}

/** A record of the user's own. `name` is relative to the domain, `@`, or a name ending in the domain. */
export interface ExtraRecord {
  name: string;
  type: RecordType;
  content?: string;
  data?: Record<string, string | number>;
  priority?: number;
  ttl?: number;
  proxied?: boolean;
}
