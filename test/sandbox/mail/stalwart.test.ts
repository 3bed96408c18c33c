import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basicAuth } from '../../../src/mail/basic-auth.ts';
import {
  ADMIN,
  MAKER_KEY,
  MANAGER_KEY,
  READER_KEY,
  startStalwartTwin,
} from '../../../src/sandbox/mail/stalwart/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { type Caller, caller } from './caller.ts';

const CORE = 'urn:ietf:params:jmap:core';
const STALWART = 'urn:stalwart:jmap';
const using = [CORE, STALWART];

let twin: MailTwin;
let call: Caller;
let accountId: string;
let domainId: string;

beforeEach(async () => {
  twin = await startStalwartTwin();
  call = by(`Bearer ${twin.env.STALWART_SECRET}`);
  accountId = (await call('GET', '/jmap/session')).body.primaryAccounts[STALWART];
  twin.addDomain('acme.example');
  domainId = (await ask('x:Domain/query', {})).ids[0];
});

afterEach(() => twin.close());

const by = (authorization: string) => caller(twin, { authorization });

async function ask(method: string, args: object, as = call) {
  const { body } = await as('POST', '/jmap', { using, methodCalls: [[method, { accountId, ...args }, 'c']] });
  return body.methodResponses[0][1];
}

const create = async (object: string, given: object, as = call) => {
  const { created, notCreated, ...rest } = await ask(`x:${object}/set`, { create: { new: given } }, as);
  return created?.new ?? notCreated?.new ?? rest;
};
const update = async (object: string, id: string, patch: object) => {
  const { updated, notUpdated } = await ask(`x:${object}/set`, { update: { [id]: patch } });
  return notUpdated?.[id] ?? updated;
};

const manual = { '@type': 'Manual' };
const inherit = { '@type': 'Inherit' };
const alex = () => ({ '@type': 'User', name: 'alex', domainId });
const password = { '@type': 'Password', secret: 'correct horse' };

/** Each field in schema/structs.rs that a client may set: one that is right, and one that is not. */
const domainFields: [string, unknown, unknown][] = [
  ['name', 'other.example', 'no domain'],
  ['aliases', { 'alias.example': true }, ['alias.example']],
  ['isEnabled', false, 'false'],
  ['description', 'Acme', ''],
  ['logo', 'https://acme.example/logo.svg', 7],
  ['certificateManagement', manual, { '@type': 'Manually' }],
  ['certificateManagement', { '@type': 'Automatic', acmeProviderId: 'b' }, { ...manual, acmeProviderId: 'b' }],
  ['dkimManagement', manual, 'Manual'],
  ['dkimManagement', { '@type': 'Automatic', rotateAfter: 1 }, { '@type': 'Automatic', selector: 'x' }],
  ['dnsManagement', manual, { '@type': 'None' }],
  ['dnsManagement', { '@type': 'Automatic', dnsServerId: 'b' }, { '@type': 'Automatic', dnsServer: 'b' }],
  ['memberTenantId', 'b', 7],
  ['directoryId', 'b', ''],
  ['catchAllAddress', 'a@acme.example', false],
  ['subAddressing', { '@type': 'Enabled' }, true],
  ['allowRelaying', true, 1],
  ['reportAddressUri', 'mailto:postmaster', 7],
];

const accountFields: [string, unknown, unknown][] = [
  ['name', 'sam', 'sam@acme.example'],
  ['credentials', { 0: password }, [password]],
  ['credentials', { 0: { ...password, expiresAt: '2027-01-01T00:00:00Z' } }, { 0: { ...password, colour: 'red' } }],
  ['credentials', { 0: { ...password, allowedIps: { '192.0.2.1': true } } }, { first: password }],
  ['memberGroupIds', { b: true }, ['b']],
  ['memberTenantId', 'b', false],
  ['roles', { '@type': 'User' }, { '@type': 'Users' }],
  ['roles', { '@type': 'Custom', roleIds: { b: true } }, { '@type': 'Custom', roles: ['b'] }],
  ['permissions', inherit, { ...inherit, disabledPermissions: {} }],
  [
    'permissions',
    { '@type': 'Merge', enabledPermissions: {}, disabledPermissions: { authenticate: true } },
    { '@type': 'Merge', disabledPermissions: { login: true } },
  ],
  ['quotas', { maxDiskQuota: 1000 }, { maxDiskQuota: '1 GB' }],
  ['aliases', {}, []],
  ['description', 'Alex Reed', ''],
  ['locale', 'de_DE', ''],
  ['timeZone', 'Europe/Berlin', 1],
  ['encryptionAtRest', { '@type': 'Disabled' }, false],
];

const { privateKey } = generateKeyPairSync('rsa', {
  ...{ modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' } },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const key = { '@type': 'Text', secret: privateKey };
const signature = () => ({ '@type': 'Dkim1RsaSha256', domainId, selector: 'first', privateKey: key });

const signatureFields: [string, unknown, unknown][] = [
  ['selector', 'second', ''],
  ['privateKey', key, privateKey],
  ['stage', 'pending', 'Pending'],
  ['canonicalization', 'relaxed/simple', 'relaxed'],
  ['headers', { From: true }, ['From']],
  ['report', false, 'no'],
  ['expire', 3600, 'an hour'],
  ['auid', '@acme.example', 7],
  ['thirdParty', 'else.example', false],
  ['thirdPartyHash', 'sha256', 'md5'],
  ['nextTransitionAt', '2027-01-01T00:00:00Z', 0],
  ['memberTenantId', 'b', 7],
];

describe.each([
  ['DkimSignature', () => signature(), signatureFields],
  ['Domain', () => ({ name: 'fresh.example' }), domainFields],
  ['Account', () => alex(), accountFields],
] as [string, () => Record<string, unknown>, [string, unknown, unknown][]][])('%s', (object, base, fields) => {
  test.each(fields)('takes %s of its type and no other', async (field, right, wrong) => {
    expect(await create(object, { ...base(), [field]: wrong })).toMatchObject({ type: 'invalidPatch' });
    const { id } = await create(object, { ...base(), [field]: right });
    expect(id).toEqual(expect.any(String));
    expect(await update(object, id, { [field]: right })).toEqual({ [id]: null });
    expect(await update(object, id, { [field]: wrong })).toMatchObject({ type: 'invalidPatch' });
  });

  test('takes no other field, and none that is the server’s own', async () => {
    for (const field of ['colour', 'id', 'createdAt', 'emailAddress', 'usedDiskQuota', 'dnsZoneFile'])
      expect(await create(object, { ...base(), [field]: 'x' })).toEqual({
        ...{ type: 'invalidPatch', description: 'Invalid property', properties: [field] },
      });
  });

  test('lacks none that it needs', async () => {
    for (const property of Object.keys(base()).filter(field => field !== '@type')) {
      const { [property]: _, ...less } = base();
      expect(await create(object, less)).toEqual({
        ...{ type: 'validationFailed', validationErrors: [{ type: 'Required', property }] },
      });
    }
  });
});

describe('requests', () => {
  const post = (body: unknown) => call('POST', '/jmap', body);
  const problem = (type: string) => ({
    status: 400,
    body: { type: `urn:ietf:params:jmap:error:${type}`, status: 400 },
  });

  test('are JSON of the right form, of known capabilities, and not too many at once', async () => {
    const headers = { authorization: `Bearer ${twin.env.STALWART_SECRET}`, 'content-type': 'application/json' };
    expect(await caller(twin, headers)('POST', '/jmap', '{')).toMatchObject(problem('notJSON'));
    expect(await post('text')).toMatchObject(problem('notJSON'));
    expect(await post({ using })).toMatchObject(problem('notRequest'));
    expect(await post({ using, methodCalls: [], colour: 'red' })).toMatchObject(problem('notRequest'));
    expect(await post({ using: [...using, 'urn:x'], methodCalls: [] })).toMatchObject(problem('unknownCapability'));
    const one = ['x:Domain/get', { accountId, ids: [] }, 'c'];
    expect((await post({ using, methodCalls: Array(16).fill(one) })).status).toBe(200);
    expect(await post({ using, methodCalls: Array(17).fill(one) })).toMatchObject(problem('limit'));
  });

  test('come no more than four at once', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => post({ using, methodCalls: [] })));
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ ...problem('limit'), body: { limit: 'maxConcurrentRequests' } });
  });

  test('find the session after a redirect', async () => {
    const { status, headers } = await fetch(`${twin.origin}/.well-known/jmap`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([307, '/jmap/session']);
    const { body } = await call('GET', '/jmap/session');
    expect(body).toMatchObject({ apiUrl: `${twin.origin}/jmap/`, capabilities: { [STALWART]: {} } });
    expect((await call('GET', '/api/principal')).status).toBe(404);
  });

  test('go on after a method that failed, and refer to what came before', async () => {
    const methodCalls = [
      ['x:Sieve/get', { accountId }, 'a'],
      ['x:Domain/query', { accountId, filter: { name: 'acme.example' } }, 'b'],
      [
        'x:Domain/get',
        { accountId, '#ids': { resultOf: 'b', name: 'x:Domain/query', path: '/ids' }, properties: ['name'] },
        'c',
      ],
      ['x:Domain/get', { accountId, '#ids': { resultOf: 'a', name: 'x:Sieve/get', path: '/ids' } }, 'd'],
    ];
    const { methodResponses } = (await post({ using, methodCalls })).body;
    expect(methodResponses).toEqual([
      ['error', { type: 'unknownMethod', description: 'x:Sieve/get' }, 'a'],
      ['x:Domain/query', expect.objectContaining({ ids: [domainId] }), 'b'],
      ['x:Domain/get', { accountId, list: [{ id: domainId, name: 'acme.example' }], notFound: [] }, 'c'],
      ['error', { type: 'invalidResultReference', description: expect.any(String) }, 'd'],
    ]);
  });

  test.each([
    ['x:Domain/get', { ids: 'b' }, 'invalidArguments'],
    ['x:Domain/get', { accountId: 'z' }, 'accountNotFound'],
    ['x:Domain/get', { ids: Array(501).fill('b') }, 'requestTooLarge'],
    ['x:Domain/set', { destroy: Array(501).fill('b') }, 'requestTooLarge'],
    ['x:Domain/set', { create: [] }, 'invalidArguments'],
    ['x:Account/query', { limit: '10' }, 'invalidArguments'],
    ['x:Account/query', { filter: { emailAddress: 'x' } }, 'unsupportedFilter'],
    ['x:Account/query', { filter: { operator: 'OR', conditions: [] } }, 'unsupportedFilter'],
    ['x:Account/query', { sort: [{ property: 'name' }] }, 'unsupportedSort'],
  ])('%s %j fails as %s', async (method, args, type) => {
    expect(await ask(method, args)).toMatchObject({ type });
  });
});

describe('credentials', () => {
  test.each([
    ['none', {}],
    ['a wrong key', { authorization: 'Bearer wrong' }],
    ['a wrong password', { authorization: basicAuth(ADMIN.user, 'wrong') }],
  ])('%s', async (_, headers) => {
    const as = caller(twin, headers as Record<string, string>);
    expect(await as('GET', '/jmap/session')).toMatchObject({
      status: 401,
      body: { status: 401, detail: 'You have to authenticate first.' },
    });
    expect((await as('POST', '/jmap', { using, methodCalls: [] })).status).toBe(401);
  });

  test('may be the password of an administrator', async () => {
    const as = by(basicAuth(ADMIN.user, ADMIN.password));
    expect(await create('Account', alex(), as)).toHaveProperty('id');
  });

  test('that only look may write nothing', async () => {
    const as = by(`Bearer ${READER_KEY}`);
    expect(await ask('x:Account/query', {}, as)).toMatchObject({ ids: [] });
    expect(await ask('x:Account/set', {}, as)).toMatchObject({
      ...{ type: 'forbidden', description: 'You are not authorized to create, update or destroy objects of this type' },
    });
  });

  test('that make may neither change nor destroy', async () => {
    const as = by(`Bearer ${MAKER_KEY}`);
    const { id } = await create('Account', alex(), as);
    const refused = (what: string) => ({
      ...{ type: 'forbidden', description: `You are not authorized to ${what} objects of this type` },
    });
    expect(await ask('x:Account/set', { update: { [id]: {} } }, as)).toEqual(refused('update'));
    expect(await ask('x:Account/set', { destroy: [id] }, as)).toEqual(refused('destroy'));
    expect(twin.mailboxes()).toHaveLength(1);
  });

  test('give nobody what they do not have themselves', async () => {
    const as = by(`Bearer ${MANAGER_KEY}`);
    expect(await create('Account', alex(), as)).toEqual({
      type: 'forbidden',
      description: 'You are not authorized to grant permissions: authenticate, emailReceive, emailSend',
    });
    expect(await create('Domain', { name: 'fresh.example' }, as)).toHaveProperty('id');
  });
});

describe('an object', () => {
  test('has an address that is used once, whether as its own or as an alias', async () => {
    const { id } = await create('Account', { ...alex(), aliases: { 0: { name: 'a', domainId } } });
    const conflict = { type: 'primaryKeyViolation', properties: ['email'], objectId: { object: 'Account', id } };
    expect(await create('Account', alex())).toEqual(conflict);
    expect(await create('Account', { ...alex(), name: 'a' })).toEqual(conflict);
    expect(await create('Account', { ...alex(), name: 'sam', aliases: { 0: { name: 'alex', domainId } } })).toEqual(
      conflict,
    );
    expect(await create('Domain', { name: 'acme.example' })).toEqual({
      ...{ type: 'primaryKeyViolation', properties: ['name'], objectId: { object: 'Domain', id: domainId } },
    });
  });

  test('is a domain under one name, whether as its own or as an alias', async () => {
    const { id } = await create('Domain', { name: 'fresh.example', aliases: { 'alias.example': true } });
    const conflict = (property: string, of: string) => ({
      ...{ type: 'primaryKeyViolation', properties: [property], objectId: { object: 'Domain', id: of } },
    });
    expect(await create('Domain', { name: 'alias.example' })).toEqual(conflict('name', id));
    const aliases = { 'acme.example': true };
    expect(await create('Domain', { name: 'third.example', aliases })).toEqual(conflict('aliases', domainId));
    expect(await update('Domain', id, { aliases })).toEqual(conflict('aliases', domainId));
  });

  test('belongs to a domain that is there, and keeps it there', async () => {
    expect(await create('Account', { ...alex(), domainId: 'szz' })).toEqual({
      ...{ type: 'invalidForeignKey', objectId: { object: 'Domain', id: 'szz' } },
    });
    const { id } = await create('Account', alex());
    expect((await ask('x:Domain/set', { destroy: [domainId] })).notDestroyed[domainId]).toMatchObject({
      ...{ type: 'objectIsLinked', linkedObjects: [{ object: 'Account', id }] },
    });
    expect((await ask('x:Account/set', { destroy: [id] })).destroyed).toEqual([id]);
    expect((await ask('x:Account/set', { destroy: [id] })).notDestroyed[id]).toEqual({ type: 'notFound' });
    expect((await ask('x:Domain/set', { destroy: [domainId] })).destroyed).toEqual([domainId]);
  });

  test.each([
    [{ 0: { ...password, secret: 'short' } }, 'Password must be at least 8 characters long.'],
    [{ 0: password, 1: password }, 'Only one password credential is allowed.'],
    [{ 0: { '@type': 'AppPassword', secret: 'correct horse' } }, 'Secondary credentials cannot be set directly.'],
  ])('has no credentials like %j', async (credentials, description) => {
    expect(await create('Account', { ...alex(), credentials })).toMatchObject({
      type: 'invalidProperties',
      description,
    });
  });

  test('is changed by pointers, and shows no password', async () => {
    const { id } = await create('Account', { ...alex(), credentials: { 0: password }, description: 'Alex' });
    await update('Account', id, {
      'credentials/0/secret': 'battery staple',
      'aliases/3': { name: 'a', domainId },
      description: null,
    });
    const [shown] = (await ask('x:Account/get', { ids: [id] })).list;
    expect(shown).toMatchObject({
      ...{ id, emailAddress: 'alex@acme.example', aliases: { 3: { name: 'a' } }, description: null },
      credentials: { 0: { '@type': 'Password', secret: '****' } },
    });
    expect(twin.mailboxes()).toMatchObject([{ password: 'battery staple', aliases: ['a@acme.example'] }]);
    expect(await update('Account', 'szz', {})).toEqual({ type: 'notFound' });
  });

  test('says in three permissions that nobody may use it', async () => {
    const disabledPermissions = { authenticate: true, emailReceive: true };
    const { id } = await create('Account', { ...alex(), permissions: { '@type': 'Merge', disabledPermissions } });
    expect(twin.mailboxes()).toMatchObject([{ state: 'active' }]);
    await update('Account', id, { 'permissions/disabledPermissions/emailSend': true });
    expect(twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
  });
});

describe('a signature', () => {
  test('shows its public key, and never the private one', async () => {
    const { id } = await create('DkimSignature', signature());
    const [shown] = (await ask('x:DkimSignature/get', { ids: [id] })).list;
    expect(shown).toMatchObject({ stage: 'active', privateKey: { '@type': 'Text', secret: '****' } });
    const p = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
    expect(shown.publicKey).toBe(p);
    expect((await ask('x:DkimSignature/query', { filter: { domainId } })).ids).toEqual([id]);
    expect(await ask('x:DkimSignature/query', { filter: { selector: 'first' } })).toMatchObject({
      type: 'unsupportedFilter',
    });
  });

  test('needs a key of its kind, and a domain', async () => {
    const failed = { type: 'invalidProperties', description: /^Failed to validate DKIM signature: / };
    const broken = { ...signature(), privateKey: { ...key, secret: 'no key' } };
    for (const wrong of [{ ...signature(), '@type': 'Dkim1Ed25519Sha256' }, broken]) {
      const { type, description } = await create('DkimSignature', wrong);
      expect([type, description]).toEqual([failed.type, expect.stringMatching(failed.description)]);
    }
    expect(await create('DkimSignature', { ...signature(), domainId: 'szz' })).toMatchObject({
      type: 'invalidForeignKey',
    });
  });

  test('may be made in one request with its domain, which it then holds', async () => {
    const methodCalls = [
      ['x:Domain/set', { accountId, create: { new: { name: 'fresh.example' } } }, 'a'],
      ['x:DkimSignature/set', { accountId, create: { key: { ...signature(), domainId: '#new' } } }, 'b'],
    ];
    const { methodResponses } = (await call('POST', '/jmap', { using, methodCalls })).body;
    const [{ id }, made] = [methodResponses[0][1].created.new, methodResponses[1][1].created.key];
    expect((await ask('x:Domain/set', { destroy: [id] })).notDestroyed[id]).toMatchObject({
      ...{ type: 'objectIsLinked', linkedObjects: [{ object: 'DkimSignature', id: made.id }] },
    });
  });
});

describe('pages', () => {
  beforeEach(() => {
    for (const user of ['a', 'b', 'c', 'd', 'e']) twin.put({ address: `${user}@acme.example` });
  });
  const names = async (args: object) => {
    const { ids, ...rest } = await ask('x:Account/query', { limit: 2, ...args });
    const { list } = await ask('x:Account/get', { ids });
    return [list.map(({ name }: { name: string }) => name).join(''), rest.total];
  };

  test('fit together where the total is asked for', async () => {
    const total = { calculateTotal: true };
    expect(await names({ ...total, position: 0 })).toEqual(['ed', 5]);
    expect(await names({ ...total, position: 2 })).toEqual(['cb', 5]);
    expect(await names({ ...total, position: 4 })).toEqual(['a', 5]);
    expect(await names({ ...total, sort: [{ property: 'id', isAscending: true }] })).toEqual(['ab', 5]);
  });

  test('do not fit together without', async () => {
    expect(await names({ position: 0 })).toEqual(['ed', undefined]);
    expect(await names({ position: 2 })).toEqual(['dc', undefined]);
    expect(await names({})).toEqual(['ba', undefined]);
  });

  test('are of what is filtered for', async () => {
    twin.put({ address: 'a@other.example' });
    expect((await names({ limit: 10, filter: { domainId } }))[0]).toBe('edcba');
    expect((await names({ limit: 10, filter: { name: 'a' } }))[0]).toBe('aa');
    expect((await names({ limit: 10, filter: { name: 'a', domainId, '@type': 'Group' } }))[0]).toBe('');
  });
});

test('more than 1,000 calls in a minute are refused with the time to wait', async () => {
  const session = () => call('GET', '/jmap/session');
  const sent = twin.calls.length;
  for (let index = sent; index < 1000; index++) await session();
  const { status, body, headers } = await session();
  expect([status, body.status, Number(headers.get('retry-after')) > 0]).toEqual([429, 429, true]);
});
