/** The example of docs/providers/rest.md, exactly as it stands there, against the twin of the API that it describes. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { MailboxApi } from '../../../src/inventory/api.ts';
import type { MailboxSettings } from '../../../src/mail/mailbox.ts';
import { factsFrom } from '../../../src/mail/rest/facts.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type MailhostTwinOptions, startMailhostTwin } from '../../../src/sandbox/mail/rest/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { connected } from './connected.ts';
import { mailhost as template } from './mailhost.ts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
let twin: MailTwin;
const start = async (options: MailhostTwinOptions = {}) => {
  const started = await startMailhostTwin({ clock: sandboxClock(NOW), ...options });
  onTestFinished(() => started.close());
  started.addDomain('acme.example');
  return started;
};
beforeEach(async () => {
  twin = await start();
});

const password = 'Zk7-quiet-otter-19';
const wanted: MailboxSettings = {
  address: 'alex@acme.example',
  state: 'active',
  name: 'Alex Reed',
  aliases: ['a.reed@acme.example', 'hi@acme.example'],
  forwardTo: ['inbox@acme.example'],
  dailyLimit: 40,
  signature: '<p>Alex</p>',
  smtpAccess: true,
};

test('says what can be done', () => {
  expect(factsFrom(template)).toMatchObject({
    name: 'mailhost',
    capabilities: {
      ...{ 'domain.create': 'api', 'domain.verify': 'api', 'domain.delete': 'api', 'dkim.read': 'api' },
      ...{ 'mailbox.create': 'api', 'mailbox.suspend': 'api', 'mailbox.delete': 'api', 'mailbox.password': 'api' },
      ...{ name: 'api', aliases: 'api', forwarding: 'api', sendLimit: 'api', smtpAccess: 'api', signature: 'api' },
      lastActivity: 'api',
    },
    gives: { verification: 'added', dkimKey: 'added' },
    rate: { calls: 100, seconds: 60 },
  });
});

describe('a mailbox', () => {
  test('is made by the very call of the issue, and the rest follows in one more', async () => {
    const { mailboxes } = connected(template, twin);
    const made = await mailboxes.create(wanted, password);
    expect(made).toEqual({
      ...{
        address: 'alex@acme.example',
        state: 'active',
        name: 'Alex Reed',
        aliases: [],
        forwardTo: [],
        dailyLimit: 40,
      },
      ...{ signature: '', smtpAccess: true, created: NOW, lastActivity: null },
    });
    await mailboxes.update(wanted, made);
    expect(twin.mailboxes()).toMatchObject([{ ...wanted, password }]);
    expect(twin.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/mailboxes',
      'PATCH /v1/mailboxes/alex%40acme.example',
    ]);
  });

  test('that is as wanted costs no call; one that differs, one with only that', async () => {
    const { mailboxes } = connected(template, twin);
    twin.put({ ...wanted, password });
    const [live] = await mailboxes.list('acme.example');
    twin.resetCalls();
    await mailboxes.update(wanted, live as MailboxSettings);
    expect(twin.calls).toEqual([]);
    twin.put({ address: wanted.address, signature: 'by hand' });
    await mailboxes.update({ ...wanted, dailyLimit: null, state: 'suspended' }, live as MailboxSettings);
    expect(twin.mailboxes()).toMatchObject([{ ...wanted, dailyLimit: null, state: 'suspended', signature: 'by hand' }]);
    expect(twin.count()).toBe(1);
  });

  test('that is there already is told, with 409 or with 200 and an error inside', async () => {
    for (const duplicates of ['status', 'body'] as const) {
      twin = await start({ duplicates });
      const { mailboxes } = connected(template, twin);
      await mailboxes.create(wanted, password);
      await expect(mailboxes.create(wanted, password)).rejects.toMatchObject({
        kind: 'exists',
        message: expect.stringContaining('alex@acme.example is taken.'),
      });
    }
  });

  test('is never made twice by an answer that got lost, and everything else is sent again', async () => {
    const { mailboxes } = connected(template, twin);
    twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST' });
    await expect(mailboxes.create(wanted, password)).rejects.toMatchObject({ kind: 'lost' });
    expect(twin.count({ method: 'POST' })).toBe(1);
    twin.faults.add({ kind: 'applied-but-connection-lost', method: 'PATCH' });
    await mailboxes.update(wanted, (await mailboxes.read(wanted.address)) as MailboxSettings);
    expect(twin.count({ method: 'PATCH' })).toBe(2);
    twin.faults.add({ kind: 'server-error', method: 'PUT' }, { kind: 'bad-gateway', method: 'DELETE' });
    expect(await mailboxes.setPassword(wanted.address, `${password}!`)).toEqual({});
    expect(twin.mailboxes()[0]?.password).toBe(`${password}!`);
    await mailboxes.delete(wanted.address);
    expect(twin.mailboxes()).toEqual([]);
  });

  test('that is not there: read tells, delete is done, a change fails', async () => {
    const { mailboxes } = connected(template, twin);
    expect(await mailboxes.read('no@acme.example')).toBeUndefined();
    await mailboxes.delete('no@acme.example');
    await expect(
      mailboxes.update({ ...wanted, address: 'no@acme.example' }, { address: 'no@acme.example', state: 'active' }),
    ).rejects.toMatchObject({ kind: 'missing' });
  });

  test('waits out a rate limit, said for how long or not', async () => {
    const { mailboxes, waits } = connected(template, twin);
    twin.faults.add({ kind: 'rate-limit', blockSeconds: 30 }, { kind: 'rate-limit', retryAfter: null });
    await mailboxes.create(wanted, password);
    expect(twin.count({ status: 429 })).toBe(2);
    expect(waits.join()).toContain('refuses all calls');
  });

  test('of a domain that is not there yet waits for it', async () => {
    const { mailboxes } = connected(template, twin);
    await expect(mailboxes.create({ ...wanted, address: 'a@new.example' }, password)).rejects.toMatchObject({
      kind: 'early',
      fix: 'Add the domain first.',
    });
  });
});

test('1,000 mailboxes come in ten pages, and those of other domains stay out', async () => {
  for (let i = 0; i < 1000; i++) twin.put({ address: `u${i}@acme.example` });
  twin.put({ address: 'x@other.example' });
  const { mailboxes } = connected(template, twin);
  expect(await mailboxes.list('acme.example')).toHaveLength(1000);
  expect(twin.count()).toBe(10);
});

test('a list of all domains is asked for once, and again after a write or a minute', async () => {
  const { mailboxes: described, ...api } = template.api;
  const list = { ...(described as MailboxApi).list, query: {} };
  const ofAll = { ...template, api: { ...api, mailboxes: { ...(described as MailboxApi), list } } };
  for (let i = 0; i < 150; i++) twin.put({ address: `u${i}@${i % 2 ? 'acme' : 'other'}.example` });
  const { mailboxes } = connected(ofAll, twin);
  const looks = () => Promise.all(['acme.example', 'other.example', 'none.example'].map(mailboxes.list));
  expect((await looks()).map(({ length }) => length)).toEqual([75, 75, 0]);
  await looks();
  expect(twin.count({ method: 'GET' })).toBe(2);
  await mailboxes.create(wanted, password);
  expect((await looks())[0]).toHaveLength(76);
  expect(twin.count({ method: 'GET' })).toBe(4);
  twin.clock.advance(61_000);
  await looks();
  expect(twin.count({ method: 'GET' })).toBe(6);
});

describe('the account', () => {
  test('is looked at in one call', async () => {
    await connected(template, twin).service.check();
    expect(twin.calls.map(({ path }) => path)).toEqual(['/v1/account']);
  });

  test('with a wrong token is one clear error, and the token is not in it', async () => {
    const { service } = connected(template, twin, { env: { MAILHOST_TOKEN: 'wrong-token-of-ours' } });
    const error = await service.check().catch(caught => caught);
    expect(error).toMatchObject({
      kind: 'credentials',
      message:
        'Mailhost rejected the credentials when asked to look at the account (HTTP 401: This token is not known.).',
    });
    expect(JSON.stringify([error, error.message, error.fix])).not.toContain('wrong-token-of-ours');
  });

  test('without a token says where to get one', () => {
    expect(() => connected(template, twin, { env: {} })).toThrow(
      expect.objectContaining({ code: 'secret-missing', fix: expect.stringContaining('Settings, API tokens') }),
    );
  });

  test('that lacks a scope names it, before anything is made and after', async () => {
    twin = await start({ scopes: ['mailboxes:read', 'domains'] });
    const { service, mailboxes } = connected(template, twin);
    await expect(service.check()).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'The credentials of Mailhost lack `mailboxes:write`.',
    });
    await expect(mailboxes.create(wanted, password)).rejects.toThrow(/mailboxes:write/);
  });

  test('is never asked in clear over a network', () => {
    expect(() => connected(template, twin, { account: { url: 'http://api.mailhost.example/v1' } })).toThrow(
      /no URL at which Mailhost can be asked safely/,
    );
    expect(() => connected(template, twin, { account: { url: 'mailhost' } })).toThrow(/no URL/);
  });
});

test('a domain is added, verified once DNS has its proof, and removed', async () => {
  const dns: Record<string, string[]> = {};
  twin = await start({ lookup: async (name, type) => dns[`${name} ${type}`] ?? [] });
  const { domains } = connected(template, twin);
  expect(await domains.read('new.example')).toBeUndefined();
  const { values } = await domains.add('new.example');
  expect(values).toEqual({
    verification: expect.stringMatching(new RegExp(template.provided.verification?.pattern ?? '^$')),
    dkimKey: expect.stringMatching(new RegExp(template.provided.dkimKey?.pattern ?? '^$')),
  });
  await expect(domains.add('new.example')).rejects.toMatchObject({ kind: 'exists' });
  expect(await domains.verify('new.example')).toEqual({
    ready: false,
    waitingFor: 'the TXT record that proves ownership',
  });
  dns['new.example TXT'] = [values.verification as string];
  expect(await domains.verify('new.example')).toEqual({ ready: true, values });
  expect(await domains.read('new.example')).toEqual({ values });
  await domains.remove('new.example');
  await domains.remove('new.example');
  expect(twin.domains().map(({ domain }) => domain)).toEqual(['acme.example']);
});
