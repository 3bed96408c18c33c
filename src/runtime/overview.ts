/** Where each job stands: what it last did, when it is next, and whether it is late. For `run --list`, /health and /v1/jobs. */
import { isTickDone, type JobRun, lastRuns, tickedJobs } from '../ledger/jobs.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Job } from './job.ts';
import { lastTick, nextTick } from './schedule.ts';
import { delayOf } from './spread.ts';

export interface JobStanding {
  job: Job;
  last?: JobRun;
  /** Epoch milliseconds. */
  next?: number;
  /** The tick that should have been done by now, and neither is nor is being done. */
  overdue?: number;
}

/** Until a tick that has come is called late: it may wait for its turn, or for a database that is away for a minute. */
const GRACE_MS = 5 * 60_000;

/**
 * `since`: when the daemon that is asked began; ticks from before are caught up from then on. Without it nobody knows whether a daemon
 * is to do them: a job is late only where one has done ticks of it before.
 */
export async function jobStandings(
  ledger: Ledger,
  jobs: readonly Job[],
  now: number,
  since?: number,
): Promise<JobStanding[]> {
  const [runs, ticked] = [await lastRuns(ledger), await tickedJobs(ledger)];
  return Promise.all(
    jobs.map(async job => {
      const last = runs.get(job.name);
      const delay = delayOf(job, ledger);
      const tick = lastTick(job.schedule, now - delay);
      const isTicked = since !== undefined || ticked.has(job.name);
      const late = tick !== undefined && isTicked && Math.max(tick + delay, since ?? 0) + GRACE_MS < now;
      // The tick comes after the run that is under way. One whose process is dead the daemon takes over within a minute.
      const underWay = since !== undefined && last?.outcome === 'running';
      const isOverdue = late && !underWay && !covers(last, tick) && !(await isTickDone(ledger, job.name, tick));
      const next = nextTick(job.schedule, now - delay);
      return {
        job,
        ...(last && { last }),
        ...(next !== undefined && { next: next + delay }),
        ...(isOverdue && { overdue: tick }),
      };
    }),
  );
}

/** A person's run after that time has done what the tick would have. */
const covers = (last: JobRun | undefined, tick: number): boolean =>
  last !== undefined && last.began >= tick && !['lost', 'interrupted'].includes(last.outcome);

/** As it stands in JSON: times in ISO 8601. */
export function standingDocument({ job, last, next, overdue }: JobStanding) {
  return {
    ...{ name: job.name, title: job.title, schedule: job.schedule, needs: job.needs },
    last: last && {
      ...{ run: last.id, outcome: last.outcome, summary: last.summary, who: last.who },
      ...{ tick: iso(last.tick), began: iso(last.began), ended: iso(last.ended) },
    },
    ...{ next: iso(next), overdue: iso(overdue) },
  };
}

const iso = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString();
