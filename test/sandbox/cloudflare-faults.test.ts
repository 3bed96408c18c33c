import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type Api, api, recordsPath } from './api.ts';

let twin: CloudflareTwin;
let call: Api;
let path: string;

beforeEach(async () => {
  const clock = sandboxClock(Date.UTC(2026, 10, 22));
  twin = await startCloudflareTwin({ clock, zones: ['a.example'], rate: { quota: 20, windowSeconds: 300 } });
  call = api(twin);
  path = recordsPath(twin, 'a.example');
});

afterEach(() => twin.close());

const a = { name: 'www', type: 'A', content: '192.0.2.1' };

describe('the rate limit', () => {
  test('blocks all calls of the token for the whole window, and no other token', async () => {
    const first = await call('GET', path);
    expect(first.headers.get('ratelimit')).toBe('"default";r=19;t=300');
    expect(first.headers.get('ratelimit-policy')).toBe('"burst";q=20;w=300');
    for (let i = 1; i < 20; i++) expect((await call('GET', path)).status).toBe(200);
    const over = await call('GET', path);
    expect(over).toMatchObject({ status: 429, success: false, errors: [{ code: 971 }] });
    expect(over.headers.get('retry-after')).toBe('300');
    twin.clock.advance(299_000);
    expect((await call('POST', path, a)).headers.get('retry-after')).toBe('1');
    expect((await api(twin, twin.addToken())('GET', path)).status).toBe(200);
    twin.clock.advance(1000);
    expect((await call('POST', path, a)).status).toBe(200);
    expect(twin.records('a.example')).toHaveLength(1);
  });

  test('slides: calls of five minutes ago count no more', async () => {
    for (let i = 0; i < 20; i++) {
      await call('GET', path);
      twin.clock.advance(15_000);
    }
    expect((await call('GET', path)).headers.get('ratelimit')).toBe('"default";r=0;t=15');
    twin.clock.advance(15_000);
    expect((await call('GET', path)).status).toBe(200);
  });
});

describe('faults', () => {
  test('a 429 on order blocks the token for its time, with or without retry-after', async () => {
    twin.faults.add({ kind: 'rate-limit', blockSeconds: 10, retryAfter: null });
    const hit = await call('POST', path, a);
    expect(hit.status).toBe(429);
    expect(hit.headers.get('retry-after')).toBeNull();
    expect((await call('GET', path)).headers.get('retry-after')).toBe('10');
    twin.clock.advance(10_000);
    expect((await call('GET', path)).result).toEqual([]);
  });

  test('hit the matching calls only, as often as they should', async () => {
    twin.faults.add({ kind: 'server-error', method: 'POST', path: '/batch', times: 2 });
    expect((await call('POST', path, a)).status).toBe(200);
    const batch = () => call('POST', `${path}/batch`, { posts: [{ ...a, name: 'x' }] });
    expect(await batch()).toMatchObject({ status: 500, success: false });
    expect((await batch()).status).toBe(500);
    expect((await batch()).status).toBe(200);
    expect(twin.faults.pending).toEqual([]);
  });

  test('a 502 comes as HTML', async () => {
    twin.faults.add({ kind: 'bad-gateway' });
    const response = await fetch(twin.url + path, { headers: { authorization: `Bearer ${twin.token}` } });
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('<html>');
  });

  test('a 200 can say success: false, and then nothing was done', async () => {
    twin.faults.add({ kind: 'success-false', code: 10013, message: 'later' });
    expect(await call('POST', path, a)).toMatchObject({
      status: 200,
      success: false,
      result: null,
      errors: [{ code: 10013, message: 'later' }],
    });
    expect(twin.records('a.example')).toEqual([]);
  });

  test('a connection can be lost before the write or after it', async () => {
    twin.faults.add({ kind: 'connection-lost' }, { kind: 'applied-but-connection-lost' });
    await expect(call('POST', path, a)).rejects.toThrow();
    expect(twin.records('a.example')).toEqual([]);
    await expect(call('POST', path, a)).rejects.toThrow();
    expect(twin.records('a.example')).toHaveLength(1);
    expect(twin.calls.map(({ status }) => status)).toEqual([0, 0]);
    expect(await call('POST', path, a)).toMatchObject({ errors: [{ code: 81058 }] });
  });

  test('a call can hang', async () => {
    twin.faults.add({ kind: 'hang' });
    const hanging = fetch(twin.url + path, {
      headers: { authorization: `Bearer ${twin.token}` },
      signal: AbortSignal.timeout(50),
    });
    await expect(hanging).rejects.toThrow(/timeout/i);
  });
});

describe('a person at the dashboard', () => {
  test('adds, changes and removes records without an API call', () => {
    const [record] = twin.editByHand('a.example', { add: a });
    twin.editByHand('a.example', { change: { name: 'www', type: 'A' }, to: { content: '192.0.2.9' } });
    expect(twin.records('a.example')).toMatchObject([{ id: record?.id, content: '192.0.2.9' }]);
    twin.editByHand('a.example', { remove: { name: 'www.a.example' } });
    expect(twin.records('a.example')).toEqual([]);
    expect(twin.count()).toBe(0);
  });

  test('is refused as the API refuses, and must mean a record that is there', () => {
    twin.editByHand('a.example', { add: a });
    expect(() => twin.editByHand('a.example', { add: { ...a, type: 'CNAME', content: 'h.example' } })).toThrow(
      /already/,
    );
    expect(() => twin.editByHand('a.example', { remove: { name: 'nothing' } })).toThrow(/0 records/);
    expect(() => twin.editByHand('b.example', { add: a })).toThrow(/b\.example/);
  });
});

test('calls are logged with method, path, status and token name, never its value', async () => {
  await call('POST', path, a);
  await call('GET', `${path}?type=A`);
  await api(twin, twin.addToken({ name: 'reader', scopes: ['zone:read'] }))('GET', path);
  expect(twin.calls).toMatchObject([
    { method: 'POST', path, status: 200, token: 'sandbox' },
    { method: 'GET', path, query: 'type=A', status: 200, token: 'sandbox' },
    { method: 'GET', status: 403, token: 'reader' },
  ]);
  expect(JSON.stringify(twin.calls)).not.toContain(twin.token);
  expect(twin.count({ method: 'GET' })).toBe(2);
  expect(twin.count({ path: /dns_records$/, token: 'reader', status: 403 })).toBe(1);
  twin.resetCalls();
  expect(twin.count()).toBe(0);
});

test('the state survives as JSON, and goes on where it was', async () => {
  const token = twin.addToken({ name: 'other' });
  await call('POST', path, a);
  const saved = JSON.parse(JSON.stringify(twin.snapshot()));
  const next = await startCloudflareTwin({ zones: ['gone.example'] });
  next.restore(saved);
  expect([...next.zones.keys()]).toEqual(['a.example']);
  expect(next.records('a.example')).toEqual(twin.records('a.example'));
  const made = await api(next, token)('POST', recordsPath(next, 'a.example'), { ...a, name: 'x' });
  expect(made.success).toBe(true);
  expect(new Set(next.records('a.example').map(({ id }) => id)).size).toBe(2);
  await next.close();
});

describe('/sandbox/…', () => {
  const control = async (method: string, where: string, body?: unknown) => {
    const response = await fetch(`${twin.origin}/sandbox/${where}`, { method, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) } as Record<
      string,
      unknown
    >;
  };

  test('shows zones and calls, edits, breaks and moves the clock, and counts as no call', async () => {
    const add = { name: 'www', type: 'A', content: '192.0.2.7' };
    expect(await control('POST', 'edit', { zone: 'a.example', add })).toMatchObject({
      records: [{ content: '192.0.2.7' }],
    });
    await control('POST', 'edit', { zone: 'a.example', change: { name: 'www' }, to: { ttl: 60 } });
    expect(await control('GET', 'zones')).toMatchObject({ zones: [{ name: 'a.example', records: [{ ttl: 60 }] }] });
    expect(await control('POST', 'zones', { name: 'p.example', status: 'pending' })).toMatchObject({
      status: 'pending',
    });
    await control('POST', 'activate', { zone: 'p.example' });
    expect(twin.zones.get('p.example')?.status).toBe('active');
    await control('POST', 'faults', [{ kind: 'server-error' }]);
    expect((await call('GET', path)).status).toBe(500);
    expect(await control('GET', 'calls')).toMatchObject({ total: 1, counts: { 'GET /zones/:id/dns_records': 1 } });
    const before = twin.clock.now();
    expect(await control('POST', 'clock', { advanceMs: 86_400_000 })).toMatchObject({ now: before + 86_400_000 });
    const token = await control('POST', 'tokens', { scopes: ['zone:read'] });
    expect((await api(twin, String(token.value))('GET', '/zones')).status).toBe(200);
  });

  test('says what is wrong', async () => {
    expect(await control('POST', 'edit', { zone: 'a.example', add: { ...a, content: 'x' } })).toMatchObject({
      status: 400,
      code: 9005,
    });
    expect(await control('POST', 'edit', { zone: 'no.example', remove: {} })).toMatchObject({ status: 400 });
    expect(await control('POST', 'faults', { kind: 'earthquake' })).toMatchObject({ status: 400 });
    expect(await control('POST', 'zones', { name: 'c.example', plan: 'gold' })).toMatchObject({ status: 400 });
    expect(await control('GET', 'nonsense')).toMatchObject({
      status: 404,
      error: expect.stringContaining('GET /sandbox/zones'),
    });
  });
});

test('the twin runs in a process of its own and keeps its state in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-'));
  const state = join(folder, 'state.json');
  const run = async () => {
    const main = new URL('../../src/sandbox/cloudflare/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [main, '--zones', 'a.example', '--state', state]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, origin: new URL(line.toString().trim()).origin };
  };
  const first = await run();
  await fetch(`${first.origin}/sandbox/edit`, { method: 'POST', body: JSON.stringify({ zone: 'a.example', add: a }) });
  first.child.kill('SIGTERM');
  await once(first.child, 'exit');
  expect(JSON.parse(readFileSync(state, 'utf8')).zones[0].records).toHaveLength(1);
  const second = await run();
  const zones = await (await fetch(`${second.origin}/sandbox/zones`)).json();
  expect(zones).toMatchObject({ zones: [{ name: 'a.example', records: [{ content: '192.0.2.1' }] }] });
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
  rmSync(folder, { recursive: true });
});
