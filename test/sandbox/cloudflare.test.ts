import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { ACCOUNT } from '../../src/sandbox/cloudflare/model.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type Api, api, recordsPath } from './api.ts';

let twin: CloudflareTwin;
let call: Api;

beforeEach(async () => {
  const clock = sandboxClock(Date.UTC(2026, 10, 22, 12));
  twin = await startCloudflareTwin({ clock, zones: ['a.example', 'b.example'] });
  call = api(twin);
});

afterEach(() => twin.close());

describe('credentials', () => {
  test('a header that is no bearer token is 400 / 6003 with the reason in the chain', async () => {
    const reply = await api(twin, 'short')('GET', '/zones');
    expect(reply).toMatchObject({ status: 400, success: false, result: null, errors: [{ code: 6003 }] });
    expect(reply.errors[0]?.error_chain?.[0]?.code).toBe(6111);
  });

  test('a well-formed token that nobody knows is 401 / 1000', async () => {
    const reply = await api(twin, 'x'.repeat(40))('GET', '/zones');
    expect(reply).toMatchObject({ status: 401, errors: [{ code: 1000, message: 'Invalid API Token' }] });
  });

  test('a token without the right is 403 / 10000 and changes nothing', async () => {
    const reader = api(twin, twin.addToken({ scopes: ['zone:read', 'dns:read'] }));
    const record = { name: 'www', type: 'A', content: '192.0.2.1' };
    expect(await reader('POST', recordsPath(twin, 'a.example'), record)).toMatchObject({
      status: 403,
      errors: [{ code: 10000 }],
    });
    expect((await reader('GET', recordsPath(twin, 'a.example'))).result).toEqual([]);
    expect((await reader('POST', '/zones', { name: 'c.example' })).status).toBe(403);
  });

  test('a token for one zone sees no other', async () => {
    const one = api(twin, twin.addToken({ zones: ['b.example'] }));
    expect((await one('GET', '/zones')).result.map((zone: { name: string }) => zone.name)).toEqual(['b.example']);
    expect(await one('GET', recordsPath(twin, 'a.example'))).toMatchObject({ status: 403, errors: [{ code: 9109 }] });
  });

  test('verification answers with the message 10000, which means success there', async () => {
    const reply = await call('GET', '/user/tokens/verify');
    expect(reply).toMatchObject({ success: true, result: { status: 'active' }, messages: [{ code: 10000 }] });
    expect((await call('GET', `/accounts/${ACCOUNT.id}/tokens/verify`)).success).toBe(true);
  });
});

describe('identifiers', () => {
  test('an unknown zone is 403 / 9109, a malformed id 400 / 7003, an unknown record 404 / 81044', async () => {
    const nobody = '0'.repeat(32);
    expect(await call('GET', `/zones/${nobody}`)).toMatchObject({ status: 403, errors: [{ code: 9109 }] });
    expect(await call('GET', '/zones/a.example')).toMatchObject({ status: 400, errors: [{ code: 7003 }] });
    for (const method of ['GET', 'PATCH', 'PUT', 'DELETE']) {
      const body = method === 'GET' ? undefined : { name: 'www', type: 'A', content: '192.0.2.1' };
      const reply = await call(method, `${recordsPath(twin, 'a.example')}/${nobody}`, body);
      expect(reply).toMatchObject({ status: 404, errors: [{ code: 81044 }], result: null });
    }
    expect(await call('GET', '/nowhere')).toMatchObject({ status: 400, errors: [{ code: 7003 }] });
  });
});

describe('zones', () => {
  test('are found by name, and unknown parameters are ignored', async () => {
    expect((await call('GET', '/zones?name=B.example&nonsense=1')).result).toMatchObject([
      { name: 'b.example', status: 'active', plan: { legacy_id: 'free', name: 'Free Website' } },
    ]);
    expect((await call('GET', '/zones?name=c.example')).result).toEqual([]);
    expect((await call('GET', '/zones?name=starts_with:a&status=active')).result).toHaveLength(1);
    expect((await call('GET', '/zones?name=a.example&status=pending&match=any')).result).toHaveLength(1);
  });

  test('come in pages of 5 to 50, and the page past the end is empty', async () => {
    for (let i = 0; i < 58; i++) twin.addZone(`z${i}.example`);
    const first = await call('GET', '/zones?per_page=1000');
    expect(first.result_info).toEqual({ page: 1, per_page: 50, count: 50, total_count: 60, total_pages: 2 });
    expect((await call('GET', '/zones?per_page=50&page=2')).result).toHaveLength(10);
    expect(await call('GET', '/zones?per_page=50&page=3')).toMatchObject({ status: 200, success: true, result: [] });
    expect((await call('GET', '/zones?per_page=1')).result).toHaveLength(5);
    expect((await call('GET', '/zones')).result).toHaveLength(20);
  });

  test('are created pending with two name servers, activated by their registrar and deleted', async () => {
    const made = await call('POST', '/zones', { account: { id: ACCOUNT.id }, name: 'new.example', type: 'full' });
    expect(made.result).toMatchObject({ name: 'new.example', status: 'pending', activated_on: null, type: 'full' });
    expect(made.result.name_servers).toHaveLength(2);
    expect(made.result.id).toMatch(/^[0-9a-f]{32}$/);
    expect(made.result.created_on).toBe('2026-11-22T12:00:00.000000Z');
    const again = await call('POST', '/zones', { account: { id: ACCOUNT.id }, name: 'new.example' });
    expect(again).toMatchObject({ status: 400, errors: [{ code: 1061 }] });
    twin.clock.advance(60_000);
    twin.activate('new.example');
    expect((await call('GET', `/zones/${made.result.id}`)).result).toMatchObject({
      status: 'active',
      activated_on: '2026-11-22T12:01:00.000000Z',
    });
    expect((await call('DELETE', `/zones/${made.result.id}`)).result).toEqual({ id: made.result.id });
    expect((await call('GET', `/zones/${made.result.id}`)).status).toBe(403);
  });

  test('of another account and of an impossible name are refused', async () => {
    const foreign = await call('POST', '/zones', { account: { id: 'f'.repeat(32) }, name: 'new.example' });
    expect(foreign).toMatchObject({ status: 403, errors: [{ code: 0 }] });
    expect(await call('POST', '/zones', { name: 'nodot' })).toMatchObject({ status: 400, errors: [{ code: 1002 }] });
  });

  test('with an IDN show their name in Unicode and their records in A-labels', async () => {
    const zone = twin.addZone('bücher.example');
    expect(zone.name).toBe('xn--bcher-kva.example');
    expect((await call('GET', `/zones/${zone.id}`)).result.name).toBe('bücher.example');
    const path = recordsPath(twin, 'xn--bcher-kva.example');
    const made = await call('POST', path, { name: 'www.bücher.example', type: 'A', content: '192.0.2.1' });
    expect(made.result.name).toBe('www.xn--bcher-kva.example');
    expect((await call('GET', `/zones?name=${encodeURIComponent('bücher.example')}`)).result).toHaveLength(1);
  });

  test('take one property a call', async () => {
    const path = `/zones/${twin.zones.get('a.example')?.id}`;
    expect((await call('PATCH', path, { paused: true })).result.paused).toBe(true);
    expect(await call('PATCH', path, { paused: true, type: 'partial' })).toMatchObject({ errors: [{ code: 9207 }] });
  });

  test('have DNSSEC that is pending once it is switched on, with a DS for the registrar', async () => {
    const path = `/zones/${twin.zones.get('a.example')?.id}/dnssec`;
    expect((await call('GET', path)).result.status).toBe('disabled');
    const on = await call('PATCH', path, { status: 'active' });
    expect(on.result).toMatchObject({ status: 'pending', algorithm: '13', key_tag: 2371 });
    expect(on.result.ds).toContain(on.result.digest);
    expect((await call('PATCH', path, { status: 'disabled' })).result.status).toBe('disabled');
  });
});

test('ten thousand zones of eleven records are no burden', async () => {
  for (let r = 0; r < 11; r++)
    twin.editByHand('a.example', { add: { name: `r${r}`, type: 'A', content: '192.0.2.1' } });
  const model = twin.snapshot();
  const [zone] = model.zones;
  const zones = Array.from({ length: 10_000 }, (_, i) => {
    const records = zone?.records.map((record, r) => ({ ...record, id: id(i * 11 + r), name: `r${r}.z${i}.example` }));
    return { ...zone, id: id(i), name: `z${i}.example`, records };
  });
  twin.restore({ ...model, zones } as typeof model);
  const found = await call('GET', '/zones?name=z9999.example');
  expect(found.result).toHaveLength(1);
  const posts = Array.from({ length: 11 }, (_, i) => ({ name: `n${i}`, type: 'TXT', content: `"value ${i}"` }));
  for (let i = 0; i < 100; i++) {
    const batch = await call('POST', `${recordsPath(twin, `z${i}.example`)}/batch`, { posts });
    expect(batch.result.posts).toHaveLength(11);
  }
  expect(twin.records('z99.example')).toHaveLength(22);
});

function id(number: number): string {
  return `feed${number.toString(16).padStart(28, '0')}`;
}
