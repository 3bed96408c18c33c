import { describe, expect, test } from 'vitest';
import type { RecordBatch } from '../../src/cloudflare/api.ts';
import { clientOf, no } from './server.ts';
import { type Stored, serveZone, ZONE } from './zone-server.ts';

const txt = (name: string, content = 'v=spf1 -all') => ({ name, type: 'TXT' as const, content, ttl: 3600 });
const post = (key: string, name = `${key}.acme.example`, content?: string) => ({
  key,
  record: txt(name, content),
  comment: `c:${key}`,
});
const stored = (id: string, name: string, content = 'old'): Stored => ({
  id,
  name,
  type: 'TXT',
  content: `"${content}"`,
  ttl: 3600,
  comment: `c:${id}`,
});
const batchOf = (batch: Partial<RecordBatch>): RecordBatch => ({ deletes: [], patches: [], posts: [], ...batch });

const reset = { when: 'after', answer: { lost: 'reset' } } as const;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    error => error,
  );

describe('a batch', () => {
  test('goes out as one call and gives the ids', async () => {
    const server = await serveZone({ records: [stored('a', 'a.acme.example'), stored('b', 'b.acme.example')] });
    const client = clientOf(server.url);
    const outcome = await client.batch(
      ZONE,
      batchOf({
        deletes: [{ key: 'a', id: 'a', record: txt('a.acme.example', 'old') }],
        patches: [{ key: 'b', id: 'b', record: txt('b.acme.example', 'new'), comment: 'c:b' }],
        posts: [post('c'), post('d')],
      }),
    );
    expect(outcome).toEqual({ ids: { b: 'b', c: 'new-1', d: 'new-2' }, deleted: ['a'], refused: [] });
    expect(client.calls).toBe(1);
    expect(server.zone.records.map(({ id, content }) => `${id} ${content}`)).toEqual([
      'b "new"',
      'new-1 "v=spf1 -all"',
      'new-2 "v=spf1 -all"',
    ]);
  });

  test('with nothing to do calls nobody', async () => {
    const client = clientOf('http://127.0.0.1:1');
    expect(await client.batch(ZONE, batchOf({}))).toEqual({ ids: {}, deleted: [], refused: [] });
    expect(client.calls).toBe(0);
  });

  test.each([
    ['free', [200, 200, 50]],
    ['business', [450]],
  ])('on the plan %s is sent in chunks of %j', async (plan, sizes) => {
    const server = await serveZone();
    const posts = Array.from({ length: 450 }, (_, index) => post(`k${index}`));
    const outcome = await clientOf(server.url).batch({ ...ZONE, plan }, batchOf({ posts }));
    expect(Object.keys(outcome.ids)).toHaveLength(450);
    expect(server.sent().map(body => body.posts.length)).toEqual(sizes);
  });

  test('a name changes in one transaction even across the limit', async () => {
    const records = Array.from({ length: 150 }, (_, index) => stored(`o${index}`, `h${index}.acme.example`));
    const server = await serveZone({ records });
    const deletes = records.map(({ id, name }) => ({ key: id, id, record: txt(name, 'old') }));
    const posts = records.map(({ name }, index) => post(`n${index}`, name)).reverse();
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ deletes, posts }));
    expect(outcome.refused).toEqual([]);
    for (const body of server.sent()) {
      const names = body.deletes.map(({ id }: Stored) => records.find(record => record.id === id)?.name);
      expect(new Set(body.posts.map(({ name }: Stored) => name))).toEqual(new Set(names));
    }
  });
});

describe('a refused batch', () => {
  const refuseNamed = (name: string, pointer = false) => ({
    refuse: (operation: Stored, kind: string, index: number) =>
      operation.name === name && kind === 'posts'
        ? {
            code: 81053,
            message: 'An A, AAAA, or CNAME record with that host already exists.',
            pointer: pointer ? `/${kind}/${index}` : undefined,
          }
        : undefined,
  });

  test('with a pointer: that key is refused with the way out, its name stays as it was, all else is applied', async () => {
    const old = stored('old', 'bad.acme.example');
    const server = await serveZone({ records: [old], ...refuseNamed('bad.acme.example', true) });
    const client = clientOf(server.url);
    const outcome = await client.batch(
      ZONE,
      batchOf({
        deletes: [{ key: 'gone', id: 'old', record: txt('bad.acme.example', 'old') }],
        posts: [post('x'), post('bad'), post('y')],
      }),
    );
    expect(outcome.ids).toEqual({ x: expect.any(String), y: expect.any(String) });
    expect(outcome.deleted).toEqual([]);
    expect(outcome.refused).toEqual([
      { keys: ['bad'], code: 81053, message: expect.stringMatching(/^bad\.acme\.example: .*`adopt: true`.*81053/) },
      { keys: ['gone'], code: 81053, message: expect.stringContaining('changes together with "bad"') },
    ]);
    expect(server.zone.records).toContainEqual(old);
    expect(client.calls).toBe(2);
  });

  test('without a pointer: the refused name is found, not half applied, and the others are applied', async () => {
    const old = stored('old', 'k20.acme.example');
    const server = await serveZone({ records: [old], ...refuseNamed('k20.acme.example') });
    const client = clientOf(server.url);
    const posts = Array.from({ length: 40 }, (_, index) => post(`k${index}`));
    const deletes = [{ key: 'gone', id: 'old', record: txt('k20.acme.example', 'old') }];
    const outcome = await client.batch(ZONE, batchOf({ deletes, posts }));
    expect(Object.keys(outcome.ids)).toHaveLength(39);
    expect(outcome.refused).toEqual([{ keys: ['gone', 'k20'], code: 81053, message: expect.any(String) }]);
    expect(server.zone.records).toContainEqual(old);
    expect(client.calls).toBeLessThan(15);
  });

  test('several refused names are all found', async () => {
    const bad = new Set(['k1.acme.example', 'k7.acme.example', 'k8.acme.example']);
    const server = await serveZone({
      refuse: ({ name, type }) => (bad.has(name) ? { code: 9999, message: `${type} is not liked` } : undefined),
    });
    const outcome = await clientOf(server.url).batch(
      ZONE,
      batchOf({ posts: Array.from({ length: 10 }, (_, index) => post(`k${index}`)) }),
    );
    expect(outcome.refused.map(({ keys }) => keys)).toEqual([['k1'], ['k7'], ['k8']]);
    expect(outcome.refused[0]?.message).toBe('k1.acme.example: Cloudflare refused it with 9999: TXT is not liked');
    expect(Object.keys(outcome.ids)).toHaveLength(7);
  });

  test('a full zone takes what fits', async () => {
    let records = 0;
    const server = await serveZone({
      refuse: (_, kind, index) => {
        if (index === 0) records = server.zone.records.length;
        return kind === 'posts' && ++records > 5 ? { code: 81045, message: 'Record quota exceeded.' } : undefined;
      },
    });
    const outcome = await clientOf(server.url).batch(
      ZONE,
      batchOf({ posts: Array.from({ length: 8 }, (_, index) => post(`k${index}`)) }),
    );
    expect(Object.keys(outcome.ids)).toHaveLength(5);
    expect(outcome.refused.flatMap(({ keys }) => keys)).toEqual(['k5', 'k6', 'k7']);
    expect(outcome.refused[0]?.message).toMatch(/200 on Free/);
  });

  test('a record that somebody has removed meanwhile counts as deleted', async () => {
    const server = await serveZone({ records: [stored('b', 'b.acme.example')] });
    const deletes = ['a', 'b'].map(id => ({ key: id, id, record: txt(`${id}.acme.example`, 'old') }));
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ deletes, posts: [post('c')] }));
    expect(outcome).toEqual({ ids: { c: 'new-1' }, deleted: ['a', 'b'], refused: [] });
  });

  test('a patch of a record that is gone is refused alone', async () => {
    const server = await serveZone();
    const patches = [{ key: 'p', id: 'none', record: txt('p.acme.example'), comment: '' }];
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ patches, posts: [post('c')] }));
    expect(outcome.ids).toEqual({ c: 'new-1' });
    expect(outcome.refused).toEqual([
      { keys: ['p'], code: 81044, message: expect.stringContaining('no longer there') },
    ]);
  });

  test('the same record with our comment is ours, with another it is refused', async () => {
    const records = [
      { ...stored('1', 'a.acme.example', 'v=spf1 -all'), comment: 'c:a' },
      { ...stored('2', 'b.acme.example', 'v=spf1 -all'), comment: 'by hand' },
    ];
    const outcome = await clientOf((await serveZone({ records })).url).batch(
      ZONE,
      batchOf({ posts: [post('a'), post('b'), post('c')] }),
    );
    expect(outcome.ids).toEqual({ a: '1', c: 'new-1' });
    expect(outcome.refused.map(({ keys, code }) => [keys, code])).toEqual([[['b'], 81058]]);
  });

  test('a record that cannot be written stops its own name only', async () => {
    const server = await serveZone();
    const outcome = await clientOf(server.url).batch(
      ZONE,
      batchOf({ posts: [post('a'), post('b', undefined, 'x'.repeat(5000))] }),
    );
    expect(outcome.ids).toEqual({ a: 'new-1' });
    expect(outcome.refused).toEqual([{ keys: ['b'], code: 0, message: expect.stringContaining('4096') }]);
  });
});

describe('a batch whose answer is lost', () => {
  test.each([
    ['the connection breaks', { lost: 'reset' } as const],
    ['a gateway answers 502 in HTML', { status: 502, body: '<html></html>' }],
    ['the server answers 500', no(500, 0, 'Internal')],
    ['a success is none', no(200, 0, 'odd')],
  ])('after it was applied (%s) is not sent again', async (_, answer) => {
    const server = await serveZone({
      records: [stored('a', 'a.acme.example'), stored('b', 'b.acme.example')],
      spoil: () => ({ when: 'after', answer }),
    });
    const client = clientOf(server.url);
    const outcome = await client.batch(
      ZONE,
      batchOf({
        deletes: [{ key: 'a', id: 'a', record: txt('a.acme.example', 'old') }],
        patches: [{ key: 'b', id: 'b', record: txt('b.acme.example', 'new'), comment: 'c:b' }],
        posts: [post('c')],
      }),
    );
    expect(outcome).toEqual({ ids: { b: 'b', c: 'new-1' }, deleted: ['a'], refused: [] });
    expect(server.sent()).toHaveLength(1);
    expect(client.calls).toBe(2);
  });

  test('before it was applied is sent again after a look at the zone', async () => {
    const server = await serveZone({
      spoil: batch => (batch === 1 ? { when: 'before', answer: { lost: 'reset' } } : undefined),
    });
    const client = clientOf(server.url);
    expect(await client.batch(ZONE, batchOf({ posts: [post('c')] }))).toEqual({
      ids: { c: 'new-1' },
      deleted: [],
      refused: [],
    });
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    expect(client.waits).toHaveLength(1);
  });

  test('and was applied in part: only the rest is sent again', async () => {
    const already = { ...stored('1', 'a.acme.example', 'v=spf1 -all'), comment: 'c:a' };
    const server = await serveZone({
      spoil: batch => (batch === 1 ? { when: 'before', answer: { lost: 'reset' } } : undefined),
      other: ({ method }) => {
        if (method === 'GET') server.zone.records = [already];
        return undefined;
      },
    });
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ posts: [post('a'), post('b')] }));
    expect(outcome).toEqual({ ids: { a: '1', b: 'new-1' }, deleted: [], refused: [] });
    expect(server.sent().map(({ posts }) => posts.map(({ name }: Stored) => name))).toEqual([
      ['a.acme.example', 'b.acme.example'],
      ['b.acme.example'],
    ]);
  });

  test('a second chunk that is lost does not touch the first', async () => {
    const server = await serveZone({ spoil: batch => (batch === 2 ? reset : undefined) });
    const posts = Array.from({ length: 250 }, (_, index) => post(`k${index}`));
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ posts }));
    expect(Object.keys(outcome.ids)).toHaveLength(250);
    expect(new Set(Object.values(outcome.ids)).size).toBe(250);
    expect(server.sent()).toHaveLength(2);
    expect(server.zone.records).toHaveLength(250);
  });

  test('by a time-out is settled the same way', async () => {
    const server = await serveZone({ spoil: () => ({ when: 'after', answer: { lost: 'hang' } }) });
    const outcome = await clientOf(server.url, { timeout: 200 }).batch(ZONE, batchOf({ posts: [post('c')] }));
    expect(outcome.ids).toEqual({ c: 'new-1' });
    expect(server.sent()).toHaveLength(1);
  });

  test('an answer without the new records is settled the same way', async () => {
    const server = await serveZone({
      spoil: () => ({ when: 'after', answer: { body: { success: true, errors: [], result: { posts: null } } } }),
    });
    expect((await clientOf(server.url).batch(ZONE, batchOf({ posts: [post('c')] }))).ids).toEqual({ c: 'new-1' });
    expect(server.sent()).toHaveLength(1);
  });

  test('again and again is given up, as not done', async () => {
    const server = await serveZone({ spoil: () => ({ when: 'before', answer: no(503, 0, 'later') }) });
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ posts: [post('c')] }));
    expect(outcome.refused).toEqual([
      { keys: ['c'], code: 0, message: expect.stringMatching(/^Not done after 5 tries.*HTTP 503/) },
    ]);
    expect(server.sent()).toHaveLength(5);
  });

  test('where the zone cannot be read either nothing is known, and it throws', async () => {
    const server = await serveZone({
      spoil: () => reset,
      other: ({ method }) => (method === 'GET' ? no(500, 0, 'x') : undefined),
    });
    const error = await failure(clientOf(server.url).batch(ZONE, batchOf({ posts: [post('c')] })));
    expect(error).toMatchObject({ code: 'cloudflare-unreachable', message: expect.stringContaining('acme.example') });
  });

  test('what an earlier chunk achieved is never lost with a later one', async () => {
    const server = await serveZone({
      spoil: batch => (batch === 2 ? { when: 'before', answer: no(403, 10000, 'Authentication error') } : undefined),
    });
    const posts = Array.from({ length: 450 }, (_, index) => post(`k${index}`));
    const outcome = await clientOf(server.url).batch(ZONE, batchOf({ posts }));
    expect(Object.keys(outcome.ids)).toHaveLength(200);
    expect(outcome.refused.map(({ keys, code }) => [keys.length, code])).toEqual([
      [200, 0],
      [50, 0],
    ]);
    expect(outcome.refused[0]?.message).toMatch(/does not allow this API token to change the records of acme\.example/);
    expect(server.sent()).toHaveLength(2);
  });

  test('a 429 is waited out and the batch sent as it was', async () => {
    const server = await serveZone({
      spoil: batch =>
        batch === 1
          ? { when: 'before', answer: { ...no(429, 971, 'wait'), headers: { 'retry-after': '300' } } }
          : undefined,
    });
    const client = clientOf(server.url);
    expect((await client.batch(ZONE, batchOf({ posts: [post('c')] }))).ids).toEqual({ c: 'new-1' });
    expect(client.waits.map(({ seconds }) => seconds)).toEqual([300]);
    expect(client.calls).toBe(2);
  });
});

test('several zones at once do not mix', async () => {
  const servers = await Promise.all([serveZone(), serveZone({ spoil: batch => (batch === 1 ? reset : undefined) })]);
  const folder = clientOf(servers[0].url).folder;
  const outcomes = await Promise.all(
    servers.map(server => clientOf(server.url, { folder }).batch(ZONE, batchOf({ posts: [post('a'), post('b')] }))),
  );
  for (const outcome of outcomes) expect(outcome.ids).toEqual({ a: 'new-1', b: 'new-2' });
});
