/** Names as dns-packet may encode them: it checks nothing and writes corrupt packets for bad ones (5.6.1). */
import { domainToASCII } from 'node:url';

/** The name in ASCII without its last dot, or why it cannot be asked for (RFC 1035 §2.3.4: labels of 63, names of 255 bytes). */
export function wireName(name: string): { name: string } | { problem: string } {
  const ascii = toAscii(name);
  if (ascii === '.') return { name: '.' };
  const absolute = ascii.replace(/\.$/, '');
  // Printable ASCII only; a label may hold `_`, `*`, `/` and, out of SPF macros, spaces, which host names may not (RFC 2181 §11).
  if (!/^[\x20-\x7e]+$/.test(absolute)) return { problem: `"${name}" is no DNS name` };
  const labels = absolute.split('.');
  if (labels.includes('')) return { problem: `"${name}" has an empty label` };
  if (labels.some(label => label.length > 63)) return { problem: `"${name}" has a label of more than 63 bytes` };
  // 255 on the wire, where each label has a length byte and the root one more.
  if (absolute.length > 253) return { problem: `"${name}" is longer than 253 bytes` };
  return { name: absolute };
}

/** Names compare without case and without the last dot (RFC 4343 §3). */
export function foldName(name: string): string {
  const folded = name.toLowerCase();
  return folded.length > 1 && folded.endsWith('.') ? folded.slice(0, -1) : folded;
}

/** Only names beyond ASCII take the URL rules: these read a last label of digits as an IPv4 address. */
function toAscii(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  return /^[\x00-\x7f]*$/.test(name) ? name : domainToASCII(name);
}
