/**
 * TXT content as the twins read it: the presentation form of RFC 1035 §5.1, or raw text.
 * Deliberately not the client's own code: an error there must not hide itself here.
 */
const LONGEST = 255;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** Content that begins and ends with a quote is in presentation form; anything else is raw text. */
export function isQuoted(content: string): boolean {
  return content.length > 1 && content.startsWith('"') && content.endsWith('"');
}

/**
 * The character-strings as they go on the wire, each at most 255 bytes: given ones are kept, longer ones are cut.
 * Undefined if the quotes or escapes do not add up.
 */
export function characterStrings(content: string): Buffer[] | undefined {
  const strings = isQuoted(content) ? quotedStrings(content) : [Buffer.from(content)];
  return strings?.flatMap(cut);
}

/** Quoted content with a string of more than 255 bytes is re-split (terraform-provider-cloudflare issue 6238); else it is kept verbatim. */
export function storedTxt(content: string): string {
  if (!isQuoted(content) || content.length <= LONGEST) return content;
  const strings = quotedStrings(content);
  if (!strings?.some(string => string.length > LONGEST)) return content;
  return strings
    .flatMap(cut)
    .map(string => `"${escaped(string)}"`)
    .join(' ');
}

function quotedStrings(content: string): Buffer[] | undefined {
  const bytes = Buffer.from(content);
  const strings: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== QUOTE) return undefined;
    const read = quotedString(bytes, at + 1);
    if (!read) return undefined;
    strings.push(Buffer.from(read.string));
    at = read.end;
    while (bytes[at] === SPACE) at++;
  }
  return strings;
}

function quotedString(bytes: Buffer, start: number): { string: number[]; end: number } | undefined {
  const string: number[] = [];
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE) {
    if (bytes[at] !== BACKSLASH) {
      string.push(bytes[at++] as number);
      continue;
    }
    const read = escapedByte(bytes, at + 1);
    if (!read) return undefined;
    string.push(read.byte);
    at = read.end;
  }
  return at < bytes.length ? { string, end: at + 1 } : undefined;
}

/** `\"`, `\\` and `\DDD` (RFC 1035 §5.1). */
function escapedByte(bytes: Buffer, at: number): { byte: number; end: number } | undefined {
  const digits = bytes.toString('latin1', at, at + 3);
  if (/^\d{3}$/.test(digits)) return Number(digits) < 256 ? { byte: Number(digits), end: at + 3 } : undefined;
  const byte = bytes[at];
  return byte === undefined ? undefined : { byte, end: at + 1 };
}

function escaped(string: Buffer): string {
  return Array.from(string, byte => {
    if (byte === QUOTE || byte === BACKSLASH) return `\\${String.fromCharCode(byte)}`;
    if (byte < 0x20 || byte > 0x7e) return `\\${String(byte).padStart(3, '0')}`;
    return String.fromCharCode(byte);
  }).join('');
}

function cut(string: Buffer): Buffer[] {
  if (string.length <= LONGEST) return [string];
  return [string.subarray(0, LONGEST), ...cut(string.subarray(LONGEST))];
}
