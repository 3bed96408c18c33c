/** Jobs that ask strangers begin some time after their schedule, each ledger's at a time of its own: nobody is asked by all at once. */
import { createHash } from 'node:crypto';
import type { Job } from './job.ts';

/** Milliseconds. The same in every process that shares the ledger, whatever its clock. */
export function delayOf({ name, spreadMinutes = 0 }: Job, { place }: { place: string }): number {
  const share = createHash('sha256').update(`${name} ${place}`).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(share * spreadMinutes * 60_000);
}
