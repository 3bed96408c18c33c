/** One run of a job, from its lease to what the ledger keeps of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { MailyardError } from '../error.ts';
import { beginRun, endRun, type JobRun, type RunOutcome } from '../ledger/jobs.ts';
import type { Lease } from '../ledger/leases.ts';
import { end, raise } from '../ledger/notices.ts';
import { reasonOf } from '../reason.ts';
import { actions } from './actions.ts';
import { finishApproved } from './gate.ts';
import type { Job, JobReport } from './job.ts';
import { type Holder, underLease } from './lease.ts';
import { missingNeeds } from './needs.ts';
import type { Runtime } from './runtime.ts';

export interface Running extends Holder {
  /** The runtime with the inventories as they are now. Throws where they have errors. */
  open(signal: AbortSignal): Runtime;
  /** The process is to stop. */
  signal: AbortSignal;
  onWait?: (held: Lease) => void;
}

export interface Ran {
  run: JobRun;
  report: JobReport;
}

/**
 * Whatever goes wrong in the job is in its report; undefined: its tick has been done by another process. Throws where the ledger
 * cannot be reached, and AbortError where it was told to stop before it began.
 */
export async function runJob(running: Running, job: Job, tick?: number): Promise<Ran | undefined> {
  return underLease(
    running,
    leaseOf(job),
    running.signal,
    lost => runUnderLease(running, job, tick, lost),
    running.onWait,
  );
}

const leaseOf = ({ name }: Job): string => `job/${name}`;

async function runUnderLease(running: Running, job: Job, tick: number | undefined, lost: AbortSignal) {
  const { ledger, log, now, who } = running;
  const begun = await beginRun(ledger, { job: job.name, tick, who }, now());
  if (!begun) return undefined;
  if (begun.outcome === 'failed') return givenUp(running, job, begun);
  log.info({ job: job.name, run: begun.id, tick: tick && new Date(tick).toISOString() }, 'job began');
  const signal = AbortSignal.any([running.signal, lost]);
  const { report, cut } = await reportOf(running, job, signal);
  const outcome: RunOutcome = cut ? 'interrupted' : outcomeOf(report);
  const run = { ...begun, outcome, summary: report.summary, ended: now() };
  await keep(running, job, run, report);
  const fields = { job: job.name, run: run.id, outcome, summary: run.summary, milliseconds: run.ended - run.began };
  if (outcome === 'failed') log.warn({ ...fields, failures: report.failures }, 'job failed');
  else log.info(fields, cut ? 'job was interrupted' : 'job ended');
  return { run, report };
}

async function givenUp(running: Running, job: Job, run: JobRun): Promise<Ran> {
  const report = failure(run.summary);
  running.log.error({ job: job.name, run: run.id, summary: run.summary }, 'job failed');
  await tellOfFailure(running, job, run, report);
  return { run, report };
}

const outcomeOf = ({ failures, findings }: JobReport): 'clean' | 'findings' | 'failed' =>
  failures.length > 0 ? 'failed' : findings > 0 ? 'findings' : 'clean';

async function reportOf(running: Running, job: Job, signal: AbortSignal): Promise<{ report: JobReport; cut: boolean }> {
  try {
    const runtime = running.open(signal);
    const missing = missingNeeds(job, runtime);
    if (missing.length > 0) return { report: cannotBegin(job, missing), cut: false };
    await finishApproved(runtime, actions, job.name);
    return { report: await job.run(runtime), cut: false };
  } catch (error) {
    const cut = signal.aborted;
    // A defect keeps its stack, in the log alone.
    if (!(error instanceof MailyardError || cut))
      running.log.error({ job: job.name, stack: stackOf(error) }, 'a defect');
    return { report: failure(cut ? 'It was told to stop, and is caught up later.' : failedWith(error)), cut };
  }
}

const failure = (reason: string): JobReport => ({
  ...{ summary: reason, detail: [], document: {}, findings: 0, failures: [reason] },
});

const cannotBegin = ({ name }: Job, missing: string[]): JobReport => ({
  ...failure(`${name} cannot begin: ${missing.length === 1 ? missing[0] : `${missing.length} things are missing.`}`),
  failures: missing,
});

const failedWith = (error: unknown): string =>
  error instanceof MailyardError ? [error.message, error.fix].filter(Boolean).join(' ') : reasonOf(error);

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const KEEP_TRIES = 24;
const KEEP_PAUSE_MS = 5_000;

/** What was done must be kept even where the database is away just then: else the tick would be done twice, or nobody hear of it. */
async function keep(running: Running, job: Job, run: JobRun & { ended: number }, report: JobReport): Promise<void> {
  let kept = false;
  for (let tries = 1; ; tries++) {
    try {
      kept ||= await endRun(running.ledger, run);
      if (kept) await tellOfFailure(running, job, run, report);
      return;
    } catch (error) {
      if (tries === KEEP_TRIES) throw error;
      running.log.warn(
        { job: job.name, run: run.id, reason: reasonOf(error) },
        'the end of the run could not be kept yet',
      );
      await pause(KEEP_PAUSE_MS);
    }
  }
}

async function tellOfFailure({ ledger, now }: Running, { name }: Job, { outcome, summary }: JobRun, report: JobReport) {
  const key = `job/${name}`;
  if (outcome === 'clean' || outcome === 'findings') await end(ledger, key, now());
  if (outcome !== 'failed') return;
  const detail = [summary, ...report.failures.filter(each => each !== summary)].join('\n');
  await raise(ledger, { key, level: 'warning', title: `The job ${name} failed.`, detail }, now());
}
