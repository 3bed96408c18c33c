import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type BudgetOptions, openBudget, rateFromEnv } from '../../src/rate/budget.ts';
import { cacheFolder } from '../../src/rate/cache-folder.ts';
import { newFolder } from '../cloudflare/server.ts';

const open = (options: BudgetOptions) => {
  const budget = openBudget(options);
  onTestFinished(() => budget.close());
  return budget;
};

function story(rate = { calls: 3, seconds: 10 }) {
  const time = { now: 1_800_000_000_000 };
  const folder = newFolder();
  const another = () => open({ folder, rate, clock: () => time.now });
  return { time, another, budget: another() };
}

describe('the shared rate budget', () => {
  test('calls beyond the rate wait until the oldest leaves the window', () => {
    const { budget, time } = story();
    for (const _ of [1, 2, 3]) {
      expect(budget.reserve('a')).toBeUndefined();
      time.now += 1000;
    }
    expect(budget.reserve('a')).toEqual({ milliseconds: 7000, reason: 'budget' });
    time.now += 7000;
    expect(budget.reserve('a')).toBeUndefined();
    expect(budget.reserve('a')).toEqual({ milliseconds: 1000, reason: 'budget' });
  });

  test('no stretch of the window ever holds more calls than the rate', () => {
    const { budget, time } = story({ calls: 5, seconds: 7 });
    const sent: number[] = [];
    for (let step = 0; step < 300; step++) {
      const wait = budget.reserve('a');
      if (!wait) sent.push(time.now);
      time.now += wait?.milliseconds ?? (step * 37) % 900;
    }
    expect(sent.length).toBeGreaterThan(100);
    for (const [index, at] of sent.entries()) expect((sent[index + 5] ?? Infinity) - at).toBeGreaterThanOrEqual(7000);
  });

  test('two clients of one token share it and another token has its own', () => {
    const { budget, another } = story();
    const second = another();
    expect([budget, second, budget].map(each => each.reserve('a'))).toEqual([undefined, undefined, undefined]);
    expect(second.reserve('a')?.reason).toBe('budget');
    expect(second.reserve('b')).toBeUndefined();
  });

  test('a refusal stops every client until Retry-After, or for a whole window where it is missing', () => {
    const { budget, another, time } = story();
    budget.learn('a', { retryAfter: 300 }, true);
    expect(another().reserve('a')).toEqual({ milliseconds: 300_000, reason: 'refused' });
    time.now += 300_000;
    expect(another().reserve('a')).toBeUndefined();
    budget.learn('a', {}, true);
    expect(another().reserve('a')).toEqual({ milliseconds: 10_000, reason: 'refused' });
    budget.learn('a', { retryAfter: 1 }, true);
    expect(another().reserve('a')).toEqual({ milliseconds: 10_000, reason: 'refused' });
  });

  test('fewer calls left than we would use are counted down until their time is over', () => {
    const { budget, time } = story({ calls: 100, seconds: 300 });
    budget.learn('a', { left: { calls: 2, seconds: 60 } }, false);
    expect(budget.reserve('a')).toBeUndefined();
    expect(budget.reserve('a')).toBeUndefined();
    expect(budget.reserve('a')).toEqual({ milliseconds: 60_000, reason: 'left' });
    time.now += 60_000;
    expect(budget.reserve('a')).toBeUndefined();
  });

  test('a lower policy of Cloudflare wins over our rate, a higher one does not', () => {
    const { budget } = story();
    budget.learn('a', { quota: { calls: 1200, seconds: 300 } }, false);
    budget.learn('a', { quota: { calls: 1, seconds: 20 } }, false);
    expect(budget.reserve('a')).toBeUndefined();
    expect(budget.reserve('a')).toEqual({ milliseconds: 20_000, reason: 'budget' });
  });

  test('a clock that was set back blocks for no longer than the window', () => {
    const { budget, time } = story();
    for (const _ of [1, 2, 3]) budget.reserve('a');
    time.now -= 3_600_000;
    expect(budget.reserve('a')?.milliseconds).toBe(10_000);
  });

  test('processes on one machine count together', async () => {
    const folder = newFolder();
    const module = new URL('../../src/rate/budget.ts', import.meta.url).href;
    const script = `
      const { openBudget } = await import(${JSON.stringify(module)});
      const budget = openBudget({ folder: ${JSON.stringify(folder)}, rate: { calls: 50, seconds: 300 }, onWarning: text => { throw text; } });
      let granted = 0;
      for (let call = 0; call < 40; call++) if (!budget.reserve('a')) granted++;
      console.log(granted);`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const results = await Promise.all([run(), run(), run()]);
    expect(results.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(50);
  });

  test('a new file that another process writes to is waited for', async () => {
    const folder = newFolder();
    const file = join(folder, 'cloudflare-rate.sqlite');
    const script = `
      const database = new (await import('node:sqlite')).DatabaseSync(${JSON.stringify(file)});
      database.exec('CREATE TABLE other (id); BEGIN IMMEDIATE');
      console.log('writing');
      setTimeout(() => database.exec('COMMIT'), 300);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(other.stdout, 'data');
    const warnings: string[] = [];
    const budget = open({ folder, rate: { calls: 1, seconds: 10 }, onWarning: text => warnings.push(text) });
    expect(budget.reserve('a')).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test('a call costs well under a millisecond', () => {
    const { budget } = story({ calls: 10_000, seconds: 300 });
    const started = performance.now();
    for (let call = 0; call < 2000; call++) budget.reserve('a');
    expect((performance.now() - started) / 2000).toBeLessThan(0.5);
  });

  test('where the folder cannot be used the process counts alone and says so once', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    const warnings: string[] = [];
    const budget = open({
      folder: join(file, 'x'),
      rate: { calls: 1, seconds: 10 },
      onWarning: text => warnings.push(text),
    });
    expect(budget.reserve('a')).toBeUndefined();
    expect(budget.reserve('a')?.reason).toBe('budget');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('cloudflare-rate.sqlite');
  });

  test('a file that is no database is not fatal', () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'cloudflare-rate.sqlite'),
      'not a database, but long enough to look like a file '.repeat(100),
    );
    const warnings: string[] = [];
    expect(open({ folder, onWarning: text => warnings.push(text) }).reserve('a')).toBeUndefined();
    expect(warnings).toHaveLength(1);
  });

  test('MAILYARD_CLOUDFLARE_RATE sets the rate and nonsense is refused with the form', () => {
    expect(rateFromEnv({})).toEqual({ calls: 1000, seconds: 300 });
    expect(rateFromEnv({ MAILYARD_CLOUDFLARE_RATE: '200/60' })).toEqual({ calls: 200, seconds: 60 });
    expect(() => rateFromEnv({ MAILYARD_CLOUDFLARE_RATE: 'fast' })).toThrow(
      expect.objectContaining({ code: 'bad-setting', fix: expect.stringContaining('1000/300') }),
    );
  });

  test('the cache folder is where each platform keeps such files', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'darwin')).toBe(join('/x', 'mailyard'));
    expect(cacheFolder({}, 'linux')).toMatch(/\.cache.mailyard$/);
    expect(cacheFolder({}, 'darwin')).toMatch(/Library.Caches.mailyard$/);
    expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'mailyard', 'cache'));
  });
});
