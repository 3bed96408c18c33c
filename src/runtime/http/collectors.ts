/** What /metrics says; each part of the runtime adds a collector of its own. */
import { Gauge, type Registry } from 'prom-client';
import { listDecisions } from '../../ledger/decisions.ts';
import { holdsNow } from '../../ledger/holds.ts';
import { type JobRun, lastRuns, runTotals } from '../../ledger/jobs.ts';
import { NOTICE_LEVELS, openNotices } from '../../ledger/notices.ts';
import { jobStandings } from '../overview.ts';
import type { AppParts } from './serving.ts';

/** Registers its metrics; `collect` of each fills it when it is asked for. */
type Collector = (registry: Registry, parts: AppParts) => void;

export const collectors: readonly Collector[] = [
  jobRuns,
  jobTimes,
  jobsOverdue,
  notices,
  decisions,
  holds,
  dkimKeys,
  listings,
];

function jobRuns(registry: Registry, { ledger }: AppParts): void {
  new Gauge({
    name: 'mailyard_job_runs',
    help: 'Runs of a job in the ledger, by outcome.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { job, outcome, runs } of await runTotals(ledger)) this.set({ job, outcome }, runs);
    },
  });
}

/** While a job runs they tell of the run before. */
function jobTimes(registry: Registry, { ledger }: AppParts): void {
  const gauges: Record<string, [help: string, value: (run: JobRun, ended: number) => number]> = {
    end_timestamp_seconds: ['When the latest run of a job ended.', (_, ended) => ended / 1000],
    duration_seconds: ['How long the latest run of a job took.', ({ began }, ended) => (ended - began) / 1000],
    failed: ['1 where the latest run of a job failed.', ({ outcome }) => Number(outcome === 'failed')],
  };
  for (const [name, [help, value]] of Object.entries(gauges)) {
    new Gauge({
      ...{ name: `mailyard_job_last_${name}`, help, labelNames: ['job'], registers: [registry] },
      async collect() {
        this.reset();
        const runs = await lastRuns(ledger, { ended: true });
        for (const [job, run] of runs) this.set({ job }, value(run, run.ended ?? run.began));
      },
    });
  }
}

function jobsOverdue(registry: Registry, { ledger, jobs, now, since }: AppParts): void {
  new Gauge({
    name: 'mailyard_job_overdue',
    help: '1 where the latest tick of a job has been due for minutes and has not been done.',
    labelNames: ['job'],
    registers: [registry],
    async collect() {
      for (const { job, overdue } of await jobStandings(ledger, jobs, now(), since))
        this.set({ job: job.name }, Number(overdue !== undefined));
    },
  });
}

function notices(registry: Registry, { ledger }: AppParts): void {
  new Gauge({
    name: 'mailyard_notices_open',
    help: 'Notices that have not ended, by level.',
    labelNames: ['level'],
    registers: [registry],
    async collect() {
      const open = await openNotices(ledger);
      for (const level of NOTICE_LEVELS) this.set({ level }, open.filter(notice => notice.level === level).length);
    },
  });
}

/** As many pending ones are counted; more would not be looked at any sooner. */
const MOST = 10_000;

function decisions(registry: Registry, { ledger }: AppParts): void {
  new Gauge({
    name: 'mailyard_decisions_pending',
    help: 'Decisions that wait for a yes.',
    registers: [registry],
    async collect() {
      this.set((await listDecisions(ledger, { outcome: 'pending', limit: MOST })).length);
    },
  });
}

function holds(registry: Registry, { ledger, now }: AppParts): void {
  counts(
    registry,
    'mailyard_holds',
    'Domains, mailboxes and addresses that may not send at present, by cause.',
    'cause',
    async () => (await holdsNow(ledger, now())).map(({ cause }) => cause),
  );
}

function dkimKeys(registry: Registry, { ledger }: AppParts): void {
  counts(registry, 'mailyard_dkim_keys', 'DKIM keys that Mailyard made, by phase.', 'phase', async () => {
    const rows = await ledger.db.selectFrom('dkim_keys').select('phase').execute();
    return rows.map(({ phase }) => phase);
  });
}

function listings(registry: Registry, { ledger }: AppParts): void {
  counts(
    registry,
    'mailyard_blocklist_listings',
    'Addresses and names that are listed at present, by list.',
    'list',
    async () => {
      const now = ledger.db.selectFrom('blocklist_verdicts').select('list').where('ended', 'is', null);
      return (await now.where('verdict', '=', 'listed').execute()).map(({ list }) => list);
    },
  );
}

/** How often each word comes; one that no longer does is gone. */
function counts(registry: Registry, name: string, help: string, label: string, words: () => Promise<string[]>): void {
  new Gauge({
    ...{ name, help, labelNames: [label], registers: [registry] },
    async collect() {
      this.reset();
      const found = Map.groupBy(await words(), word => word);
      for (const [word, { length }] of found) this.set({ [label]: word }, length);
    },
  });
}
