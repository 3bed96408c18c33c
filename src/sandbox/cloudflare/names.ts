/** Names as the API takes and gives them: it takes `@`, relative names and FQDNs, it gives lower-case A-label FQDNs. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { badRecord } from './refusal.ts';

const LABEL = /^[a-z0-9_-]{1,63}$/;
/** RFC 2606 and RFC 6761: not in any list of public suffixes, yet nobody means them as relative. */
const RESERVED = /(^|\.)(example|test|invalid|localhost)$/;

/**
 * The FQDN of a record in a zone. Cloudflare appends the zone to a name outside of it, so that `www.other.example`
 * becomes `www.other.example.<zone>`; that is never what anybody meant, so the twin refuses it.
 */
export function recordName(input: string, zone: string): string {
  const name = toAscii(input);
  if (name === '@' || name === zone) return zone;
  const relative = !name.endsWith(`.${zone}`);
  if (relative && (input.endsWith('.') || isAbsolute(name))) throw badName(`${input} is outside of the zone ${zone}.`);
  const full = relative ? `${name}.${zone}` : name;
  if (!isName(full)) throw badName(`${input} is not a name.`);
  return full;
}

/** A host that a record points to, without the last dot; undefined if it is none. The case is kept. */
export function hostName(input: string): string | undefined {
  const host = isAsciiText(input) ? input.replace(/\.$/, '') : toAscii(input);
  return isName(host.toLowerCase()) && !isIP(host) && !host.startsWith('*') ? host : undefined;
}

export function zoneName(input: string): string | undefined {
  const name = toAscii(input);
  return isName(name) && name.includes('.') && !name.startsWith('*') ? name : undefined;
}

function toAscii(input: string): string {
  const ascii = isAsciiText(input) ? input.toLowerCase() : domainToASCII(input);
  return ascii.replace(/\.$/, '');
}

function isAsciiText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
  return /^[\x00-\x7f]*$/.test(text);
}

function isName(name: string): boolean {
  const [first = '', ...rest] = name.split('.');
  return name.length <= 253 && (first === '*' || LABEL.test(first)) && rest.every(label => LABEL.test(label));
}

function isAbsolute(name: string): boolean {
  return RESERVED.test(name) || (name.includes('.') && parse(name).isIcann === true);
}

function badName(reason: string) {
  return badRecord(9000, `DNS name is invalid. ${reason}`);
}
