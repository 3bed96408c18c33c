/** Addresses that do not fit beside the rest of an SPF record: records of their own, `_spf1.<host>` and on, which it includes. */
import { createHash } from 'node:crypto';
import { LENGTH_ADVICE, LOOKUP_LIMIT } from '../spf/limits.ts';
import { addressTerms } from './spf.ts';

export interface OwnInclude {
  name: string;
  content: string;
}

/** `spf-1`, `spf-2@bounce`: the key of an own include. */
export const isOwnInclude = (key: string): boolean => /^spf-\d+(@|$)/.test(key);

/**
 * As few records as hold them, each within an answer. A network keeps its record as far as it can: caches hold each record for
 * itself, and one that moved is missing where an old copy of its new record meets a new copy of the old one.
 */
export function ownIncludes(networks: string[], host: string): OwnInclude[] {
  const terms = addressTerms(networks);
  for (let count = 1; ; count++) {
    const names = Array.from({ length: count }, (_, index) => `_spf${index + 1}.${host}`);
    const rooms = names.map(name => (count > LOOKUP_LIMIT ? ANY_ROOM : LENGTH_ADVICE - name.length - EMPTY));
    const groups = placed(terms, rooms);
    if (groups) return names.map((name, index) => ({ name, content: contentOf(groups[index] ?? []) }));
  }
}

const contentOf = (terms: string[]): string => ['v=spf1', ...terms, '-all'].join(' ');

const EMPTY = contentOf([]).length;

/** More records than lookups do not fit, whatever each of them holds. */
const ANY_ROOM = Number.POSITIVE_INFINITY;

/** Each term goes where it likes best among those that have room. Undefined where none has. */
function placed(terms: string[], rooms: number[]): string[][] | undefined {
  const groups = rooms.map(room => ({ terms: [] as string[], room }));
  for (const term of terms) {
    const group = byPreference(term, groups).find(({ room }) => room > term.length);
    if (!group) return undefined;
    group.terms.push(term);
    group.room -= term.length + 1;
  }
  return groups.map(group => group.terms);
}

/** Rendezvous hashing: with one group more, only what goes there moves. By the first address, which outlives a merge of networks. */
function byPreference<T>(term: string, groups: T[]): T[] {
  const [first] = term.split('/');
  const weighed = groups.map((group, index) => {
    const weight = createHash('sha256').update(`${first} ${index}`).digest('hex');
    return { group, weight };
  });
  return weighed.sort((a, b) => (a.weight < b.weight ? -1 : 1)).map(({ group }) => group);
}
