/** The value of a record in a zone file → Mailyard's content and priority. */

import type { Token } from './bind-tokens.ts';
import { fqdnIn } from './names.ts';

export interface Value {
  content: string;
  priority?: number;
  /** Why an inventory cannot hold it. */
  problem?: string;
}

/** `tokens` after the type; `origin` without its last dot. Undefined: it does not read as this type. */
export function readValue(type: string, tokens: Token[], origin: string): Value | undefined {
  if (tokens.length === 0) return undefined;
  if (tokens[0]?.text === '\\#') return { content: raw(tokens), problem: 'it is in the generic form of RFC 3597' };
  const reader = readers[type];
  if (!reader) return { content: raw(tokens) };
  return reader(tokens, origin);
}

type Reader = (tokens: Token[], origin: string) => Value | undefined;

const host: Reader = (tokens, origin) =>
  tokens.length === 1 ? { content: fqdnIn(textAt(tokens, 0), origin) } : undefined;

const joined: Reader = tokens => ({ content: tokens.map(({ text }) => text).join(' ') });

const service: Reader = ([priority, target, ...parameters], origin) => {
  if (!priority || !target || !isNumber(priority)) return undefined;
  const rest = parameters.map(({ text }) => text);
  return { content: [priority.text, fqdnIn(target.text, origin), ...rest].join(' ') };
};

/** RFC 4398 §2.1. */
const certTypes: Record<string, number> = {
  PKIX: 1,
  SPKI: 2,
  PGP: 3,
  IPKIX: 4,
  ISPKI: 5,
  IPGP: 6,
  ACPKIX: 7,
  IACPKIX: 8,
  URI: 253,
  OID: 254,
};

/** IANA's DNSSEC algorithm numbers. */
const algorithms: Record<string, number> = {
  ...{ RSAMD5: 1, DH: 2, DSA: 3, RSASHA1: 5, RSASHA256: 8, RSASHA512: 10 },
  ...{ ECDSAP256SHA256: 13, ECDSAP384SHA384: 14, ED25519: 15, ED448: 16 },
};

const readers: Record<string, Reader> = {
  A: single,
  AAAA: single,
  CAA: tokens => (tokens.length === 3 ? { content: withStrings(tokens, [2]) } : undefined),
  CERT: tokens => ({ content: numbered(tokens, { 0: certTypes, 2: algorithms }) }),
  CNAME: host,
  DNSKEY: tokens => ({ content: numbered(tokens, { 2: algorithms }) }),
  DS: tokens => ({ content: numbered(tokens, { 1: algorithms }) }),
  HTTPS: service,
  LOC: joined,
  MX: (tokens, origin) => {
    const [priority, exchange] = tokens;
    if (tokens.length !== 2 || !priority || !exchange || !isNumber(priority)) return undefined;
    return { priority: Number(priority.text), content: fqdnIn(exchange.text, origin) };
  },
  NAPTR: (tokens, origin) => {
    if (tokens.length !== 6) return undefined;
    const before = withStrings(tokens.slice(0, 5), [2, 3, 4]);
    return { content: `${before} ${fqdnIn(textAt(tokens, 5), origin)}` };
  },
  NS: host,
  OPENPGPKEY: tokens => ({ content: tokens.map(({ text }) => text).join('') }),
  PTR: host,
  SMIMEA: joined,
  SRV: (tokens, origin) => {
    if (tokens.length !== 4 || !tokens.slice(0, 3).every(isNumber)) return undefined;
    const [priority, weight, port, target] = tokens.map(({ text }) => text) as [string, string, string, string];
    return { priority: Number(priority), content: `${weight} ${port} ${fqdnIn(target, origin)}` };
  },
  SSHFP: joined,
  SVCB: service,
  TLSA: joined,
  TXT: tokens => textOf(tokens.map(({ text }) => text)),
  URI: tokens => {
    if (tokens.length !== 3 || !tokens.slice(0, 2).every(isNumber)) return undefined;
    return { priority: Number(textAt(tokens, 0)), content: withStrings(tokens.slice(1), [1]) };
  },
};

function single(tokens: Token[]): Value | undefined {
  return tokens.length === 1 ? { content: textAt(tokens, 0) } : undefined;
}

/** Strings of a TXT record, escaped as in a zone file, joined: one text. Bytes that are no UTF-8 have none. */
export function textOf(strings: string[]): Value {
  const bytes = Buffer.concat(strings.map(unescaped));
  try {
    return { content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { content: strings.map(text => `"${text}"`).join(' '), problem: 'its bytes are no UTF-8 text' };
  }
}

function unescaped(text: string): Buffer {
  const parts = text.split(/(\\\d{3}|\\.)/s).map(part => {
    if (!part.startsWith('\\')) return Buffer.from(part, 'utf8');
    const code = Number(part.slice(1));
    return part.length === 4 && code <= 255 ? Buffer.from([code]) : Buffer.from(part.slice(1), 'utf8');
  });
  return Buffer.concat(parts);
}

const textAt = (tokens: Token[], index: number): string => tokens[index]?.text ?? '';

const isNumber = ({ text }: Token): boolean => /^\d+$/.test(text);

const raw = (tokens: Token[]): string => tokens.map(({ text, quoted }) => (quoted ? `"${text}"` : text)).join(' ');

/** The fields at these indices are character-strings, quoted or not. */
const withStrings = (tokens: Token[], strings: number[]): string =>
  tokens.map(({ text }, index) => (strings.includes(index) ? `"${text}"` : text)).join(' ');

const numbered = (tokens: Token[], names: Record<number, Record<string, number>>): string =>
  tokens.map(({ text }, index) => names[index]?.[text.toUpperCase()] ?? text).join(' ');
