import { beforeEach, describe, expect, test } from 'vitest';
import { facts } from '../../src/mail/migadu/facts.ts';
import { migadu } from '../../src/mail/migadu/index.ts';
import { startMigaduTwin } from '../../src/sandbox/mail/migadu/twin.ts';
import { type AtTwin, atTwin } from './connected.ts';

let at: AtTwin;

beforeEach(async () => {
  at = await atTwin(migadu, startMigaduTwin);
  at.twin.addDomain('acme.example');
});

const alex = { address: 'alex@acme.example', state: 'active' as const, name: 'Alex Reed' };
const created = Date.UTC(2026, 10, 26);
const create = () => at.service.mailboxes.create(alex, 'correct horse');
const path = '/v1/domains/acme.example';

describe('a mailbox', () => {
  test('is made in one call with all that the call takes', async () => {
    const wanted = { ...alex, state: 'suspended' as const, dailyLimit: 40, signature: '<p>Alex</p>' };
    expect(await at.service.mailboxes.create(wanted, 'correct horse')).toEqual({
      ...{ ...wanted, aliases: [], forwardTo: [], created },
    });
    expect(at.sent()).toEqual([`POST ${path}/mailboxes`]);
    expect(at.twin.mailboxes()).toMatchObject([{ ...wanted, password: 'correct horse' }]);
  });

  test('without a name has its local part for one, as Migadu wants a name', async () => {
    const { name: _, ...nameless } = alex;
    expect(await at.service.mailboxes.create(nameless, 'correct horse')).toMatchObject({ name: 'alex' });
  });

  test('is read and listed the same, with its own aliases and forwardings', async () => {
    const extras = { aliases: ['a@acme.example', 'b@acme.example'], forwardTo: ['boss@else.example'] };
    at.twin.put({ ...alex, ...extras, dailyLimit: 40 });
    at.twin.put({ address: 'sam@acme.example', name: 'Sam' });
    const expected = { ...alex, ...extras, dailyLimit: 40, signature: '', created };
    expect(await at.service.mailboxes.read(alex.address)).toEqual(expected);
    expect(await at.service.mailboxes.list('acme.example')).toEqual([
      expected,
      expect.objectContaining({ address: 'sam@acme.example', aliases: [], dailyLimit: null }),
    ]);
    expect(at.twin.count({ path: /mailboxes$/ })).toBe(1);
    expect(at.twin.count({ path: /aliases$/ })).toBe(2);
  });

  test('that is not there is undefined, and a domain that is not there has none', async () => {
    expect(await at.service.mailboxes.read('nobody@acme.example')).toBeUndefined();
    expect(await at.service.mailboxes.read('alex@none.example')).toBeUndefined();
    expect(await at.service.mailboxes.list('none.example')).toEqual([]);
  });

  test('is changed by what differs and nothing else', async () => {
    const now = await create();
    at.sent();
    await at.service.mailboxes.update(alex, now);
    expect(at.sent()).toEqual([]);
    await at.service.mailboxes.update({ ...alex, name: 'Alex R.', dailyLimit: 30, signature: '<p>A</p>' }, now);
    expect(at.sent()).toEqual([`PUT ${path}/mailboxes/alex`]);
    const extras = { aliases: ['a@acme.example', 'b@acme.example'], forwardTo: ['boss@else.example'] };
    await at.service.mailboxes.update({ ...alex, ...extras }, now);
    expect(at.sent()).toEqual([
      `POST ${path}/aliases`,
      `POST ${path}/aliases`,
      `POST ${path}/mailboxes/alex/forwardings`,
    ]);
    const fewer = {
      ...alex,
      name: 'Alex R.',
      aliases: ['b@acme.example'],
      forwardTo: [],
      dailyLimit: null,
      signature: '',
    };
    await at.service.mailboxes.update(fewer, { ...fewer, ...extras, dailyLimit: 30, signature: '<p>A</p>' });
    expect(await at.service.mailboxes.read(alex.address)).toEqual({ ...fewer, created });
  });

  test('is suspended by shutting every door, and opened again', async () => {
    const now = await create();
    await at.service.mailboxes.update({ ...alex, state: 'suspended' }, now);
    expect(at.twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
    const suspended = await at.service.mailboxes.read(alex.address);
    expect(suspended?.state).toBe('suspended');
    await at.service.mailboxes.update(alex, suspended ?? alex);
    expect(at.twin.mailboxes()).toMatchObject([{ state: 'active' }]);
  });

  test('that Migadu keeps inactive is said to be so', async () => {
    const inactive = { ...(await create()), state: 'suspended' as const };
    const body = { address: alex.address, is_active: false, may_send: true, may_receive: true, may_access_imap: true };
    at.twin.faults.add({ kind: 'answer', method: 'PUT', answer: { status: 200, body } });
    await expect(at.service.mailboxes.update(alex, inactive)).rejects.toMatchObject({
      kind: 'refused',
      message: 'Migadu keeps alex@acme.example inactive as a whole, whatever it may do.',
    });
  });

  test('that is there already is told apart from what is wrong, though Migadu says the same of both', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ kind: 'exists', message: 'Migadu already has alex@acme.example.' });
    const wrong = { ...alex, address: 'not good@acme.example' };
    await expect(at.service.mailboxes.create(wrong, 'x')).rejects.toMatchObject({
      kind: 'refused',
      message: 'Migadu refused to make not good@acme.example (HTTP 400: bad request).',
      fix: expect.stringContaining('taken by a mailbox or an alias'),
    });
  });

  test('keeps the aliases of others, and an alias of another domain is refused before anything is made', async () => {
    await create();
    const authorization = { authorization: `Basic ${btoa('admin@acme.example:sandbox-migadu-api-key')}` };
    const shared = { local_part: 'team', destinations: 'alex,sam' };
    await fetch(`${at.twin.account.url}/domains/acme.example/aliases`, {
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/json' },
      body: JSON.stringify(shared),
    });
    expect(await at.service.mailboxes.read(alex.address)).toMatchObject({ aliases: [] });
    at.sent();
    const abroad = { ...alex, address: 'kim@acme.example', aliases: ['kim@other.example'] };
    await expect(at.service.mailboxes.create(abroad, 'x')).rejects.toMatchObject({
      kind: 'refused',
      fix: 'Make a mailbox kim@other.example that forwards to kim@acme.example.',
    });
    expect(at.sent()).toEqual([]);
  });

  test.each([200, 500] as const)('is deleted with its own aliases, though the answer is %i', async deleteAnswers => {
    at = await atTwin(migadu, startMigaduTwin, { deleteAnswers });
    at.twin.put({ ...alex, aliases: ['a@acme.example'] });
    await at.service.mailboxes.delete(alex.address);
    expect(at.twin.mailboxes()).toEqual([]);
    expect(at.twin.count({ method: 'DELETE', path: '/aliases/a' })).toBe(1);
    expect(at.twin.count({ method: 'DELETE' })).toBe(2);
    await at.service.mailboxes.delete(alex.address);
  });

  test('whose deletion fails with 500 and leaves it there is not done', async () => {
    await create();
    at.twin.faults.add({ kind: 'server-error', method: 'DELETE' });
    await expect(at.service.mailboxes.delete(alex.address)).rejects.toMatchObject({ kind: 'lost' });
    expect(at.twin.mailboxes()).toHaveLength(1);
  });

  test('gets a new password in one call', async () => {
    await create();
    at.sent();
    expect(await at.service.mailboxes.setPassword?.(alex.address, 'battery staple')).toEqual({});
    expect(at.sent()).toEqual([`PUT ${path}/mailboxes/alex`]);
    expect(at.twin.mailboxes()).toMatchObject([{ password: 'battery staple' }]);
  });
});

describe('a domain', () => {
  test('is added with the proof that it asks for, once', async () => {
    const added = await at.service.domains.add('fresh.example');
    expect(added.values.verification).toMatch(/^hosted-email-verify=[a-z0-9]{8}$/);
    expect(Object.keys(added.values)).toEqual(Object.keys(facts.gives));
    expect(at.sent()).toEqual(['POST /v1/domains', 'GET /v1/domains/fresh.example/records']);
    expect(await at.service.domains.read('fresh.example')).toEqual(added);
    expect(at.sent()).toEqual(['GET /v1/domains/fresh.example/records']);
    expect(await at.service.domains.read('none.example')).toBeUndefined();
    await expect(at.service.domains.add('fresh.example')).rejects.toMatchObject({ kind: 'exists' });
  });

  test('says what it waits for until it is ready', async () => {
    const dns = new Map<string, string[]>();
    at = await atTwin(migadu, startMigaduTwin, { lookup: async (name, type) => dns.get(`${name} ${type}`) ?? [] });
    const { values } = await at.service.domains.add('fresh.example');
    dns.set('fresh.example TXT', [values.verification ?? '', 'v=spf1 include:spf.migadu.com -all']);
    dns.set('fresh.example MX', ['10 aspmx1.migadu.com', '20 aspmx2.migadu.com']);
    expect(await at.service.domains.verify('fresh.example')).toEqual({
      ready: false,
      waitingFor: 'the records of fresh.example that Migadu checks (dkim)',
    });
    for (const key of ['key1', 'key2', 'key3'])
      dns.set(`${key}._domainkey.fresh.example CNAME`, [`${key}.fresh.example._domainkey.migadu.com`]);
    expect(await at.service.domains.verify('fresh.example')).toEqual({ ready: true });
    at.sent();
    expect(await at.service.domains.verify('fresh.example')).toEqual({ ready: true });
    expect(at.sent()).toHaveLength(1);
  });

  test('is left to people to remove', () => {
    expect(at.service.domains.remove).toBeUndefined();
    expect(facts.capabilities['domain.delete']).toBe('manual');
  });
});

describe('credentials', () => {
  test('are proven by one call', async () => {
    await at.service.check();
    expect(at.sent()).toEqual(['GET /v1/domains']);
  });

  test('that are wrong are one clear error, without the key in it', async () => {
    const service = at.again({}, { env: { MIGADU_API_KEY: 'a-wrong-key' } });
    const error = await service.check().catch(reason => reason);
    expect(error).toMatchObject({ kind: 'credentials', fix: expect.stringContaining('My Account, API Keys') });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('a-wrong-key');
    expect(at.sent()).toHaveLength(1);
  });

  test('that are missing are asked for before any call', () => {
    expect(() => at.again({}, { env: {} })).toThrow('MIGADU_API_KEY is not set');
    expect(() => at.again({ user: undefined })).toThrow('accounts.migadu has no `user`');
    expect(at.sent()).toEqual([]);
  });

  test('of a user without the right say whose rights count', async () => {
    at.twin.faults.add({ kind: 'answer', answer: { status: 403, body: { error: 'forbidden' } } });
    await expect(at.service.check()).rejects.toMatchObject({
      kind: 'forbidden',
      fix: 'A key has the rights of the user who made it: make it as an admin of the organisation.',
    });
  });
});

describe('what goes wrong on the way', () => {
  test('429 is waited for, with Retry-After and without', async () => {
    at.twin.faults.add({ kind: 'rate-limit', blockSeconds: 30 }, { kind: 'rate-limit', retryAfter: null });
    await at.service.check();
    expect(at.twin.count({ status: 429 })).toBe(2);
    expect(at.twin.count({ status: 200 })).toBe(1);
  });

  test('a lost answer to a creation is not sent again', async () => {
    at.twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST' });
    await expect(create()).rejects.toMatchObject({ kind: 'lost' });
    expect(at.sent()).toEqual([`POST ${path}/mailboxes`]);
    expect(await at.service.mailboxes.read(alex.address)).toMatchObject(alex);
  });

  test('reads and changes are tried again', async () => {
    const now = await create();
    at.twin.faults.add({ kind: 'bad-gateway', method: 'PUT' }, { kind: 'connection-lost', method: 'GET' });
    await at.service.mailboxes.update({ ...alex, name: 'Alex R.' }, now);
    expect(await at.service.mailboxes.read(alex.address)).toMatchObject({ name: 'Alex R.' });
  });
});

test('1,000 mailboxes are two calls', async () => {
  for (let index = 0; index < 1000; index++) at.twin.put({ address: `box${index}@acme.example` });
  expect(await at.service.mailboxes.list('acme.example')).toHaveLength(1000);
  expect(at.sent()).toHaveLength(2);
});
