/** Daemons as real processes on one ledger: each tick once, and none of them so important that it may not be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { type LedgerPlace, openLedger } from '../../src/ledger/open.ts';
import { onEachLedger, postgresPlace } from '../support/ledger.ts';
import type { Settings } from './a-daemon.ts';

const MINUTE = 1_500;

interface Run {
  pid: number;
  begin: number;
  /** Undefined: it was cut off. */
  end?: number;
}

function fleet(place: LedgerPlace, takes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-daemons-'));
  const settings: Settings = { place, journal: join(folder, 'journal'), takes, minute: MINUTE, since: Date.now() };
  const started: { child: ChildProcess; ended: Promise<number | null> }[] = [];
  let said = '';
  onTestFinished(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });
  const runs = (): Run[] => {
    const open = new Map<number, Run>();
    const all: Run[] = [];
    const text = existsSync(settings.journal) ? readFileSync(settings.journal, 'utf8') : '';
    for (const line of text.split('\n').filter(Boolean)) {
      const [what, pid, at] = line.split(' ');
      const id = Number(pid);
      if (what === 'end') Object.assign(open.get(id) as Run, { end: Number(at) });
      else {
        const run = { pid: id, begin: Number(at) };
        open.set(id, run);
        all.push(run);
      }
    }
    return all;
  };
  return {
    runs,
    said: () => said,
    start() {
      const program = join(import.meta.dirname, 'a-daemon.ts');
      const flags = ['--disable-warning=ExperimentalWarning', program, JSON.stringify(settings)];
      const child = spawn(process.execPath, flags);
      child.stderr.setEncoding('utf8').on('data', text => {
        said += text;
      });
      const ended = new Promise<number | null>(done => child.on('close', done));
      started.push({ child, ended });
      return { child, ended };
    },
    until: (what: (runs: Run[]) => boolean) =>
      vi.waitFor(() => expect(what(runs()), said).toBe(true), { timeout: 60_000, interval: 20 }),
  };
}

/** No two at once, whoever ran them. One that was killed ends with its process. */
function expectOneAtATime(runs: Run[], killed: Map<number, number> = new Map()): void {
  const sorted = runs.toSorted((a, b) => a.begin - b.begin);
  for (const [index, run] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before) expect(run.begin).toBeGreaterThanOrEqual(before.end ?? killed.get(before.pid) ?? Number.NaN);
  }
}

onEachLedger('daemons', ({ open, place }) => {
  test('three on one ledger do each tick once, never two at a time', async () => {
    const ledger = await open();
    const { start, runs, until, said } = fleet(await place(), 150);
    const all = [start(), start(), start()];
    await until(runs => runs.filter(({ end }) => end).length >= 6);
    for (const { child } of all) child.kill('SIGTERM');
    expect(await Promise.all(all.map(({ ended }) => ended)), said()).toEqual([0, 0, 0]);
    expectOneAtATime(runs());
    const rows = await ledger.db.selectFrom('job_runs').select(['tick', 'outcome']).orderBy('id').execute();
    expect(new Set(rows.map(({ tick }) => tick)).size).toBe(rows.length);
    expect(rows.every(({ outcome }) => outcome === 'clean')).toBe(true);
    expect(rows).toHaveLength(runs().length);
    expect(await ledger.db.selectFrom('leases').selectAll().execute()).toEqual([]);
  });

  test('the one that runs the job is killed; another notices, and only then takes it over', async () => {
    const ledger = await open();
    const { start, runs, until } = fleet(await place(), 700);
    const killed = new Map<number, number>();
    for (let kills = 0; kills < 2; kills++) {
      const [victim, other] = [start(), start()];
      const before = runs().length;
      await until(runs => runs.length > before && [victim, other].some(({ child }) => child.pid === runs.at(-1)?.pid));
      const busy = runs().at(-1)?.pid === victim.child.pid ? victim : other;
      busy.child.kill('SIGKILL');
      killed.set(busy.child.pid as number, Date.now());
      await busy.ended;
      const left = busy === victim ? other : victim;
      await until(runs => runs.some(({ pid, end }) => pid === left.child.pid && end !== undefined));
      left.child.kill('SIGTERM');
      expect(await left.ended).toBe(0);
    }
    expectOneAtATime(runs(), killed);
    const rows = await ledger.db.selectFrom('job_runs').select(['tick', 'outcome']).orderBy('id').execute();
    expect(rows.filter(({ outcome }) => outcome === 'lost').length).toBeGreaterThanOrEqual(1);
    const done = rows.filter(({ outcome }) => outcome === 'clean').map(({ tick }) => tick);
    expect(new Set(done).size).toBe(done.length);
  });

  test('one that was stopped so long that it counts as dead ends its run when it wakes', async () => {
    const ledger = await open();
    const { start, until } = fleet(await place(), 700);
    const sleeper = start();
    await until(runs => runs.length === 1);
    sleeper.child.kill('SIGSTOP');
    start();
    await until(runs => runs.some(({ pid, end }) => pid !== sleeper.child.pid && end !== undefined));
    sleeper.child.kill('SIGCONT');
    await until(runs => runs.some(({ pid, end }) => pid === sleeper.child.pid && end !== undefined));
    await pause(300);
    const rows = await ledger.db.selectFrom('job_runs').select(['who', 'tick', 'outcome']).orderBy('id').execute();
    expect(rows[0]).toMatchObject({ who: `daemon ${sleeper.child.pid}`, outcome: 'lost' });
    const done = rows.filter(({ outcome }) => outcome === 'clean').map(({ tick }) => tick);
    expect(new Set(done).size).toBe(done.length);
  });
});

const server = inject('postgres');

test.skipIf(!server)(
  'PostgreSQL goes away in the middle of a run and comes back: nobody ends, no tick is lost',
  async () => {
    const { place, remove } = await postgresPlace(server as string);
    onTestFinished(remove);
    const { url = '' } = place;
    await (await openLedger(place)).close();
    const { start, runs, until, said } = fleet(place, 400);
    const all = [start(), start()];
    // Both are up: one that finds no database when it starts says so and ends.
    await until(runs => new Set(runs.map(({ pid }) => pid)).size === 2);
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    onTestFinished(() => admin.end());
    const name = new URL(url).pathname.slice(1);
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    const during = runs().length;
    await pause(2 * MINUTE);
    expect(
      all.map(({ child }) => child.exitCode),
      said(),
    ).toEqual([null, null]);
    await admin.query(`alter database ${name} with allow_connections true`);
    await until(runs => runs.filter(({ end }) => end).length >= during + 3);
    for (const { child } of all) child.kill('SIGTERM');
    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual([0, 0]);
    const ledger = await openLedger(place);
    const rows = await ledger.db.selectFrom('job_runs').select(['tick', 'outcome']).orderBy('id').execute();
    await ledger.close();
    const done = rows.filter(({ outcome }) => outcome === 'clean').map(({ tick }) => tick);
    expect(new Set(done).size).toBe(done.length);
  },
);
