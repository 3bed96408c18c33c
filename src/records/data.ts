/**
 * Record types of several fields: between our presentation form and the `data` object that Cloudflare takes for them
 * (API v4, field names as in its client 7.3.0). The tables below are the whole knowledge; the order is the zone file's.
 */
import { MailyardError } from '../error.ts';
import { bareHost } from './host.ts';
import type { RecordType, ZoneRecord } from './record.ts';

export type RecordData = Record<string, string | number>;

/**
 * How a field reads in a zone file. A `tag` compares without case (RFC 8659 §4.1); `host` has no last dot in our form; `fqdn` is a host that Cloudflare keeps with its
 * dot; `hex` and `base64` end the record and may be broken by spaces there; `parameters` are SvcParams (RFC 9460 §2.1).
 */
type Kind = 'number' | 'metres' | 'word' | 'tag' | 'string' | 'host' | 'fqdn' | 'hex' | 'base64' | 'parameters';

type Fields = readonly (readonly [name: string, kind: Kind])[];

const certificate: Fields = [
  ['usage', 'number'],
  ['selector', 'number'],
  ['matching_type', 'number'],
  ['certificate', 'hex'],
];

const service: Fields = [
  ['priority', 'number'],
  ['target', 'fqdn'],
  ['value', 'parameters'],
];

/** RFC 1876 §3, with all that may be left out there written. */
const location: Fields = [
  ['lat_degrees', 'number'],
  ['lat_minutes', 'number'],
  ['lat_seconds', 'number'],
  ['lat_direction', 'word'],
  ['long_degrees', 'number'],
  ['long_minutes', 'number'],
  ['long_seconds', 'number'],
  ['long_direction', 'word'],
  ['altitude', 'metres'],
  ['size', 'metres'],
  ['precision_horz', 'metres'],
  ['precision_vert', 'metres'],
];

const fieldsOf: Partial<Record<RecordType, Fields>> = {
  // RFC 8659 §4.1.1
  CAA: [
    ['flags', 'number'],
    ['tag', 'tag'],
    ['value', 'string'],
  ],
  // RFC 4398 §2.2
  CERT: [
    ['type', 'number'],
    ['key_tag', 'number'],
    ['algorithm', 'number'],
    ['certificate', 'base64'],
  ],
  // RFC 4034 §2.2
  DNSKEY: [
    ['flags', 'number'],
    ['protocol', 'number'],
    ['algorithm', 'number'],
    ['public_key', 'base64'],
  ],
  // RFC 4034 §5.3
  DS: [
    ['key_tag', 'number'],
    ['algorithm', 'number'],
    ['digest_type', 'number'],
    ['digest', 'hex'],
  ],
  HTTPS: service,
  LOC: location,
  // RFC 3403 §4.1
  NAPTR: [
    ['order', 'number'],
    ['preference', 'number'],
    ['flags', 'string'],
    ['service', 'string'],
    ['regex', 'string'],
    ['replacement', 'host'],
  ],
  SMIMEA: certificate,
  // RFC 2782; the priority is the record's own field
  SRV: [
    ['weight', 'number'],
    ['port', 'number'],
    ['target', 'host'],
  ],
  // RFC 4255 §3.2
  SSHFP: [
    ['algorithm', 'number'],
    ['type', 'number'],
    ['fingerprint', 'hex'],
  ],
  SVCB: service,
  TLSA: certificate,
  // RFC 7553 §4.4; the priority is the record's own field and Cloudflare's top-level one
  URI: [
    ['weight', 'number'],
    ['target', 'string'],
  ],
};

/** Whether Cloudflare takes this type as `data` and generates the content itself. */
export const hasData = (type: RecordType): boolean => type in fieldsOf;

/**
 * Cloudflare's `data` of a record, or undefined for a type that it takes as `content`.
 * Throws `record-form` where the content does not read as its type.
 */
export function toData(record: ZoneRecord): RecordData | undefined {
  const fields = fieldsOf[record.type];
  if (!fields) return undefined;
  const data = read(fields, record.type === 'LOC' ? completeLocation(record.content) : record.content);
  if (!data || (record.type === 'SRV' && record.priority === undefined)) throw malformed(record, fields);
  return record.type === 'SRV' ? { priority: record.priority ?? 0, ...data } : data;
}

/** Our form of Cloudflare's `data`; the priority of an SRV comes out of it, that of a URI never was in it. */
export function fromData(type: RecordType, data: Record<string, unknown>): { content: string; priority?: number } {
  const written = (fieldsOf[type] ?? []).map(([name, kind]) => write(kind, data[name]));
  const content = written.filter(text => text !== '').join(' ');
  return type === 'SRV' ? { content, priority: Number(data.priority ?? 0) } : { content };
}

/** What `data` of a type holds. None for a type that is written as `content`. */
export function fieldNames(type: RecordType): string[] {
  const names = (fieldsOf[type] ?? []).map(([name]) => name);
  return type === 'SRV' ? ['priority', ...names] : names;
}

function read(fields: Fields, content: string): RecordData | undefined {
  const data: RecordData = {};
  let rest = content.trim();
  for (const [name, kind] of fields) {
    const match = pattern[kind].exec(rest);
    if (!match) return undefined;
    data[name] = decode(kind, match[1] ?? match[2] ?? '');
    rest = rest.slice(match[0].length).trimStart();
  }
  return rest === '' ? data : undefined;
}

const word = /^(\S+)(?=\s|$)/;

const pattern: Record<Kind, RegExp> = {
  number: /^(\d+(?:\.\d+)?)(?=\s|$)/,
  metres: /^(-?\d+(?:\.\d+)?)m?(?=\s|$)/i,
  word,
  tag: word,
  string: /^(?:"((?:[^"\\]|\\.)*)"|([^"\s]\S*))(?=\s|$)/s,
  host: word,
  fqdn: word,
  hex: /^([0-9a-fA-F][0-9a-fA-F\s]*)$/,
  base64: /^([0-9a-zA-Z+/][0-9a-zA-Z+/\s]*=*)$/,
  parameters: /^(.*)$/,
};

function decode(kind: Kind, text: string): string | number {
  switch (kind) {
    case 'number':
    case 'metres':
      return Number(text);
    case 'string':
      return text.replace(/\\(?:(\d{3})|(.))/gs, (_, code, char) => char ?? String.fromCharCode(Number(code)));
    case 'host':
      return bareHost(text);
    case 'tag':
      return text.toLowerCase();
    case 'fqdn':
      return text.endsWith('.') ? text : `${text}.`;
    case 'hex':
    case 'base64':
      return text.replace(/\s+/g, '');
    default:
      return text;
  }
}

function write(kind: Kind, value: unknown): string {
  const text = String(value ?? '');
  switch (kind) {
    case 'number':
      return String(Number(text));
    case 'metres':
      return `${Number(text)}m`;
    case 'string':
      return `"${text.replace(/["\\]/g, '\\$&')}"`;
    case 'host':
    case 'fqdn':
      return bareHost(text) || '.';
    case 'hex':
      return text.replace(/\s+/g, '').toLowerCase();
    case 'base64':
      return text.replace(/\s+/g, '');
    case 'tag':
      return text.toLowerCase();
    default:
      return text.trim();
  }
}

/** Minutes, seconds, size and precision may be left out (RFC 1876 §3: 0, 0, 1 m, 10,000 m, 10 m). */
function completeLocation(content: string): string {
  const angle = /(\d+)(?:\s+(\d+))?(?:\s+(\d+(?:\.\d+)?))?\s+([NSEW])(?=\s)/gi;
  const complete = content.replace(angle, (_, degrees, minutes = '0', seconds = '0', direction: string) =>
    [degrees, minutes, seconds, direction.toUpperCase()].join(' '),
  );
  const given = complete.trim().split(/\s+/).length;
  return [complete, ...['1m', '10000m', '10m'].slice(Math.max(0, given - 9))].join(' ');
}

function malformed({ name, type, content }: ZoneRecord, fields: Fields): MailyardError {
  const form = fields.map(([field]) => `<${field}>`).join(' ');
  const priority = type === 'SRV' ? ', with a priority of its own' : '';
  return new MailyardError('record-form', `The ${type} record at ${name} does not read as one: "${content}".`, {
    fix: `Write its content as ${form}${priority}.`,
  });
}
