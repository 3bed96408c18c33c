import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { facts } from '../../src/mail/stalwart/facts.ts';
import { stalwart } from '../../src/mail/stalwart/index.ts';
import { ADMIN, MANAGER_KEY, READER_KEY, startStalwartTwin } from '../../src/sandbox/mail/stalwart/twin.ts';
import { caller } from '../sandbox/mail/caller.ts';
import { type AtTwin, atTwin } from './connected.ts';
import { failureOf } from './failure-of.ts';

let at: AtTwin;

beforeEach(async () => {
  at = await atTwin(stalwart, startStalwartTwin);
  await at.service.check();
  at.sent();
});

const alex = { address: 'alex@acme.example', state: 'active' as const, name: 'Alex Reed', aliases: ['a@acme.example'] };
const live = { ...alex, created: Date.UTC(2026, 10, 26) };
const withSecret = (STALWART_SECRET: string) => ({ env: { STALWART_SECRET } });

/** By hand, as an administrator would. */
async function byHand(method: string, args: object) {
  const call = caller(at.twin, { authorization: `Bearer ${at.twin.env.STALWART_SECRET}` });
  const session = (await call('GET', '/jmap/session')).body;
  const accountId = session.primaryAccounts['urn:stalwart:jmap'];
  const using = ['urn:ietf:params:jmap:core', 'urn:stalwart:jmap'];
  const methodCalls = [[method, { accountId, ...args }, 'c']];
  const { methodResponses } = (await call('POST', '/jmap', { using, methodCalls })).body;
  at.sent();
  return methodResponses[0][1];
}

const accounts = async () => (await byHand('x:Account/get', {})).list;

test('the session is asked for once, and what the key may do in one call', async () => {
  const fresh = at.again();
  await Promise.all([fresh.check(), fresh.check()]);
  expect(at.sent()).toEqual(['GET /jmap/session', 'POST /jmap/', 'POST /jmap/']);
});

const domains = async () => (await byHand('x:Domain/get', {})).list;
const signatures = async () => (await byHand('x:DkimSignature/get', {})).list;
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

test('no more than four requests are on their way at once', async () => {
  at.twin.addDomain('acme.example');
  await Promise.all(Array.from({ length: 20 }, (_, index) => at.service.mailboxes.read(`user${index}@acme.example`)));
  expect(at.twin.count({ status: 400 })).toBe(0);
  expect(at.sent()).toHaveLength(21);
});

describe('a domain', () => {
  test('is added in one request with a key to sign with, and nothing that writes DNS but Mailyard', async () => {
    const { values } = await at.service.domains.add('acme.example');
    expect(at.sent()).toEqual(['POST /jmap/', 'POST /jmap/', 'POST /jmap/']);
    expect(Object.keys(values)).toEqual(Object.keys(facts.gives));
    expect(values.dkimKeyRsa).toMatch(/^v=DKIM1; k=rsa; h=sha256; p=MII[A-Za-z0-9+/]+=*$/);
    expect(await at.service.domains.read('acme.example')).toEqual({ values });
    const manual = { '@type': 'Manual' };
    expect(await domains()).toMatchObject([
      { certificateManagement: manual, dkimManagement: manual, dnsManagement: manual },
    ]);
    expect(await signatures()).toMatchObject([{ '@type': 'Dkim1RsaSha256', selector: 'stalwart', stage: 'active' }]);
  });

  test('has its key even where the answer was lost', async () => {
    at.twin.faults.add({ kind: 'applied-but-connection-lost', body: 'x:DkimSignature/set' });
    expect(await failureOf(at.service.domains.add('acme.example'))).toMatchObject({ kind: 'lost' });
    expect(await at.service.domains.read('acme.example')).toMatchObject({ values: { dkimKeyRsa: expect.any(String) } });
    expect(await signatures()).toHaveLength(1);
  });

  test('is read, is there once, and is removed with its keys', async () => {
    expect(await at.service.domains.read('acme.example')).toBeUndefined();
    await at.service.domains.add('acme.example');
    expect(await failureOf(at.service.domains.add('acme.example'))).toMatchObject({ kind: 'exists' });
    expect(await signatures()).toHaveLength(1);
    expect(await at.service.domains.verify('acme.example')).toEqual({ ready: true });
    await at.service.domains.remove?.('acme.example');
    await at.service.domains.remove?.('acme.example');
    expect([at.twin.domains(), await signatures()]).toEqual([[], []]);
    expect(await at.service.domains.read('acme.example')).toBeUndefined();
  });

  test('stays with its keys while accounts are in it', async () => {
    await at.service.domains.add('acme.example');
    at.twin.put(alex);
    expect(await failureOf(at.service.domains.remove?.('acme.example'))).toMatchObject({
      kind: 'refused',
      message:
        'Stalwart (self-hosted) refused to remove acme.example (HTTP 200: objectIsLinked: linked to Account s3, DkimSignature s2).',
    });
    expect(await signatures()).toHaveLength(1);
  });

  test('that was there before without a key is given one, and keeps one that it has', async () => {
    at.twin.addDomain('acme.example');
    expect(await failureOf(at.service.domains.add('acme.example'))).toMatchObject({ kind: 'exists' });
    const live = await at.service.domains.read('acme.example');
    expect(live).toMatchObject({ values: { dkimKeyRsa: expect.any(String) } });
    expect(await failureOf(at.service.domains.add('acme.example'))).toMatchObject({ kind: 'exists' });
    expect(await at.service.domains.read('acme.example')).toEqual(live);
    expect(await signatures()).toHaveLength(1);
  });

  test('that somebody else made gives its key if the template publishes that selector', async () => {
    at.twin.addDomain('acme.example');
    expect(await at.service.domains.read('acme.example')).toEqual({ values: {} });
    await at.service.dkim.make?.('acme.example', 'v1-rsa-20261122');
    expect(await at.service.domains.read('acme.example')).toMatchObject({
      values: {},
      otherKey: {
        kind: 'refused',
        message: 'Stalwart signs acme.example with the selector v1-rsa-20261122, and not with stalwart.',
        fix: expect.stringContaining('`dkimSelectorRsa: v1-rsa-20261122` under `accounts.stalwart`'),
      },
    });
    const service = at.again({ dkimSelectorRsa: 'v1-rsa-20261122' });
    expect(await service.domains.read('acme.example')).toMatchObject({ values: { dkimKeyRsa: expect.any(String) } });
  });
});

describe('a DKIM key', () => {
  beforeEach(() => at.service.domains.add('acme.example'));
  const stages = async () =>
    (await signatures()).map(({ selector, stage }: Record<string, string>) => `${selector} ${stage}`);

  test('is read, and another is made that signs in its place', async () => {
    const first = await at.service.dkim.read('acme.example');
    expect(first).toMatchObject({ selector: 'stalwart' });
    const made = await at.service.dkim.make?.('acme.example', 'second');
    expect(made?.record).not.toBe(first?.record);
    expect(await at.service.dkim.read('acme.example')).toEqual(made);
    expect(await stages()).toEqual(['stalwart retired', 'second active']);
  });

  test('of ours is taken, and each kind only ends its own', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await at.service.dkim.import?.('acme.example', 'ours', pem(privateKey));
    const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const ours = { selector: 'ours', record: `v=DKIM1; k=rsa; h=sha256; p=${p}` };
    expect(await at.service.dkim.read('acme.example')).toEqual(ours);
    await at.service.dkim.import?.('acme.example', 'curve', pem(generateKeyPairSync('ed25519').privateKey));
    expect(await at.service.dkim.read('acme.example')).toEqual(ours);
    expect(await stages()).toEqual(['stalwart retired', 'ours active', 'curve active']);
  });

  test('that is refused leaves the old one signing', async () => {
    const notCreated = { key: { type: 'overQuota', description: 'Tenant quota exceeded' } };
    at.twin.faults.add({
      ...{ kind: 'answer', body: 'privateKey' },
      answer: { status: 200, body: { methodResponses: [['x:DkimSignature/set', { notCreated }, '0']] } },
    });
    expect(await failureOf(at.service.dkim.make?.('acme.example', 'second'))).toMatchObject({ kind: 'refused' });
    expect(await stages()).toEqual(['stalwart active']);
  });

  test('is never in a message, and one of another kind is refused before it is sent', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    at.sent();
    const error = await failureOf(at.service.dkim.import?.('acme.example', 'curve', pem(privateKey)));
    expect(error).toMatchObject({
      kind: 'refused',
      message: 'Stalwart cannot sign for acme.example with a key of ec.',
    });
    expect(at.sent()).toEqual([]);
    expect(await failureOf(at.service.dkim.read('none.example'))).toMatchObject({
      message: 'Stalwart does not have the domain none.example.',
    });
  });
});

describe('a mailbox', () => {
  beforeEach(() => at.twin.addDomain('acme.example'));
  const create = (wanted = alex) => at.service.mailboxes.create(wanted, 'correct horse');

  test('is made in one call with all that it has, once the domain is known', async () => {
    expect(await create()).toEqual(alex);
    expect(at.sent()).toEqual(['POST /jmap/', 'POST /jmap/']);
    expect(at.twin.mailboxes()).toEqual([{ ...alex, password: 'correct horse' }]);
    await at.service.mailboxes.create({ address: 'sam@acme.example', state: 'suspended' }, 'correct horse');
    expect(at.sent()).toEqual(['POST /jmap/']);
    expect(await at.service.mailboxes.read(alex.address)).toEqual(live);
    expect(await at.service.mailboxes.read('sam@acme.example')).toMatchObject({ state: 'suspended', name: '' });
    expect(await at.service.mailboxes.read('nobody@acme.example')).toBeUndefined();
    expect(await at.service.mailboxes.read('nobody@none.example')).toBeUndefined();
  });

  test('needs its domain, and those of its aliases', async () => {
    expect(await failureOf(create({ ...alex, aliases: ['a@none.example'] }))).toMatchObject({
      kind: 'refused',
      message: 'Stalwart does not have the domain none.example.',
    });
    at.twin.addDomain('none.example');
    await create({ ...alex, aliases: ['a@none.example'] });
    expect(await at.again().mailboxes.list('acme.example')).toEqual([{ ...live, aliases: ['a@none.example'] }]);
  });

  test('whose address is taken is said to exist, and by what', async () => {
    await create();
    expect(await failureOf(create())).toMatchObject({ kind: 'exists' });
    expect(await failureOf(create({ ...alex, address: 'a@acme.example', aliases: [] }))).toMatchObject({
      kind: 'exists',
      message: expect.stringContaining('primaryKeyViolation: email, of Account s2'),
    });
  });

  test('is changed in what differs, in one call after its id was looked up', async () => {
    await create();
    at.sent();
    await at.service.mailboxes.update(alex, alex);
    expect(at.sent()).toEqual([]);
    const wanted = { ...alex, name: 'Alexa Reed', state: 'suspended' as const, aliases: ['b@acme.example'] };
    await at.service.mailboxes.update(wanted, alex);
    expect(at.sent()).toEqual(['POST /jmap/', 'POST /jmap/']);
    expect(await at.service.mailboxes.read(alex.address)).toEqual({ ...wanted, created: live.created });
    await at.service.mailboxes.update({ ...wanted, name: '' }, wanted);
    expect(await accounts()).toMatchObject([{ description: null }]);
    expect(await failureOf(at.service.mailboxes.update({ ...alex, address: 'no@acme.example' }, wanted))).toMatchObject(
      {
        kind: 'missing',
        message: 'Stalwart does not have no@acme.example.',
      },
    );
  });

  test('keeps what somebody else set: permissions, aliases that are off, and notes at others', async () => {
    await create();
    const [{ id, domainId }] = await accounts();
    const kept = { enabledPermissions: { impersonate: true }, disabledPermissions: { emailSend: true } };
    await byHand('x:Account/set', {
      update: {
        [id]: {
          permissions: { '@type': 'Replace', ...kept },
          aliases: {
            2: { name: 'a', domainId, description: 'of old' },
            5: { name: 'off', domainId, enabled: false },
          },
        },
      },
    });
    expect(await at.service.mailboxes.read(alex.address)).toEqual(live);
    const suspended = { ...alex, state: 'suspended' as const, aliases: ['a@acme.example', 'b@acme.example'] };
    await at.service.mailboxes.update(suspended, alex);
    expect(await accounts()).toMatchObject([
      {
        permissions: {
          ...{ '@type': 'Replace', enabledPermissions: kept.enabledPermissions },
          disabledPermissions: { authenticate: true, emailReceive: true, emailSend: true },
        },
        aliases: { 2: { description: 'of old' }, 5: { enabled: false }, 6: { name: 'b' } },
      },
    ]);
    await at.service.mailboxes.update(alex, suspended);
    expect(await accounts()).toMatchObject([
      { permissions: { '@type': 'Replace', disabledPermissions: {} }, aliases: { 2: {}, 5: {} } },
    ]);
  });

  test('that was suspended inherits all again when it is active', async () => {
    await create();
    const suspended = { ...alex, state: 'suspended' as const };
    await at.service.mailboxes.update(suspended, alex);
    await at.service.mailboxes.update(alex, suspended);
    expect(await accounts()).toMatchObject([{ permissions: { '@type': 'Inherit' } }]);
  });

  test('of which a hand took one of the three permissions back is not suspended any more', async () => {
    await create({ ...alex, state: 'suspended' as 'active' });
    const [{ id }] = await accounts();
    await byHand('x:Account/set', { update: { [id]: { 'permissions/disabledPermissions/authenticate': null } } });
    expect(await at.service.mailboxes.read(alex.address)).toMatchObject({ state: 'active' });
  });

  test('gets a new password in the place of the old one, or its first', async () => {
    await create();
    await at.service.mailboxes.setPassword?.(alex.address, 'battery staple');
    expect(at.twin.mailboxes()).toMatchObject([{ password: 'battery staple' }]);
    at.twin.put({ address: 'sam@acme.example' });
    await at.service.mailboxes.setPassword?.('sam@acme.example', 'battery staple');
    expect(at.twin.mailboxes()).toMatchObject([{}, { password: 'battery staple' }]);
    expect(await failureOf(at.service.mailboxes.setPassword?.(alex.address, 'short'))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('invalidProperties: Password must be at least 8 characters long., secret'),
    });
  });

  test('is deleted, and gone already', async () => {
    await create();
    await at.service.mailboxes.delete(alex.address);
    await at.service.mailboxes.delete(alex.address);
    await at.service.mailboxes.delete('nobody@none.example');
    expect(at.twin.mailboxes()).toEqual([]);
  });

  test('is listed with those of its domain, page by page, without groups', async () => {
    for (let index = 0; index < 1001; index++) at.twin.put({ address: `user${index}@acme.example` });
    at.twin.put({ address: 'kim@other.example' });
    const [{ domainId }] = await accounts();
    await byHand('x:Account/set', { create: { g: { '@type': 'Group', name: 'team', domainId } } });
    const listed = await at.service.mailboxes.list('acme.example');
    expect(new Set(listed.map(({ address }) => address)).size).toBe(1001);
    expect(listed).toHaveLength(1001);
    expect(at.sent()).toHaveLength(4);
    expect(await at.service.mailboxes.list('none.example')).toEqual([]);
  });

  test('is not made twice where the answer is lost', async () => {
    at.twin.faults.add({ kind: 'applied-but-connection-lost', body: '"credentials":{' });
    expect(await failureOf(create())).toMatchObject({ kind: 'lost' });
    expect(at.twin.mailboxes()).toHaveLength(1);
  });
});

describe('credentials', () => {
  test('that are wrong are one clear error, without them in it', async () => {
    const error = await failureOf(at.again({}, withSecret('API_wrong-key')).check());
    expect(error).toMatchObject({
      kind: 'credentials',
      message:
        'Stalwart (self-hosted) rejected the credentials when asked for its JMAP session (HTTP 401: You have to authenticate first.).',
      fix: expect.stringContaining('STALWART_SECRET'),
    });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('API_wrong-key');
  });

  test('may be a password, with the user in the inventory', async () => {
    await at.again({ user: ADMIN.user }, withSecret(ADMIN.password)).check();
    const error = await failureOf(at.again({ user: ADMIN.user }, withSecret('wrong')).check());
    expect(error).toMatchObject({ kind: 'credentials' });
  });

  test('that only look are found before anything is written', async () => {
    expect(await failureOf(at.again({}, withSecret(READER_KEY)).check())).toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('You are not authorized to create, update or destroy objects of this type'),
      fix: expect.stringContaining('sysAccount'),
    });
  });

  test('cannot give a mailbox what they do not have', async () => {
    at.twin.addDomain('acme.example');
    const service = at.again({}, withSecret(MANAGER_KEY));
    await service.check();
    expect(await failureOf(service.mailboxes.create(alex, 'correct horse'))).toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('not authorized to grant permissions: authenticate, emailReceive, emailSend'),
      fix: expect.stringContaining('all that its mailboxes get'),
    });
  });
});

describe('answers', () => {
  const answer = (status: number, body: unknown) =>
    at.twin.faults.add({ kind: 'answer', method: 'POST', answer: { status, body } });
  const limit = (which: string) => ({ type: 'urn:ietf:params:jmap:error:limit', status: 400, limit: which });

  test.each([
    ['a method that failed within the server', 200, { methodResponses: [['error', { type: 'serverFail' }, '0']] }],
    ['something in front of it', 200, { hello: 'world' }],
    ['too many at once', 400, limit('maxConcurrentRequests')],
    ['nobody at home', 503, { type: 'about:blank', status: 503, detail: 'There was a temporary problem.' }],
  ])('%s: what may be asked again is', async (_, status, body) => {
    answer(status, body);
    await at.service.check();
    expect(at.sent()).toHaveLength(2);
  });

  test('of a server whose account may make no more', async () => {
    at.twin.addDomain('acme.example');
    const description = 'Tenant quota exceeded';
    at.twin.faults.add({
      ...{ kind: 'answer', body: '"credentials":{' },
      answer: {
        status: 200,
        body: {
          methodResponses: [['x:Account/set', { notCreated: { new: { type: 'overQuota', description } } }, '0']],
        },
      },
    });
    expect(await failureOf(at.service.mailboxes.create(alex, 'correct horse'))).toMatchObject({
      kind: 'refused',
      message: 'Stalwart (self-hosted) refused to make alex@acme.example (HTTP 200: overQuota: Tenant quota exceeded).',
    });
  });

  test('of a server that is too old', async () => {
    const body = { capabilities: {}, primaryAccounts: {}, apiUrl: 'https://x.example/jmap' };
    at.twin.faults.add({ kind: 'answer', path: '/jmap/session', answer: { status: 200, body } });
    expect(await failureOf(at.again().check())).toMatchObject({
      message: 'This Stalwart does not offer urn:stalwart:jmap.',
      fix: expect.stringContaining('0.16'),
    });
  });
});
