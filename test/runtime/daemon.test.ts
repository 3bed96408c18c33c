/** The daemon over a clock that a test moves: each tick once, none lost, and nothing that goes wrong ends it. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MailyardError } from '../../src/error.ts';
import { lastRuns } from '../../src/ledger/jobs.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openNotices } from '../../src/ledger/notices.ts';
import { postman } from '../../src/runtime/alerts/postman.ts';
import { type Daemon, runDaemon } from '../../src/runtime/daemon.ts';
import type { Job, JobReport } from '../../src/runtime/job.ts';
import { type Runtime, silentLog } from '../../src/runtime/runtime.ts';
import { type SandboxClock, sandboxClock } from '../../src/sandbox/clock.ts';
import { onEachLedger } from '../support/ledger.ts';
import { aRuntime } from '../support/runtime.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-26T12:30:00Z');
const CLEAN: JobReport = { summary: 'All is well.', detail: [], document: {}, findings: 0, failures: [] };
const pace = { beat: 100, dead: 600 };

interface World {
  clock: SandboxClock;
  ledger: Ledger;
  /** The ticks that were done, as `hour:minute`, in their order. */
  done: string[];
  /** Until the daemon has looked again. */
  looked(): Promise<void>;
  stop(): Promise<boolean>;
}

interface Parts {
  jobs?: Job[];
  run?: (runtime: Runtime) => Promise<JobReport>;
  open?: Daemon['open'];
  openQueue?: Daemon['openQueue'];
  patience?: number;
}

async function started(ledger: Ledger, parts: Parts = {}): Promise<World> {
  const clock = sandboxClock(START);
  const stop = new AbortController();
  const done: string[] = [];
  let looks = 0;
  const now = () => clock.now();
  const runtime = await aRuntime({ clock, ledger });
  const job: Job = {
    ...{ name: 'hourly', title: 'a job', schedule: '0 * * * *', needs: [] },
    async run(around) {
      const report = (await parts.run?.(around)) ?? CLEAN;
      done.push(new Date(clock.now()).toISOString().slice(8, 16));
      return report;
    },
  };
  const daemon = runDaemon({
    ...{ ledger, now, pace, log: silentLog, who: 'a test', holder: `a test/${Math.random()}`, look: 20 },
    ...{ signal: stop.signal, jobs: parts.jobs ?? [job], patience: parts.patience ?? 5_000 },
    open: parts.open ?? (signal => ({ ...runtime, signal })),
    openQueue: parts.openQueue,
    postman: postman(async () => looks++),
  });
  const ended = () => {
    stop.abort();
    return daemon;
  };
  onTestFinished(async () => void (await ended()));
  return {
    ...{ clock, ledger, done, stop: ended },
    looked: async () => {
      const before = looks;
      await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 2), { timeout: 10_000, interval: 10 });
    },
  };
}

/** A job is on its way. */
const began = (ledger: Ledger): Promise<void> =>
  vi.waitFor(async () => expect((await lastRuns(ledger)).get('hourly')?.outcome).toBe('running'), 5_000);

onEachLedger('the daemon', ({ open }) => {
  test('what was missed is caught up once at the start, then each tick is done once', async () => {
    const { clock, done, looked } = await started(await open());
    await looked();
    expect(done).toEqual(['26T12:30']);
    clock.advance(29 * 60_000);
    await looked();
    expect(done).toHaveLength(1);
    clock.advance(60_000);
    await looked();
    clock.advance(5 * HOUR);
    await looked();
    expect(done).toEqual(['26T12:30', '26T13:00', '26T18:00']);
  });

  test('a clock that jumps forward and back, or back and forward, does no tick twice and loses none', async () => {
    const { clock, done, looked } = await started(await open());
    await looked();
    clock.advance(30 * 24 * HOUR);
    await looked();
    expect(done).toHaveLength(2);
    clock.advance(-30 * 24 * HOUR);
    await looked();
    expect(done).toHaveLength(2);
    clock.advance(HOUR);
    await looked();
    expect(done.at(-1)).toBe('26T13:30');
    clock.advance(-HOUR);
    await looked();
    clock.advance(HOUR);
    await looked();
    expect(done).toHaveLength(3);
    clock.advance(HOUR);
    await looked();
    expect(done.at(-1)).toBe('26T14:30');
  });

  test('inventories with errors fail the tick in words, and the next one reads them anew', async () => {
    const ledger = await open();
    const runtime = await aRuntime({ ledger });
    let broken = true;
    const { clock, looked } = await started(ledger, {
      open: () => {
        if (broken) throw new MailyardError('inventory', 'The inventories have an error.', { fix: 'Mend it.' });
        return runtime;
      },
    });
    await looked();
    expect((await lastRuns(ledger)).get('hourly')).toMatchObject({
      outcome: 'failed',
      summary: 'The inventories have an error. Mend it.',
    });
    expect(await openNotices(ledger)).toMatchObject([{ key: 'job/hourly', title: 'The job hourly failed.' }]);
    broken = false;
    clock.advance(HOUR);
    await looked();
    expect((await lastRuns(ledger)).get('hourly')).toMatchObject({ outcome: 'clean' });
    expect(await openNotices(ledger)).toEqual([]);
  });

  test('told to stop, it lets the job end, and begins nothing new', async () => {
    const ledger = await open();
    const world = await started(ledger, {
      run: async ({ signal }) => {
        await pause(10_000, undefined, { signal }).catch(() => {});
        return { ...CLEAN, summary: 'Half of it.' };
      },
    });
    await began(ledger);
    expect(await world.stop()).toBe(true);
    expect((await lastRuns(ledger)).get('hourly')).toMatchObject({ outcome: 'clean', summary: 'Half of it.' });
  });

  test('a job that the stop cuts off is caught up at the next start; one that hears nothing is left behind', async () => {
    const ledger = await open();
    const cut = await started(ledger, { run: ({ signal }) => pause(60_000, CLEAN, { signal }) });
    await began(ledger);
    expect(await cut.stop()).toBe(true);
    expect((await lastRuns(ledger)).get('hourly')).toMatchObject({ outcome: 'interrupted' });
    const deaf = await started(ledger, { run: () => pause(1_500, CLEAN), patience: 50 });
    await began(ledger);
    expect(await deaf.stop()).toBe(false);
    // It ends after all, so that nothing is left behind here.
    await vi.waitFor(async () => expect((await lastRuns(ledger)).get('hourly')?.outcome).toBe('clean'), 5_000);
  });

  test('a job waits for its turn where another process runs it, and knows that the tick has been done', async () => {
    const ledger = await open();
    const [one, two] = [await started(ledger, { run: () => pause(300, CLEAN) }), await started(ledger)];
    await vi.waitFor(async () => expect([...one.done, ...two.done]).toHaveLength(1), 5_000);
    await Promise.all([one.looked(), two.looked()]);
    await pause(300);
    expect([...one.done, ...two.done]).toHaveLength(1);
  });
});

test('what a job needs is said before it begins, unless there is nothing for it to do', async () => {
  const ledger = (await aRuntime()).ledger;
  const runtime = await aRuntime({
    ledger,
    keys: () => {
      throw new MailyardError('key-missing', 'MAILYARD_KEY is not set.', { fix: 'Set it.' });
    },
  });
  const run = vi.fn(async () => CLEAN);
  const job: Job = { name: 'dkim', title: 'keys', schedule: '0 * * * *', needs: ['ledger', 'key'], run };
  const { looked } = await started(ledger, { jobs: [job], open: () => runtime });
  await looked();
  expect((await lastRuns(ledger)).get('dkim')?.summary).toBe('dkim cannot begin: MAILYARD_KEY is not set. Set it.');
  expect(run).not.toHaveBeenCalled();
  const idle: Job = { ...job, name: 'idle', isWanted: () => false };
  await (await started(ledger, { jobs: [idle], open: () => runtime })).looked();
  expect((await lastRuns(ledger)).get('idle')).toMatchObject({ outcome: 'clean' });
});

test('a tick that a machine took and does not do, as it is dead, is done here after a while', async () => {
  const { ledger } = await aRuntime();
  const add = vi.fn(async () => {});
  const { done, looked } = await started(ledger, { openQueue: async () => ({ add, stop: async () => {} }) });
  await vi.waitFor(() => expect(done).toHaveLength(1), 5_000);
  expect(add.mock.calls.length).toBe(3);
  await looked();
  expect(done).toHaveLength(1);
});

test('a defect of one job stops neither the daemon nor the others', async () => {
  const { ledger } = await aRuntime();
  const job = (name: string, run: Job['run']): Job => ({ name, title: name, schedule: '0 * * * *', needs: [], run });
  const runtime = await aRuntime({ ledger });
  const { looked } = await started(ledger, {
    open: () => runtime,
    jobs: [job('bad', () => Promise.reject(new TypeError('x is not a function'))), job('good', async () => CLEAN)],
  });
  await looked();
  const runs = await lastRuns(ledger);
  expect(runs.get('bad')).toMatchObject({ outcome: 'failed', summary: 'x is not a function' });
  expect(runs.get('good')).toMatchObject({ outcome: 'clean' });
});

test('a ledger that is away for a while is waited for', async () => {
  const runtime = await aRuntime();
  const { db } = runtime.ledger;
  let away = true;
  const ledger = {
    ...runtime.ledger,
    get db() {
      if (away) throw new Error('connection refused');
      return db;
    },
  };
  const { looked, done } = await started(ledger, { open: () => runtime });
  await looked();
  expect(done).toEqual([]);
  away = false;
  await looked();
  expect(done).toHaveLength(1);
});

test('a ledger that goes away between the end of a run and its notice is waited for, and the notice comes', {
  timeout: 30_000,
}, async () => {
  const runtime = await aRuntime();
  const { db } = runtime.ledger;
  let ended = false;
  let away = 1;
  const ledger: Ledger = {
    ...runtime.ledger,
    db: new Proxy(db, {
      get(target, name) {
        // The run is ended by an update, and then its notice is inserted.
        if (name === 'updateTable') ended = true;
        if (name === 'insertInto' && ended && away-- > 0) throw new Error('connection refused');
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  };
  const run = () => Promise.reject(new Error('It went wrong.'));
  const { looked } = await started(ledger, { open: () => runtime, run });
  await vi.waitFor(
    async () => expect(await openNotices(runtime.ledger)).toMatchObject([{ key: 'job/hourly' }]),
    15_000,
  );
  await looked();
});
