/**
 * Records from presentation form to rdata. All are built here and given to dns-packet as raw bytes, since it knows no
 * HTTPS, SVCB, URI, CERT, SMIMEA or OPENPGPKEY and writes some others wrongly without a word (5.6.1).
 * LOC is left out: such a record is not answered.
 */
import { characterStrings } from '../txt.ts';
import { serviceParameters } from './svcb.ts';
import { base64, bytes, characterString, hex, host, ipv4, ipv6, u8, u16 } from './wire.ts';
import type { DnsRecord } from './zone.ts';

type Field = (value: string) => Buffer;

interface Form {
  number: number;
  /** What follows the last field belongs to it. */
  fields: readonly Field[];
  /** The priority comes first and is not part of the content. */
  prioritised?: boolean;
}

const tlsa = [u8, u8, u8, hex];

const forms: Readonly<Record<string, Form>> = {
  A: { number: 1, fields: [ipv4] },
  NS: { number: 2, fields: [host] },
  CNAME: { number: 5, fields: [host] },
  PTR: { number: 12, fields: [host] },
  MX: { number: 15, fields: [u16, host], prioritised: true },
  AAAA: { number: 28, fields: [ipv6] },
  SRV: { number: 33, fields: [u16, u16, u16, host], prioritised: true },
  NAPTR: { number: 35, fields: [u16, u16, characterString, characterString, characterString, host] },
  CERT: { number: 37, fields: [u16, u16, u8, base64] },
  DS: { number: 43, fields: [u16, u8, u8, hex] },
  SSHFP: { number: 44, fields: [u8, u8, hex] },
  DNSKEY: { number: 48, fields: [u16, u8, u8, base64] },
  TLSA: { number: 52, fields: tlsa },
  SMIMEA: { number: 53, fields: tlsa },
  OPENPGPKEY: { number: 61, fields: [base64] },
  URI: { number: 256, fields: [u16, u16, bytes], prioritised: true },
  CAA: { number: 257, fields: [u8, characterString, bytes] },
};

/** Types with a rule of their own, and those that only the server itself makes. */
const others: Readonly<Record<string, number>> = { SOA: 6, HINFO: 13, TXT: 16, SVCB: 64, HTTPS: 65, ANY: 255 };

/** The number of a record type that can be answered, else undefined. */
export function typeNumber(type: string): number | undefined {
  return forms[type]?.number ?? others[type];
}

const names = new Map([
  ...Object.entries(forms).map(([name, { number }]) => [number, name] as const),
  ...Object.entries(others).map(([name, number]) => [number, name] as const),
]);

/** dns-packet's name of a type as it stands in questions, `UNKNOWN_65`, to the common one, `HTTPS`. */
export function typeName(questionType: string): string {
  const number = /^UNKNOWN_(\d+)$/.exec(questionType)?.[1];
  return number === undefined ? questionType : (names.get(Number(number)) ?? questionType);
}

/** Throws on content that is not in its type's form. */
export function rdataOf(record: DnsRecord): Buffer {
  const { type, content } = record;
  if (type === 'TXT') return txtData(content);
  if (type === 'HTTPS' || type === 'SVCB') return serviceData(content);
  const form = forms[type];
  if (!form) throw new Error(`no rdata for ${type}`);
  const tokens = form.prioritised ? [String(record.priority ?? 0), ...tokensOf(content)] : tokensOf(content);
  const last = form.fields.length - 1;
  if (tokens.length <= last) throw new Error(`too few fields for ${type}: ${content}`);
  const values = [...tokens.slice(0, last), tokens.slice(last).join('')];
  return Buffer.concat(form.fields.map((field, index) => field(values[index] ?? '')));
}

function txtData(content: string): Buffer {
  const strings = characterStrings(content);
  if (!strings) throw new Error(`malformed TXT content: ${content}`);
  return Buffer.concat(strings.map(characterString));
}

function serviceData(content: string): Buffer {
  const [, priority = '', target = '', parameters = ''] = /^(\d+) (\S+) ?(.*)$/.exec(content) ?? [];
  return Buffer.concat([u16(priority), host(target), serviceParameters(parameters)]);
}

/** Words and quoted strings (RFC 1035 §5.1). */
function tokensOf(content: string): string[] {
  const tokens = content.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g);
  return Array.from(tokens, ([, quoted, word]) =>
    quoted === undefined ? (word ?? '') : quoted.replaceAll(/\\(.)/g, '$1'),
  );
}
