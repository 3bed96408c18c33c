import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basicAuth } from '../../../src/mail/basic-auth.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { ANALYST_KEY, startMailgunTwin } from '../../../src/sandbox/mail/mailgun/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { type Caller, caller, type Reply } from './caller.ts';

let twin: MailTwin;
let call: Caller;
const dns = new Map<string, string[]>();
const DOMAIN = 'mg.acme.example';

beforeEach(async () => {
  dns.clear();
  const lookup = async (name: string, type: string) => dns.get(`${name} ${type}`) ?? [];
  twin = await startMailgunTwin({ clock: sandboxClock(Date.UTC(2026, 10, 26)), lookup });
  call = caller(twin, { authorization: basicAuth('api', twin.env.MAILGUN_API_KEY ?? '') });
});

afterEach(() => twin.close());

const urlencoded = (fields: Record<string, string>) => new URLSearchParams(fields);
function multipart(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
const settle = () => twin.clock.advance(1000);
const makeDomain = (fields: Record<string, string> = {}) =>
  call('POST', '/v4/domains', urlencoded({ name: DOMAIN, ...fields }));

describe('a domain', () => {
  test('comes back with the records that it needs, unverified', async () => {
    const { status, body } = await makeDomain({ use_automatic_sender_security: 'true' });
    expect(status).toBe(200);
    expect(body.domain).toMatchObject({
      ...{ name: DOMAIN, state: 'unverified', type: 'custom', smtp_login: `postmaster@${DOMAIN}` },
      ...{ created_at: 'Thu, 26 Nov 2026 00:00:00 GMT', use_automatic_sender_security: true, web_prefix: 'email' },
    });
    expect(body.sending_dns_records).toMatchObject([
      { record_type: 'TXT', name: DOMAIN, value: 'v=spf1 include:mailgun.org ~all', valid: 'unknown', cached: [] },
      { record_type: 'CNAME', name: `pdk1._domainkey.${DOMAIN}` },
      { record_type: 'CNAME', name: `pdk2._domainkey.${DOMAIN}` },
      { record_type: 'CNAME', name: `email.${DOMAIN}` },
    ]);
    expect(body.receiving_dns_records[0]).toMatchObject({
      record_type: 'MX',
      value: 'mxa.mailgun.org',
      priority: '10',
    });
  });

  test('signs with a TXT key where automatic sender security is off, which is the default', async () => {
    const { body } = await makeDomain({ dkim_selector: 'mx' });
    expect(body.sending_dns_records[1]).toMatchObject({ record_type: 'TXT', name: `mx._domainkey.${DOMAIN}` });
    expect(body.sending_dns_records[1].value).toMatch(/^k=rsa; p=/);
  });

  /** `POST /v4/domains` of the OpenAPI description, each with a value of its type and one that is not. */
  const fields: [string, string, string][] = [
    ['archive_to', 'https://archive.example/', ''],
    ['dkim_host_name', 'acme.example', ''],
    ['dkim_key_size', '2048', '512'],
    ['dkim_selector', 's1', 's.1'],
    ['encrypt_incoming_message', 'false', '0'],
    ['force_dkim_authority', 'true', 'maybe'],
    ['force_root_dkim_host', 'yes', 'TRUE'],
    ['wildcard', 'no', '1'],
    ['pool_id', 'abc', ''],
    ['ips', '192.0.2.1,192.0.2.2', ''],
    ['require_tls', 'true', 'on'],
    ['skip_verification', 'false', 'off'],
    ['spam_action', 'tag', 'delete'],
    ['smtp_password', 'secret', 'four'],
    ['use_automatic_sender_security', 'true', 'auto'],
    ['web_prefix', 'links', ''],
    ['web_scheme', 'https', 'ftp'],
    ['message_ttl', '86400', '1d'],
  ];

  test.each(fields)('takes %s, and not of another form', async (field, right, wrong) => {
    expect(await makeDomain({ [field]: wrong })).toMatchObject({ status: 400, body: { message: expect.any(String) } });
    expect(twin.domains()).toEqual([]);
    expect((await makeDomain({ [field]: right })).status).toBe(200);
  });

  test.each([
    ['an unknown field', urlencoded({ name: DOMAIN, colour: 'red' })],
    ['no name', urlencoded({ web_prefix: 'email' })],
    ['a name that is none', urlencoded({ name: 'acme' })],
    ['JSON in place of a form', { name: DOMAIN }],
  ])('with %s is refused', async (_, body) => {
    expect(await call('POST', '/v4/domains', body)).toMatchObject({ status: 400 });
    expect(twin.domains()).toEqual([]);
  });

  test('is taken as either kind of form, once', async () => {
    expect((await call('POST', '/v4/domains', multipart({ name: DOMAIN }))).status).toBe(200);
    expect(await makeDomain()).toMatchObject({ status: 400, body: { message: 'This domain name is already taken' } });
  });

  test('is not found right after it was made', async () => {
    await makeDomain();
    const notFound = { status: 404, body: { message: 'Domain not found' } };
    expect(await call('GET', `/v4/domains/${DOMAIN}`)).toMatchObject(notFound);
    expect(await call('PUT', `/v4/domains/${DOMAIN}/verify`)).toMatchObject(notFound);
    expect(await call('POST', `/v3/domains/${DOMAIN}/credentials`, urlencoded({ login: 'a' }))).toMatchObject(notFound);
    settle();
    expect((await call('GET', `/v4/domains/${DOMAIN}`)).status).toBe(200);
  });

  test('is active once SPF and DKIM are there, whatever becomes of MX and tracking', async () => {
    const { body } = await makeDomain({ use_automatic_sender_security: 'true' });
    settle();
    const verify = () => call('PUT', `/v4/domains/${DOMAIN}/verify`);
    expect((await verify()).body.domain.state).toBe('unverified');
    dns.set(`${DOMAIN} TXT`, ['v=spf1 ip4:192.0.2.1 include:mailgun.org -all']);
    for (const { name, value } of body.sending_dns_records.slice(1, 3)) dns.set(`${name} CNAME`, [value]);
    const { domain, sending_dns_records } = (await verify()).body;
    expect(domain.state).toBe('active');
    expect(sending_dns_records.map(({ valid }: { valid: string }) => valid)).toEqual([
      ...['valid', 'valid', 'valid', 'unknown'],
    ]);
  });

  test('is deleted by v3, in the background, with its logins', async () => {
    twin.addDomain(DOMAIN);
    twin.put({ address: `alex@${DOMAIN}` });
    expect((await call('DELETE', `/v4/domains/${DOMAIN}`)).status).toBe(404);
    const message = 'Domain will be deleted in the background';
    expect(await call('DELETE', `/v3/domains/${DOMAIN}`)).toMatchObject({ status: 200, body: { message } });
    expect((await makeDomain()).status).toBe(400);
    settle();
    expect((await call('GET', `/v4/domains/${DOMAIN}`)).status).toBe(404);
    expect(twin.mailboxes()).toEqual([]);
    expect((await makeDomain()).status).toBe(200);
  });
});

describe('a login', () => {
  const path = `/v3/domains/${DOMAIN}/credentials`;
  const alex = { login: `alex@${DOMAIN}`, password: 'correct horse' };
  const make = (fields: Record<string, string> = alex) => call('POST', path, urlencoded(fields));

  beforeEach(() => twin.addDomain(DOMAIN));

  test('is made, listed with its time, and never shows its password', async () => {
    expect(await make()).toMatchObject({ status: 200, body: { message: 'Created 1 credentials pair(s)' } });
    const { body } = await call('GET', path);
    const created_at = 'Thu, 26 Nov 2026 00:00:00 +0000';
    expect(body).toEqual({
      items: [{ login: alex.login, mailbox: alex.login, created_at, size_bytes: null }],
      total_count: 1,
    });
    expect((await call('GET', `${path}/${alex.login}`)).status).toBe(404);
  });

  test('gets a password from Mailgun where it brings none', async () => {
    const { body } = await make({ login: 'sam' });
    expect(body.credentials[`sam@${DOMAIN}`]).toBe(twin.mailboxes()[0]?.password);
  });

  test.each([
    ['an unknown field', { ...alex, name: 'Alex' }],
    ['no login', { password: alex.password }],
    ['a login that is no address', { ...alex, login: 'alex reed' }],
    ['a login of another domain', { ...alex, login: 'alex@else.example' }],
    ['a password of four characters', { ...alex, password: 'four' }],
    ['a password of 33 characters', { ...alex, password: 'x'.repeat(33) }],
    ['a flag of another form', { ...alex, system: '1' }],
  ])('with %s is refused', async (_, fields: Record<string, string>) => {
    expect((await make(fields)).status).toBe(400);
    expect(twin.mailboxes()).toEqual([]);
  });

  test('is made once', async () => {
    await make();
    expect((await make({ ...alex, login: 'alex' })).status).toBe(400);
  });

  test('takes another password and nothing else', async () => {
    await make();
    const put = (fields: Record<string, string>) => call('PUT', `${path}/alex`, urlencoded(fields));
    expect(await put({ password: 'battery staple' })).toMatchObject({
      status: 200,
      body: { message: 'Password changed' },
    });
    expect(twin.mailboxes()).toMatchObject([{ password: 'battery staple' }]);
    expect((await put({ password: 'four' })).status).toBe(400);
    expect((await put({ password: 'battery staple', login: 'sam' })).status).toBe(400);
    const message = 'Credentials not found';
    expect(await call('PUT', `${path}/sam`, urlencoded({}))).toMatchObject({ status: 404, body: { message } });
  });

  test('is deleted by its address or its local part; the postmaster stays', async () => {
    await make();
    expect(await call('DELETE', `${path}/alex%40${DOMAIN}`)).toMatchObject({ status: 200, body: { spec: alex.login } });
    expect((await call('DELETE', `${path}/alex`)).status).toBe(404);
    expect((await call('DELETE', `${path}/postmaster`)).body.message).toContain('Cannot delete system mailbox');
  });

  test('is listed 100 to a page, or as many as 1,000', async () => {
    for (let index = 0; index < 1050; index++) twin.put({ address: `user${index}@${DOMAIN}` });
    const lengthOf = async (query: string) => (await call('GET', `${path}${query}`)).body.items.length;
    expect(await lengthOf('')).toBe(100);
    expect(await lengthOf('?limit=1000')).toBe(1000);
    expect(await lengthOf('?limit=1000&skip=1000')).toBe(50);
    const message = "Limit parameter can't be larger than 1000";
    expect(await call('GET', `${path}?limit=1001`)).toMatchObject({ status: 400, body: { message } });
    expect((await call('GET', `${path}?skip=all`)).status).toBe(400);
  });
});

test.each([
  ['no key', {}],
  ['a wrong key', { authorization: basicAuth('api', 'wrong') }],
  ['the key under another name', { authorization: basicAuth('admin', 'sandbox-mailgun-api-key') }],
])('a call with %s is not answered', async (_, headers) => {
  const reply: Reply = await caller(twin, headers as Record<string, string>)('GET', '/v4/domains');
  expect(reply).toMatchObject({ status: 401, body: { message: 'Invalid private key' } });
});

test('a key that may only read reads, and writes nothing', async () => {
  const analyst = caller(twin, { authorization: basicAuth('api', ANALYST_KEY) });
  expect((await analyst('GET', '/v4/domains')).status).toBe(200);
  expect((await analyst('POST', '/v4/domains', urlencoded({ name: DOMAIN }))).status).toBe(403);
  expect(twin.domains()).toEqual([]);
});
