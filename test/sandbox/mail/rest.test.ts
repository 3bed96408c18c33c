/** The twin of Mailhost keeps to its own documentation, which is that of docs/providers/rest.md: whatever else comes is refused. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type MailhostTwinOptions, startMailhostTwin } from '../../../src/sandbox/mail/rest/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { caller } from './caller.ts';

let twin: MailTwin;
const start = async (options: MailhostTwinOptions = {}) => {
  const started = await startMailhostTwin({ clock: sandboxClock(Date.parse('2026-11-26')), ...options });
  onTestFinished(() => started.close());
  started.addDomain('acme.example');
  return started;
};
beforeEach(async () => {
  twin = await start();
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  caller(twin, { authorization: `Bearer ${twin.env.MAILHOST_TOKEN}`, ...headers })(method, `/v1${path}`, body);

const errorOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body?.error?.code,
];
const password = 'correct horse battery';
const alex = { email: 'alex@acme.example', password };
const make = (more: object = {}) => call('POST', '/mailboxes', { ...alex, ...more });

/** Field, a good value, bad ones. */
const created: [string, unknown, unknown[]][] = [
  ['email', 'alex@acme.example', ['alex', 1, null]],
  ['password', password, [1, null]],
  ['display_name', 'Alex', [1, null]],
  ['smtp_relay', false, ['false', 0, null]],
  ['sending_limit_per_day', 40, ['40', 1.5, -1, true]],
];
const updated: [string, unknown, unknown[]][] = [
  ...created.slice(2),
  ['aliases', ['hi@acme.example'], ['hi@acme.example', ['hi'], ['hi@acme.example', 'hi@acme.example'], null]],
  ['forward_to', ['inbox@acme.example'], ['inbox@acme.example', ['inbox'], null]],
  ['signature_html', '<p>Alex</p>', [1, null]],
  ['status', 'disabled', ['suspended', true, null]],
];

describe('fields', () => {
  test.each(created)('%s of a new mailbox', async (field, good, bad) => {
    for (const value of bad) expect(errorOf(await make({ [field]: value })), `${value}`).toEqual([422, 'invalid']);
    expect(await make({ [field]: good })).toMatchObject({ status: 201 });
  });

  test.each(updated)('%s of a change', async (field, good, bad) => {
    await make();
    const change = (value: unknown) => call('PATCH', '/mailboxes/alex@acme.example', { [field]: value });
    for (const value of bad) expect(errorOf(await change(value)), `${value}`).toEqual([422, 'invalid']);
    expect(await change(good)).toMatchObject({ status: 200, body: { [field]: good } });
  });

  test('that are unknown or missing', async () => {
    expect(await make({ quota: 5 })).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining('quota') } },
    });
    expect(await make({ aliases: [] })).toMatchObject({ status: 422 });
    expect(await call('POST', '/mailboxes', { password })).toMatchObject({ status: 422 });
    expect(await call('POST', '/mailboxes', { email: alex.email })).toMatchObject({ status: 422 });
    await make();
    expect(await call('PATCH', '/mailboxes/alex@acme.example', {})).toMatchObject({ status: 422 });
    expect(await call('PATCH', '/mailboxes/alex@acme.example', { password })).toMatchObject({ status: 422 });
    expect(await call('PUT', '/mailboxes/alex@acme.example/password', {})).toMatchObject({ status: 422 });
    expect(await call('POST', '/domains', { name: 'acme' })).toMatchObject({ status: 422 });
  });

  test('in a body of another type', async () => {
    expect(
      await call('POST', '/mailboxes', 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }),
    ).toMatchObject({ status: 415 });
    expect(await call('POST', '/mailboxes', '{', { 'content-type': 'application/json' })).toMatchObject({
      status: 400,
    });
    expect(await call('POST', '/mailboxes', [])).toMatchObject({ status: 422 });
  });
});

test('the token and its scopes', async () => {
  expect(errorOf(await call('GET', '/account', undefined, { authorization: 'Bearer no' }))).toEqual([
    401,
    'unauthorized',
  ]);
  expect(errorOf(await call('GET', '/account', undefined, { authorization: '' }))).toEqual([401, 'unauthorized']);
  twin = await start({ scopes: ['mailboxes:read'] });
  expect((await call('GET', '/account')).body.scopes).toEqual(['mailboxes:read']);
  expect(errorOf(await make())).toEqual([403, 'scope_missing']);
  expect(errorOf(await call('GET', '/domains/acme.example'))).toEqual([403, 'scope_missing']);
  expect((await call('GET', '/mailboxes')).status).toBe(200);
});

test('an address is taken once, as a mailbox or an alias', async () => {
  await make();
  expect(errorOf(await make())).toEqual([409, 'mailbox_exists']);
  await call('PATCH', '/mailboxes/alex@acme.example', { aliases: ['hi@acme.example'] });
  expect(errorOf(await make({ email: 'hi@acme.example' }))).toEqual([409, 'mailbox_exists']);
  await make({ email: 'sam@acme.example' });
  expect(errorOf(await call('PATCH', '/mailboxes/sam@acme.example', { aliases: ['hi@acme.example'] }))).toEqual([
    409,
    'address_taken',
  ]);
  twin = await start({ duplicates: 'body' });
  await make();
  expect(errorOf(await make())).toEqual([200, 'mailbox_exists']);
});

test('what is not there, not allowed there, or too weak', async () => {
  expect(errorOf(await make({ email: 'alex@other.example' }))).toEqual([422, 'unknown_domain']);
  expect(errorOf(await make({ password: 'short' }))).toEqual([422, 'weak_password']);
  for (const [method, body] of [['GET'], ['PATCH', { display_name: 'A' }], ['DELETE']] as const)
    expect(errorOf(await call(method, '/mailboxes/no@acme.example', body))).toEqual([404, 'mailbox_not_found']);
  expect(errorOf(await call('GET', '/domains/no.example'))).toEqual([404, 'domain_not_found']);
  expect(errorOf(await call('PUT', '/mailboxes'))).toEqual([404, 'no_route']);
});

test('pages', async () => {
  for (let i = 0; i < 30; i++) twin.put({ address: `u${i}@acme.example` });
  twin.put({ address: 'alex@other.example' });
  const list = async (query: string) => (await call('GET', `/mailboxes?${query}`)).body;
  expect((await list('')).mailboxes).toHaveLength(25);
  expect(await list('domain=acme.example&page=2')).toMatchObject({ page: 2, per_page: 25, total: 30 });
  expect((await list('domain=acme.example&page=2')).mailboxes).toHaveLength(5);
  expect((await list('page=4&per_page=10')).mailboxes).toHaveLength(1);
  expect((await list('page=9')).mailboxes).toEqual([]);
  for (const query of ['per_page=101', 'per_page=0', 'page=0', 'page=x', 'limit=5'])
    expect(errorOf(await call('GET', `/mailboxes?${query}`)), query).toEqual([422, 'invalid']);
});

test('the rate', async () => {
  for (let i = 0; i < 120; i++) await call('GET', '/account');
  const { status, headers } = await call('GET', '/account');
  expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  twin.clock.advance(60_000);
  expect((await call('GET', '/account')).status).toBe(200);
});

test('a domain is pending until its proof stands in DNS, and stays while it has mailboxes', async () => {
  const texts: string[] = [];
  twin = await start({ lookup: async (name, type) => (name === 'new.example' && type === 'TXT' ? texts : []) });
  const { body } = await call('POST', '/domains', { name: 'new.example' });
  expect(body.domain).toMatchObject({
    status: 'pending',
    dkim: { txt: expect.stringMatching(/^v=DKIM1; k=ed25519; p=.{44}$/) },
  });
  expect(errorOf(await call('POST', '/domains', { name: 'new.example' }))).toEqual([409, 'domain_exists']);
  const verify = async () => (await call('POST', '/domains/new.example/verify')).body.domain.status;
  expect(await verify()).toBe('pending');
  texts.push(body.domain.verification.txt);
  expect(await verify()).toBe('active');
  twin.put({ address: 'alex@new.example' });
  expect(errorOf(await call('DELETE', '/domains/new.example'))).toEqual([409, 'domain_not_empty']);
  twin.remove('alex@new.example');
  expect((await call('DELETE', '/domains/new.example')).status).toBe(204);
});
