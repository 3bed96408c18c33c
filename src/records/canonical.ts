/** One form for records that mean the same, so that equality never depends on who wrote them. */
import { fromData, hasData, type RecordData, toData } from './data.ts';
import { bareHost } from './host.ts';
import { AUTOMATIC_TTL, type RecordType, type ZoneRecord } from './record.ts';

const typesWithTarget: readonly RecordType[] = ['CNAME', 'MX', 'NS', 'PTR'];
const typesWithPriority: readonly RecordType[] = ['MX', 'SRV', 'URI'];

/**
 * The record in its one form: names lower-case without the last dot, IPv6 as in RFC 5952, TXT as it is, fields of `data`
 * types in presentation form with hex in lower case. `proxied: false` is left out; a proxied record's TTL is automatic.
 * Content that does not read as its type is kept as it stands.
 */
export function canonical(record: ZoneRecord): ZoneRecord {
  const { priority, proxied, type } = record;
  const one: ZoneRecord = {
    name: bareHost(record.name),
    type,
    content: canonicalContent(record),
    ttl: proxied ? AUTOMATIC_TTL : record.ttl,
  };
  if (priority !== undefined && typesWithPriority.includes(type)) one.priority = priority;
  if (proxied) one.proxied = true;
  return one;
}

/** Whether both are the same record in every field that Mailyard sets. */
export function sameRecord(a: ZoneRecord, b: ZoneRecord): boolean {
  const [left, right] = [canonical(a), canonical(b)];
  return (
    left.name === right.name &&
    left.type === right.type &&
    left.content === right.content &&
    left.priority === right.priority &&
    left.ttl === right.ttl &&
    left.proxied === right.proxied
  );
}

function canonicalContent(record: ZoneRecord): string {
  const { type, content } = record;
  if (type === 'TXT') return content;
  if (type === 'AAAA') return canonicalIpv6(content.trim());
  if (type === 'OPENPGPKEY') return content.replace(/\s+/g, '');
  if (typesWithTarget.includes(type)) return bareHost(content);
  return hasData(type) ? knownFields(record) : content.trim();
}

// Thousands of domains have the same SRV and CAA records of their provider.
const known = new Map<RecordType, Map<string, string>>();
const MOST_KNOWN = 1000;

function knownFields(record: ZoneRecord): string {
  const ofType = known.get(record.type) ?? new Map<string, string>();
  known.set(record.type, ofType);
  const content = ofType.get(record.content) ?? canonicalFields(record);
  if (ofType.size < MOST_KNOWN) ofType.set(record.content, content);
  return content;
}

/** The WHATWG address parser writes what RFC 5952 §4 asks for. */
function canonicalIpv6(address: string): string {
  const url = URL.parse(`http://[${address}]`);
  return url ? url.hostname.slice(1, -1) : address;
}

function canonicalFields(record: ZoneRecord): string {
  const data = readData(record);
  if (!data) return record.content.trim();
  // SvcParams compare without order and quotes (RFC 9460 §2.1).
  if (record.type === 'HTTPS' || record.type === 'SVCB') data.value = canonicalParameters(String(data.value));
  return fromData(record.type, data).content;
}

function readData(record: ZoneRecord): RecordData | undefined {
  try {
    return toData({ ...record, priority: record.priority ?? 0 });
  } catch {
    return undefined;
  }
}

const PARAMETER = /([^\s"=]+)(?:=(?:"((?:[^"\\]|\\.)*)"|(\S+)))?/gs;

function canonicalParameters(text: string): string {
  const parameters = Array.from(text.matchAll(PARAMETER), ([, key = '', quoted, plain]) => {
    const value = quoted ?? plain;
    if (value === undefined) return key.toLowerCase();
    return `${key.toLowerCase()}=${/\s/.test(value) ? `"${value}"` : value}`;
  });
  return parameters.sort().join(' ');
}
