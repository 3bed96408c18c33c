/** What is to be done of keys that the provider changes by its own call. Pure. */
import { DAY, dateOf, HOUR } from '../../dates.ts';
import type { ProviderRotation } from '../../ledger/dkim-provider-rotations.ts';
import type { RingSettings } from './ring.ts';

export interface ProviderState {
  /** Epoch milliseconds, where the provider tells. */
  rotatedAt?: number;
  rotating: boolean;
  selectors: string[];
}

export type ProviderStep = { do: 'rotate'; why: string } | { do: 'wait'; for: string; until?: number };

/** What the ledger is to remember of what was seen; the same object where nothing is new. */
export function noteState(
  known: ProviderRotation | undefined,
  seen: ProviderState,
  of: { domain: string; signer: string },
  now: number,
): ProviderRotation {
  const selectors = seen.selectors.toSorted();
  if (!known) return { ...of, selectors, since: seen.rotatedAt ?? now };
  const changed =
    selectors.join() !== known.selectors.join() || (seen.rotatedAt !== undefined && seen.rotatedAt > known.since);
  if (seen.rotating) return known;
  // Not every provider says when, or gives its keys new names: then it is over when it has begun and goes on no more.
  if (!changed && known.startedAt !== undefined && now - known.startedAt >= HOUR)
    return { ...of, selectors, since: known.startedAt };
  if (!changed) return known;
  return { ...of, selectors, since: seen.rotatedAt ?? now };
}

/** `asks`: there is a call that makes the provider do it. */
export function providerStep(
  known: ProviderRotation,
  seen: ProviderState,
  { rotate }: RingSettings,
  { title, asks }: { title: string; asks: boolean },
  now: number,
): ProviderStep {
  if (seen.rotating) {
    if (asks && known.startedAt !== undefined)
      return { do: 'rotate', why: `the rotation at ${title} that began on ${dateOf(known.startedAt)} goes on` };
    return { do: 'wait', for: `${title} to end its rotation` };
  }
  if (known.startedAt !== undefined) return { do: 'wait', for: `${title} to begin` };
  if (rotate === undefined) return { do: 'wait', for: 'nothing: keys are never changed here' };
  const due = known.since + rotate;
  if (now < due) return { do: 'wait', for: 'the next rotation', until: due };
  if (!asks) return { do: 'wait', for: `${title}, which rotates in its own time` };
  return {
    do: 'rotate',
    why: `the keys at ${title} are from ${dateOf(known.since)}, and are changed after ${rotate / DAY} days`,
  };
}
