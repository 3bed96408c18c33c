/** Names of domains, hosts and labels: what DNS takes, in the form in which Mailyard writes it. */
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import type { Problem } from './problem.ts';

// What nearly every name is; only the others are looked at label by label.
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.|$))+(?<!\.)$/;
const PLAIN = /^[a-z0-9._-]*[a-z0-9_-]$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const UNDERSCORED = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Lower-case A-labels without the last dot; text that cannot be a name stays as it is, for `nameProblem` to say. */
export function toAscii(text: string): string {
  if (PLAIN.test(text)) return text;
  const name = text.replace(/\.$/, '').toLowerCase();
  // Only other scripts go through UTS #46: it would also read `1.2` as an address and `%41` as a letter.
  return /[^ -~]/.test(name) ? domainToASCII(name) || name : name;
}

/** A host, a mail address or a URL whose host may be in another script, with that host as records have it: in A-labels. */
export function encoded(target: string): string {
  if (!/[^ -~]/.test(target)) return target;
  if (/^https?:/i.test(target)) return URL.parse(target)?.href ?? target;
  const host = target.slice(target.lastIndexOf('@') + 1);
  return target.slice(0, target.length - host.length) + toAscii(host);
}

/** A host name of any depth, RFC 1123 §2.1; `underscores` for record names such as `_dmarc`. */
export function nameProblem(text: string, { underscores = false } = {}): Problem | undefined {
  const name = toAscii(text);
  const bad = (why: string): Problem => ({ rule: 'bad-name', message: `\`${text}\` is not a DNS name: ${why}.` });
  if (name.length <= 253 && HOST.test(name)) return undefined;
  if (name.length > 253) return bad(`it has ${name.length} characters, and 253 is the most`);
  for (const label of name.split('.')) {
    if (label === '') return bad('it has an empty label');
    if (label.length > 63) return bad(`the label \`${label}\` has ${label.length} characters, and 63 is the most`);
    if (!(underscores ? UNDERSCORED : LABEL).test(label)) return bad(`the label \`${label}\` ${labelFault(label)}`);
  }
}

function labelFault(label: string): string {
  if (/^-|-$/.test(label)) return 'begins or ends with a hyphen';
  if (/_/.test(label) && UNDERSCORED.test(label)) return 'has an underscore, which hosts may not have';
  return 'has characters other than letters, digits and hyphens';
}

/** A domain that can be registered, or one below it. `.example` is no public suffix, so `acme.example` passes. */
export function domainProblem(text: string): Problem | undefined {
  const problem = nameProblem(text);
  if (problem) return problem;
  const name = toAscii(text);
  const labels = name.split('.');
  if (/^\d+$/.test(labels.at(-1) as string)) {
    return { rule: 'bad-name', message: `\`${text}\` is not a domain: its last label is a number.` };
  }
  const suffix = parse(name, { allowPrivateDomains: false, extractHostname: false, validateHostname: false });
  if (suffix.domain === null && (suffix.isIcann || labels.length > 1 || name === 'example')) {
    const message = `\`${text}\` is a public suffix, under which others register their domains.`;
    return { rule: 'public-suffix', message, fix: `Write the domain itself, such as \`acme.${name}\`.` };
  }
  if (labels.length < 2) {
    return { rule: 'bad-name', message: `\`${text}\` is not a domain: it has one label.`, fix: 'Write the full name.' };
  }
}

/** The name of a record as people write it: `@`, relative, wildcard, or with the domain at the end. */
export function recordNameProblem(text: string): Problem | undefined {
  if (text === '@' || text === '*') return undefined;
  return nameProblem(text.replace(/^\*\./, ''), { underscores: true });
}

export const isBelow = (name: string, parent: string): boolean => name.endsWith(`.${parent}`);
