/** Ticks shared out among machines by graphile-worker, in the ledger's PostgreSQL. What a tick is and whether it is done says the ledger. */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type Runner, type RunnerOptions, run } from 'graphile-worker';
import { MailyardError } from '../error.ts';
import type { Daemon, Queue } from './daemon.ts';
import type { Log } from './runtime.ts';

/** Jobs that one machine runs at once. */
const CONCURRENCY = 4;
const TASK = 'mailyard-tick';
const POLL_MS = 2_000;

/**
 * Throws `queue`. A tick's key holds it to one job however many machines add it. Graphile's own cron is not used: it would know of ticks what the
 * ledger knows already, and make up for each missed one instead of for the latest.
 */
export const queueIn =
  (connectionString: string, { jobs, log }: Pick<Daemon, 'jobs' | 'log'>): NonNullable<Daemon['openQueue']> =>
  async perform => {
    const options: RunnerOptions = {
      ...{ connectionString, concurrency: CONCURRENCY, pollInterval: POLL_MS, noHandleSignals: true },
      ...{ parsedCronItems: [], logger: loggerOf(log) },
      taskList: {
        [TASK]: async payload => {
          const { job: name, tick } = payload as { job: string; tick: number };
          const job = jobs.find(each => each.name === name);
          // One of another version of Mailyard: its own machines look after it.
          if (job) await perform({ job, tick });
        },
      },
    };
    const runner = await begun(options).catch(error => {
      throw new MailyardError('queue', `graphile-worker cannot set up its tables: ${(error as Error).message}.`, {
        fix: 'The user of DATABASE_URL makes the schema graphile_worker: `grant create on database NAME to USER`.',
        cause: error,
      });
    });
    runner.promise.catch(error => log.error({ reason: (error as Error).message }, 'the queue ended'));
    const queue: Queue = {
      async add({ job, tick }) {
        const jobKey = `${job.name}/${tick}`;
        await runner.addJob(TASK, { job: job.name, tick }, { jobKey, jobKeyMode: 'unsafe_dedupe', maxAttempts: 1 });
      },
      stop: () => runner.stop(),
    };
    return queue;
  };

/** Of several that start for the first time at once, one makes the tables; the others meet them half made, and look again. */
async function begun(options: RunnerOptions, tries = 5): Promise<Runner> {
  try {
    return await run(options);
  } catch (error) {
    if (tries <= 1 || !MADE_MEANWHILE.has((error as { code?: string }).code ?? '')) throw error;
    await pause(TABLES_MS);
    return begun(options, tries - 1);
  }
}

/** Of PostgreSQL: unique_violation, and that a schema, table or object is there already or was changed by another transaction. */
const MADE_MEANWHILE = new Set(['23505', '42P06', '42P07', '42710', 'XX000']);
const TABLES_MS = 500;

/** Its failures are none of ours: it tries again by itself, and a tick that it forgets is done without it. */
const loggerOf = (log: Log): Logger =>
  new Logger(
    () => (level, message) => (level === 'error' ? log.warn : log.debug).call(log, { queue: message }, 'queue'),
  );
