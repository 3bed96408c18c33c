import { beforeEach, describe, expect, test } from 'vitest';
import type { MailboxSettings } from '../../src/mail/mailbox.ts';
import { zoho } from '../../src/mail/zoho/index.ts';
import { forwardingStep, imapStep } from '../../src/mail/zoho/manual.ts';
import { startZohoTwin, type ZohoTwinOptions } from '../../src/sandbox/mail/zoho/twin.ts';
import { type AtTwin, atTwin } from './connected.ts';
import { failureOf } from './failure-of.ts';

const NOW = Date.UTC(2026, 10, 26);
const PASSWORD = 'Correct-horse-7';
const alex: MailboxSettings = { address: 'alex@acme.example', state: 'active', name: 'Alex Reed' };
const ORG = '/api/organization/700000001';
let at: AtTwin;
let twin: AtTwin['twin'];
let service: AtTwin['service'];
let dns: Record<string, string[]>;

async function start(options: ZohoTwinOptions = {}): Promise<void> {
  const rate = { calls: 1000, lockSeconds: 60 };
  at = await atTwin(zoho, startZohoTwin, { lookup: async name => dns[name] ?? [], rate, ...options });
  ({ twin, service } = at);
  twin.addDomain('acme.example');
}

beforeEach(async () => {
  dns = {};
  await start();
});

/** Without the tokens. */
const sent = () =>
  at
    .sent()
    .filter(line => !line.includes('/oauth/'))
    .map(line => line.replace(ORG, '').replace(/\d{6,}/, 'ID'));

describe('check', () => {
  test('is a token, which tells its scopes, and one call', async () => {
    await service.check();
    expect(at.sent()).toEqual(['POST /oauth/v2/token', `GET ${ORG}/accounts`]);
  });

  test.each([
    ['ZOHO_CLIENT_ID', 'invalid_client', 'accounts.zoho.mailDomain'],
    ['ZOHO_CLIENT_SECRET', 'invalid_client_secret', 'ZOHO_CLIENT_SECRET'],
    ['ZOHO_REFRESH_TOKEN', 'invalid_code', 'make a new one'],
  ])('tells which secret is wrong: %s', async (name, said, fix) => {
    const wrong = 'a-wrong-secret';
    const failure = await failureOf(at.again({}, { env: { ...twin.env, [name]: wrong } }).check());
    expect(failure).toMatchObject({ kind: 'credentials', code: 'credentials-rejected' });
    expect(failure.message).toContain(said);
    expect(failure.fix).toContain(fix);
    expect(failure.message + failure.fix).not.toContain(wrong);
    expect(() => at.again({}, { env: { ...twin.env, [name]: '' } })).toThrow(`${name} is not set`);
  });

  test('names a missing scope before anything is done', async () => {
    await start({ scopes: ['ZohoMail.organization.accounts.ALL', 'ZohoMail.organization.domains.READ'] });
    expect(await failureOf(service.check())).toMatchObject({
      kind: 'forbidden',
      message: 'The refresh token of Zoho Mail has no scope ZohoMail.organization.domains.ALL.',
    });
  });

  test('takes the four rights for ALL', async () => {
    const rights = ['CREATE', 'READ', 'UPDATE', 'DELETE'].map(right => `ZohoMail.organization.domains.${right}`);
    await start({ scopes: ['ZohoMail.organization.accounts.ALL', ...rights] });
    await service.check();
  });

  test('a foreign organisation is told', async () => {
    const failure = await failureOf(at.again({ zoid: '1' }).check());
    expect(failure).toMatchObject({ kind: 'forbidden' });
    expect(failure.fix).toContain("1 must be the organisation's own ID");
  });

  test('the data centre decides where is asked', async () => {
    const elsewhere = at.again({ mailDomain: 'zoho.in', accountsUrl: undefined });
    const failure = await failureOf(elsewhere.check());
    expect(failure.message).toContain('accounts.zoho.in');
  });
});

describe('mailboxes', () => {
  const { address } = alex;

  test('one is made in one call, and is then there as it was wanted', async () => {
    await service.check();
    sent();
    expect(await service.mailboxes.create(alex, PASSWORD)).toEqual({ ...alex, aliases: [] });
    expect(sent()).toEqual(['POST /accounts']);
    expect(await service.mailboxes.read(address)).toEqual({ ...alex, aliases: [], forwardTo: [], created: NOW });
    expect(twin.mailboxes()).toMatchObject([{ password: PASSWORD }]);
  });

  test('one that is there already is `exists`, one that is an alias is told with its owner', async () => {
    twin.put({ address, name: 'Alexandra', aliases: ['hello@acme.example'] });
    expect(await failureOf(service.mailboxes.create(alex, PASSWORD))).toMatchObject({ kind: 'exists' });
    const alias = await failureOf(service.mailboxes.create({ ...alex, address: 'hello@acme.example' }, PASSWORD));
    expect(alias).toMatchObject({ kind: 'refused' });
    expect(alias.message).toContain('Invalid Input: Email address already exists');
    expect(alias.fix).toBe(
      'hello@acme.example is an alias of alex@acme.example: take it away there, or choose another.',
    );
    expect(await service.mailboxes.read('hello@acme.example')).toBeUndefined();
  });

  test('another refusal stays one', async () => {
    const failure = await failureOf(service.mailboxes.create(alex, 'weak'));
    expect(failure).toMatchObject({ kind: 'refused' });
    expect(failure.message).toContain('Password does not meet the password policy');
  });

  test('only what differs is sent, aliases together, without a look where the ids are known', async () => {
    twin.put({ address, name: 'Alexandra', aliases: ['a@acme.example', 'b@acme.example'] });
    const [now] = await service.mailboxes.list('acme.example');
    sent();
    const wanted: MailboxSettings = {
      ...alex,
      state: 'suspended',
      aliases: ['b@acme.example', 'c@acme.example', 'd@acme.example'],
    };
    await service.mailboxes.update(wanted, now as MailboxSettings);
    expect(sent()).toEqual(Array(4).fill('PUT /accounts/ID'));
    expect(twin.mailboxes()).toMatchObject([wanted]);
    await service.mailboxes.update(alex, { ...alex, forwardTo: ['x@b.example'] });
    expect(sent()).toEqual([]);
  });

  test('a suspended one is let in again; mail, groups and aliases were never taken', async () => {
    twin.put({ address, aliases: ['a@acme.example'], forwardTo: ['x@b.example'] });
    await service.mailboxes.update({ address, state: 'suspended' }, { address, state: 'active' });
    expect(twin.mailboxes()).toMatchObject([
      { state: 'suspended', aliases: ['a@acme.example'], forwardTo: ['x@b.example'] },
    ]);
    await service.mailboxes.update({ address, state: 'active' }, { address, state: 'suspended' });
    expect(twin.mailboxes()).toMatchObject([{ state: 'active' }]);
  });

  test('what is not there cannot be changed, and is deleted already', async () => {
    const failure = await failureOf(service.mailboxes.update(alex, { ...alex, name: 'Alexandra' }));
    expect(failure).toMatchObject({ kind: 'missing', message: 'Zoho Mail has no account alex@acme.example.' });
    await service.mailboxes.delete(address);
    expect(sent().some(line => line.startsWith('DELETE'))).toBe(false);
  });

  test('one is deleted by its own id, never by an alias', async () => {
    twin.put({ address, aliases: ['hello@acme.example'] });
    await service.mailboxes.delete('hello@acme.example');
    expect(twin.mailboxes()).toHaveLength(1);
    await service.mailboxes.delete(address);
    expect(twin.mailboxes()).toEqual([]);
  });

  test('the last login is told, and that there was none is not made up', async () => {
    twin.put({ address, lastActivity: NOW - 1000 });
    twin.put({ address: 'kim@acme.example' });
    const [first, second] = await service.mailboxes.list('acme.example');
    expect(first).toMatchObject({ lastActivity: NOW - 1000 });
    expect(second).not.toHaveProperty('lastActivity');
  });

  test('the organisation is listed once for all its domains, until something changes or a minute has passed', async () => {
    twin.addDomain('b.example');
    for (let each = 0; each < 450; each++) twin.put({ address: `user${each}@${each % 2 ? 'acme' : 'b'}.example` });
    const both = async () => {
      const [acme, b] = await Promise.all([
        service.mailboxes.list('acme.example'),
        service.mailboxes.list('b.example'),
      ]);
      return [acme.length, b.length];
    };
    expect(await both()).toEqual([225, 225]);
    expect(sent()).toHaveLength(4);
    await service.mailboxes.create(alex, PASSWORD);
    sent();
    expect(await both()).toEqual([226, 225]);
    expect(sent()).toHaveLength(4);
    await both();
    expect(sent()).toEqual([]);
    twin.clock.advance(61_000);
    await both();
    expect(sent()).toHaveLength(4);
  });
});

describe('domains', () => {
  const KEY = expect.stringMatching(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]+=*$/);

  test('are added with the text of their data centre, and read back with it', async () => {
    const verification = expect.stringMatching(/^zoho-verification=zb\d{8}\.zmverify\.zoho\.eu$/);
    expect(await service.domains.add('b.example')).toEqual({ values: { verification } });
    expect(await service.domains.read('b.example')).toEqual({ values: { verification } });
    expect(await service.domains.read('c.example')).toBeUndefined();
    expect(await failureOf(service.domains.add('b.example'))).toMatchObject({ kind: 'exists' });
  });

  test('wait for the TXT record in the words of Zoho, then take mail and have a DKIM key, once', async () => {
    const { verification = '' } = (await service.domains.add('b.example')).values;
    expect(await service.domains.verify('b.example')).toEqual({
      ready: false,
      waitingFor:
        'the TXT record that proves ownership; Zoho says: Verification failed due to host not found, TXT_RECORD_HOST_UNKNOWN',
    });
    dns['b.example'] = [verification];
    const ready = await service.domains.verify('b.example');
    expect(ready).toEqual({ ready: true, values: { dkimKey: KEY } });
    sent();
    expect(await service.domains.verify('b.example')).toEqual(ready);
    expect(sent()).toEqual(['GET /domains/b.example']);
  });

  test('that was verified or hosted between two calls is no failure', async () => {
    const answer = (data: object) => ({
      status: 400,
      body: { status: { code: 400, description: 'Invalid Input' }, data },
    });
    await service.domains.add('b.example');
    twin.faults.add({
      kind: 'answer',
      body: 'verifyDomainByTXT',
      answer: answer({ error: 'DOMAIN_ALREADY_VERIFIED' }),
    });
    twin.faults.add({
      kind: 'answer',
      body: 'enableMailHosting',
      answer: answer({ moreInfo: 'MailHosting is already enabled for the domain b.example' }),
    });
    const failure = await failureOf(service.domains.verify('b.example'));
    expect(failure.message).toContain('to make a DKIM key for b.example');
    expect(twin.faults.pending).toEqual([]);
  });

  test('are signed for only with a key that Zoho has seen in DNS', async () => {
    const ready = await service.domains.verify('acme.example');
    const { dkimKey = '' } = (ready.ready && ready.values) || {};
    const selector = 'zmail._domainkey.acme.example';
    expect(await service.domains.sign?.('acme.example')).toEqual({
      ready: false,
      waitingFor: `the DKIM record ${selector}; Zoho says: DKIM verification failed, DKIM_RECORD_NOT_FOUND`,
    });
    dns[selector] = [dkimKey];
    sent();
    expect(await service.domains.sign?.('acme.example')).toEqual({ ready: true });
    expect(sent()).toEqual(['GET /domains/acme.example', 'PUT /domains/acme.example', 'PUT /domains/acme.example']);
    expect(await service.domains.sign?.('acme.example')).toEqual({ ready: true });
    expect(sent()).toEqual(['GET /domains/acme.example']);
  });

  test('another selector has another key', async () => {
    const other = at.again({ dkimSelector: 'my2026' });
    await service.domains.verify('acme.example');
    await other.domains.verify('acme.example');
    expect(await other.domains.sign?.('acme.example')).toMatchObject({
      waitingFor: expect.stringContaining('my2026._domainkey'),
    });
  });

  test('are removed after hosting is off; not there is done', async () => {
    twin.put({ address: alex.address });
    expect(await failureOf(service.domains.remove?.('acme.example'))).toMatchObject({ kind: 'refused' });
    expect(twin.domains()).toEqual([{ domain: 'acme.example', ready: true }]);
    twin.remove(alex.address);
    await service.domains.remove?.('acme.example');
    await service.domains.remove?.('acme.example');
    expect(twin.domains()).toEqual([]);
  });
});

describe('bad days', () => {
  test('the lock is waited out', async () => {
    await start({ rate: { calls: 3, lockSeconds: 60 } });
    for (const user of ['a', 'b', 'c', 'd'])
      await service.mailboxes.create({ ...alex, address: `${user}@acme.example` }, PASSWORD);
    expect(twin.mailboxes()).toHaveLength(4);
    expect(twin.clock.now() - NOW).toBeGreaterThanOrEqual(60_000);
  });

  test('at our own rate Zoho never locks', async () => {
    await start({ rate: { calls: 30, lockSeconds: 600 } });
    const patient = at.again({}, { rate: zoho.facts.rate });
    for (let each = 0; each < 60; each++)
      await patient.mailboxes.create({ ...alex, address: `u${each}@acme.example` }, PASSWORD);
    expect(twin.count({ status: 400 })).toBe(0);
    expect(twin.mailboxes()).toHaveLength(60);
  });

  test('too many tokens are waited for, and told as what they are', async () => {
    for (let each = 0; each < 10; each++) await at.again().check();
    await at.again().check();
    expect(twin.clock.now() - NOW).toBeGreaterThanOrEqual(600_000);
    const denied = { status: 400, body: { error: 'Access Denied', status: 'failure' } };
    twin.faults.add({ kind: 'answer', path: 'oauth', answer: denied, times: 9 });
    const failure = await failureOf(at.again().check());
    expect(failure).toMatchObject({ kind: 'limited' });
    expect(failure.fix).toContain('ten access tokens in ten minutes');
  });

  test('200 with a failure inside is one', async () => {
    const inside = (code: number) => ({ status: 200, body: { status: { code, description: 'x' }, data: {} } });
    const kinds: [number, string][] = [
      [401, 'credentials'],
      [403, 'forbidden'],
      [400, 'refused'],
    ];
    for (const [code, kind] of kinds) {
      twin.faults.add({ kind: 'answer', path: '/accounts/', answer: inside(code) });
      expect(await failureOf(service.mailboxes.read(alex.address))).toMatchObject({ kind });
    }
    twin.faults.add({ kind: 'answer', path: '/accounts/', answer: inside(404) });
    expect(await service.mailboxes.read(alex.address)).toBeUndefined();
    twin.put({ address: alex.address });
    twin.faults.add({ kind: 'answer', path: '/accounts/', answer: inside(500) });
    expect(await service.mailboxes.read(alex.address)).toBeDefined();
  });

  test('a token that has run out is renewed before it is refused', async () => {
    await service.check();
    twin.clock.advance(3600_000);
    await service.mailboxes.list('acme.example');
    expect(twin.count({ status: 401 })).toBe(0);
    expect(twin.count({ path: 'oauth' })).toBe(2);
  });
});

describe('steps for a person', () => {
  test('forwarding is seen once it is confirmed, which the live mailbox shows', async () => {
    const wanted: MailboxSettings = { ...alex, forwardTo: ['x@b.example'] };
    expect(forwardingStep(alex)).toBeUndefined();
    const step = forwardingStep(wanted);
    expect(step).toMatchObject({
      id: 'forwarding',
      about: alex.address,
      title: expect.stringContaining('x@b.example'),
    });
    expect(step?.done).toEqual([{ sees: 'forwarding', address: alex.address, to: 'x@b.example' }]);
    twin.put({ address: alex.address });
    expect(await service.mailboxes.read(alex.address)).toMatchObject({ forwardTo: [] });
    twin.put({ address: alex.address, forwardTo: ['x@b.example'] });
    expect(await service.mailboxes.read(alex.address)).toMatchObject({ forwardTo: ['x@b.example'] });
  });

  test('IMAP is switched on once, and nothing shows it', () => {
    expect(imapStep('700000001')).toMatchObject({ id: 'imap', about: '700000001', done: [] });
  });
});
