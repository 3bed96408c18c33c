import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type Api, api, recordsPath } from './api.ts';

let twin: CloudflareTwin;
let call: Api;
let path: string;

beforeEach(async () => {
  twin = await startCloudflareTwin({ zones: ['a.example'] });
  call = api(twin);
  path = `${recordsPath(twin, 'a.example')}/batch`;
});

afterEach(() => twin.close());

const batch = (body: object) => call('POST', path, body);
const a = (name: string, content = '192.0.2.1') => ({ name, type: 'A', content });

test('a batch deletes, patches, puts and posts in one call and returns full records', async () => {
  const made = (await batch({ posts: [a('one'), a('two'), a('three')] })).result.posts;
  expect(made).toHaveLength(3);
  const reply = await batch({
    posts: [{ name: 'one', type: 'CNAME', content: 'h.example' }],
    puts: [{ id: made[2].id, ...a('three', '192.0.2.3'), ttl: 60 }],
    patches: [{ id: made[1].id, content: '192.0.2.2' }],
    deletes: [{ id: made[0].id }],
  });
  expect(reply).toMatchObject({
    status: 200,
    result: {
      deletes: [made[0]],
      patches: [{ ...made[1], content: '192.0.2.2', modified_on: expect.any(String) }],
      puts: [{ id: made[2].id, content: '192.0.2.3', ttl: 60 }],
      posts: [{ name: 'one.a.example', type: 'CNAME' }],
    },
  });
  expect(twin.records('a.example')).toHaveLength(3);
  expect(twin.count()).toBe(2);
});

test('all four lists are there even when none was sent', async () => {
  expect((await batch({})).result).toEqual({ deletes: [], patches: [], puts: [], posts: [] });
});

test.each([
  ['a duplicate in the same list', { posts: [a('x'), a('x')] }, 400, 81058],
  ['an unknown id to delete', { deletes: [{ id: '0'.repeat(32) }], posts: [a('x')] }, 404, 81044],
  ['an unknown id to patch', { patches: [{ id: '0'.repeat(32), ttl: 60 }], posts: [a('x')] }, 404, 81044],
  ['an unknown field', { posts: [a('x'), { ...a('y'), colour: 'red' }] }, 400, 9207],
  ['an unknown list', { posts: [a('x')], creates: [] }, 400, 9207],
  ['a bad record at the end', { posts: [a('x'), a('y', 'nonsense')] }, 400, 9005],
])('%s rolls everything back', async (_, body, status, code) => {
  const [kept] = (await batch({ posts: [a('kept')] })).result.posts;
  const serial = twin.zones.get('a.example')?.serial;
  const reply = await batch({ patches: [{ id: kept.id, ttl: 300 }], ...body });
  expect(reply).toMatchObject({ status, result: null, errors: [{ code }] });
  expect(reply.errors).toHaveLength(1);
  expect(reply.errors[0]?.source).toBeUndefined();
  expect(twin.records('a.example')).toEqual([kept]);
  expect(twin.zones.get('a.example')?.serial).toBe(serial);
  expect((await call('GET', `${recordsPath(twin, 'a.example')}?name=x.a.example`)).result).toEqual([]);
});

test('operations see what ran before them: a swap by patches clashes, by delete and post it does not', async () => {
  const [one, two] = (await batch({ posts: [a('s', '192.0.2.1'), a('s', '192.0.2.2')] })).result.posts;
  const swap = [
    { id: one.id, content: '192.0.2.2' },
    { id: two.id, content: '192.0.2.1' },
  ];
  expect(await batch({ patches: swap })).toMatchObject({ status: 400, errors: [{ code: 81058 }] });
  const moved = await batch({ deletes: [{ id: two.id }], patches: [{ id: one.id, content: '192.0.2.2' }] });
  expect(moved.success).toBe(true);
});

test('the size is limited by the plan', async () => {
  const posts = Array.from({ length: 201 }, (_, i) => a(`h${i}`));
  expect(await batch({ posts })).toMatchObject({ status: 400, success: false });
  expect(twin.records('a.example')).toEqual([]);
  expect((await batch({ posts: posts.slice(1) })).success).toBe(true);
  twin.addZone('paid.example', { plan: 'pro' });
  expect((await call('POST', `${recordsPath(twin, 'paid.example')}/batch`, { posts })).success).toBe(true);
});

test('the quota counts after the deletes', async () => {
  twin.addZone('small.example', { quota: 1 });
  const small = `${recordsPath(twin, 'small.example')}/batch`;
  const [first] = (await call('POST', small, { posts: [a('x')] })).result.posts;
  expect(await call('POST', small, { posts: [a('y')] })).toMatchObject({ errors: [{ code: 81045 }] });
  expect((await call('POST', small, { deletes: [{ id: first.id }], posts: [a('y')] })).success).toBe(true);
});

test('a fault refuses one record of a batch, with or without saying which, until it is cleared', async () => {
  const posts = [a('good'), { ...a('bad'), comment: 'mailyard:p/s:key-7' }];
  twin.faults.add({ kind: 'refuse-record', record: { comment: ':key-7' }, code: 9999, message: 'no' });
  const silent = await batch({ posts });
  expect(silent).toMatchObject({ status: 400, errors: [{ code: 9999, message: 'no' }] });
  expect(silent.errors[0]?.source).toBeUndefined();
  expect((await batch({ posts })).success).toBe(false);
  expect((await call('POST', recordsPath(twin, 'a.example'), posts[1])).success).toBe(false);
  twin.faults.clear();
  twin.faults.add({ kind: 'refuse-record', record: { name: 'bad.a.example' }, pointer: true, times: 1 });
  expect((await batch({ posts })).errors[0]?.source).toEqual({ pointer: '/posts/1' });
  expect((await batch({ posts })).success).toBe(true);
});
