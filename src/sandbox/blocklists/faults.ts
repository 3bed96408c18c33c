/** How a blocklist of the sandbox goes wrong on order. */
import { bare, REFUSED, SERVFAIL } from '../dns/answer.ts';
import type { FirstAnswer } from '../dns/twin.ts';

/**
 * `wildcard`: it lists everybody. `dead`: it lists nobody, not even its test points. `error-code`: it answers everything with
 * 127.255.255.254. `foreign`: with an address of the Internet, as a parked domain. `flapping`: what is listed is so in every other answer.
 */
export type ListFault =
  | ('wildcard' | 'dead' | 'error-code' | 'foreign' | 'flapping')
  | ('timeout' | 'servfail' | 'refused');

type Outcome = { answers: string[] } | { reply: ReturnType<FirstAnswer> };

const REFUSING = '127.255.255.254';
/** TEST-NET-3 (RFC 5737): where the twins' own world never is. */
export const PARKED = '203.0.113.80';

/** `listed`: what the list would answer; `turn` counts the answers of the target. */
export function outcomeOf(fault: ListFault | undefined, listed: string[], usual: string, turn: number): Outcome {
  switch (fault) {
    case undefined:
      return { answers: listed };
    case 'wildcard':
      return { answers: listed.length > 0 ? listed : [usual] };
    case 'dead':
      return { answers: [] };
    case 'error-code':
      return { answers: [REFUSING] };
    case 'foreign':
      return { answers: [PARKED] };
    case 'flapping':
      return { answers: turn % 2 === 0 ? listed : [] };
    case 'timeout':
      return { reply: 'silence' };
    case 'servfail':
      return { reply: bare(SERVFAIL) };
    case 'refused':
      return { reply: bare(REFUSED) };
  }
}
