/** The resource list: what the estate asks of an engine, one list a segment (= stack). DESIGN §4. */
import type { MailboxSettings } from '../mail/mailbox.ts';
import type { StsPolicy } from '../records/mta-sts.ts';
import type { ZoneRecord } from '../records/record.ts';

export interface Resource<Inputs = unknown> {
  /** Pulumi type token. */
  type: string;
  /** Unique in its stack. A zone's records have the zone's name; what else belongs to a zone `<zone>/<part>`. */
  name: string;
  inputs: Inputs;
  /** Names of resources of the same stack that must be done first. */
  dependsOn: string[];
  options?: ResourceOptions;
}

/** Pulumi's own options, where a resource needs any. */
export interface ResourceOptions {
  /** Of the plugin: Pulumi takes exactly this one. */
  version?: string;
  /** Never deleted or replaced before somebody takes the protection off. */
  protect?: true;
  /** Leaves the state only: at its service it stays. */
  retainOnDelete?: true;
  /** Where both cannot stand beside each other. */
  deleteBeforeReplace?: true;
  ignoreChanges?: string[];
  /** The name of the provider in the same list; without one Pulumi's default provider of the package. */
  provider?: string;
  /** Of a provider: a variable of our environment → the one that the plugin reads. */
  envVarMappings?: Record<string, string>;
}

export const ZONE_RECORDS = 'mailyard:index:ZoneRecords';

/** All of one stack's records in one zone. A map, so that an edit is an edit and not a shift of indices. */
export interface ZoneRecordsInputs {
  zone: string;
  records: Record<string, ZoneRecord>;
  /** The domains served here and whether each is beyond its grace time: only a retired one may vanish. */
  domains: Record<string, 'live' | 'retired'>;
  /** Keys that may be removed without asking: of retired domains, and of relays left long enough. */
  released?: string[];
  /** Take over what stands in the mail slots. */
  adopt?: boolean;
  /** Mailyard makes the zone itself: in a preview it may not be there yet. */
  created?: boolean;
  /** Its records are resources of their own, and `records` is empty. */
  recordMode?: 'resources';
  /** The name of the variable that has the token for this zone, where it is another than CLOUDFLARE_API_TOKEN. */
  token?: string;
  /** Domain → its MTA-STS policy, where it has one: senders go by what they have cached, so the next MX must fit it. */
  mtaSts?: Record<string, StsPolicy>;
  /** Keys that other resources of the stack carry in this zone: where they stood here once, they stay where they are. */
  parts?: string[];
}

export const isZoneRecords = (resource: Resource): resource is Resource<ZoneRecordsInputs> =>
  resource.type === ZONE_RECORDS;

/** What a zone serves only once its provider is ready: MX and autodiscover. */
export const serveName = (zone: string): string => `${zone}/serve`;

/** The zone that a resource belongs to, by its name: `acme.example` of `acme.example/dnssec`. */
export function zoneOfName(name: string): string {
  const end = name.indexOf('/');
  return end < 0 ? name : name.slice(0, end);
}

export const MTA_STS_POLICY = 'mailyard:index:MtaStsPolicy';

/** A policy that a Worker serves. The resource is there once senders can fetch it, and remembers what they may hold besides. */
export interface MtaStsPolicyInputs extends StsPolicy {
  domain: string;
  zone: string;
  /** The name of the variable that has the token for the zone, where it is another than CLOUDFLARE_API_TOKEN. */
  token?: string;
  /** Policies served before, with the first day (ISO) on which no sender holds them any more. */
  earlier: HeldPolicy[];
  /** Hosts that are no longer MX but stay in the policy, with the first day on which no resolver names them any more. */
  parting: Record<string, string>;
}

export interface HeldPolicy extends StsPolicy {
  until: string;
}

/** The account at a provider in which a resource is made, as the inventory has it: no secret stands there. */
export interface MailAccount {
  /** A template's name. */
  provider: string;
  account: Record<string, unknown>;
}

export const MAIL_DOMAIN = 'mailyard:index:MailDomain';

/** A domain that its provider knows. Its outputs are what the provider gives for its records, by the names of the template. */
export interface MailDomainInputs extends MailAccount {
  domain: string;
  /** Found by a look at the provider, and wanted by nobody: values that it gave once and has no more. */
  lacks?: string[];
  /** Mailyard makes the keys that the provider signs with: another one than that of the template is no mistake. */
  ownKeys?: true;
}

export const MAIL_DOMAIN_READY = 'mailyard:index:MailDomainReady';

/** The provider has seen the domain's records and takes mail for it. It waits, and has as outputs what is known only then. */
export interface MailDomainReadyInputs extends MailDomainInputs {
  /** Ready to sign: the provider has seen its DKIM key too. */
  signs?: true;
}

export const MAILBOX = 'mailyard:index:Mailbox';

/** One mailbox, or at a relay one SMTP login. What is absent is left as it is. */
export interface MailboxInputs extends MailAccount, MailboxSettings {
  /** Take over a mailbox of this address though it differs. */
  adopt?: boolean;
}
