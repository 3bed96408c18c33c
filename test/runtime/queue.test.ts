/** Ticks shared out by graphile-worker: added by every machine, done by one. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import type { Queue } from '../../src/runtime/daemon.ts';
import type { Due } from '../../src/runtime/due.ts';
import type { Job } from '../../src/runtime/job.ts';
import { queueIn } from '../../src/runtime/queue.ts';
import { silentLog } from '../../src/runtime/runtime.ts';
import { postgresPlace } from '../support/ledger.ts';

const server = inject('postgres');
const jobs: Job[] = ['dkim', 'blocklists'].map(name => ({
  ...{ name, title: name, schedule: '* * * * *', needs: [] },
  run: () => Promise.reject(new Error('not asked here')),
}));

async function machines(count: number): Promise<{ queues: Queue[]; done: string[][] }> {
  const { place, remove } = await postgresPlace(server as string);
  const done: string[][] = [];
  const open = async (_: unknown, machine: number) => {
    done[machine] = [];
    const perform = async ({ job, tick }: Due) => void done[machine]?.push(`${job.name}/${tick}`);
    return queueIn(place.url ?? '', { jobs, log: silentLog })(perform);
  };
  const queues = await Promise.all(Array.from({ length: count }, open));
  onTestFinished(async () => {
    await Promise.all(queues.map(queue => queue.stop()));
    await remove();
  });
  return { queues, done };
}

test.skipIf(!server)('what three machines add is done once, by whichever of them', async () => {
  const { queues, done } = await machines(3);
  const ticks = Array.from({ length: 8 }, (_, index) => index);
  const due = ticks.flatMap(tick => jobs.map(job => ({ job, tick })));
  await Promise.all(due.map(each => (queues[each.tick % 3] as Queue).add(each)));
  await vi.waitFor(() => expect(done.flat()).toHaveLength(16), 15_000);
  expect(new Set(done.flat()).size).toBe(16);
});

test.skipIf(!server)(
  'machines that start for the first time at once find or make the tables, whoever is first',
  async () => {
    for (let round = 0; round < 4; round++) {
      const { place, remove } = await postgresPlace(server as string);
      const opened = Array.from({ length: 5 }, async (_, machine) => {
        await pause(10 * machine * round);
        return queueIn(place.url ?? '', { jobs, log: silentLog })(async () => {});
      });
      const queues = await Promise.all(opened);
      await Promise.all(queues.map(queue => queue.stop()));
      await remove();
    }
  },
);

test.skipIf(!server)('a server that goes away while a queue is closed ends no process', async () => {
  const { place, remove } = await postgresPlace(server as string);
  onTestFinished(remove);
  // Graphile tells of a query that broke in the middle.
  const trace = vi.spyOn(console, 'trace').mockReturnValue();
  onTestFinished(() => trace.mockRestore());
  const thrown = vi.fn();
  process.on('uncaughtException', thrown);
  onTestFinished(() => void process.off('uncaughtException', thrown));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  onTestFinished(() => admin.end());
  const name = new URL(place.url ?? '').pathname.slice(1);
  for (let round = 0; round < 4; round++) {
    const queue = await queueIn(place.url ?? '', { jobs, log: silentLog })(async () => {});
    const away = admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await Promise.allSettled([queue.stop(), away]);
    expect(thrown.mock.calls).toEqual([]);
  }
});

test.skipIf(!server)('a tick that is under way is not queued again', async () => {
  const { place, remove } = await postgresPlace(server as string);
  let begun = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const queue = await queueIn(place.url ?? '', { jobs, log: silentLog })(async () => {
    begun++;
    await ended;
  });
  onTestFinished(async () => {
    end();
    await queue.stop();
    await remove();
  });
  const due = { job: jobs[0] as Job, tick: 1 };
  await queue.add(due);
  await vi.waitFor(() => expect(begun).toBe(1), 15_000);
  for (let again = 0; again < 3; again++) await queue.add(due);
  await queue.add({ ...due, tick: 2 });
  await vi.waitFor(() => expect(begun).toBe(2), 15_000);
});

test.skipIf(!server)('a user who may make no schema is told what to grant', async () => {
  const { place, remove } = await postgresPlace(server as string);
  const [url, user] = [new URL(place.url ?? ''), `guest_${process.pid}`];
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  onTestFinished(async () => {
    await remove();
    await admin.query(`drop role ${user}`);
    await admin.end();
  });
  await admin.query(`create role ${user} login password 'a-password'`);
  Object.assign(url, { username: user, password: 'a-password' });
  const opened = queueIn(url.href, { jobs, log: silentLog })(async () => {});
  await expect(opened).rejects.toMatchObject({
    code: 'queue',
    fix: expect.stringContaining('grant create on database'),
  });
});
