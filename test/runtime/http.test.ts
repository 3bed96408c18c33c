/** The daemon's server over HTTP: health, metrics, and an API that is closed without its token. */
import { setTimeout as pause } from 'node:timers/promises';
import got from 'got';
import { expect, onTestFinished, test } from 'vitest';
import { MailyardError } from '../../src/error.ts';
import { hold } from '../../src/ledger/holds.ts';
import { beginRun, endRun, type RunOutcome } from '../../src/ledger/jobs.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { raise } from '../../src/ledger/notices.ts';
import { daemonApp } from '../../src/runtime/http/app.ts';
import { type Listening, listen } from '../../src/runtime/http/listen.ts';
import type { Job } from '../../src/runtime/job.ts';
import { silentLog } from '../../src/runtime/runtime.ts';
import { onEachLedger } from '../support/ledger.ts';
import { aRuntime, NOON } from '../support/runtime.ts';

const TOKEN = 'a-long-random-text-of-a-test';
const jobs: Job[] = ['dkim', 'blocklists'].map(name => ({
  ...{ name, title: `the job ${name}`, schedule: '30 11 * * *', needs: [] },
  run: () => Promise.reject(new Error('not asked here')),
}));
const TICK = NOON - 1_800_000;

async function listening(ledger: Ledger, env: NodeJS.ProcessEnv, port = 0): Promise<Listening> {
  const runtime = await aRuntime({ ledger });
  const parts = { ledger, jobs, env, log: silentLog, now: () => NOON, since: 0, runtime: () => runtime };
  const server = await listen(daemonApp(parts), { host: '127.0.0.1', port });
  onTestFinished(() => server.close());
  return server;
}

async function serving(ledger: Ledger, env: NodeJS.ProcessEnv = { MAILYARD_API_TOKEN: TOKEN }) {
  const { url } = await listening(ledger, env);
  return got.extend({ prefixUrl: url, throwHttpErrors: false, retry: { limit: 0 }, responseType: 'json' });
}

async function ran(ledger: Ledger, job: string, outcome: RunOutcome, tick: number | undefined = TICK): Promise<void> {
  const { id = 0 } = (await beginRun(ledger, { job, tick, who: 'daemon@one' }, TICK + 1_000)) ?? {};
  await endRun(ledger, { id, outcome, summary: `${job} ${outcome}.`, ended: TICK + 5_500 });
}

onEachLedger('the server', ({ open }) => {
  test('/health is well while every job has been done, also one that failed, and says which is late', async () => {
    const ledger = await open();
    const http = await serving(ledger);
    await ran(ledger, 'dkim', 'failed');
    const late = await http('health');
    expect([late.statusCode, late.body]).toMatchObject([503, { status: 'failing', overdue: ['blocklists'] }]);
    await ran(ledger, 'blocklists', 'findings', undefined);
    await raise(ledger, { key: 'x', level: 'critical', title: 'x', detail: '' }, NOON);
    const well = await http('health');
    expect(well.statusCode).toBe(200);
    expect(well.body).toMatchObject({
      ...{ version: 1, status: 'ok', ledger: 'reachable', overdue: [], notices: { critical: 1 } },
      jobs: [
        {
          ...{ name: 'dkim', schedule: '30 11 * * *', next: new Date(TICK + 86_400_000).toISOString() },
          last: { outcome: 'failed', summary: 'dkim failed.', tick: new Date(TICK).toISOString() },
        },
        { name: 'blocklists', last: { outcome: 'findings' } },
      ],
    });
  });

  test('/health is well while a job takes longer than from one tick to the next', async () => {
    const ledger = await open();
    const http = await serving(ledger);
    await ran(ledger, 'blocklists', 'clean');
    await beginRun(ledger, { job: 'dkim', tick: TICK - 86_400_000, who: 'daemon@one' }, TICK - 3_600_000);
    expect((await http('health')).body).toMatchObject({ status: 'ok', overdue: [] });
  });

  test('/metrics is what the ledger says', async () => {
    const ledger = await open();
    const http = await serving(ledger);
    await ran(ledger, 'dkim', 'failed');
    await raise(ledger, { key: 'x', level: 'critical', title: 'x', detail: '' }, NOON);
    await hold(ledger, { unit: 'domain', name: 'a.example', cause: 'dkim', why: 'It waits.', since: NOON });
    const { body, headers } = await http('metrics', { responseType: 'text' });
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const figures = String(body)
      .split('\n')
      .filter(line => line && !line.startsWith('#'));
    expect(figures.toSorted()).toEqual([
      'mailyard_decisions_pending 0',
      'mailyard_holds{cause="dkim"} 1',
      `mailyard_job_last_duration_seconds{job="dkim"} 4.5`,
      `mailyard_job_last_end_timestamp_seconds{job="dkim"} ${(TICK + 5_500) / 1000}`,
      'mailyard_job_last_failed{job="dkim"} 1',
      'mailyard_job_overdue{job="blocklists"} 1',
      'mailyard_job_overdue{job="dkim"} 0',
      'mailyard_job_runs{job="dkim",outcome="failed"} 1',
      'mailyard_notices_open{level="critical"} 1',
      'mailyard_notices_open{level="info"} 0',
      'mailyard_notices_open{level="warning"} 0',
    ]);
  });

  test('/metrics keeps how the last run ended while the next one runs', async () => {
    const ledger = await open();
    const http = await serving(ledger);
    const figures = async () => {
      const { body } = await http('metrics', { responseType: 'text' });
      return String(body).match(/^mailyard_job_last_.*$/gm);
    };
    await ran(ledger, 'dkim', 'failed');
    const before = await figures();
    await beginRun(ledger, { job: 'dkim', tick: undefined, who: 'alex' }, NOON);
    expect(await figures()).toEqual(before);
    expect(before).toContain('mailyard_job_last_failed{job="dkim"} 1');
    const anew = await serving(ledger);
    expect((await anew('metrics', { responseType: 'text' })).body).toContain('mailyard_job_last_failed{job="dkim"} 1');
  });
});

test('a ledger that does not answer is failing, at once and without a stack', async () => {
  const { ledger } = await aRuntime();
  const http = await serving(ledger);
  await ledger.close();
  const health = await http('health');
  expect([health.statusCode, health.body]).toMatchObject([503, { status: 'failing', ledger: 'unreachable' }]);
  const metrics = await http('metrics');
  expect([metrics.statusCode, metrics.body]).toEqual([
    500,
    { version: 1, error: { code: 'internal', message: 'The call failed; the log of the daemon says why.' } },
  ]);
});

test('a ledger that fails is no fault of whoever asks', async () => {
  const { ledger } = await aRuntime();
  const failing = {
    ...ledger,
    get db(): Ledger['db'] {
      throw new MailyardError('ledger-lost', 'The connection to the ledger broke.', { fix: 'Run it again.' });
    },
  };
  const http = await serving(failing);
  for (const [path, options] of [
    ['metrics', {}],
    ['v1/jobs', { headers: { authorization: `Bearer ${TOKEN}` } }],
  ] as const) {
    const { statusCode, body } = await http(path, options);
    expect([statusCode, body]).toMatchObject([503, { error: { code: 'ledger-lost' } }]);
  }
});

test('a ledger that hangs is not waited for', async () => {
  const runtime = await aRuntime();
  const { db } = runtime.ledger;
  const hanging = new Proxy(db, { get: () => () => pause(60_000, undefined, { ref: false }) });
  const http = await serving({ ...runtime.ledger, db: hanging });
  expect((await http('health')).body).toMatchObject({ ledger: 'unreachable' });
});

test('/v1 takes the token and nothing else', async () => {
  const { ledger } = await aRuntime();
  const http = await serving(ledger);
  const without = await http('v1/jobs');
  expect([without.statusCode, without.headers['www-authenticate'], without.body]).toMatchObject([
    ...[401, expect.stringContaining('Bearer'), { version: 1, error: { code: 'unauthorized' } }],
  ]);
  const wrong = await http('v1/jobs', { headers: { authorization: 'Bearer another' } });
  expect([wrong.statusCode, wrong.body]).toMatchObject([
    401,
    { error: { message: expect.stringContaining('MAILYARD_API_TOKEN') } },
  ]);
  const garbled = await http('v1/jobs', { headers: { authorization: `Basic ${TOKEN}` } });
  expect([400, 401]).toContain(garbled.statusCode);
  const right = await http('v1/jobs', { headers: { authorization: `Bearer ${TOKEN}` } });
  expect([right.statusCode, right.body]).toMatchObject([
    200,
    { version: 1, jobs: [{ name: 'dkim' }, { name: 'blocklists' }] },
  ]);
  expect((await http('v1/nothing')).statusCode).toBe(401);
});

test('without a token /v1 is off, and says how it is turned on', async () => {
  const { ledger } = await aRuntime();
  const http = await serving(ledger, {});
  const { statusCode, body } = await http('v1/jobs', { headers: { authorization: 'Bearer ' } });
  expect([statusCode, body]).toMatchObject([
    503,
    { error: { code: 'api-off', fix: expect.stringContaining('openssl rand') } },
  ]);
});

test('what is not there, and what is too much, is said in JSON', async () => {
  const { ledger } = await aRuntime();
  const http = await serving(ledger);
  const missing = await http('nothing');
  expect([missing.statusCode, missing.body]).toMatchObject([404, { error: { code: 'not-found' } }]);
  const much = await http.post('v1/jobs', {
    headers: { authorization: `Bearer ${TOKEN}` },
    body: 'x'.repeat(5 * 1024 * 1024),
  });
  expect([much.statusCode, much.body]).toMatchObject([413, { error: { code: 'too-large' } }]);
});

test('an address that is taken is said', async () => {
  const { ledger } = await aRuntime();
  const { url } = await listening(ledger, {});
  const taken = listening(ledger, {}, Number(new URL(url).port));
  await expect(taken).rejects.toMatchObject({ code: 'listen', message: expect.stringContaining('it is taken') });
});
