/** The estate: inventory × templates × today, compiled. Pure; the same input gives the same bytes. */
import type { Finding, Position } from '../inventory/finding.ts';
import type { Domain, DomainSettings, Inventory, MailboxEntry, Segment } from '../inventory/model.ts';
import type { SenderIdentity } from '../records/alignment.ts';
import type { StsPolicy } from '../records/mta-sts.ts';
import type { EstateRecord } from '../records/record.ts';
import type { HostedAt, RelayedAt } from './mail-resources.ts';
import type { EstatePolicy } from './policies.ts';
import type { SesIdentity } from './ses/identities.ts';
import type { Upcoming } from './upcoming.ts';

export interface Estate {
  inventory: Inventory;
  /** The ISO date it was compiled for. */
  today: string;
  segments: Segment[];
  domains: EstateDomain[];
  /** One for each pair of segment and zone, by segment and then zone name. Made when asked: `check` never does. */
  zones: EstateZone[];
  /** What will change by the calendar alone, by date. */
  upcoming: Upcoming[];
  /** What DMARC sees of a domain's senders; worked out when asked, as only a plan that makes DMARC stricter does. */
  sendersOf(domain: string): SenderIdentity[];
  /** The MTA-STS policies that a Worker serves. */
  policies: EstatePolicy[];
  /** What SES sends for, where Mailyard holds the account. */
  sesIdentities: SesIdentity[];
  /** Everything that inventory, templates and rules have to say, in printing order. */
  findings: Finding[];
}

export interface EstateDomain extends Domain {
  zone: string;
  /** `retiring`: retired, but within its grace time; `retired`: beyond it. */
  phase: 'live' | 'retiring' | 'retired';
  /** Absent: Mailyard writes DNS only. */
  hostedAt?: HostedAt;
  /** Its relays at which Mailyard makes domains and logins. */
  relaysAt: RelayedAt[];
  /** Worked out when asked. */
  mailboxes: () => Mailbox[];
}

export interface Mailbox extends MailboxEntry {
  address: string;
  domain: string;
  segment: string;
  provider: string;
  /** `leaving`: suspended, and retired within its grace time; `gone`: beyond it, so it is to be deleted. */
  standing: 'active' | 'suspended' | 'leaving' | 'gone';
  /** HTML, with the variables filled in: its own, or that of its domain. */
  signature?: string;
  /** Messages that it may send today, for a provider that holds it to them; undefined where nothing limits it. */
  limitToday?: number;
}

export interface EstateZone {
  zone: string;
  segment: string;
  records: EstateRecord[];
  domains: Record<string, 'live' | 'retired'>;
  released: string[];
  /** Keys of the DKIM records of senders whose keys Mailyard makes: they stay as they are, and are not made anew. */
  handedKeys: string[];
  adopt: boolean;
  /** Whether Mailyard makes the zone itself: in this segment, or for a domain of another one. */
  created?: 'here' | 'elsewhere';
  /** `keep` too where the zone's own domain is in another segment. */
  dnssec: DomainSettings['dnssec'];
  /** Those of the zone's own domain, where it is in this segment. */
  settings: DomainSettings['zoneSettings'];
  /** By domain. */
  mtaSts: Record<string, StsPolicy>;
  position: Position;
}
