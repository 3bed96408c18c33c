/** SPF records: one a host, merged from everything that sends with that host in MAIL FROM. RFC 7208. */

/** One reason to be in the record. */
export interface SpfPart {
  terms: string[];
  /** Worst-case lookups of all terms together. */
  lookups: number;
  source: string;
  /** Nobody knows the price of these terms offline: counted as themselves alone. */
  unpriced?: boolean;
}

export interface SpfRecord {
  content: string;
  lookups: number;
  /** The parts that cost lookups or addresses, dearest first: what to drop when it does not fit. */
  parts: SpfPart[];
}

// Thousands of domains have the same senders, and one record for all of them.
const known = new Map<string, SpfRecord>();
const MOST_KNOWN = 1000;

export function buildSpf(parts: SpfPart[], all: '-all' | '~all'): SpfRecord {
  const key = JSON.stringify([all, parts]);
  const record = known.get(key) ?? build(parts, all);
  if (known.size < MOST_KNOWN) known.set(key, record);
  return record;
}

function build(parts: SpfPart[], all: '-all' | '~all'): SpfRecord {
  const kept = withoutRepeats(parts);
  const terms = kept.flatMap(part => part.terms).sort((a, b) => termOrder(a) - termOrder(b));
  return {
    content: ['v=spf1', ...terms, all].join(' '),
    lookups: kept.reduce((sum, part) => sum + part.lookups, 0),
    parts: kept.toSorted((a, b) => b.lookups - a.lookups),
  };
}

export function addressTerms(addresses: string[]): string[] {
  return addresses.map(address => (address.includes(':') ? `ip6:${address}` : `ip4:${address}`));
}

/** How many of these terms cost a lookup by themselves (RFC 7208 §4.6.4). */
export function ownLookups(terms: string[]): number {
  return terms.reduce((sum, term) => (COSTS_A_LOOKUP.test(term) ? sum + 1 : sum), 0);
}

const COSTS_A_LOOKUP = /^[+?~-]?(include|a|mx|ptr|exists|redirect)([:=/]|$)/i;

/** RFC 7208 §10.1.1: what matches without a lookup goes first. The sort is stable within a kind. */
function termOrder(term: string): number {
  const kinds = ['ip4', 'ip6', 'a', 'mx', 'include', 'exists'];
  const kind =
    term
      .replace(/^[+?~-]/, '')
      .split(/[:/=]/, 1)[0]
      ?.toLowerCase() ?? '';
  const order = kinds.indexOf(kind);
  return order < 0 ? kinds.length : order;
}

/** The same term from two parts is written and paid for once, by the first. */
function withoutRepeats(parts: SpfPart[]): SpfPart[] {
  const seen = new Set<string>();
  const isNew = (term: string): boolean => {
    const known = seen.size;
    return seen.add(term.toLowerCase()).size > known;
  };
  return parts.flatMap(part => {
    const fresh = part.terms.filter(isNew);
    if (fresh.length === 0) return [];
    const price = ownLookups(fresh);
    const paidBefore = ownLookups(part.terms) - price;
    return [{ ...part, terms: fresh, lookups: Math.max(price, part.lookups - paidBefore) }];
  });
}
