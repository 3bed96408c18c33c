/** Which ticks are to be done now: of each job the latest one, unless it has been done. Missed ones before it are not made up for. */
import { isTickDone } from '../ledger/jobs.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Job } from './job.ts';
import { lastTick } from './schedule.ts';
import { delayOf } from './spread.ts';

export interface Due {
  job: Job;
  /** Epoch milliseconds. */
  tick: number;
}

/**
 * Asked of each tick by itself, never by how late the last one was: a clock that was ahead for a while has done ticks of the future,
 * and those of today are still to come.
 */
export async function dueTicks(ledger: Ledger, jobs: readonly Job[], now: number): Promise<Due[]> {
  const due: Due[] = [];
  for (const job of jobs) {
    const tick = lastTick(job.schedule, now - delayOf(job, ledger));
    if (tick !== undefined && !(await isTickDone(ledger, job.name, tick))) due.push({ job, tick });
  }
  return due;
}
