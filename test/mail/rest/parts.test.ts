/** The small parts of described APIs by themselves: paths, placeholders, pages, words. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ListCall } from '../../../src/inventory/api.ts';
import { mailboxOf, valuesOf } from '../../../src/mail/rest/convert.ts';
import { at } from '../../../src/mail/rest/dotted.ts';
import { saidIn, verdictOf } from '../../../src/mail/rest/errors.ts';
import type { ApiTemplate } from '../../../src/mail/rest/facts.ts';
import { fill, requestOf } from '../../../src/mail/rest/fill.ts';
import type { Answer } from '../../../src/sandbox/http/request.ts';
import { startHttpTwin } from '../../../src/sandbox/http/twin.ts';
import { connected } from './connected.ts';
import { secondTemplate } from './second-api.ts';

test('dotted paths', () => {
  const answer = { data: { list: [{ mail: 'a', tags: ['x'] }, { mail: 'b', tags: ['y', 'z'] }, {}] }, ok: false };
  expect(at(answer, undefined)).toBe(answer);
  expect(at(answer, 'data.list.1.mail')).toBe('b');
  expect(at(answer, 'data.list.*.mail')).toEqual(['a', 'b']);
  expect(at(answer, 'data.list.*.tags.*')).toEqual(['x', 'y', 'z']);
  expect(at(answer, 'ok')).toBe(false);
  for (const path of ['no', 'ok.no', 'data.list.9', 'ok.*', 'constructor'])
    expect(at(answer, path), path).toBeUndefined();
});

test('placeholders keep their type where they stand alone, and take what has no value with them', () => {
  const values = { a: 1, b: false, list: ['x'], none: null, text: 't' };
  const body = {
    a: '{a}',
    b: '{b}',
    l: '{list}',
    n: '{none}',
    t: 'is {text}',
    gone: '{c}',
    deep: { gone: '{c}' },
    k: 7,
  };
  expect(fill(body, values)).toEqual({ a: 1, b: false, l: ['x'], n: null, t: 'is t', k: 7 });
  expect(fill(['{a}', '{c}', { x: '{c}' }], values)).toEqual([1]);
  expect(fill({ x: {} }, values)).toEqual({ x: {} });
  expect(requestOf({ call: 'GET /m/{text}', query: { q: '{c}', p: '{a}' } }, { text: 'a/b c@d', a: 1 })).toEqual({
    ...{ method: 'GET', path: '/m/a%2Fb%20c%40d', query: { p: 1 } },
  });
});

test('fields in all their forms', () => {
  const read = (item: object, fields: object) => mailboxOf('a@acme.example', item, fields);
  const base = { address: 'a@acme.example', state: 'active' };
  expect(read({}, {})).toEqual(base);
  expect(read({ on: false }, { state: 'on' })).toEqual({ ...base, state: 'suspended' });
  expect(read({ n: null, s: '', l: null }, { name: 'n', signature: 's', dailyLimit: 'l' })).toEqual({
    ...base,
    name: '',
    signature: '',
    dailyLimit: null,
  });
  expect(read({ l: '40' }, { dailyLimit: { at: 'l', unlimited: '' } })).toEqual({ ...base, dailyLimit: 40 });
  expect(read({ l: '' }, { dailyLimit: { at: 'l', unlimited: '' } })).toEqual({ ...base, dailyLimit: null });
  expect(read({ x: [{ a: 'B@x.example' }, { a: 'a' }] }, { aliases: 'x.*.a' })).toEqual({
    ...base,
    aliases: ['a@acme.example', 'b@x.example'],
  });
  expect(read({ x: null }, { aliases: 'x' })).toEqual({ ...base, aliases: [] });
  for (const [at, moment] of [
    ...([
      [1_780_000_000, 1_780_000_000_000],
      [1_780_000_000_123, 1_780_000_000_123],
      ['1780000000', 1_780_000_000_000],
    ] as const),
    ...([
      ['2026-05-28T20:26:40Z', 1_780_000_000_000],
      [0, null],
      [null, null],
    ] as const),
  ])
    expect(read({ t: at }, { lastActivity: 't' }), `${at}`).toEqual({ ...base, lastActivity: moment });
  const state = { at: 's', active: ['on', 'new'], suspended: 'off' };
  expect(read({ s: 'new' }, { state })).toEqual(base);
  expect(valuesOf('a@acme.example', { state: 'active' }, { state }).state).toBe('on');
  expect(valuesOf('a@acme.example', { state: 'suspended', smtpAccess: true, dailyLimit: null }, {})).toMatchObject({
    ...{ user: 'a', domain: 'acme.example', state: false, smtpAccess: true, dailyLimit: null },
  });
});

test('errors: the first that fits, in any item, and only where it says so', () => {
  const judge = (status: number, body: unknown) =>
    verdictOf({ status, body, headers: new Headers() }, [
      { status: 422, at: 'errors.email.*', pattern: 'taken', is: 'exists' },
      { at: 'result.*.type', pattern: '^danger$', is: 'refused', fix: 'Look.' },
      { status: 418, is: 'limited' },
      { at: 'error', is: 'lost' },
    ]);
  expect(judge(422, { errors: { email: ['is odd', 'is TAKEN'] } })?.kind).toBe('exists');
  expect(judge(400, { errors: { email: ['is taken'] } })).toBeUndefined();
  expect(judge(200, { result: [{ type: 'success' }, { type: 'danger' }] })).toEqual({ kind: 'refused', fix: 'Look.' });
  expect(judge(418, undefined)?.kind).toBe('limited');
  expect(judge(200, { error: null })).toBeUndefined();
  expect(judge(200, { error: { code: 1 } })?.kind).toBe('lost');
  expect(saidIn({ faults: [{ text: 'A' }, { text: 'B' }] }, 'faults.*.text')).toBe('A; B');
  expect(saidIn({}, 'faults')).toBeUndefined();
});

describe('pages', () => {
  /** A list of 25 users that `answer` gives in its own way. */
  async function listed(list: Partial<ListCall>, answer: (query: URLSearchParams, users: object[]) => Partial<Answer>) {
    const users = Array.from({ length: 25 }, (_, i) => ({ local: `u${i}`, uid: `${i}`, access: 'open' }));
    const twin = await startHttpTwin({
      routes: { 'GET /main/users': ({ query }) => ({ status: 200, ...answer(query, users) }) },
      ...{ limited: () => ({ status: 429 }), failed: status => ({ status }), noRoute: () => ({ status: 404 }) },
    });
    onTestFinished(() => twin.close());
    const { api } = secondTemplate;
    const mailboxes = { ...api.mailboxes, list: { call: 'GET /users', ...list } };
    const template = { ...secondTemplate, api: { ...api, mailboxes } } as ApiTemplate;
    const account = { url: twin.origin, login: 'admin' };
    const service = connected(template, Object.assign(twin, { account, env: { ODDMAIL_PASSWORD: 'open sesame' } }));
    return { twin, names: service.mailboxes.list('acme.example').then(all => all.map(({ address }) => address)) };
  }
  const part = (users: object[], from: number, size: number) => users.slice(from, from + size);

  test('none: the answer is the list', async () => {
    const { twin, names } = await listed({}, (_, users) => ({ body: users }));
    expect(await names).toHaveLength(25);
    expect(twin.count()).toBe(1);
  });

  test('by offset, until a page is short', async () => {
    const paging = { offset: 'skip', size: 'take', items: 10 };
    const { twin, names } = await listed({ paging }, (query, users) => ({
      body: part(users, Number(query.get('skip')), Number(query.get('take'))),
    }));
    expect(new Set(await names).size).toBe(25);
    expect(twin.calls.map(({ query }) => query)).toEqual(['skip=0&take=10', 'skip=10&take=10', 'skip=20&take=10']);
  });

  test('by number from 0, of a server that gives less than it is asked for but tells the total', async () => {
    const paging = { page: 'p', first: 0, size: 'n', items: 20, total: 'sum' };
    const { twin, names } = await listed({ paging, items: 'all' }, (query, users) => ({
      body: { all: part(users, Number(query.get('p')) * 10, 10), sum: users.length },
    }));
    expect(new Set(await names).size).toBe(25);
    expect(twin.count()).toBe(3);
  });

  test('by a URL in the answer, whole or relative', async () => {
    const paging = { next: 'links.next' };
    const { twin, names } = await listed({ paging, items: 'all' }, (query, users) => {
      const from = Number(query.get('from') ?? 0);
      const next = from === 0 ? '/main/users?from=10' : from === 10 ? `${twin.origin}/main/users?from=20` : null;
      return { body: { all: part(users, from, 10), links: { next } } };
    });
    expect(new Set(await names).size).toBe(25);
    expect(twin.calls.map(({ query }) => query)).toEqual(['', 'from=10', 'from=20']);
  });

  test('by the Link header', async () => {
    const { names } = await listed({ paging: { link: true } }, (query, users) => {
      const from = Number(query.get('from') ?? 0);
      const link = `</main/users?from=0>; rel="first"${from < 20 ? `, </main/users?from=${from + 10}>; rel="next"` : ''}`;
      return { body: part(users, from, 10), headers: { link } };
    });
    expect(new Set(await names).size).toBe(25);
  });

  test('never lead to another host with the credentials', async () => {
    const { names } = await listed({ paging: { next: 'next' }, items: 'all' }, (_, users) => ({
      body: { all: users, next: 'https://elsewhere.example/users' },
    }));
    await expect(names).rejects.toThrow('The next page is said to be at https://elsewhere.example/users');
  });

  test('that lead in a circle end', async () => {
    const paging = { next: 'next', cursor: 'after' };
    const { twin, names } = await listed({ paging, items: 'all' }, (_, users) => ({ body: { all: users, next: 'x' } }));
    await expect(names).rejects.toMatchObject({ kind: 'refused', fix: expect.stringContaining('paging') });
    expect(twin.count()).toBe(2);
  });

  test('without a list are no empty list', async () => {
    const { names } = await listed({ items: 'data' }, () => ({ body: { users: [] } }));
    await expect(names).rejects.toThrow(
      'The answer has no list at `data` when the provider is asked to list the mailboxes of acme.example.',
    );
  });
});
