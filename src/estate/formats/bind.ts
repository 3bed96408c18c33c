/** The records of a zone as a zone file (RFC 1035 §5) that `named-checkzone` takes and Cloudflare imports. */
import { hostBelow } from '../../records/key.ts';
import { AUTOMATIC_TTL, DEFAULT_TTL, type EstateRecord, type RecordType } from '../../records/record.ts';
import { encodeTxt } from '../../records/txt.ts';
import type { EstateZone } from '../estate.ts';

/** What Cloudflare serves where the TTL is "automatic" (2026-11). */
const AUTOMATIC_SECONDS = 300;

/** One text a zone, by zone name: segments that share a zone share its file. */
export function zoneFiles(zones: EstateZone[]): Map<string, string> {
  const byZone = Map.groupBy(zones, ({ zone }) => zone);
  const names = [...byZone.keys()].sort();
  return new Map(names.map(zone => [zone, zoneFile(zone, byZone.get(zone) ?? [])]));
}

function zoneFile(zone: string, parts: EstateZone[]): string {
  const blocks = parts.flatMap(({ segment, records }) => [
    '',
    `; ${segment}`,
    ...records.map(record => recordLine(record, zone)),
  ]);
  return `${[...head(zone), ...blocks].join('\n')}\n`;
}

/** A zone file needs SOA and NS (RFC 1035 §5.2); Cloudflare writes its own and ignores these on import. */
function head(zone: string): string[] {
  return [
    `; ${zone}: the records that Mailyard renders. SOA and NS are Cloudflare's own: these stand in for them.`,
    `$ORIGIN ${zone}.`,
    `$TTL ${DEFAULT_TTL}`,
    '@\tIN\tSOA\tns1.cloudflare.example. dns.cloudflare.example. 1 10000 2400 604800 1800',
    '@\tIN\tNS\tns1.cloudflare.example.',
    '@\tIN\tNS\tns2.cloudflare.example.',
  ];
}

function recordLine(record: EstateRecord, zone: string): string {
  const { type, provided, proxied } = record;
  const owner = record.name === zone ? '@' : escapeName(hostBelow(record.name, zone));
  if (provided?.given) return `; ${record.key}: ${owner} ${type} comes from ${provided.provider}`;
  if (provided) {
    const missing = provided.values.map(value => `values.${provided.provider}.${value}`).join(', ');
    return `; ${record.key}: ${owner} ${type} waits for ${missing}`;
  }
  const line = [owner, ttlOf(record), 'IN', type, presentation(record)].filter(part => part !== '').join('\t');
  // RFC 1034 §3.6.2: the apex holds SOA and NS, so it cannot be an alias; Cloudflare flattens it.
  if (type === 'CNAME' && owner === '@') return `; Cloudflare answers with the target's addresses: ${line}`;
  return proxied ? `${line}\t; cf_tags=cf-proxied:true` : line;
}

/** Without one the line takes `$TTL`. */
function ttlOf({ ttl }: EstateRecord): string {
  if (ttl === DEFAULT_TTL) return '';
  return String(ttl === AUTOMATIC_TTL ? AUTOMATIC_SECONDS : ttl);
}

function presentation(record: EstateRecord): string {
  const { type, content, priority } = record;
  if (type === 'TXT') return encodeTxt(content);
  const value = withLastDot(type, content);
  return priority === undefined ? value : `${priority} ${value}`;
}

const whole = /^(.*)$/s;
const lastField = /(\S+)$/;
/** The target follows the priority (RFC 9460 §2.1). */
const secondField = /(?<=^\d+ )(\S+)/;

const targets: Partial<Record<RecordType, RegExp>> = {
  CNAME: whole,
  MX: whole,
  NS: whole,
  PTR: whole,
  SRV: lastField,
  NAPTR: lastField,
  HTTPS: secondField,
  SVCB: secondField,
};

/** Our targets have no last dot; in a zone file that would make them relative to `$ORIGIN`. The root is its own dot. */
function withLastDot(type: RecordType, content: string): string {
  const target = targets[type];
  return target ? content.replace(target, host => (host === '.' ? host : `${escapeName(host)}.`)) : content;
}

/** Characters that mean something in a zone file, in a label (RFC 1035 §5.1). */
function escapeName(name: string): string {
  return name.replace(/[;"$@()\\]/g, '\\$&');
}
