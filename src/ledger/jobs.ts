/** Runs of jobs: which tick each stood for, how it ended. A tick is done once; what a run that was cut off leaves is done again. */
import type { Generated, Selectable } from 'kysely';
import type { LeaseTables } from './leases.ts';
import type { Ledger } from './ledger.ts';

export interface JobTables extends LeaseTables {
  job_runs: RunTable;
}

interface RunTable {
  id: Generated<number>;
  job: string;
  tick: number | null;
  began: number;
  ended: number | null;
  outcome: RunOutcome;
  summary: string;
  who: string;
}

/**
 * `interrupted`: it was told to stop. `lost`: its process ended in the middle. A tick with only such runs is still to be done.
 * `clean`, `findings` and `failed` are as the exit codes of `mailyard run --once`.
 */
export type RunOutcome = 'running' | 'clean' | 'findings' | 'failed' | 'interrupted' | 'lost';

export interface JobRun {
  id: number;
  job: string;
  /** The time of the schedule that it stands for; undefined: a person's command. */
  tick?: number;
  began: number;
  ended?: number;
  outcome: RunOutcome;
  /** One sentence: totals first. */
  summary: string;
  who: string;
}

/** A tick that ends its process each time would do so for ever. */
const MOST_TRIES = 3;

/** Whether some run of that tick came to its end. */
export async function isTickDone({ db }: Ledger, job: string, tick: number): Promise<boolean> {
  const done = await db
    .selectFrom('job_runs')
    .select('id')
    .where('job', '=', job)
    .where('tick', '=', tick)
    .where('outcome', 'in', ['clean', 'findings', 'failed'])
    .limit(1)
    .executeTakeFirst();
  return done !== undefined;
}

/**
 * A run begins; only who holds the job's lease may ask, so whatever else of it is still said to run was cut off. Undefined: the tick
 * has been done meanwhile. `failed`: it ended its process too often to be tried again.
 */
export async function beginRun(
  ledger: Ledger,
  { job, tick, who }: Pick<JobRun, 'job' | 'tick' | 'who'>,
  now: number,
): Promise<JobRun | undefined> {
  return ledger.db.transaction().execute(async db => {
    const within = { ...ledger, db };
    await db
      .updateTable('job_runs')
      .set({ outcome: 'lost', summary: 'Its process ended before it did.', ended: now })
      .where('job', '=', job)
      .where('outcome', '=', 'running')
      .execute();
    if (tick !== undefined && (await isTickDone(within, job, tick))) return undefined;
    const lost = tick === undefined ? 0 : await lostRuns(within, job, tick);
    const given = `Its process ended ${lost} times before it did: it is not tried again.`;
    const run =
      lost < MOST_TRIES
        ? { job, began: now, outcome: 'running' as const, summary: '', who }
        : { job, began: now, outcome: 'failed' as const, summary: given, who };
    const { id } = await db
      .insertInto('job_runs')
      .values({ ...run, tick: tick ?? null, ended: run.outcome === 'failed' ? now : null })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { ...run, ...(tick !== undefined && { tick }), id };
  });
}

async function lostRuns({ db }: Ledger, job: string, tick: number): Promise<number> {
  const runs = await db
    .selectFrom('job_runs')
    .select('id')
    .where('job', '=', job)
    .where('tick', '=', tick)
    .where('outcome', '=', 'lost')
    .execute();
  return runs.length;
}

/** False: it had been given up as lost, and somebody else has gone on. Said again, as where the answer was lost, it is true again. */
export async function endRun(
  { db }: Ledger,
  { id, outcome, summary, ended }: Pick<JobRun, 'id' | 'outcome' | 'summary'> & { ended: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job_runs')
    .set({ outcome, summary, ended })
    .where('id', '=', id)
    .where('outcome', 'in', ['running', outcome])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The latest run of each job that ever ran; with `ended` the latest that came to its end. */
export async function lastRuns({ db }: Ledger, { ended = false } = {}): Promise<Map<string, JobRun>> {
  const rows = await db
    .selectFrom('job_runs')
    .selectAll()
    .where('id', 'in', latest =>
      latest
        .selectFrom('job_runs')
        .select(({ fn }) => fn.max('id').as('id'))
        .$if(ended, query => query.where('ended', 'is not', null))
        .groupBy('job'),
    )
    .execute();
  return new Map(rows.map(row => [row.job, runOf(row)]));
}

/** Those that ran on their schedule at some time. */
export async function tickedJobs({ db }: Ledger): Promise<Set<string>> {
  const rows = await db.selectFrom('job_runs').select('job').distinct().where('tick', 'is not', null).execute();
  return new Set(rows.map(({ job }) => job));
}

const runOf = ({ tick, ended, ...row }: Selectable<RunTable>): JobRun => ({
  ...row,
  ...(tick !== null && { tick }),
  ...(ended !== null && { ended }),
});

/** How many runs of each job ended how. */
export async function runTotals({ db }: Ledger): Promise<{ job: string; outcome: RunOutcome; runs: number }[]> {
  const rows = await db
    .selectFrom('job_runs')
    .select(({ fn }) => ['job', 'outcome', fn.countAll<number>().as('runs')])
    .groupBy(['job', 'outcome'])
    .execute();
  return rows.map(row => ({ ...row, runs: Number(row.runs) }));
}
