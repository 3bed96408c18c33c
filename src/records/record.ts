/** The DNS record as Mailyard thinks of it, from the inventory to the wire. */

/** Every type that Cloudflare takes as a record of a zone (API v4, 2026-11). */
export const recordTypes = [
  'A',
  'AAAA',
  'CAA',
  'CERT',
  'CNAME',
  'DNSKEY',
  'DS',
  'HTTPS',
  'LOC',
  'MX',
  'NAPTR',
  'NS',
  'OPENPGPKEY',
  'PTR',
  'SMIMEA',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
  'URI',
] as const;

export type RecordType = (typeof recordTypes)[number];

/** What a record is for. The role decides its key, its slot and the guards that watch it. */
export const recordRoles = [
  'mx',
  'spf',
  'dkim',
  'dmarc',
  'return-path',
  'mta-sts',
  'tls-rpt',
  'bimi',
  'caa',
  'autodiscover',
  'verification',
  'tracking',
  'consent',
  'extra',
] as const;

export type RecordRole = (typeof recordRoles)[number];

/**
 * One record of a zone: the value that is planned, compared and written.
 *
 * - `name`: lower-case ASCII FQDN without the last dot.
 * - `content`: TXT as one decoded string; targets without the last dot; for types of several fields their presentation
 *   form (`0 issue "letsencrypt.org"`), but for MX, SRV and URI without the priority, which has its own field.
 * - `ttl`: seconds; 1 is Cloudflare's "automatic", which a proxied record always has.
 */
export interface ZoneRecord {
  name: string;
  type: RecordType;
  content: string;
  priority?: number;
  ttl: number;
  proxied?: boolean;
  /** In a plan only: its value is what another resource will have, and not known before; `content` is empty. */
  given?: true;
}

/** A record that the estate wants, with its place in the zone's map and the reason for it. */
export interface EstateRecord extends ZoneRecord {
  /** Unique in its zone and stable over edits: `mx-1`, `spf`, `dkim-google`; below the apex `spf@bounce`. */
  key: string;
  role: RecordRole;
  /** The domain whose mail this record serves. */
  domain: string;
  /** Where it comes from: a template's name, or a setting's path (`sendingIps`). */
  source: string;
  /** Set where only a provider can give the value and nobody has yet: `content` is then empty and nothing is planned. */
  provided?: ProvidedValue;
}

export interface ProvidedValue {
  /** The template that wants it, and the names of the missing values as they stand under `values`. */
  provider: string;
  values: string[];
  /** Where Mailyard itself asks the provider: what stands in the record once the resource that has the value is made. */
  given?: { name?: From; content: From };
}

/** A value that another resource has: an output of it by `name.output`, and a text in which `{}` stands for the value. */
export interface From {
  from: string;
  at?: (string | number)[];
  in?: string;
  /** As Cloudflare stores a TXT record: quoted, and cut. */
  as?: 'txt';
}

export const DEFAULT_TTL = 3600;
export const AUTOMATIC_TTL = 1;
