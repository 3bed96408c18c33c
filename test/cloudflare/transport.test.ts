import { execFile } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { inspect, promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createCloudflare } from '../../src/cloudflare/client.ts';
import { type Answer, clientOf, no, ok, serve, TOKEN } from './server.ts';

const zoneId = 'f'.repeat(32);
const full = { page: 1, per_page: 5000, total_pages: 1 };

/** Answers in turn, then only successes. */
const inTurn = (...answers: Answer[]) => serve(() => answers.shift() ?? ok([], full));

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    error => error,
  );

/** Where nothing listens any more. */
async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('the token', () => {
  const budget = { reserve: () => undefined, learn: () => {}, close: () => {} };

  test('a missing token is refused before any call, with its name', () => {
    expect(() => createCloudflare({ token: undefined, budget })).toThrow(
      expect.objectContaining({ code: 'token-missing', message: expect.stringContaining('CLOUDFLARE_API_TOKEN') }),
    );
  });

  test.each(['short', 'x'.repeat(81), `${'x'.repeat(39)} x`, `${'x'.repeat(45)}\n`])(
    'a malformed token is refused and not shown',
    token => {
      try {
        createCloudflare({ token, budget });
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'token-malformed' });
        expect(inspect(error)).not.toContain(token);
      }
    },
  );

  test.each([
    [401, 1000, 'Invalid API Token'],
    [400, 6003, 'Invalid request headers'],
  ])('a rejected token (HTTP %i, %i) says the way out', async (status, code, message) => {
    const client = clientOf((await serve(() => no(status, code, message))).url);
    expect(await failure(client.zone('acme.example'))).toMatchObject({
      code: 'token-rejected',
      fix: expect.stringContaining('CLOUDFLARE_API_TOKEN'),
    });
    expect(client.calls).toBe(1);
  });

  test('a zone that is not allowed is named with the rights that are needed', async () => {
    const zones = ok([{ id: zoneId, name: 'acme.example', status: 'active', plan: { legacy_id: 'free' } }]);
    const client = clientOf(
      (await serve(({ path }) => (path === '/zones' ? zones : no(403, 10000, 'Authentication error')))).url,
    );
    await client.zone('acme.example');
    const error = await failure(client.records(zoneId));
    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('acme.example') });
    expect(error.fix).toMatch(/Zone:Read, DNS:Read and DNS:Edit/);
  });

  test('it is in the header and in no error, even where a server echoes it', async () => {
    for (const answer of [
      no(400, 1, `bad ${TOKEN}`),
      { status: 502, body: `<p>${TOKEN}</p>` },
      { body: `<p>${TOKEN}</p>` },
      no(200, 1, TOKEN),
    ]) {
      const server = await serve(() => answer);
      const error = await failure(clientOf(server.url).records(zoneId));
      expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN);
    }
  });
});

describe('reads', () => {
  test.each<[string, Answer]>([
    ['an error of the server', no(500, 0, 'Internal')],
    ['a page of HTML from a gateway', { status: 502, body: '<html><h1>Bad gateway</h1></html>' }],
    ['a success that is none', no(200, 10000, 'try again')],
    ['HTML with status 200', { body: '<html></html>' }],
    ['a broken connection', { lost: 'reset' }],
  ])('are tried again after %s', async (_, answer) => {
    const server = await inTurn(answer, answer);
    const client = clientOf(server.url);
    expect(await client.records(zoneId)).toEqual([]);
    expect(client.calls).toBe(3);
    expect(client.waits.map(({ seconds }) => seconds)).toEqual([1, 2]);
  });

  test('give up after five tries and say why', async () => {
    const client = clientOf((await serve(() => ({ status: 502, body: '<html><h1>Bad gateway</h1></html>' }))).url);
    const error = await failure(client.records(zoneId));
    expect(error).toMatchObject({
      code: 'cloudflare-unreachable',
      message: expect.stringMatching(/HTTP 502: Bad gateway/),
    });
    expect(client.calls).toBe(5);
  });

  test('a call without an answer ends at its deadline', async () => {
    const server = await inTurn({ lost: 'hang' });
    const client = clientOf(server.url, { timeout: 100 });
    expect(await client.records(zoneId)).toEqual([]);
    expect(client.calls).toBe(2);
  });

  test('a refusal is not tried again', async () => {
    const client = clientOf((await serve(() => no(400, 7003, 'Could not route'))).url);
    expect(await failure(client.records(zoneId))).toMatchObject({
      code: 'cloudflare-refused',
      message: expect.stringContaining('7003'),
    });
    expect(client.calls).toBe(1);
  });

  test('a server that is not there is said plainly', async () => {
    const error = await failure(clientOf(await closedUrl()).records(zoneId));
    expect(error).toMatchObject({ code: 'cloudflare-unreachable', message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('the rate limit', () => {
  const refused: Answer = { ...no(429, 971, 'Please wait'), headers: { 'retry-after': '300' } };

  test('a 429 is waited out visibly and then the call goes on', async () => {
    const server = await inTurn(refused);
    const client = clientOf(server.url);
    const started = client.clock();
    expect(await client.records(zoneId)).toEqual([]);
    expect(client.clock() - started).toBe(300_000);
    expect(client.waits).toEqual([{ seconds: 300, reason: expect.stringContaining('429') }]);
  });

  test('it blocks a second client that shares the budget, and does not block another token', async () => {
    const server = await inTurn(refused);
    const first = clientOf(server.url, { sleep: () => new Promise(() => {}) });
    void first.records(zoneId);
    await expect.poll(() => first.waits.length).toBe(1);
    const second = clientOf(server.url, { folder: first.folder });
    await second.records(zoneId);
    expect(second.waits).toEqual([{ seconds: 300, reason: expect.stringContaining('429') }]);
    const other = clientOf(server.url, { folder: first.folder, token: `${TOKEN}x` });
    await other.records(zoneId);
    expect(other.waits).toEqual([]);
  });

  test('many calls that wait for the same moment tell it once', async () => {
    const client = clientOf((await inTurn()).url, { rate: { calls: 2, seconds: 10 } });
    await Promise.all([1, 2, 3, 4].map(() => client.records(zoneId)));
    expect(client.calls).toBe(4);
    expect(client.waits).toEqual([{ seconds: 10, reason: 'the shared rate budget is used up' }]);
  });

  test('the wait ends at once when the caller gives up', async () => {
    const abort = new AbortController();
    const server = await inTurn(refused);
    const client = clientOf(server.url, {
      signal: abort.signal,
      sleep: (_, signal) => new Promise((_, reject) => signal?.addEventListener('abort', reject)),
    });
    const running = failure(client.records(zoneId));
    await expect.poll(() => client.waits.length).toBe(1);
    abort.abort();
    expect(await running).toMatchObject({ code: 'aborted' });
  });

  test('a call that is under way ends when the caller gives up', async () => {
    const abort = new AbortController();
    const server = await inTurn({ lost: 'hang' });
    const running = failure(clientOf(server.url, { signal: abort.signal }).records(zoneId));
    await expect.poll(() => server.asked.length).toBe(1);
    abort.abort();
    expect(await running).toMatchObject({ code: 'aborted' });
  });

  test('an hour is not waited for', async () => {
    const client = clientOf((await inTurn({ ...refused, headers: { 'retry-after': '3600' } })).url);
    expect(await failure(client.records(zoneId))).toMatchObject({
      code: 'rate-limited',
      message: expect.stringContaining('60 minutes'),
    });
  });

  test('a fifth refusal in a row is final', async () => {
    const client = clientOf((await serve(() => refused)).url);
    expect(await failure(client.records(zoneId))).toMatchObject({ code: 'rate-limited' });
    expect(client.calls).toBe(5);
  });
});

test('the official client is loaded by the first call and not before', async () => {
  const module = new URL('../../src/cloudflare/client.ts', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => { loaded.push(name); return next(name, context); } });
    const { createCloudflare } = await import(${JSON.stringify(module)});
    const budget = { reserve: () => undefined, learn: () => {}, close: () => {} };
    const client = createCloudflare({ token: '${TOKEN}', baseUrl: 'http://127.0.0.1:1', budget, sleep: async () => {} });
    const before = loaded.includes('cloudflare');
    await client.records('x').catch(() => {});
    console.log(before, loaded.includes('cloudflare'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout.trim()).toBe('false true');
});
