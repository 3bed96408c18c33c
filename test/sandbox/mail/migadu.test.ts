import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basicAuth } from '../../../src/mail/basic-auth.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { startMigaduTwin } from '../../../src/sandbox/mail/migadu/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { type Caller, caller } from './caller.ts';

let twin: MailTwin;
let call: Caller;
const dns = new Map<string, string[]>();
const authorization = (user = twin.account.user ?? '', key = twin.env.MIGADU_API_KEY ?? '') => basicAuth(user, key);

beforeEach(async () => {
  dns.clear();
  const lookup = async (name: string, type: string) => dns.get(`${name} ${type}`) ?? [];
  twin = await startMigaduTwin({ clock: sandboxClock(Date.UTC(2026, 10, 26)), lookup });
  twin.addDomain('acme.example');
  call = caller(twin, { authorization: authorization() });
});

afterEach(() => twin.close());

const path = '/v1/domains/acme.example';
const alex = { local_part: 'alex', name: 'Alex Reed', password: 'correct horse' };
const makeAlex = () => call('POST', `${path}/mailboxes`, alex);

describe('a mailbox', () => {
  test('comes back whole, with its defaults and without its password', async () => {
    expect(await makeAlex()).toMatchObject({
      status: 200,
      body: {
        address: 'alex@acme.example',
        domain_name: 'acme.example',
        name: 'Alex Reed',
        is_active: true,
        may_send: true,
        may_access_managesieve: true,
        daily_outgoing_limit: 0,
        footer_active: false,
        forwardings: [],
        activated_at: '2026-11-26T00:00:00.000Z',
      },
    });
    const { body } = await call('GET', `${path}/mailboxes`);
    expect(body.mailboxes).toEqual([(await call('GET', `${path}/mailboxes/alex`)).body]);
    expect(JSON.stringify(body)).not.toContain('correct horse');
  });

  /** Every field of migadu.com/api and of the public clients' structures, with a value of its type and one that is not. */
  const fields: [string, unknown, unknown][] = [
    ['name', 'Alex', 1],
    ['password', 'staple', 7],
    ['password_recovery_email', 'alex@else.example', 7],
    ['is_internal', true, 'true'],
    ['wildcard_sender', true, 1],
    ['may_send', false, 'no'],
    ['may_receive', false, 0],
    ['may_access_imap', false, null],
    ['may_access_pop3', false, 'false'],
    ['may_access_managesieve', false, 'false'],
    ['daily_incoming_limit', 100, '100'],
    ['weekly_incoming_limit', 100, -1],
    ['monthly_incoming_limit', 100, 1.5],
    ['daily_outgoing_limit', 40, '40'],
    ['weekly_outgoing_limit', 40, null],
    ['monthly_outgoing_limit', 40, -1],
    ['spam_action', 'folder', 'shred'],
    ['spam_aggressiveness', 'strict', 3],
    ['sender_denylist', 'a@b.example,c@d.example', 1],
    ['sender_allowlist', 'a@b.example', false],
    ['recipient_denylist', 'a@b.example', { a: 1 }],
    ['autorespond_active', true, 'yes'],
    ['autorespond_subject', 'Away', 1],
    ['autorespond_body', 'Away', []],
    ['autorespond_expires_on', '2027-01-01', 20270101],
    ['footer_active', true, 1],
    ['footer_plain_body', 'Alex', 1],
    ['footer_html_body', '<p>Alex</p>', 1],
    ['expireable', true, 'true'],
    ['expires_on', '2027-01-01', 0],
    ['remove_upon_expiry', true, 'true'],
  ];

  test.each(fields)('takes %s when it is made and when it is changed', async (field, right, wrong) => {
    expect(await call('POST', `${path}/mailboxes`, { ...alex, [field]: wrong })).toMatchObject({ status: 400 });
    expect(twin.mailboxes()).toEqual([]);
    expect(await call('POST', `${path}/mailboxes`, { ...alex, [field]: right })).toMatchObject({ status: 200 });
    expect(await call('PUT', `${path}/mailboxes/alex`, { [field]: wrong })).toMatchObject({ status: 400 });
    const changed = await call('PUT', `${path}/mailboxes/alex`, { [field]: right });
    expect(changed.status).toBe(200);
    if (field === 'password') expect(changed.body).not.toHaveProperty('password');
    else expect(changed.body[field]).toEqual(field.endsWith('list') ? String(right).split(',') : right);
  });

  test.each([
    ['an unknown field', { ...alex, colour: 'red' }],
    ['a misspelt field', { ...alex, maySend: true }],
    ['a field that is only read', { ...alex, is_active: false }],
    ['no local part', { name: 'Alex', password: 'x' }],
    ['no name', { local_part: 'alex', password: 'x' }],
    ['no password', { local_part: 'alex', name: 'Alex' }],
    ['an invitation to nowhere', { local_part: 'alex', name: 'Alex', password_method: 'invitation' }],
    ['a local part with a space', { ...alex, local_part: 'alex reed' }],
    ['a local part in capitals', { ...alex, local_part: 'Alex' }],
    ['a body that is a list', [alex]],
  ])('with %s is a bad request', async (_, body) => {
    expect(await call('POST', `${path}/mailboxes`, body)).toMatchObject({
      status: 400,
      body: { error: 'bad request' },
    });
    expect(twin.mailboxes()).toEqual([]);
  });

  test.each(['local_part', 'forwarding_to', 'is_active', 'address', 'colour'])(
    'cannot be changed by %s',
    async field => {
      await makeAlex();
      expect(await call('PUT', `${path}/mailboxes/alex`, { [field]: 'x' })).toMatchObject({ status: 400 });
    },
  );

  test('is made by invitation without a password, and not active until it is taken up', async () => {
    const invitation = { password_method: 'invitation', password_recovery_email: 'alex@else.example' };
    const { body } = await call('POST', `${path}/mailboxes`, { local_part: 'alex', name: 'Alex', ...invitation });
    expect(body).toMatchObject({ is_active: false, activated_at: null });
  });

  test('is refused at an address that is taken, in the same words as anything wrong', async () => {
    await makeAlex();
    expect(await makeAlex()).toMatchObject({ status: 400, body: { error: 'bad request' } });
    await call('POST', `${path}/aliases`, { local_part: 'sam', destinations: 'alex' });
    const sam = { ...alex, local_part: 'sam' };
    expect(await call('POST', `${path}/mailboxes`, sam)).toMatchObject({ status: 400 });
  });

  test('is deleted with 500, and then is gone', async () => {
    await makeAlex();
    expect((await call('DELETE', `${path}/mailboxes/alex`)).status).toBe(500);
    expect((await call('GET', `${path}/mailboxes/alex`)).status).toBe(404);
    expect((await call('DELETE', `${path}/mailboxes/alex`)).status).toBe(404);
  });

  test('is deleted with 200 where the twin is told so', async () => {
    const other = await startMigaduTwin({ deleteAnswers: 200 });
    other.put({ address: 'alex@acme.example' });
    const ask = caller(other, { authorization: authorization(other.account.user, other.env.MIGADU_API_KEY) });
    expect(await ask('DELETE', `${path}/mailboxes/alex`)).toMatchObject({ status: 200, body: { local_part: 'alex' } });
    await other.close();
  });

  test('forwards in its own row, each address once', async () => {
    await makeAlex();
    const forwardings = `${path}/mailboxes/alex/forwardings`;
    const boss = { address: 'boss@else.example' };
    expect(await call('POST', forwardings, boss)).toMatchObject({ status: 200, body: { ...boss, confirmed_at: null } });
    expect((await call('POST', forwardings, boss)).status).toBe(400);
    for (const body of [{}, { address: 'boss' }, { ...boss, to: 'x' }, { ...boss, is_active: 'yes' }])
      expect((await call('POST', forwardings, body)).status).toBe(400);
    expect((await call('GET', `${path}/mailboxes/alex`)).body.forwardings).toMatchObject([boss]);
    const one = `${forwardings}/boss%40else.example`;
    expect(await call('PUT', one, { is_active: false })).toMatchObject({ status: 200, body: { is_active: false } });
    expect((await call('PUT', one, { address: 'other@else.example' })).status).toBe(400);
    expect((await call('DELETE', one)).status).toBe(500);
    expect((await call('GET', one)).status).toBe(404);
  });
});

describe('an alias', () => {
  const sales = { local_part: 'sales', destinations: 'alex@acme.example, sam@acme.example' };

  test('stands under address_aliases, its destinations a list', async () => {
    expect((await call('POST', `${path}/aliases`, sales)).status).toBe(200);
    const { body } = await call('GET', `${path}/aliases`);
    expect(body).toMatchObject({
      address_aliases: [{ address: 'sales@acme.example', destinations: ['alex@acme.example', 'sam@acme.example'] }],
    });
    const changed = await call('PUT', `${path}/aliases/sales`, { destinations: ['alex'] });
    expect(changed.body.destinations).toEqual(['alex@acme.example']);
    expect((await call('DELETE', `${path}/aliases/sales`)).status).toBe(500);
    expect((await call('GET', `${path}/aliases/sales`)).status).toBe(404);
  });

  test.each([
    ['outside its domain', { ...sales, destinations: 'alex@else.example' }],
    ['to nowhere', { ...sales, destinations: '' }],
    ['without destinations', { local_part: 'sales' }],
    ['with an unknown field', { ...sales, name: 'Sales' }],
    ['with a flag as text', { ...sales, is_internal: 'false' }],
  ])('%s is a bad request', async (_, body) => {
    expect((await call('POST', `${path}/aliases`, body)).status).toBe(400);
  });

  test('is refused where a mailbox is', async () => {
    await makeAlex();
    expect((await call('POST', `${path}/aliases`, { ...sales, local_part: 'alex' })).status).toBe(400);
  });
});

describe('a domain', () => {
  const fresh = { name: 'fresh.example', hosted_dns: false, create_default_addresses: false };

  test('is added once, inactive', async () => {
    const reply = await call('POST', '/v1/domains', fresh);
    expect(reply).toMatchObject({ status: 200, body: { name: 'fresh.example', state: 'inactive', can_send: false } });
    expect((await call('POST', '/v1/domains', fresh)).status).toBe(400);
    expect((await call('GET', '/v1/domains')).body.domains).toHaveLength(2);
  });

  test.each([
    ['an unknown field', { ...fresh, domain: 'x' }],
    ['no name', { hosted_dns: false }],
    ['a flag as text', { ...fresh, hosted_dns: 'false' }],
  ])('with %s is a bad request', async (_, body) => {
    expect((await call('POST', '/v1/domains', body)).status).toBe(400);
  });

  test('cannot be deleted', async () => {
    expect((await call('DELETE', path)).status).toBe(404);
    expect(twin.domains()).toEqual([{ domain: 'acme.example', ready: true }]);
  });

  test('is activated when DNS serves all that its records tell, and not before', async () => {
    await call('POST', '/v1/domains', fresh);
    const { body: records } = await call('GET', '/v1/domains/fresh.example/records');
    expect(records.dns_verification.value).toMatch(/^hosted-email-verify=[a-z0-9]{8}$/);
    expect(records.dkim[0]).toEqual({
      name: 'key1._domainkey',
      type: 'cname',
      value: 'key1.fresh.example._domainkey.migadu.com.',
    });
    dns.set('fresh.example TXT', [records.dns_verification.value, records.spf.value]);
    for (const { name, value } of records.dkim) dns.set(`${name}.fresh.example CNAME`, [value.slice(0, -1)]);
    expect((await call('GET', '/v1/domains/fresh.example/diagnostics')).body).toMatchObject({
      status: 'error',
      checks: { verification: 'ok', mx: 'missing', spf: 'ok', dkim: 'ok' },
    });
    const activate = () => call('GET', '/v1/domains/fresh.example/activate');
    expect(await activate()).toMatchObject({ status: 422, body: { error: 'dns_check_failed' } });
    const mx = records.mx_records.map((each: { priority: number; value: string }) => `${each.priority} ${each.value}`);
    dns.set('fresh.example MX', mx);
    expect(await activate()).toMatchObject({ status: 200, body: { state: 'active', can_send: true } });
    dns.clear();
    expect((await activate()).status).toBe(200);
  });

  test('that is not there has nothing', async () => {
    for (const below of ['', '/records', '/diagnostics', '/activate', '/mailboxes', '/aliases', '/mailboxes/alex'])
      expect((await call('GET', `/v1/domains/none.example${below}`)).status).toBe(404);
    expect((await call('POST', '/v1/domains/none.example/mailboxes', alex)).status).toBe(404);
  });
});

describe('a call', () => {
  test.each([
    ['no credentials', {}],
    ['a wrong key', { authorization: basicAuth('admin@acme.example', 'wrong') }],
    ['a wrong user', { authorization: basicAuth('other@acme.example', 'sandbox-migadu-api-key') }],
    ['a bearer token', { authorization: 'Bearer sandbox-migadu-api-key' }],
  ])('with %s is not answered', async (_, headers) => {
    const ask = caller(twin, headers as Record<string, string>);
    expect(await ask('POST', `${path}/mailboxes`, alex)).toMatchObject({ status: 401 });
    expect(twin.mailboxes()).toEqual([]);
  });

  test('that is no JSON is a bad request', async () => {
    const json = { authorization: authorization(), 'content-type': 'application/json' };
    expect((await caller(twin, json)('POST', `${path}/mailboxes`, '{')).status).toBe(400);
    const form = { authorization: authorization(), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await caller(twin, form)('POST', `${path}/mailboxes`, JSON.stringify(alex))).status).toBe(400);
  });

  test('that nothing answers to is not found', async () => {
    expect(await call('GET', '/v1/mailboxes')).toMatchObject({ status: 404, body: { error: 'not found' } });
    expect((await call('PATCH', `${path}/mailboxes/alex`, {})).status).toBe(404);
  });
});

test('what people do in the console shows in the API, and the other way round', async () => {
  twin.put({
    address: 'alex@acme.example',
    ...{ name: 'Alex', state: 'suspended', dailyLimit: 40, signature: '<p>A</p>', password: 'x'.repeat(9) },
    ...{ aliases: ['a@acme.example'], forwardTo: ['b@else.example'] },
  });
  expect((await call('GET', `${path}/mailboxes/alex`)).body).toMatchObject({
    ...{ name: 'Alex', may_send: false, may_access_imap: false, daily_outgoing_limit: 40, footer_active: true },
    forwardings: [{ address: 'b@else.example' }],
  });
  await call('PUT', `${path}/mailboxes/alex`, { may_send: true, name: 'Alex Reed' });
  expect(twin.mailboxes()).toEqual([
    {
      ...{ address: 'alex@acme.example', name: 'Alex Reed', state: 'active', dailyLimit: 40, signature: '<p>A</p>' },
      ...{ aliases: ['a@acme.example'], forwardTo: ['b@else.example'], password: 'x'.repeat(9) },
    },
  ]);
});
