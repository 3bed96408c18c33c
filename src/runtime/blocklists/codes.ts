/** What the answer of a blocklist means by its template: codes, or bits of the last octet. Pure. */
import { type Blocklist, WEIGHTS, type Weight } from '../../inventory/blocklist.ts';

/** `foreign`: no answer of a blocklist at all. `unknown`: one that the template does not have. */
export type Meaning =
  | { kind: 'listed'; means: string; weight: Weight }
  | { kind: 'error'; says: string }
  | { kind: 'unknown' }
  | { kind: 'foreign' };

/** An answer with several bits means several things. */
export function meaningsOf(list: Blocklist, answer: string): Meaning[] {
  // RFC 6471 §3.3: a list that answers with anything else does not work, or somebody answers in its place.
  if (!answer.startsWith('127.')) return [{ kind: 'foreign' }];
  const error = errorOf(list, answer);
  if (error !== undefined) return [{ kind: 'error', says: error }];
  return list.bits ? bitsOf(list.bits, answer) : [codeOf(list.codes ?? [], answer)];
}

function errorOf({ bits, errors }: Blocklist, answer: string): string | undefined {
  const own = errors.find(error => ('bit' in error ? hasBit(answer, error.bit) : matches(error.code, answer)));
  if (own) return own.says;
  // Spamhaus, article 788, and others after it: whatever the list, this is never a listing.
  if (matches('127.255.255.0-255', answer)) return 'the list refuses the resolver, or the question';
  // RFC 5782 §2.1: 127.0.0.1 is no answer. Spamhaus' DBL gave it, and mail was refused for it (poste.io, 2023).
  return answer === '127.0.0.1' && !bits ? '127.0.0.1 is no answer of a blocklist' : undefined;
}

function codeOf(codes: NonNullable<Blocklist['codes']>, answer: string): Meaning {
  const code = codes.find(({ code }) => matches(code, answer));
  return code ? { kind: 'listed', means: code.means, weight: code.weight } : { kind: 'unknown' };
}

/** The other octets mean nothing there. */
function bitsOf(bits: NonNullable<Blocklist['bits']>, answer: string): Meaning[] {
  const set = bits.filter(({ bit }) => hasBit(answer, bit));
  if (set.length === 0) return [{ kind: 'unknown' }];
  return set.map(({ means, weight }) => ({ kind: 'listed', means, weight }));
}

const hasBit = (answer: string, bit: number): boolean => (Number(answer.split('.')[3]) & bit) !== 0;

/** `127.0.0.4-7` has four answers. */
function matches(code: string, answer: string): boolean {
  const octets = answer.split('.').map(Number);
  return code.split('.').every((range, at) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    const octet = octets[at] ?? -1;
    return from <= octet && octet <= to;
  });
}

export const gravest = (all: readonly Weight[]): Weight => WEIGHTS.find(weight => all.includes(weight)) ?? 'none';
