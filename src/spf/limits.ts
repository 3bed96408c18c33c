/** The limits of a record, and of one evaluation around its resolver. RFC 7208 §4.6.4. */
import type { SpfAnswer, SpfResolver, SpfType } from './resolver.ts';

/** More terms that ask the DNS than these are a permerror. */
export const LOOKUP_LIMIT = 10;
export const VOID_LIMIT = 2;
/** MX hosts whose addresses one `mx` may ask for, and PTR names that one `ptr` looks at. */
export const HOST_LIMIT = 10;
/** §4.6.4: at least 20 seconds. */
const TIME_LIMIT_MS = 20_000;

/** §3.4: all TXT at the name should fit a 512-octet answer; the usual reading is 450 octets with the name. */
export const LENGTH_ADVICE = 450;

/** An error of the whole evaluation, whatever include it happens in. */
export class SpfError extends Error {
  readonly result: 'temperror' | 'permerror';

  constructor(result: 'temperror' | 'permerror', message: string) {
    super(message);
    this.result = result;
  }
}

export interface Limits {
  /** Counts a term that costs a lookup. Throws permerror at the eleventh. */
  spend(term: string): void;
  /** The answer's values, none where the name or type is not there. Throws temperror where nobody knows. */
  ask: Ask;
  /** The same, but the third answer without records is a permerror. */
  askCounted: Ask;
  /** So far; the term that broke a limit is counted in. */
  readonly spent: { lookups: number; voidLookups: number };
}

export type Ask = (name: string, type: SpfType) => Promise<string[]>;

/** `now` in milliseconds. */
export function limited(resolve: SpfResolver, now: () => number): Limits {
  const spent = { lookups: 0, voidLookups: 0 };
  const end = now() + TIME_LIMIT_MS;
  const inTime: SpfResolver = (name, type) => {
    if (now() < end) return resolve(name, type);
    throw new SpfError('temperror', `the evaluation takes longer than ${TIME_LIMIT_MS / 1000} seconds`);
  };
  return {
    spent,
    spend(term) {
      if (++spent.lookups <= LOOKUP_LIMIT) return;
      throw new SpfError('permerror', `"${term}" is lookup ${spent.lookups}; the limit is ${LOOKUP_LIMIT}`);
    },
    ask: async (name, type) => valuesOf(await inTime(name, type)),
    async askCounted(name, type) {
      const answer = await inTime(name, type);
      if (answer.status === 'absent' && ++spent.voidLookups > VOID_LIMIT) {
        const count = `void lookup ${spent.voidLookups}; the limit is ${VOID_LIMIT}`;
        throw new SpfError('permerror', `${type} ${name} is not there: ${count}`);
      }
      return valuesOf(answer);
    },
  };
}

function valuesOf(answer: SpfAnswer): string[] {
  if (answer.status === 'failed') throw new SpfError('temperror', answer.reason);
  return answer.status === 'found' ? answer.values : [];
}
