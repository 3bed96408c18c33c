/** Whether a list can be believed in this run: what its test points and the probes for a lying resolver show. Pure. */
import type { Blocklist } from '../../inventory/blocklist.ts';
import { type ListAnswer, type Reading, readAnswer } from './verdict.ts';

export type Health = { health: 'ok' } | { health: 'unusable'; fault: ListFault; reason: string };

/**
 * `wildcarded`: it lists what is never listed. `dead`: it does not list what always is, as where it has ended or hides from this
 * resolver. `refuses`: it says so. `silent`: no answer. `foreign`: somebody else answers in its place.
 */
export type ListFault = 'wildcarded' | 'dead' | 'refuses' | 'silent' | 'foreign';

/** An answer to a test point. */
export interface Tested {
  point: string;
  answer: ListAnswer;
}

export interface SelfTest {
  listed: Tested[];
  clean: Tested[];
  /** A random name beside the zone, where no name is. */
  beside: ListAnswer;
}

/** RFC 5782 §5, RFC 6471 §3.3: before anything that the list says is believed, it has to know what it must and must not list. */
export function healthOf(list: Blocklist, { listed, clean, beside }: SelfTest): Health {
  const faults = [
    ...clean.flatMap(tested => cleanFault(list, tested, beside)),
    ...listed.flatMap(tested => listedFault(list, tested, beside)),
  ];
  return faults[0] ?? { health: 'ok' };
}

function cleanFault(list: Blocklist, { point, answer }: Tested, beside: ListAnswer): Health[] {
  const reading = readAnswer(list, answer);
  if (reading.verdict === 'clean' && reading.codes.length === 0) return [];
  if (reading.fault) return [ofFault(reading.fault, reading, beside)];
  return [
    unusable(
      'wildcarded',
      `it lists ${point}, which nobody lists, and so perhaps everybody (${reading.codes.join(', ')})`,
    ),
  ];
}

/** Any answer that is none of refusal will do: some lists have a code of its own for the test. */
function listedFault(list: Blocklist, { point, answer }: Tested, beside: ListAnswer): Health[] {
  const reading = readAnswer(list, answer);
  if (reading.fault) return [ofFault(reading.fault, reading, beside)];
  if (reading.codes.length > 0) return [];
  return [unusable('dead', `it does not list ${point}, its own test point: it has ended, or hides from this resolver`)];
}

function ofFault(fault: NonNullable<Reading['fault']>, { evidence }: Reading, beside: ListAnswer): Health {
  if (fault === 'refuses') return unusable('refuses', `it refuses this resolver: ${evidence}`);
  if (fault === 'silent') return unusable('silent', `it gives no answer: ${evidence}`);
  // A name beside the zone that is answered as well: not the list, but the zone above it or the resolver invents answers.
  const invented = beside.status === 'answer' ? '; a random name beside its zone is answered too' : '';
  return unusable('foreign', `somebody else answers in its place: ${evidence}${invented}`);
}

const unusable = (fault: ListFault, reason: string): Health => ({ health: 'unusable', fault, reason });

/**
 * What a resolver made of a name that cannot be, or undefined where it is honest. Only an answer shows that it rewrites NXDOMAIN;
 * that it refuses or is silent shows nothing.
 */
export function rewriting(probe: ListAnswer): string | undefined {
  if (probe.status !== 'answer') return undefined;
  return `the resolver answers a name that does not exist with ${probe.values.join(', ')}: nothing it says of a list can be believed`;
}
