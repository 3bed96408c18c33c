/** The daemon of a simulation: its jobs, its throttler and its HTTP server, in a process that may be killed and is started again. */
import { randomUUID } from 'node:crypto';
import { dueTicks } from '../runtime/due.ts';
import { daemonApp, TOKEN_VARIABLE } from '../runtime/http/app.ts';
import { listen } from '../runtime/http/listen.ts';
import { jobs } from '../runtime/jobs.ts';
import { runJob } from '../runtime/run-job.ts';
import { silentLog } from '../runtime/runtime.ts';
import { throttlerOf } from '../sending/throttle/open.ts';
import type { Throttler } from '../sending/throttle/throttler.ts';
import type { Happening } from './story.ts';
import type { World } from './world.ts';

export interface Daemon {
  /** Of the process that runs now. */
  readonly throttler: Throttler;
  runDueJobs(): Promise<void>;
  /** Tells it what became of messages: `POST /v1/events`. */
  report(events: object[]): Promise<void>;
  /** The process ends, and another one begins. */
  restart(): Promise<void>;
  /** The next job that writes so often to the ledger goes no further, and another process follows. */
  killAfter(writes: number): void;
  close(): Promise<void>;
}

export async function startDaemon(
  world: World,
  tell: (happening: Omit<Happening, 'day' | 'at'>) => void,
): Promise<Daemon> {
  const token = randomUUID();
  world.env[TOKEN_VARIABLE] = token;
  const start = async () => {
    const { ledger, runtime, clock, env } = world;
    const app = daemonApp({ ledger, runtime, jobs, env, now: clock.now, log: silentLog, since: clock.now() });
    return {
      api: await listen(app, { host: '127.0.0.1', port: 0 }),
      throttler: throttlerOf({ ledger, runtime, now: () => runtime().now() }),
    };
  };
  let process = await start();
  let lives = Number.POSITIVE_INFINITY;

  async function restart(): Promise<void> {
    await process.api.close();
    await world.restart();
    process = await start();
  }

  /** A process that dies on the way has one that follows it, and that catches up. */
  async function runDueJobs(): Promise<void> {
    for (const { job, tick } of await dueTicks(world.ledger, jobs, world.runtime().now())) {
      world.killAfter(lives);
      const ran = await Promise.race([runJob(world.running, job, tick), world.death]);
      world.killAfter(Number.POSITIVE_INFINITY);
      if (world.isDead) {
        lives = Number.POSITIVE_INFINITY;
        tell({ kind: 'fault', text: `the process was killed while it ran the job ${job.name}` });
        await restart();
        return runDueJobs();
      }
      for (const failure of ran?.report.failures ?? []) tell({ kind: 'notice', text: `job ${job.name}: ${failure}` });
    }
  }

  return {
    get throttler() {
      return process.throttler;
    },
    runDueJobs,
    async report(events) {
      const answer = await fetch(`${process.api.url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
      });
      if (!answer.ok) throw new Error(`events were refused: ${answer.status} ${await answer.text()}`);
    },
    restart,
    killAfter: writes => {
      lives = writes;
    },
    close: () => process.api.close(),
  };
}
