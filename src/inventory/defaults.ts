/** The built-in defaults: what holds where no level says anything. */
import { DEFAULT_TTL } from '../records/record.ts';
import type { DomainSettings } from './model.ts';

export const builtIn: DomainSettings = {
  zone: 'existing',
  mailProvider: 'none',
  relays: [],
  sendingIps: [],
  returnPath: 'none',
  spf: { all: '-all', include: [], flatten: 'never' },
  dkim: { prefix: 'my', algorithm: 'rsa-2048', rotate: '90d', overlap: '14d', propagation: '24h', signers: [] },
  // The first weeks of every domain are for reading reports: RFC 9989 §5.1.
  dmarc: { policy: 'none', testing: false, alignment: { spf: 'relaxed', dkim: 'relaxed' }, reports: [] },
  // RFC 8461 §3.2: max_age in weeks; one week, so that a new MX need not wait for longer.
  mtaSts: { mode: 'none', maxAge: 604_800, mx: [] },
  tlsReports: [],
  dnssec: 'keep',
  zoneSettings: {},
  mailboxes: 0,
  warmup: {},
  timezone: 'UTC',
  modes: { dkim: 'observe', warmup: 'observe', blocklists: 'observe', health: 'observe' },
  rules: {},
  lifecycle: { state: 'active', graceDays: 30 },
  leaving: [],
  adopt: false,
  done: [],
  values: {},
  records: [],
  ttl: DEFAULT_TTL,
  overrides: {},
};

/** Defaults of maps that are not there by themselves: they count where some level begins the map. */
export const builtInParts = {
  bimi: { selector: 'default' },
  sendingHours: { from: 0, to: 24, days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
} as const;

/** Of a mailbox that says where it is in its life. */
export const mailboxLifecycle = { state: 'active', graceDays: 30 } as const;

export const DEFAULT_PROFILE = 'standard';
export const DEFAULT_DOMAINS_PER_CHANGE = 10;
