import { beforeEach, describe, expect, test } from 'vitest';
import { facts } from '../../src/mail/purelymail/facts.ts';
import { purelymail } from '../../src/mail/purelymail/index.ts';
import { startPurelymailTwin } from '../../src/sandbox/mail/purelymail/twin.ts';
import { type AtTwin, atTwin } from './connected.ts';

const dns = new Map<string, string[]>();
let at: AtTwin;

beforeEach(async () => {
  dns.clear();
  at = await atTwin(purelymail, startPurelymailTwin, {
    lookup: async (name, type) => dns.get(`${name} ${type}`) ?? [],
  });
});

const operations = () => at.sent().map(line => line.replace('POST /api/v0/', ''));
const alex = { address: 'alex@acme.example', state: 'active' as const };

describe('a domain', () => {
  test('gives the code of the account first, and is taken once DNS has it', async () => {
    const { values } = await at.service.domains.add('acme.example');
    expect(Object.keys(values)).toEqual(Object.keys(facts.gives));
    expect(values.verification).toMatch(/^purelymail_ownership_proof=[0-9a-f]+$/);
    expect(operations()).toEqual(['addDomain', 'getOwnershipCode']);
    expect(at.twin.domains()).toEqual([]);
    expect(await at.service.domains.read('acme.example')).toBeUndefined();
    expect(await at.service.domains.verify('acme.example')).toEqual({
      ready: false,
      waitingFor: 'the TXT record at acme.example that proves ownership',
    });
    dns.set('acme.example TXT', [values.verification ?? '']);
    operations();
    expect(await at.service.domains.verify('acme.example')).toEqual({ ready: true });
    expect(operations()).toEqual(['addDomain']);
    expect(await at.service.domains.verify('acme.example')).toEqual({ ready: true });
    expect(await at.service.domains.read('acme.example')).toEqual({ values });
  });

  test('that was there before is said to be so: it is not ours to delete', async () => {
    at.twin.addDomain('acme.example');
    await expect(at.service.domains.add('acme.example')).rejects.toMatchObject({
      kind: 'exists',
      message: 'Purelymail already has acme.example.',
    });
  });

  test('whose code is in DNS already is taken at once', async () => {
    const { values } = await at.service.domains.add('acme.example');
    dns.set('other.example TXT', [values.verification ?? '']);
    await at.service.domains.add('other.example');
    expect(at.twin.domains()).toEqual([{ domain: 'other.example', ready: true }]);
  });

  test('that is in another account is an error, and no endless wait', async () => {
    const body = { type: 'error', code: 'domainExists', message: 'Domain already exists' };
    at.twin.faults.add({ kind: 'answer', path: '/addDomain', answer: { status: 200, body } });
    await expect(at.service.domains.verify('acme.example')).rejects.toMatchObject({
      kind: 'refused',
      message: 'Purelymail refused to add acme.example (HTTP 200: Domain already exists).',
    });
  });

  test('is removed, and what is not there is done', async () => {
    at.twin.addDomain('acme.example');
    await at.service.domains.remove?.('acme.example');
    await at.service.domains.remove?.('acme.example');
    expect(at.twin.domains()).toEqual([]);
  });
});

describe('a mailbox', () => {
  beforeEach(() => at.twin.addDomain('acme.example'));
  const create = () => at.service.mailboxes.create(alex, 'correct horse');

  test('is made in one call; aliases and forwarding are rules of their own', async () => {
    expect(await create()).toEqual(alex);
    expect(operations()).toEqual(['createUser']);
    const wanted = { ...alex, aliases: ['a@acme.example'], forwardTo: ['boss@else.example'] };
    await at.service.mailboxes.update(wanted, alex);
    expect(operations()).toEqual(['listRoutingRules', 'createRoutingRule', 'createRoutingRule']);
    expect(at.twin.mailboxes()).toEqual([{ ...wanted, password: 'correct horse' }]);
    expect(await at.service.mailboxes.read(alex.address)).toEqual(wanted);
    await at.service.mailboxes.update(wanted, wanted);
    operations();
    await at.service.mailboxes.update({ ...wanted, aliases: ['b@acme.example'] }, wanted);
    expect(operations()).toEqual(['listRoutingRules', 'deleteRoutingRule', 'createRoutingRule']);
    await at.service.mailboxes.update({ ...wanted, forwardTo: [] }, wanted);
    expect(at.twin.mailboxes()).toMatchObject([{ forwardTo: [] }]);
  });

  test('leaves the rules of others alone: prefixes, catch-alls, and those that lead to several', async () => {
    await create();
    const rule = { domainName: 'acme.example', targetAddresses: [alex.address] };
    for (const other of [
      { ...rule, prefix: true, matchUser: 'alex-' },
      { ...rule, prefix: true, matchUser: '', catchall: true },
      { ...rule, prefix: false, matchUser: 'team', targetAddresses: [alex.address, 'sam@acme.example'] },
    ])
      await fetch(`${at.twin.account.url}/createRoutingRule`, {
        method: 'POST',
        headers: { 'purelymail-api-token': at.twin.env.PURELYMAIL_API_TOKEN ?? '' },
        body: JSON.stringify(other),
      });
    expect(await at.service.mailboxes.read(alex.address)).toEqual({ ...alex, aliases: [], forwardTo: [] });
    operations();
    await at.service.mailboxes.delete(alex.address);
    expect(operations()).toEqual(['deleteUser', 'listRoutingRules']);
  });

  test('that is there already is told by the list, as there is no code for it', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      kind: 'exists',
      message: `Purelymail already has ${alex.address}.`,
    });
    const nowhere = { ...alex, address: 'alex@none.example' };
    await expect(at.service.mailboxes.create(nowhere, 'x')).rejects.toMatchObject({
      kind: 'refused',
      message: 'Purelymail refused to make alex@none.example (HTTP 200: Unknown domain none.example).',
    });
  });

  test('is listed with those of its own domain, in two calls', async () => {
    for (let index = 0; index < 500; index++) at.twin.put({ address: `user${index}@acme.example` });
    at.twin.put({ address: 'kim@other.example' });
    expect(await at.service.mailboxes.list('acme.example')).toHaveLength(500);
    expect(operations().sort()).toEqual(['listRoutingRules', 'listUser']);
    expect(await at.service.mailboxes.list('none.example')).toEqual([]);
  });

  test('is never taken for missing where the list was cut off', async () => {
    for (let index = 0; index < 1001; index++) at.twin.put({ address: `user${index}@acme.example` });
    await expect(at.service.mailboxes.list('acme.example')).rejects.toMatchObject({
      kind: 'refused',
      message: 'Purelymail lists no more than 1,000 users, so nobody can tell which are missing.',
      fix: expect.stringContaining('two Purelymail accounts'),
    });
    expect(await at.service.mailboxes.read('user1000@acme.example')).toMatchObject({ state: 'active' });
    expect(await at.service.mailboxes.read('nobody@acme.example')).toBeUndefined();
  });

  test('gets a new password, is deleted with its rules, and is gone already', async () => {
    at.twin.put({ ...alex, aliases: ['a@acme.example'], forwardTo: ['boss@else.example'] });
    await at.service.mailboxes.setPassword?.(alex.address, 'battery staple');
    expect(at.twin.mailboxes()).toMatchObject([{ password: 'battery staple' }]);
    await at.service.mailboxes.delete(alex.address);
    await at.service.mailboxes.delete(alex.address);
    expect(at.twin.mailboxes()).toEqual([]);
    await create();
    expect(await at.service.mailboxes.read(alex.address)).toEqual({ ...alex, aliases: [], forwardTo: [] });
  });

  test('is not made twice where the answer is lost, and rules neither', async () => {
    at.twin.faults.add({ kind: 'applied-but-connection-lost', path: '/createUser' });
    await expect(create()).rejects.toMatchObject({ kind: 'lost' });
    expect(operations()).toEqual(['createUser']);
  });
});

describe('answers that are 200 and mean something else', () => {
  test('a wrong token is one clear error, without the token in it', async () => {
    const service = at.again({}, { env: { PURELYMAIL_API_TOKEN: 'a-wrong-token' } });
    const error = await service.check().catch(reason => reason);
    expect(error).toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('HTTP 200: Token not valid.'),
      fix: expect.stringContaining('PURELYMAIL_API_TOKEN'),
    });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('a-wrong-token');
    expect(operations()).toEqual(['checkAccountCredit']);
  });

  test('a body that is no answer at all is nobody knows what', async () => {
    at.twin.faults.add({ kind: 'bad-gateway' });
    await at.service.check();
    expect(operations()).toHaveLength(2);
  });
});
