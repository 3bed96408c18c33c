/** The daemon: looks again and again which ticks are due, and has each done once, here or on another machine. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Postman } from './alerts/postman.ts';
import { type Due, dueTicks } from './due.ts';
import type { Job } from './job.ts';
import { type Running, runJob } from './run-job.ts';
import { nextTick } from './schedule.ts';

export interface Daemon extends Running {
  jobs: readonly Job[];
  /** Shares ticks out among machines; without it they are done here. */
  openQueue?(perform: (due: Due) => Promise<void>): Promise<Queue>;
  /** Lets people know of notices. */
  postman: Postman;
  /** Milliseconds between two looks at most; a clock that jumped is noticed by then. */
  look?: number;
  /** Milliseconds that jobs have to end well once the process is to stop. */
  patience?: number;
}

export interface Queue {
  /** Some machine does it, this one perhaps. A tick that is queued already is queued once. */
  add(due: Due): Promise<void>;
  /** Once what runs here has ended. */
  stop(): Promise<void>;
}

const LOOK_MS = 20_000;
/** Kubernetes and systemd kill after 30 s and more; until then the process should be gone by itself. */
const PATIENCE_MS = 25_000;
/** A tick that was queued for so many looks and has not been done is done here: the machine that took it may be dead. */
const QUEUED_LOOKS = 3;
/** While a job runs: what it finds goes out in one message at its end, unless it takes long. */
const DELIVER_EVERY_MS = 60_000;

/** Ends once `signal` is aborted; true where all that ran has ended by then. Nothing that goes wrong ends it. */
export async function runDaemon(daemon: Daemon): Promise<boolean> {
  const { log, signal, jobs, postman, look = LOOK_MS, patience = PATIENCE_MS } = daemon;
  const running = new Set<Due>();
  const here = new Map<string, Promise<void>>();
  const queued = new Map<string, number>();
  const queue = await daemon.openQueue?.(perform);

  async function perform(due: Due): Promise<void> {
    running.add(due);
    await carefully(() => runJob(daemon, due.job, due.tick));
    running.delete(due);
    await carefully(postman.now);
  }

  function performHere(due: Due): void {
    here.set(
      due.job.name,
      perform(due).finally(() => here.delete(due.job.name)),
    );
  }

  async function lookAround(): Promise<void> {
    const due = (await dueTicks(daemon.ledger, jobs, daemon.now())).filter(({ job }) => !here.has(job.name));
    const names = new Set(due.map(nameOf));
    for (const name of queued.keys()) if (!names.has(name)) queued.delete(name);
    for (const each of due) {
      const looks = queued.get(nameOf(each)) ?? 0;
      queued.set(nameOf(each), looks + 1);
      if (queue && looks < QUEUED_LOOKS) await queue.add(each);
      else performHere(each);
    }
  }

  async function carefully(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'AbortError') log.error({ reason: message }, 'the daemon goes on after a failure');
    }
  }

  while (!signal.aborted) {
    await carefully(lookAround);
    if (running.size === 0 || postman.idleFor() >= DELIVER_EVERY_MS) void carefully(postman.now);
    await pause(untilNextLook(jobs, daemon.now(), look), undefined, { signal }).catch(() => {});
  }
  const ended = Promise.all([carefully(async () => queue?.stop()), ...here.values(), postman.ended()]);
  return Promise.race([ended.then(() => true), pause(patience, false, { ref: false })]);
}

const nameOf = ({ job, tick }: Due): string => `${job.name}/${tick}`;

function untilNextLook(jobs: readonly Job[], now: number, look: number): number {
  const ticks = jobs.map(({ schedule }) => nextTick(schedule, now) ?? Number.POSITIVE_INFINITY);
  return Math.max(1, Math.min(look, ...ticks.map(tick => tick - now)));
}
