/** Ticks shared out among machines by graphile-worker, in the ledger's PostgreSQL. What a tick is and whether it is done says the ledger. */
import { Logger, run } from 'graphile-worker';
import { MailyardError } from '../error.ts';
import { openPool } from '../ledger/postgres.ts';
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
    // Graphile drops the error handlers of a pool of its own before it closes it: a server that goes away just then would end the process.
    const pgPool = openPool({ connectionString });
    const runner = await run({
      ...{ pgPool, concurrency: CONCURRENCY, pollInterval: POLL_MS, noHandleSignals: true },
      ...{ parsedCronItems: [], logger: loggerOf(log) },
      taskList: {
        [TASK]: async payload => {
          const { job: name, tick } = payload as { job: string; tick: number };
          const job = jobs.find(each => each.name === name);
          // One of another version of Mailyard: its own machines look after it.
          if (job) await perform({ job, tick });
        },
      },
    }).catch(async error => {
      await pgPool.end();
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
      stop: () => runner.stop().finally(() => pgPool.end()),
    };
    return queue;
  };

/** Its failures are none of ours: it tries again by itself, and a tick that it forgets is done without it. */
const loggerOf = (log: Log): Logger =>
  new Logger(
    () => (level, message) => (level === 'error' ? log.warn : log.debug).call(log, { queue: message }, 'queue'),
  );
