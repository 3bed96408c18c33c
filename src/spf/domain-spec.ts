/** `domain-spec`, the name in a term, and the names that it expands to. RFC 7208 §4.8, §7.1, §7.3. */
import { isIP } from 'node:net';
import { expandMacros, type MacroString, type MacroValues, parseMacros } from './macro.ts';
import { SpfSyntaxError } from './syntax-error.ts';

/** §7.1: letters, digits and inner hyphens, but not digits alone. */
const TOPLABEL = /^(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])$/i;

const LONGEST_NAME = 253;

/** @throws SpfSyntaxError with the offset in `text` */
export function parseDomainSpec(text: string): MacroString {
  if (text === '') throw new SpfSyntaxError(0, 'the domain is missing', '4.8');
  const pieces = parseMacros(text);
  const last = pieces.at(-1);
  if (last && 'literal' in last && !last.coded) checkEnd(text, last.literal);
  return pieces;
}

/**
 * The name to ask for: macros expanded, the last dot dropped, and labels dropped from the left until 253 octets hold it (§7.3).
 */
export function targetName(spec: MacroString, values: MacroValues): string {
  const name = expandMacros(spec, values).replace(/\.$/, '');
  if (name.length <= LONGEST_NAME) return name;
  const labels = name.split('.');
  const start = labels.findIndex((_, at) => labels.slice(at).join('.').length <= LONGEST_NAME);
  return labels.slice(start).join('.');
}

/** Whether a DNS query can hold the name: labels of 1 to 63 octets, 253 in all (RFC 1035 §2.3.4). */
export function isDnsName(name: string): boolean {
  const labels = name.split('.');
  return /^[\x20-\x7e]{1,253}$/.test(name) && labels.every(label => label.length >= 1 && label.length <= 63);
}

/** §4.3: what `check_host()` takes as its domain; anything else has no policy. */
export function isPolicyDomain(name: string): boolean {
  return isDnsName(name) && name.includes('.') && !name.startsWith('[');
}

/** `domain-end`: a dot and a top label, the last dot being optional, in literal text. */
function checkEnd(text: string, literal: string): void {
  const name = literal.replace(/\.$/, '');
  const dot = name.lastIndexOf('.');
  if (dot >= 0 && TOPLABEL.test(name.slice(dot + 1))) return;
  const network = text.replace(/^\[|\]$/g, '');
  if (isIP(network)) {
    throw new SpfSyntaxError(0, `"${text}" is an address, not a name`, '7.1', `Write ip${isIP(network)}:${network}.`);
  }
  if (dot < 0) throw new SpfSyntaxError(0, `"${text}" has no dot: a top-level domain alone is no target`, '7.1');
  const end = text.length - literal.length + dot + 1;
  throw new SpfSyntaxError(end, `"${text.slice(end)}" cannot be the top label of a name`, '7.1');
}
