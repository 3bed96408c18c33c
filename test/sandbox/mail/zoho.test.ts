import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { startZohoTwin, type ZohoTwinOptions } from '../../../src/sandbox/mail/zoho/twin.ts';
import { type Caller, caller, type Reply } from './caller.ts';

const NOW = Date.UTC(2026, 10, 26);
let twin: MailTwin;
let dns: Record<string, string[]>;
let call: Caller;

async function start(options: ZohoTwinOptions = {}): Promise<void> {
  await twin?.close();
  const rate = { calls: 100_000, lockSeconds: 60 };
  twin = await startZohoTwin({ clock: sandboxClock(NOW), lookup: async name => dns[name] ?? [], rate, ...options });
  call = await authorized();
}

beforeEach(async () => {
  dns = {};
  await start();
});
afterEach(() => twin.close());

const grantFields = () => ({
  grant_type: 'refresh_token',
  client_id: twin.env.ZOHO_CLIENT_ID ?? '',
  client_secret: twin.env.ZOHO_CLIENT_SECRET ?? '',
  refresh_token: twin.env.ZOHO_REFRESH_TOKEN ?? '',
});

const login = (changes: Record<string, string> = {}): Promise<Reply> =>
  caller(twin, {})('POST', '/oauth/v2/token', new URLSearchParams({ ...grantFields(), ...changes }));

async function authorized(): Promise<Caller> {
  const { body } = await login();
  const send = caller(twin, { authorization: `Zoho-oauthtoken ${body.access_token}` });
  return (method, path, body) => send(method, `/api/organization/${twin.account.zoid}${path}`, body);
}

const alex = { primaryEmailAddress: 'alex@acme.example', password: 'Correct-horse-7', displayName: 'Alex Reed' };
const ids = async (address = alex.primaryEmailAddress) => {
  const { zuid, accountId } = (await call('GET', `/accounts/${address}`)).body.data;
  return { zuid, accountId };
};
const refused = (moreInfo: unknown = expect.any(String)) => ({
  status: 400,
  body: { status: { code: 400, description: 'Invalid Input' }, data: { moreInfo } },
});

describe('tokens', () => {
  test('errors are 200 with the error inside', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ client_id: 'x' }, 'invalid_client'],
      [{ client_secret: 'x' }, 'invalid_client_secret'],
      [{ refresh_token: 'x' }, 'invalid_code'],
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
    ];
    for (const [changes, error] of wrong) expect(await login(changes)).toMatchObject({ status: 200, body: { error } });
  });

  test('ten in ten minutes, then none until the window has moved', async () => {
    for (let each = 0; each < 9; each++) expect((await login()).body).toHaveProperty('access_token');
    expect(await login()).toMatchObject({ status: 400, body: { error: 'Access Denied' } });
    twin.clock.advance(600_000);
    expect((await login()).body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  });

  test('are needed in the header with their own word, and run out after an hour', async () => {
    const path = `/api/organization/${twin.account.zoid}/accounts`;
    const invalid = { status: 401, body: { data: { errorCode: 'INVALID_OAUTHTOKEN' } } };
    const { access_token } = (await login()).body;
    expect(await caller(twin, {})('GET', path)).toMatchObject(invalid);
    expect(await caller(twin, { authorization: `Bearer ${access_token}` })('GET', path)).toMatchObject(invalid);
    expect((await call('GET', '/accounts')).status).toBe(200);
    twin.clock.advance(3600_000);
    expect(await call('GET', '/accounts')).toMatchObject(invalid);
  });

  test('open what their scopes say', async () => {
    const calls: [string, string, string, unknown?][] = [
      ['accounts.CREATE', 'POST', '/accounts', alex],
      ['accounts.READ', 'GET', '/accounts'],
      ['accounts.UPDATE', 'PUT', '/accounts/1', {}],
      ['accounts.DELETE', 'DELETE', '/accounts', { emailList: ['x@acme.example'] }],
      ['domains.CREATE', 'POST', '/domains', { domainName: 'b.example' }],
      ['domains.READ', 'GET', '/domains'],
      ['domains.UPDATE', 'PUT', '/domains/b.example', {}],
      ['domains.DELETE', 'DELETE', '/domains/b.example'],
    ];
    for (const [scope] of calls) {
      await start({
        scopes: calls.map(([name]) => `ZohoMail.organization.${name}`).filter(each => !each.endsWith(scope)),
      });
      for (const [name, method, path, body] of calls) {
        const { errorCode } = (await call(method, path, body)).body.data ?? {};
        expect(errorCode === 'INVALID_OAUTHSCOPE', `without ${scope}: ${method} ${path}`).toBe(name === scope);
      }
    }
  });

  test('open no other organisation', async () => {
    const { access_token } = (await login()).body;
    const send = caller(twin, { authorization: `Zoho-oauthtoken ${access_token}` });
    expect((await send('GET', '/api/organization/1/accounts')).status).toBe(403);
  });
});

/** post-add-user-to-org, each field with a good and a wrong value. */
const accountFields: [string, unknown, unknown][] = [
  ['primaryEmailAddress', 'alex@acme.example', 'alex'],
  ['password', 'Battery-staple-8', 8],
  ['firstName', 'Alex', 1],
  ['lastName', 'Reed', 1],
  ['displayName', 'Alex Reed', 1],
  ['role', 'member', 'owner'],
  ['country', 'de', 1],
  ['language', 'en', 1],
  ['timeZone', 'Europe/Berlin', 1],
  ['oneTimePassword', false, 'no'],
  ['userExpiry', 100, '100'],
  ['groupMailList', ['all@acme.example'], 'all@acme.example'],
];

describe('accounts', () => {
  beforeEach(() => twin.addDomain('acme.example'));

  test('each published field is taken, refused with another type, and others are unknown', async () => {
    for (const [name, good, wrong] of accountFields) {
      twin.remove('alex@acme.example');
      expect(await call('POST', '/accounts', { ...alex, [name]: wrong }), name).toMatchObject(refused());
      expect((await call('POST', '/accounts', { ...alex, [name]: good })).status, name).toBe(201);
    }
    for (const name of ['address', 'alias', 'quota', 'mode'])
      expect(await call('POST', '/accounts', { ...alex, [name]: 'x' })).toMatchObject(refused());
    for (const name of ['primaryEmailAddress', 'password'])
      expect(await call('POST', '/accounts', { ...alex, [name]: undefined })).toMatchObject(refused());
    expect(await call('POST', '/accounts', '{')).toMatchObject(refused('JSON is not well formed'));
  });

  test("a duplicate, somebody's alias, a foreign domain and a weak password are refused", async () => {
    await call('POST', '/accounts', alex);
    twin.put({ address: 'alex@acme.example', aliases: ['hello@acme.example'] });
    for (const primaryEmailAddress of ['Alex@acme.example', 'hello@acme.example'])
      expect(await call('POST', '/accounts', { ...alex, primaryEmailAddress })).toMatchObject(
        refused('Email address already exists'),
      );
    expect(await call('POST', '/accounts', { ...alex, primaryEmailAddress: 'alex@b.example' })).toMatchObject(
      refused(),
    );
    const kim = { ...alex, primaryEmailAddress: 'kim@acme.example' };
    for (const password of ['Short-1', 'all-lower-case-1', 'No-digits-here'])
      expect(await call('POST', '/accounts', { ...kim, password })).toMatchObject(refused());
  });

  test('ten a page unless a limit is given, at most 200, and never a password', async () => {
    for (let each = 0; each < 250; each++)
      twin.put({ address: `user${each}@acme.example`, password: `Password-${each}` });
    expect((await call('GET', '/accounts')).body.data).toHaveLength(10);
    const first = (await call('GET', '/accounts?start=0&limit=500')).body.data;
    expect(first).toHaveLength(200);
    const second = (await call('GET', '/accounts?start=200&limit=200')).body.data;
    expect(second).toHaveLength(50);
    expect(new Set([...first, ...second].map(each => each.zuid)).size).toBe(250);
    expect(JSON.stringify(first)).not.toContain('Password-');
    for (const query of ['page=2', 'limit=x', 'start=-1'])
      expect((await call('GET', `/accounts?${query}`)).status).toBe(400);
  });

  test('are read by zuid or address, with what Zoho shows of them', async () => {
    await call('POST', '/accounts', alex);
    const { zuid, accountId } = await ids();
    expect((await call('GET', `/accounts/${zuid}`)).body.data).toMatchObject({
      ...{ zuid, accountId, primaryEmailAddress: 'alex@acme.example', displayName: 'Alex Reed' },
      ...{ mailboxStatus: 'enabled', enabled: true, accountCreationTime: NOW, imapAccessEnabled: false },
      emailAddress: [{ mailId: 'alex@acme.example', isAlias: false, isPrimary: true }],
    });
    expect((await call('GET', '/accounts/nobody@acme.example')).status).toBe(404);
  });

  /** Each documented mode with a good body, and one field too wrong or too few. */
  const modes: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['resetPassword', { password: 'Battery-staple-8' }, { password: 8 }],
    ['addEmailAlias', { emailAlias: ['a@acme.example'] }, { emailAlias: 'a@acme.example' }],
    ['deleteEmailAlias', { emailAlias: ['a@acme.example'] }, { emailAlias: [] }],
    ['displaynameemailupdate', { displayName: 'A', emailAddress: 'alex@acme.example' }, { displayName: 'A' }],
    [
      'disableUser',
      { blockIncoming: 'true', removeMailforward: false, removeGroupMembership: false, removeAlias: false },
      { blockIncoming: 'yes' },
    ],
    ['enableUser', { unblockIncoming: true }, {}],
    ['updateIMAPStatus', { imapAccessEnabled: 'true' }, {}],
    ['updateIncomingStatus', { incomingBlocked: false }, { incomingBlocked: 0 }],
    ['updateOutgoingStatus', { outgoingBlocked: false }, {}],
  ];

  test('each documented mode is taken, strictly', async () => {
    await call('POST', '/accounts', alex);
    const { zuid, accountId } = await ids();
    for (const [mode, good, wrong] of modes) {
      const path = `/accounts/${accountId}`;
      expect(await call('PUT', path, { mode, zuid, ...wrong }), `${mode}, wrong`).toMatchObject(refused());
      expect(await call('PUT', path, { mode, zuid, ...good, note: '' }), `${mode}, unknown`).toMatchObject(refused());
      expect(await call('PUT', path, { mode, ...good }), `${mode}, no zuid`).toMatchObject(refused());
      expect(await call('PUT', path, { mode, zuid: 1, ...good }), `${mode}, other zuid`).toMatchObject(refused());
      expect((await call('PUT', path, { mode, zuid: String(zuid), ...good })).status, mode).toBe(200);
    }
    for (const mode of ['updateName', 'toString', undefined])
      expect(await call('PUT', `/accounts/${accountId}`, { mode, zuid })).toMatchObject(refused());
  });

  test('modes do what they say', async () => {
    await call('POST', '/accounts', alex);
    const { zuid } = await ids();
    const order = (mode: string, more: object) => call('PUT', `/accounts/${zuid}`, { mode, zuid, ...more });
    await order('addEmailAlias', { emailAlias: ['a@acme.example', 'b@acme.example'] });
    await order('deleteEmailAlias', { emailAlias: ['a@acme.example'] });
    expect(await order('deleteEmailAlias', { emailAlias: ['a@acme.example'] })).toMatchObject(refused());
    expect(await order('addEmailAlias', { emailAlias: ['b@acme.example'] })).toMatchObject(refused());
    await order('disableUser', {});
    await order('resetPassword', { password: 'Battery-staple-8' });
    expect(twin.mailboxes()).toMatchObject([
      { state: 'suspended', aliases: ['b@acme.example'], password: 'Battery-staple-8' },
    ]);
    await order('enableUser', { unblockIncoming: true });
    await order('displaynameemailupdate', { displayName: 'Lex', emailAddress: 'alex@acme.example' });
    expect(twin.mailboxes()).toMatchObject([{ state: 'active', name: 'Lex' }]);
  });

  test('are deleted by a DELETE with a body', async () => {
    await call('POST', '/accounts', alex);
    twin.put({ address: 'kim@acme.example' });
    const { zuid } = await ids();
    for (const body of [{}, { accountList: zuid }, { zuid }, { accountList: [zuid], force: true }])
      expect(await call('DELETE', '/accounts', body)).toMatchObject(refused());
    expect((await call('DELETE', '/accounts', { accountList: [zuid] })).status).toBe(200);
    expect((await call('DELETE', '/accounts', { emailList: ['kim@acme.example'] })).status).toBe(200);
    expect((await call('DELETE', '/accounts', { emailList: ['kim@acme.example'] })).status).toBe(404);
    expect(twin.mailboxes()).toEqual([]);
  });
});

describe('domains', () => {
  const put = (mode: string, more: object = {}, path = '/domains/acme.example') => call('PUT', path, { mode, ...more });

  test('are added once, by their name alone', async () => {
    expect(await call('POST', '/domains', { domainName: 'acme.example' })).toMatchObject({
      status: 201,
      body: {
        data: {
          domainName: 'acme.example',
          verificationStatus: false,
          CNAMEVerificationCode: expect.stringMatching(/^zb\d{8}$/),
        },
      },
    });
    for (const body of [
      { domainName: 'acme.example' },
      { domainName: 'acme' },
      { name: 'b.example' },
      { domainName: 'b.example', zoid: 1 },
      {},
    ])
      expect(await call('POST', '/domains', body)).toMatchObject(refused());
    expect((await call('GET', '/domains')).body.data.domainVO).toHaveLength(1);
    expect((await call('GET', '/domains/b.example')).status).toBe(404);
  });

  test('that verification failed is a success with the failure inside, on both paths', async () => {
    const { CNAMEVerificationCode } = (await call('POST', '/domains', { domainName: 'acme.example' })).body.data;
    for (const path of ['/domains/acme.example', '/domains/acme.example/verifyDomain'])
      expect(await put('verifyDomainByTXT', {}, path)).toMatchObject({
        ...{ status: 200, body: { status: { code: 200 }, data: { status: false, error: 'TXT_RECORD_HOST_UNKNOWN' } } },
      });
    expect((await put('enableMailHosting')).status).toBe(400);
    expect((await put('addDkimDetail', { selector: 'zmail' })).status).toBe(400);
    dns['acme.example'] = [`zoho-verification=${CNAMEVerificationCode}.zmverify.zoho.com`];
    expect((await put('verifyDomainByTXT')).body.data).toMatchObject({ status: false });
    dns['acme.example'] = [`zoho-verification=${CNAMEVerificationCode}.zmverify.zoho.eu`];
    expect((await put('verifyDomainByTXT')).body.data).toEqual({ status: true });
    expect(await put('verifyDomainByTXT')).toMatchObject({
      status: 400,
      body: { data: { error: 'DOMAIN_ALREADY_VERIFIED' } },
    });
    expect((await put('enableMailHosting')).status).toBe(200);
    expect(await put('enableMailHosting')).toMatchObject(
      refused('MailHosting is already enabled for the domain acme.example'),
    );
    expect(twin.domains()).toEqual([{ domain: 'acme.example', ready: true }]);
  });

  test('have DKIM keys, which are verified in DNS and made the default', async () => {
    twin.addDomain('acme.example');
    for (const more of [{}, { selector: 1 }, { selector: 'zmail', keySize: 512 }, { selector: 'zmail', key: '' }])
      expect(await put('addDkimDetail', more)).toMatchObject(refused());
    const { dkimId, publicKey } = (await put('addDkimDetail', { selector: 'zmail', keySize: 2048, isDefault: false }))
      .body.data;
    expect(publicKey).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{392}$/);
    expect(await put('addDkimDetail', { selector: 'zmail' })).toMatchObject(refused());
    expect((await put('verifyDkimKey', { dkimId })).body.data).toMatchObject({ dkimstatus: false });
    dns['zmail._domainkey.acme.example'] = [publicKey];
    expect((await put('verifyDkimKey', { dkimId })).body.data).toEqual({ dkimstatus: true });
    await put('makeDkimDefault', { dkimId: Number(dkimId) });
    const read = async () => (await call('GET', '/domains/acme.example')).body.data;
    expect(await read()).toMatchObject({
      dkimstatus: true,
      dkimDetailList: [{ selector: 'zmail', isVerified: true, isDefault: true }],
    });
    expect(await put('verifyDkimKey', { dkimId: 1 })).toMatchObject(refused());
    await put('deleteDkimDetail', { dkimId });
    expect(await read()).toMatchObject({ dkimDetailList: [] });
    for (const mode of ['rotateDkim', undefined]) expect(await put(mode as string)).toMatchObject(refused());
  });

  test('are removed without hosting, which needs to be without users', async () => {
    twin.addDomain('acme.example');
    twin.put({ address: 'alex@acme.example' });
    expect((await call('DELETE', '/domains/acme.example')).body.data).toEqual({
      error: 'RMV_HOSTING_BEFORE_DLT_DOMAIN',
    });
    expect((await put('disableMailHosting')).status).toBe(400);
    twin.remove('alex@acme.example');
    expect((await put('disableMailHosting')).status).toBe(200);
    expect((await call('DELETE', '/domains/acme.example')).status).toBe(200);
    expect((await call('DELETE', '/domains/acme.example')).status).toBe(404);
  });
});

test('30 calls in a minute, then none for as long as the lock holds', async () => {
  await start({ rate: { calls: 30, lockSeconds: 90 } });
  for (let each = 0; each < 30; each++) expect((await call('GET', '/domains')).status).toBe(200);
  const locked = { status: 400, body: { data: { errorCode: 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED' } } };
  expect(await call('GET', '/domains')).toMatchObject(locked);
  twin.clock.advance(89_000);
  expect(await call('GET', '/domains')).toMatchObject(locked);
  twin.clock.advance(1000);
  expect((await call('GET', '/domains')).status).toBe(200);
});

test('what Zoho does not have is refused', async () => {
  expect((await call('GET', '/mailboxes')).status).toBe(404);
  expect((await call('PATCH', '/accounts/1', {})).status).toBe(404);
});
