/** `mailyard run --once JOB`: now, one after the other; what came out for people, for scripts and for the summary of a workflow. */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import { nearest } from '../../inventory/nearest.ts';
import { channelsFrom } from '../../runtime/alerts/channels.ts';
import { deliverNotices } from '../../runtime/alerts/deliver.ts';
import type { Job } from '../../runtime/job.ts';
import { jobs } from '../../runtime/jobs.ts';
import { PACE } from '../../runtime/lease.ts';
import { openLog } from '../../runtime/log.ts';
import { type Ran, runJob } from '../../runtime/run-job.ts';
import type { Context } from '../context.ts';
import { iso, printJson } from '../json.ts';
import { openRuntime, userAtHost } from '../open-runtime.ts';
import { exitCodeOf, printReport } from '../report-text.ts';
import { logLevel } from '../run-log.ts';
import type { Terminal } from '../terminal.ts';

const DEAD = PACE.dead / 1000;

/** Slack asks for a second, Telegram for up to a minute. */
const CHANNEL_PATIENCE_MS = 60_000;

/** 1: something could not be done. 2: somebody should look at something. */
export async function runOnce(context: Context, names: string[], options: Record<string, unknown>): Promise<number> {
  const { env, terminal, clock } = context;
  const chosen = names.map(jobNamed);
  channelsFrom(env);
  const plain = process.stderr.isTTY === true;
  const log = openLog({ level: logLevel(options, 'error'), plain, env, write: text => process.stderr.write(text) });
  const interrupt = onInterrupt(() => terminal.note('Stopping: what runs is ended first.'));
  const { signal } = interrupt;
  const who = userAtHost();
  const { ledger, project, tick, close } = await openRuntime(context, { log, who, signal });
  const around = { ledger, holder: `${who}/${process.pid}/${randomUUID()}`, who, log, signal, now: clock.now };
  try {
    const done: Ran[] = [];
    for (const job of chosen) {
      const onWait = (held: { who: string }) =>
        terminal.note(`${job.name} is being run by ${held.who}: waiting for its end, or ${DEAD} s if it was killed.`);
      const ran = await unlessStopped(signal, () => runJob({ ...around, open: tick, onWait }, job));
      if (ran && !context.options.json) {
        if (chosen.length > 1) heading(ran, terminal, done.length === 0);
        printReport(ran.report, terminal);
      }
      if (ran) done.push(ran);
    }
    if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, summaryOf(done));
    const deliver = () => deliverNotices({ ...around, project, env }, { patience: CHANNEL_PATIENCE_MS });
    const undelivered = (await unlessStopped(signal, deliver)) ?? [];
    for (const problem of undelivered) terminal.note(problem);
    if (context.options.json) printJson({ jobs: done.map(documentOf), undelivered });
    return signal.aborted ? 1 : exitCode(done, undelivered);
  } finally {
    await close();
    interrupt.dispose();
  }
}

/** Undefined: it was told to stop before it began. What has been done until then is told all the same. */
async function unlessStopped<T>(signal: AbortSignal, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return signal.aborted ? undefined : await step();
  } catch (error) {
    if (signal.aborted && (error as Error).name === 'AbortError') return undefined;
    throw error;
  }
}

function jobNamed(name: string): Job {
  const job = jobs.find(each => each.name === name);
  if (job) return job;
  const names = jobs.map(each => each.name);
  const meant = nearest(name, names);
  throw new MailyardError('job-unknown', `There is no job ${name}${meant ? `; ${meant} perhaps?` : '.'}`, {
    fix: `The jobs: ${names.join(', ')}. \`mailyard run --list\` says what each does.`,
  });
}

const heading = ({ run }: Ran, { colors, print }: Terminal, isFirst: boolean): void =>
  print(`${isFirst ? '' : '\n'}${colors.bold(run.job)}`);

const documentOf = ({ run, report }: Ran) => ({
  ...{ job: run.job, run: run.id, outcome: run.outcome, summary: report.summary },
  ...{ findings: report.findings, failures: report.failures },
  ...{ began: iso(run.began), ended: run.ended && iso(run.ended) },
  report: report.document,
});

/** GitHub takes a mebibyte for each step. */
const MOST_CHARACTERS = 250_000;

function summaryOf(done: Ran[]): string {
  const parts = done.map(({ run, report }) =>
    [
      `## ${run.job}`,
      '',
      report.summary,
      '',
      ...report.detail,
      '',
      ...report.failures.map(each => `- ${each}`),
      '',
    ].join('\n'),
  );
  const text = parts.join('\n');
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n\nThe rest is in the log.\n` : text;
}

function exitCode(done: Ran[], undelivered: string[]): number {
  const codes = done.map(({ report }) => exitCodeOf(report));
  if (codes.includes(1) || undelivered.length > 0) return 1;
  return codes.includes(2) ? 2 : 0;
}
