/**
 * Which includes of a record give way to their addresses: as few as it takes to stay within ten lookups, the dearest first. What the
 * addresses are comes from the lock and is never invented. RFC 7208 §4.6.4.
 */
import type { SpfLock } from '../inventory/model.ts';
import { type Network, networkText, parseNetwork } from '../spf/address.ts';
import { networksOf, rangeOf, union } from '../spf/address-set.ts';
import { LENGTH_ADVICE, LOOKUP_LIMIT } from '../spf/limits.ts';
import { addressTerms, buildSpf, ownLookups, type SpfPart, type SpfRecord } from './spf.ts';
import { type OwnInclude, ownIncludes } from './spf-own-includes.ts';

export interface Flattening {
  /** What the record would take with its includes. */
  before: number;
  /** All that the record has. */
  includes: Include[];
  /** Those that give way, the dearest first. */
  replaced: Include[];
  /** Those of them that the lock does not hold yet. While there are any, the record stays as it was written. */
  missing: string[];
  /** Includes that no list of addresses can replace. */
  cannot: (Include & { reason: string })[];
  /** Where the addresses do not fit beside the rest: records of their own, which the host's record includes. */
  own: OwnInclude[];
  /** False where too much is left even so. */
  fits: boolean;
}

interface Include {
  /** Lower case. */
  name: string;
  /** What it costs by its template. */
  lookups: number;
}

export interface Place {
  host: string;
  all: '-all' | '~all';
  /** Octets of the other TXT records at the host: all of them share an answer (RFC 7208 §3.4). */
  beside: number;
  lock: SpfLock;
}

/** The source of what stands in place of includes. */
export const FLATTENED = 'flattened';

interface Layout {
  record: SpfRecord;
  own: OwnInclude[];
}

/** Of a record that takes too many lookups. */
export function flattened(plain: SpfRecord, place: Place): { record: SpfRecord; flattening: Flattening } {
  const includes = includesOf(plain.parts, place.lock);
  const cannot = includes.flatMap(include => {
    const reason = reasonAgainst(include.name, place.lock);
    return reason === undefined ? [] : [{ ...include, reason }];
  });
  const able = includes.filter(({ name }) => reasonAgainst(name, place.lock) === undefined);
  const priceWithout = (some: Include[]) => layout(plain.parts, some, place).record.lookups;
  // One whose addresses take as many own includes as it saves helps only where they fill those of others: it comes last.
  const saves = (include: Include) => priceWithout([include]) < plain.lookups;
  const [good, idle] = [able.filter(saves), able.filter(include => !saves(include))];
  const chosen = fewest([...good, ...idle], some => priceWithout(some) <= LOOKUP_LIMIT);
  const replaced = (chosen ?? good).toSorted(dearestFirst);
  const missing = replaced.map(({ name }) => name).filter(name => !Object.hasOwn(place.lock, name));
  const { record, own } = missing.length > 0 ? { record: plain, own: [] } : layout(plain.parts, replaced, place);
  const fits = chosen !== undefined;
  return { record, flattening: { before: plain.lookups, includes, replaced, missing, cannot, own, fits } };
}

/** What is in the lock goes first, so that a flattened include stays so while one is needed; then the dearest. */
function includesOf(parts: SpfPart[], lock: SpfLock): Include[] {
  const found = parts.flatMap(part => part.terms.filter(isInclude).map(term => ({ part, term })));
  const includes = found.map(({ part, term }) => ({ name: nameOf(term), lookups: priceOf(term, part) }));
  const isLocked = ({ name }: Include) => Number(Object.hasOwn(lock, name));
  return includes.sort((a, b) => isLocked(b) - isLocked(a) || dearestFirst(a, b));
}

/** The shortest start of the list that is enough, without those of it that are not needed then. */
function fewest(includes: Include[], isEnough: (some: Include[]) => boolean): Include[] | undefined {
  const counts = includes.map((_, index) => index + 1);
  const enough = counts.map(count => includes.slice(0, count)).find(isEnough);
  return enough && withoutNeedless(enough, isEnough);
}

/** The last of the list goes first. One that takes more room than it saves may make another needless, so all are looked at again. */
function withoutNeedless(includes: Include[], isEnough: (some: Include[]) => boolean): Include[] {
  const needless = includes.findLast(include => isEnough(includes.filter(each => each !== include)));
  if (!needless) return includes;
  return withoutNeedless(
    includes.filter(each => each !== needless),
    isEnough,
  );
}

/** The addresses beside the rest where they fit an answer over UDP, else in records of their own. What is not locked yet takes no room. */
function layout(parts: SpfPart[], replaced: Include[], { host, all, beside, lock }: Place): Layout {
  const rest = parts.map(part => withoutIncludes(part, new Set(replaced.map(({ name }) => name))));
  const networks = replaced.flatMap(({ name }) => lockedNetworks(name, lock));
  const inline = buildSpf(
    [flatPart(addressTerms(fewestNetworks([...networks, ...addressesOf(rest)]))), ...rest.map(withoutAddresses)],
    all,
  );
  if (host.length + beside + inline.content.length <= LENGTH_ADVICE) return { record: inline, own: [] };
  const own = ownIncludes(fewestNetworks(networks), host);
  return { record: buildSpf([flatPart(own.map(({ name }) => `include:${name}`)), ...rest], all), own };
}

function lockedNetworks(name: string, lock: SpfLock): string[] {
  const entry = Object.hasOwn(lock, name) ? lock[name] : undefined;
  return entry && 'networks' in entry ? entry.networks : [];
}

function reasonAgainst(name: string, lock: SpfLock): string | undefined {
  if (name.includes('%')) return 'its name depends on the message';
  const entry = Object.hasOwn(lock, name) ? lock[name] : undefined;
  return entry && 'cannot' in entry ? entry.cannot : undefined;
}

/** The price of a part is that of all its terms: one of several is worth its own lookup for certain, and the last one all that is left. */
function withoutIncludes(part: SpfPart, names: ReadonlySet<string>): SpfPart {
  const terms = part.terms.filter(term => !(isInclude(term) && names.has(nameOf(term))));
  const gone = part.terms.length - terms.length;
  return { ...part, terms, lookups: ownLookups(terms) === 0 ? 0 : part.lookups - gone };
}

function priceOf(term: string, part: SpfPart): number {
  return part.lookups - withoutIncludes(part, new Set([nameOf(term)])).lookups;
}

const flatPart = (terms: string[]): SpfPart => ({ terms, lookups: ownLookups(terms), source: FLATTENED });

const isInclude = (term: string): boolean => /^\+?include:/i.test(term);

const nameOf = (term: string): string => term.slice(term.indexOf(':') + 1).toLowerCase();

const isAddress = (term: string): boolean => /^\+?ip[46]:/i.test(term);

const addressesOf = (parts: SpfPart[]): string[] =>
  parts.flatMap(({ terms }) => terms.filter(isAddress).map(term => term.slice(term.indexOf(':') + 1)));

const withoutAddresses = (part: SpfPart): SpfPart => ({ ...part, terms: part.terms.filter(term => !isAddress(term)) });

function fewestNetworks(texts: string[]): string[] {
  const networks = texts.map(parseNetwork).filter((network): network is Network => network !== undefined);
  return networksOf(union(networks.map(rangeOf))).map(networkText);
}

function dearestFirst(a: Include, b: Include): number {
  return b.lookups - a.lookups || (a.name < b.name ? -1 : 1);
}
