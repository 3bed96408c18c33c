/** An SPF record read back into settings: addresses, includes, and what `all` says. */
import { formats } from '../inventory/formats.ts';
import type { ZoneRecord } from '../records/record.ts';

export interface SpfTerms {
  terms: string[];
  all?: '-all' | '~all';
}

/** The terms of the one SPF record at this name; undefined where there is none, or more than one. */
export function spfAt(name: string, records: ZoneRecord[]): SpfTerms | undefined {
  const [first, ...more] = records.filter(record => record.name === name && isSpf(record));
  if (!first || more.length > 0) return undefined;
  const terms = first.content.split(/\s+/).slice(1).filter(Boolean);
  const all = terms.find(term => term === '-all' || term === '~all');
  return { terms: terms.filter(term => !/^[+?~-]?all$/i.test(term)), ...(all && { all: all as '-all' | '~all' }) };
}

export const isSpf = ({ type, content }: ZoneRecord): boolean => type === 'TXT' && /^v=spf1( |$)/i.test(content);

/** `ip4:` and `ip6:` as addresses. */
export function addressesOf(terms: string[]): string[] {
  const addresses = terms.flatMap(term => /^ip[46]:(.+)$/i.exec(term)?.[1] ?? []);
  return addresses.filter(address => !formats.network?.(address));
}

/** Names of `include:` terms. */
export function includesOf(terms: string[]): string[] {
  const names = terms.flatMap(term => /^include:(.+)$/i.exec(term)?.[1] ?? []);
  return names.filter(name => !formats['spf-domain']?.(name));
}
