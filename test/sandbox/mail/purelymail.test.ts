import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPurelymailTwin } from '../../../src/sandbox/mail/purelymail/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { type Caller, caller } from './caller.ts';

let twin: MailTwin;
let call: Caller;
const dns = new Map<string, string[]>();

beforeEach(async () => {
  dns.clear();
  twin = await startPurelymailTwin({ lookup: async (name, type) => dns.get(`${name} ${type}`) ?? [] });
  twin.addDomain('acme.example');
  call = caller(twin, { 'purelymail-api-token': twin.env.PURELYMAIL_API_TOKEN ?? '' });
});

afterEach(() => twin.close());

const ask = async (operation: string, body: unknown = {}) => (await call('POST', `/api/v0/${operation}`, body)).body;
const alex = { userName: 'alex', domainName: 'acme.example', password: 'correct horse' };
const rule = { domainName: 'acme.example', prefix: false, matchUser: 'a', targetAddresses: ['alex@acme.example'] };
const success = { type: 'success', result: {} };
const error = (code: string) => ({ type: 'error', code, message: expect.any(String) });

/** Each operation's fields in the OpenAPI document: one that is right, and one that is not. */
const published: [string, Record<string, unknown>, [string, unknown, unknown][]][] = [
  [
    'createUser',
    alex,
    [
      ['userName', 'alex', 'alex@acme.example'],
      ['password', 'x', 7],
      ['enablePasswordReset', false, 'false'],
      ['recoveryEmail', 'a@else.example', 7],
      ['recoveryEmailDescription', 'home', 7],
      ['recoveryPhone', '+1 555 0100', 15550100],
      ['recoveryPhoneDescription', 'home', null],
      ['enableSearchIndexing', true, 1],
      ['sendWelcomeEmail', false, 'no'],
    ],
  ],
  [
    'modifyUser',
    { userName: 'sam@acme.example' },
    [
      ['newUserName', 'samuel@acme.example', 'samuel'],
      ['newPassword', 'staple', ''],
      ['enableSearchIndexing', false, 0],
      ['enablePasswordReset', false, 'no'],
      ['requireTwoFactorAuthentication', true, 'yes'],
    ],
  ],
  [
    'createRoutingRule',
    rule,
    [
      ['prefix', true, 'true'],
      ['matchUser', '', null],
      ['targetAddresses', ['a@else.example', 'b@else.example'], 'a@else.example'],
      ['catchall', true, 1],
    ],
  ],
  ['listDomains', {}, [['includeShared', true, 'true']]],
];

describe.each(published)('%s', (operation, body, fields) => {
  beforeEach(() => twin.put({ address: 'sam@acme.example' }));

  test.each(fields)('takes %s of its type and no other', async (field, right, wrong) => {
    expect(await ask(operation, { ...body, [field]: wrong })).toEqual(error('invalidRequest'));
    expect(await ask(operation, { ...body, [field]: right })).toMatchObject({ type: 'success' });
  });

  test('takes no other field, and lacks none', async () => {
    expect(await ask(operation, { ...body, colour: 'red' })).toEqual(error('invalidRequest'));
    for (const field of Object.keys(body)) {
      const { [field]: _, ...less } = body;
      expect(await ask(operation, less)).toEqual(error('invalidRequest'));
    }
  });
});

test.each([
  ['addDomain', { domainName: 7 }],
  ['addDomain', { name: 'fresh.example' }],
  ['deleteDomain', { domainName: 'acme.example' }],
  ['getUser', { userName: 'alex' }],
  ['deleteUser', {}],
  ['deleteRoutingRule', { routingRuleId: '1' }],
  ['listUser', { limit: 10 }],
  ['listRoutingRules', { domainName: 'acme.example' }],
  ['getOwnershipCode', { domainName: 'acme.example' }],
  ['checkAccountCredit', []],
])('%s does not take %j', async (operation, body) => {
  expect(await ask(operation, body)).toEqual(error('invalidRequest'));
});

test('errors are 200 too, and only what has no operation is not', async () => {
  const reply = await call('POST', '/api/v0/getUser', { userName: 'nobody@acme.example' });
  expect(reply).toMatchObject({ status: 200, body: error('internalError') });
  expect(await call('POST', '/api/v0/suspendUser', {})).toMatchObject({
    status: 404,
    body: expect.stringContaining('<html>'),
  });
  expect((await call('GET', '/api/v0/listUser')).status).toBe(404);
  expect((await call('POST', '/api/v0/listUser', '{')).body).toEqual(error('invalidRequest'));
});

test.each([
  ['no token', {}, 'Token must be supplied in Purelymail-Api-Token header'],
  ['a wrong token', { 'purelymail-api-token': 'wrong' }, 'Token not valid.'],
  [
    'a bearer token',
    { authorization: 'Bearer sandbox-purelymail-token' },
    'Token must be supplied in Purelymail-Api-Token header',
  ],
])('%s is an error of 200', async (_, headers, message) => {
  const reply = await caller(twin, headers as Record<string, string>)('POST', '/api/v0/createUser', alex);
  expect(reply).toMatchObject({ status: 200, body: { type: 'error', code: 'invalidToken', message } });
  expect(twin.mailboxes()).toEqual([]);
});

test('a domain is added once its DNS has the code, which is the same for all', async () => {
  const { code } = (await ask('getOwnershipCode')).result;
  expect(await ask('addDomain', { domainName: 'fresh.example' })).toMatchObject({
    message: 'DNS ownership checks did not pass',
  });
  dns.set('fresh.example TXT', ['v=spf1 -all', code]);
  expect(await ask('addDomain', { domainName: 'fresh.example' })).toEqual(success);
  expect(await ask('addDomain', { domainName: 'fresh.example' })).toMatchObject({ message: 'Domain already exists' });
  dns.set('fresh.example MX', ['10 mailserver.purelymail.com']);
  expect((await ask('listDomains')).result.domains[1]).toMatchObject({
    name: 'fresh.example',
    dnsSummary: { passesMx: true, passesSpf: false },
  });
});

test('a domain goes with its users and rules', async () => {
  await ask('createUser', alex);
  await ask('createRoutingRule', rule);
  expect(await ask('deleteDomain', { name: 'acme.example' })).toEqual(success);
  expect(twin.mailboxes()).toEqual([]);
  expect((await ask('listRoutingRules')).result.rules).toEqual([]);
  expect(await ask('deleteDomain', { name: 'acme.example' })).toEqual(error('internalError'));
});

test('a user is made once, changed, read without password, deleted once', async () => {
  expect(await ask('createUser', alex)).toEqual(success);
  expect(await ask('createUser', alex)).toEqual(error('internalError'));
  expect(await ask('createUser', { ...alex, domainName: 'none.example' })).toEqual(error('internalError'));
  const userName = 'alex@acme.example';
  expect(await ask('modifyUser', { userName, newPassword: 'staple', enablePasswordReset: false })).toEqual(success);
  const { result } = await ask('getUser', { userName });
  expect(result).toMatchObject({ recoveryEnabled: false, requireTwoFactorAuthentication: false, resetMethods: [] });
  expect(JSON.stringify(result)).not.toContain('staple');
  expect(twin.mailboxes()).toMatchObject([{ password: 'staple' }]);
  expect(await ask('deleteUser', { userName })).toEqual(success);
  expect(await ask('deleteUser', { userName })).toEqual(error('internalError'));
});

test('rules have ids, and only one may match the same', async () => {
  expect(await ask('createRoutingRule', rule)).toEqual(success);
  expect(await ask('createRoutingRule', { ...rule, targetAddresses: ['b@else.example'] })).toEqual({
    ...{ type: 'error', code: 'ruleAlreadyExists', message: 'Routing rule conflicts with an existing rule' },
  });
  const { rules } = (await ask('listRoutingRules')).result;
  expect(rules).toEqual([{ id: expect.any(Number), catchall: false, ...rule }]);
  expect(await ask('deleteRoutingRule', { routingRuleId: rules[0].id })).toEqual(success);
  expect(await ask('deleteRoutingRule', { routingRuleId: rules[0].id })).toEqual(error('internalError'));
});

test('no more than 1,000 users are listed', async () => {
  for (let index = 0; index < 1001; index++) twin.put({ address: `user${index}@acme.example` });
  expect((await ask('listUser')).result.users).toHaveLength(1000);
});
