/** What every reader returns: the zones of some other tool as Mailyard thinks of records, and what it cannot hold. */
import { isIPv4, isIPv6 } from 'node:net';
import { recordNameProblem, toAscii } from '../inventory/names.ts';
import { canonical } from '../records/canonical.ts';
import { hasData, toData } from '../records/data.ts';
import { bareHost } from '../records/host.ts';
import { hostBelow } from '../records/key.ts';
import { AUTOMATIC_TTL, type RecordType, recordTypes, type ZoneRecord } from '../records/record.ts';
import { encodeTxt } from '../records/txt.ts';

export interface SourceZone {
  /** Lower-case A-label form. */
  zone: string;
  records: ZoneRecord[];
  /** What no inventory can hold, each with the reason: told and kept as comments, never dropped in silence. */
  kept: KeptRecord[];
  /** SOA, and NS at the apex: Cloudflare writes its own. */
  leftOut: number;
  /** Records whose TTL Cloudflare would refuse: they get the nearest one that it takes. */
  clamped: number;
}

export interface KeptRecord {
  /** As in a zone file, on one line. */
  text: string;
  reason: string;
}

/** A record as a reader found it: any type, any name, and what is wrong with it where the reader knows. */
export interface FoundRecord {
  /** FQDN. */
  name: string;
  type: string;
  content: string;
  priority?: number;
  ttl: number;
  proxied?: boolean;
  problem?: string;
}

/** Sorts what was found into what an inventory can hold and what it cannot. */
export function sourceZone(zone: string, found: FoundRecord[]): SourceZone {
  const sorted: SourceZone = { zone, records: [], kept: [], leftOut: 0, clamped: 0 };
  const seen = new Set<string>();
  for (const raw of found) {
    const record = { ...raw, name: toAscii(bareHost(raw.name)), type: raw.type.toUpperCase() };
    if (record.type === 'SOA' || (record.type === 'NS' && record.name === zone)) sorted.leftOut += 1;
    else place(record, seen, sorted);
  }
  return sorted;
}

function place(found: FoundRecord, seen: Set<string>, sorted: SourceZone): void {
  const reason = found.problem ?? problemOf(found, sorted.zone);
  if (reason !== undefined) {
    sorted.kept.push({ text: textOf(found), reason });
    return;
  }
  const ttl = found.proxied ? AUTOMATIC_TTL : takenTtl(found.ttl);
  const record = canonical({ ...(found as FoundRecord & { type: RecordType }), ttl });
  // RFC 2181 §5: a record is its value. Cloudflare refuses a second one (81058).
  const value = JSON.stringify([record.name, record.type, record.priority, record.content]);
  if (seen.has(value)) {
    sorted.kept.push({ text: textOf(found), reason: 'it repeats another record' });
    return;
  }
  seen.add(value);
  if (ttl !== found.ttl && !found.proxied) sorted.clamped += 1;
  sorted.records.push(record);
}

/** Why an inventory cannot hold it. */
function problemOf({ name, type, content, priority, ttl }: FoundRecord, zone: string): string | undefined {
  if (!isRecordType(type)) return `Cloudflare takes no ${type} records`;
  if (name !== zone && !name.endsWith(`.${zone}`)) return `its name lies outside ${zone}`;
  if (name !== zone && !canBeNamed(hostBelow(name, zone), zone)) return 'an inventory cannot write this name';
  if (content === '') return 'it is empty';
  if (type === 'A' && !isIPv4(content)) return 'its value is no IPv4 address';
  if (type === 'AAAA' && !isIPv6(content)) return 'its value is no IPv6 address';
  if (type === 'MX' && priority === undefined) return 'it has no priority';
  if (priority !== undefined && !isWithin(priority, 65_535)) return 'its priority is no number from 0 to 65,535';
  if (!isWithin(ttl, 2 ** 31 - 1)) return 'its TTL is no number of seconds';
  return refusal({ name, type, content, ttl, ...(priority !== undefined && { priority }) });
}

/** An inventory takes a name that ends in the domain for a whole one. */
const canBeNamed = (label: string, zone: string): boolean =>
  !recordNameProblem(label) && label !== zone && !label.endsWith(`.${zone}`);

const isWithin = (number: number, most: number): boolean => Number.isInteger(number) && number >= 0 && number <= most;

/** Our own coders know what Cloudflare does not take. */
function refusal(record: ZoneRecord): string | undefined {
  try {
    if (record.type === 'TXT') encodeTxt(record.content);
    if (hasData(record.type)) toData(record);
    return undefined;
  } catch (error) {
    return record.type === 'TXT' ? (error as Error).message : `its value does not read as ${record.type}`;
  }
}

const isRecordType = (type: string): type is RecordType => (recordTypes as readonly string[]).includes(type);

/** Cloudflare takes 60 to 86,400 seconds, from 30 on Enterprise, and 1 for automatic (API v4, 2026-11). */
function takenTtl(ttl: number): number {
  if (ttl === AUTOMATIC_TTL) return ttl;
  return ttl < 30 ? 60 : Math.min(ttl, 86_400);
}

function textOf({ name, ttl, type, priority, content }: FoundRecord): string {
  const parts = [`${name}.`, ttl, 'IN', type, priority, content].filter(part => part !== undefined && part !== '');
  // A line break in a comment would end it.
  return parts.join(' ').replace(/\s+/g, ' ');
}
