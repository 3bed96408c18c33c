/** Chance that can be played again: the same seed and the same words always give the same number. */
import { createHash } from 'node:crypto';

/** From 0 to below 1. It does not depend on what was asked before, so that one fault more changes nothing else. */
export function chance(seed: number, ...words: (string | number)[]): number {
  const bytes = createHash('sha256')
    .update([seed, ...words].join(' '))
    .digest();
  return bytes.readUInt32BE(0) / 2 ** 32;
}
