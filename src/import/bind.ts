/** Zone files of BIND and its like (RFC 1035 §5): of named, of NSD, of Cloudflare's export, of Mailyard itself. */
import { basename } from 'node:path';
import { MailyardError } from '../error.ts';
import { domainProblem } from '../inventory/names.ts';
import { bareHost } from '../records/host.ts';
import { DEFAULT_TTL, recordTypes } from '../records/record.ts';
import { type Entry, place, type Token, zoneFileEntries, zoneFileError } from './bind-tokens.ts';
import { fqdnIn } from './names.ts';
import { readValue } from './rdata.ts';
import { type FoundRecord, type SourceZone, sourceZone } from './source.ts';

interface Reading {
  file: string;
  /** Without its last dot; undefined until something tells it. */
  origin?: string;
  owner?: string;
  /** `$TTL` (RFC 2308 §4). */
  ttl?: number;
  /** Of the record before, which counts where there is no `$TTL` (RFC 1035 §5.1). */
  lastTtl?: number;
  zone?: string;
  records: FoundRecord[];
  faults: string[];
}

/** Reads one zone file. Throws `zone-file` with the place of everything that does not read. */
export function readBind(bytes: Buffer, file: string): SourceZone {
  return readZoneFile(textOfBytes(bytes), file);
}

/** Bytes that are no UTF-8 are written as escapes, so that they stay the bytes they are. */
function textOfBytes(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, char => `\\${char.charCodeAt(0)}`);
  }
}

function readZoneFile(text: string, file: string): SourceZone {
  const named = zoneOfFileName(file);
  const reading: Reading = { file, records: [], faults: [], ...(named && { origin: named }) };
  for (const entry of zoneFileEntries(text, file)) readEntry(entry, reading);
  if (reading.faults.length > 0) throw zoneFileError(reading.faults);
  const zone = reading.zone ?? reading.origin;
  if (!zone || domainProblem(zone)) throw nameless(file);
  return sourceZone(zone, reading.records);
}

/** `acme.example.zone`, `db.acme.example`: how people name them. */
function zoneOfFileName(file: string): string | undefined {
  const name = basename(file)
    .replace(/^db\./i, '')
    .replace(/\.(zone|db|txt|bind|dns)$/i, '')
    .toLowerCase();
  return domainProblem(name) ? undefined : name;
}

function readEntry(entry: Entry, reading: Reading): void {
  const [first] = entry.tokens as [Token, ...Token[]];
  const isDirective = !entry.indented && !first.quoted && first.text.startsWith('$');
  const problem = isDirective ? directive(first, entry.tokens.slice(1), reading) : record(entry, reading);
  if (problem) reading.faults.push(`${place(reading.file, problem.at)}: ${problem.says}`);
}

interface Fault {
  at: Token;
  says: string;
}

function directive(name: Token, [value]: Token[], reading: Reading): Fault | undefined {
  const which = name.text.toUpperCase();
  if (which === '$INCLUDE') return { at: name, says: '$INCLUDE is not followed: import that file by itself.' };
  if (which === '$GENERATE')
    return { at: name, says: '$GENERATE is not expanded: write its records out (`named-compilezone` does).' };
  if (which !== '$ORIGIN' && which !== '$TTL') return { at: name, says: `there is no directive ${name.text}.` };
  if (!value) return { at: name, says: `${which} needs a value.` };
  if (which === '$TTL') {
    const ttl = seconds(value.text);
    if (ttl === undefined) return { at: value, says: `"${value.text}" is no TTL.` };
    reading.ttl = ttl;
    return undefined;
  }
  if (!value.text.endsWith('.') && reading.origin === undefined)
    return { at: value, says: `"${value.text}" has no last dot, and nothing says what it is relative to.` };
  reading.origin = fqdnIn(value.text, reading.origin ?? '');
  return undefined;
}

function record(entry: Entry, reading: Reading): Fault | undefined {
  const rest = [...entry.tokens];
  const first = rest[0] as Token;
  if (!entry.indented) {
    rest.shift();
    if (!first.text.endsWith('.') && reading.origin === undefined)
      return { at: first, says: `"${first.text}" is relative, and no $ORIGIN or file name says to what.` };
    reading.owner = fqdnIn(first.text, reading.origin ?? '');
  }
  if (reading.owner === undefined) return { at: first, says: 'this record has no owner, and none stands above it.' };
  const head = ttlAndClass(rest);
  if ('says' in head) return head;
  const type = rest.shift();
  if (!type) return { at: first, says: 'this record has no type.' };
  return value(reading.owner, type, rest, head.ttl, entry.comment, reading);
}

/** TTL and class stand in either order, and both may be absent. */
function ttlAndClass(rest: Token[]): { ttl?: number } | Fault {
  let ttl: number | undefined;
  for (let next = rest[0]; next; next = rest[0]) {
    const read = seconds(next.text);
    if (/^(CH|HS|CS|CLASS\d+)$/i.test(next.text)) return { at: next, says: `the class ${next.text} is not IN.` };
    if (read !== undefined && ttl === undefined) ttl = read;
    else if (!/^IN$/i.test(next.text)) break;
    rest.shift();
  }
  return ttl === undefined ? {} : { ttl };
}

function value(
  name: string,
  typeToken: Token,
  tokens: Token[],
  given: number | undefined,
  comment: string,
  reading: Reading,
): Fault | undefined {
  const type = typeToken.text.toUpperCase();
  if (!/^[A-Z][A-Z0-9-]*$/.test(type)) return { at: typeToken, says: `"${typeToken.text}" is no record type.` };
  const read = readValue(type, tokens, reading.origin ?? '');
  if (!read) {
    const known = (recordTypes as readonly string[]).includes(type) ? `does not read as ${type}` : 'has no value';
    return { at: tokens[0] ?? typeToken, says: `the value of this record ${known}.` };
  }
  if (type === 'SOA') {
    reading.zone ??= name;
    reading.ttl ??= seconds(tokens.at(-1)?.text ?? '');
  }
  const ttl = given ?? reading.ttl ?? reading.lastTtl ?? DEFAULT_TTL;
  reading.lastTtl = ttl;
  reading.records.push({ name: bareHost(name), type, ttl, ...read, ...(isProxied(comment) && { proxied: true }) });
  return undefined;
}

/** Cloudflare's export marks records so, and takes the mark back on its own import. */
const isProxied = (comment: string): boolean => /\bcf-proxied:true\b/.test(comment);

const unit: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `3600`, `1h30m`: BIND's units. Undefined where it is no TTL. */
function seconds(text: string): number | undefined {
  if (!/^(\d+[smhdw]?)+$/i.test(text)) return undefined;
  const parts = [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)];
  return parts.reduce((sum, [, count, letter = '']) => sum + Number(count) * (unit[letter] ?? 1), 0);
}

function nameless(file: string): MailyardError {
  return new MailyardError('zone-file', `${file}:1:1: nothing in the file says which zone it is.`, {
    fix: 'Write `$ORIGIN acme.example.` on its first line, or name it `acme.example.zone`.',
  });
}
