/** TXT content between its text, the presentation form of zone files (RFC 1035 §5.1) and the strings of a packet. */
import { MailyardError } from '../error.ts';

/** A character-string holds at most 255 bytes (RFC 1035 §3.3). */
const STRING_BYTES = 255;
/** Cloudflare refuses more in one record (error 9015, seen 2026-07); each string costs one byte of length. */
const RECORD_BYTES = 4096;

const QUOTED_STRINGS = /^\s*(?:"(?:[^"\\]|\\.)*"\s*)+$/s;
const STRING = /"((?:[^"\\]|\\.)*)"/gs;
const ESCAPE = /\\(\d{3}|.)/gs;

/** The character-strings of a TXT record as a packet carries them: UTF-8, cut at exactly 255 bytes, never none. */
export function txtStrings(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  const strings = [bytes.subarray(0, STRING_BYTES)];
  for (let at = STRING_BYTES; at < bytes.length; at += STRING_BYTES)
    strings.push(bytes.subarray(at, at + STRING_BYTES));
  return strings;
}

/**
 * The text in quotes, as zone files and Cloudflare take it: `"first 255 bytes" "rest"`.
 * Throws `txt-too-long` beyond 4,096 bytes on the wire.
 */
export function encodeTxt(text: string): string {
  const strings = txtStrings(text);
  const wireBytes = strings.reduce((sum, string) => sum + 1 + string.length, 0);
  if (wireBytes > RECORD_BYTES) throw tooLong(text, wireBytes);
  return strings.map(string => `"${Array.from(string, escapeByte).join('')}"`).join(' ');
}

/**
 * The text of a TXT record: quoted strings are joined and unescaped, anything else is the text itself, since Cloudflare
 * returns what was sent. Content whose bytes are no UTF-8 stays as it stands: it differs from every text, and nothing is lost.
 */
export function decodeTxt(content: string): string {
  if (!QUOTED_STRINGS.test(content)) return content;
  const bytes = Buffer.concat(Array.from(content.matchAll(STRING), match => unescapeString(match[1] ?? '')));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return content;
  }
}

function escapeByte(byte: number): string {
  if (byte < 0x20 || byte > 0x7e) return `\\${String(byte).padStart(3, '0')}`;
  const character = String.fromCharCode(byte);
  return character === '"' || character === '\\' ? `\\${character}` : character;
}

function unescapeString(string: string): Buffer {
  const parts: Buffer[] = [];
  let end = 0;
  for (const match of string.matchAll(ESCAPE)) {
    parts.push(Buffer.from(string.slice(end, match.index), 'utf8'), escapedBytes(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  return Buffer.concat([...parts, Buffer.from(string.slice(end), 'utf8')]);
}

function escapedBytes(escaped: string): Buffer {
  const isByte = escaped.length === 3 && Number(escaped) <= 255;
  return isByte ? Buffer.from([Number(escaped)]) : Buffer.from(escaped, 'utf8');
}

function tooLong(text: string, wireBytes: number): MailyardError {
  const start = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return new MailyardError(
    'txt-too-long',
    `The TXT record "${start}" takes ${wireBytes} bytes; Cloudflare takes at most ${RECORD_BYTES}.`,
    { fix: 'Shorten it, or spread it over several names.' },
  );
}
