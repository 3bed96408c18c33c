import { beforeEach, describe, expect, test } from 'vitest';
import type { MailboxSettings } from '../../src/mail/mailbox.ts';
import { microsoft365 } from '../../src/mail/microsoft-365/index.ts';
import { type Microsoft365TwinOptions, startMicrosoft365Twin } from '../../src/sandbox/mail/microsoft-365/twin.ts';
import { type AtTwin, atTwin } from './connected.ts';
import { failureOf } from './failure-of.ts';

const NOW = Date.UTC(2026, 10, 26);
const PASSWORD = 'Correct-horse-7';
const alex: MailboxSettings = { address: 'alex@acme.example', state: 'active', name: 'Alex Reed' };
let at: AtTwin;
let twin: AtTwin['twin'];
let service: AtTwin['service'];
let dns: Record<string, string[]>;

async function start(options: Microsoft365TwinOptions = {}): Promise<void> {
  at = await atTwin(microsoft365, startMicrosoft365Twin, { lookup: async name => dns[name] ?? [], ...options });
  ({ twin, service } = at);
  twin.addDomain('acme.example');
}

beforeEach(async () => {
  dns = {};
  await start();
});

const mailboxes = () => service.mailboxes;
const domains = () => service.domains;
const written = () => twin.calls.filter(call => call.method !== 'GET' && !call.path.endsWith('/token'));

describe('check', () => {
  test('is one token and one call', async () => {
    await service.check();
    expect(at.sent()).toEqual([`POST /${twin.account.tenant}/oauth2/v2.0/token`, 'GET /v1.0/subscribedSkus']);
  });

  test.each([
    [{ tenant: '22222222-2222-4333-8444-555555555555' }, 'AADSTS90002', 'accounts.microsoft-365.tenant'],
    [{ clientId: '77777777-7777-4888-9999-aaaaaaaaaaaa' }, 'AADSTS700016', 'accounts.microsoft-365.clientId'],
  ])('names the setting that is wrong: %o', async (account, code, fix) => {
    const failure = await failureOf(at.again(account).check());
    expect(failure).toMatchObject({ kind: 'credentials', code: 'credentials-rejected' });
    expect(failure.message).toContain(code);
    expect(failure.message).not.toContain('Trace ID');
    expect(failure.fix).toContain(fix);
    expect(twin.count({ path: '/v1.0' })).toBe(0);
  });

  test('a wrong secret is told from a missing one, and neither is shown', async () => {
    const env = { MICROSOFT_365_CLIENT_SECRET: 'the-wrong-one' };
    const failure = await failureOf(at.again({}, { env }).check());
    expect(failure).toMatchObject({ kind: 'credentials' });
    expect(failure.fix).toContain('not its ID');
    expect(failure.message + failure.fix).not.toContain('the-wrong-one');
    expect(() => at.again({}, { env: {} })).toThrow('MICROSOFT_365_CLIENT_SECRET is not set');
  });

  const all = [
    ...['Domain.ReadWrite.All', 'User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'],
    'LicenseAssignment.Read.All',
  ];

  test.each(all)('names a missing permission before anything is done: %s', async missing => {
    await start({ permissions: all.filter(each => each !== missing) });
    const failure = await failureOf(service.check());
    expect(failure).toMatchObject({ kind: 'forbidden', message: `Microsoft 365 has not given the app ${missing}.` });
    expect(failure.fix).toContain(`add the application permission ${missing} of Microsoft Graph`);
  });

  test('takes the wider permissions that include the others', async () => {
    await start({
      permissions: ['Domain.ReadWrite.All', 'Directory.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'],
    });
    await service.check();
  });

  test('a licence that the tenant does not have is told with those that it has', async () => {
    const failure = await failureOf(at.again({ licence: 'SPE_E3' }).check());
    expect(failure.message).toBe(
      'Microsoft 365 knows no licence SPE_E3 in this tenant: it has O365_BUSINESS_ESSENTIALS, POWER_BI_STANDARD.',
    );
  });
});

describe('mailboxes', () => {
  test('one is made in two calls, and is then there as it was wanted', async () => {
    expect(await mailboxes().create(alex, PASSWORD)).toEqual({ ...alex, aliases: [] });
    expect(written().map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`)).toEqual([
      'POST /v1.0/users',
      'POST /v1.0/users/ID/assignLicense',
    ]);
    expect(twin.mailboxes()).toEqual([{ ...alex, aliases: [], created: NOW, password: PASSWORD }]);
    expect(await mailboxes().read(alex.address)).toEqual({ ...alex, aliases: [], created: NOW });
  });

  test('fifty take the licences to be read once', async () => {
    for (let each = 0; each < 50; each++)
      await mailboxes().create({ ...alex, address: `user${each}@acme.example` }, PASSWORD);
    expect(twin.calls).toHaveLength(50 * 2 + 2);
  });

  test('the same person has one on each domain', async () => {
    twin.addDomain('acme-team.example');
    await mailboxes().create(alex, PASSWORD);
    await mailboxes().create({ ...alex, address: 'alex@acme-team.example' }, PASSWORD);
    expect(twin.mailboxes()).toHaveLength(2);
  });

  test('one without a name is called after its address, and a suspended one is made so', async () => {
    await mailboxes().create({ address: 'kim@acme.example', state: 'suspended' }, PASSWORD);
    expect(twin.mailboxes()).toMatchObject([{ name: 'kim', state: 'suspended' }]);
  });

  test('one that is there already, in any case, is `exists`, and stays as it is', async () => {
    twin.put({ address: alex.address, name: 'Alexandra', password: 'Before-1234' });
    const failure = await failureOf(mailboxes().create(alex, PASSWORD));
    expect(failure).toMatchObject({ kind: 'exists' });
    expect(failure.message).toContain('to make alex@acme.example');
    expect(twin.mailboxes()).toMatchObject([{ name: 'Alexandra', password: 'Before-1234' }]);
  });

  test("an address that is somebody's alias is refused with the way out", async () => {
    twin.put({ address: 'kim@acme.example', aliases: [alex.address] });
    const failure = await failureOf(mailboxes().create(alex, PASSWORD));
    expect(failure).toMatchObject({ kind: 'refused' });
    expect(failure.fix).toContain('as an alias');
  });

  test('only what differs is sent, in one call', async () => {
    twin.put({ address: alex.address, name: 'Alexandra' });
    const [now] = await mailboxes().list('acme.example');
    twin.resetCalls();
    await mailboxes().update({ ...alex, state: 'suspended' }, now as MailboxSettings);
    expect(twin.calls).toHaveLength(1);
    expect(twin.mailboxes()).toMatchObject([{ name: 'Alex Reed', state: 'suspended' }]);
    await mailboxes().update(alex, alex);
    expect(twin.calls).toHaveLength(1);
  });

  test('a suspended one is let in again without a second licence', async () => {
    twin.put({ address: alex.address, name: 'Alex Reed', state: 'suspended' });
    await mailboxes().update(alex, { ...alex, state: 'suspended' });
    expect(twin.mailboxes()).toMatchObject([{ state: 'active' }]);
    expect(written().map(call => call.method)).toEqual(['PATCH']);
  });

  test('what only Exchange can change is left alone', async () => {
    twin.put({ address: alex.address, name: 'Alex Reed' });
    await mailboxes().update({ ...alex, aliases: ['hello@acme.example'], dailyLimit: 40, smtpAccess: true }, alex);
    expect(twin.calls).toEqual([]);
  });

  test('a password is set without a change at the next sign-in; without the right for it the right is named', async () => {
    twin.put({ address: alex.address });
    expect(await mailboxes().setPassword?.(alex.address, PASSWORD)).toEqual({});
    expect(twin.mailboxes()).toMatchObject([{ password: PASSWORD }]);
    await start({ permissions: ['User.ReadWrite.All'] });
    twin.put({ address: alex.address });
    const failure = await failureOf(mailboxes().setPassword?.(alex.address, PASSWORD));
    expect(failure).toMatchObject({ kind: 'forbidden' });
    expect(failure.fix).toContain('User-PasswordProfile.ReadWrite.All');
    expect(failure.message + failure.fix).not.toContain(PASSWORD);
  });

  test('what is not there reads as nothing and is deleted already', async () => {
    expect(await mailboxes().read('nobody@acme.example')).toBeUndefined();
    await mailboxes().delete('nobody@acme.example');
    twin.put({ address: alex.address });
    await mailboxes().delete(alex.address);
    expect(twin.mailboxes()).toEqual([]);
  });

  test('a list is one call for 999, of this domain alone, without the addresses that Microsoft gives', async () => {
    twin.addDomain('other-acme.example');
    twin.put({ address: 'kim@other-acme.example' });
    for (let each = 0; each < 1000; each++) twin.put({ address: `user${each}@acme.example` });
    twin.put({ address: 'user7@acme.example', aliases: ['b@acme.example', 'a@acme.example'], name: 'Seven' });
    await service.check();
    twin.resetCalls();
    const listed = await mailboxes().list('acme.example');
    expect(twin.calls).toHaveLength(2);
    expect(listed).toHaveLength(1000);
    expect(listed.find(each => each.address === 'user7@acme.example')).toEqual({
      ...{ address: 'user7@acme.example', state: 'active', name: 'Seven', created: NOW },
      aliases: ['a@acme.example', 'b@acme.example'],
    });
  });
});

describe('licences', () => {
  test('without a free seat nothing is made, and the message counts', async () => {
    await start({ seats: 2 });
    for (const user of ['kim', 'sam']) await mailboxes().create({ ...alex, address: `${user}@acme.example` }, PASSWORD);
    twin.resetCalls();
    const failure = await failureOf(mailboxes().create(alex, PASSWORD));
    expect(failure).toMatchObject({ kind: 'refused' });
    expect(failure.message).toBe('Microsoft 365 has no free licence O365_BUSINESS_ESSENTIALS: 2 of 2 are in use.');
    expect(failure.fix).toContain('Buy seats by hand');
    expect(written()).toEqual([]);
  });

  test('a seat that was given back meanwhile is found', async () => {
    await start({ seats: 1 });
    twin.put({ address: 'kim@acme.example' });
    await failureOf(mailboxes().create(alex, PASSWORD));
    twin.remove('kim@acme.example');
    await mailboxes().create(alex, PASSWORD);
    expect(twin.mailboxes()).toHaveLength(1);
  });

  test('where the last seat goes to somebody else in between, the user that was made goes again', async () => {
    await start({ seats: 1 });
    await service.check();
    twin.put({ address: 'kim@acme.example' });
    const failure = await failureOf(mailboxes().create(alex, PASSWORD));
    expect(failure.message).toContain('does not have any available licenses');
    expect(twin.mailboxes().map(each => each.address)).toEqual(['kim@acme.example']);
  });

  test('where even that fails, it is said', async () => {
    await start({ seats: 1 });
    await service.check();
    twin.put({ address: 'kim@acme.example' });
    twin.faults.add({ kind: 'server-error', method: 'DELETE', times: 99 });
    const failure = await failureOf(mailboxes().create(alex, PASSWORD));
    expect(failure.message).toContain('The user alex@acme.example was made and stays, without a licence');
  });

  test('a new user that the directory does not know yet is waited for', async () => {
    await start({ replicationSeconds: 20 });
    await mailboxes().create(alex, PASSWORD);
    expect(twin.mailboxes()).toMatchObject([{ state: 'active' }]);
    expect(twin.clock.now() - NOW).toBe(30_000);
  });

  test('a user whose licence got lost on the way is no active mailbox, and becomes one', async () => {
    twin.faults.add({ kind: 'connection-lost', path: 'assignLicense', times: 99 });
    expect(await failureOf(mailboxes().create(alex, PASSWORD))).toMatchObject({ kind: 'lost' });
    const now = (await mailboxes().read(alex.address)) as MailboxSettings;
    expect(now).toMatchObject({ state: 'suspended', created: NOW });
    twin.faults.clear();
    await mailboxes().update(alex, now);
    expect(await mailboxes().read(alex.address)).toMatchObject(alex);
  });

  test('a licence whose answer got lost is asked for again, a user is not made twice', async () => {
    twin.faults.add({ kind: 'applied-but-connection-lost', path: 'assignLicense' });
    await mailboxes().create(alex, PASSWORD);
    twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST', path: '/users' });
    twin.resetCalls();
    expect(await failureOf(mailboxes().create({ ...alex, address: 'kim@acme.example' }, PASSWORD))).toMatchObject({
      kind: 'lost',
    });
    expect(twin.count({ method: 'POST', path: /users$/ })).toBe(1);
  });
});

describe('domains', () => {
  const verification = async () => (await domains().add('b.example')).values.verification ?? '';

  test('are added with the text to publish, and read back with it', async () => {
    const text = await verification();
    expect(text).toMatch(/^MS=ms\d{8}$/);
    expect(await domains().read('b.example')).toEqual({ values: { verification: text } });
    expect(await domains().read('c.example')).toBeUndefined();
    expect(await failureOf(domains().add('b.example'))).toMatchObject({ kind: 'exists' });
  });

  test('wait for the TXT record in the words of Microsoft, then are ready with their MX host', async () => {
    const text = await verification();
    expect(await domains().verify('b.example')).toEqual({
      ready: false,
      waitingFor: expect.stringMatching(/^the TXT record that proves ownership; .*The DNS record was not found/),
    });
    dns['b.example'] = [text];
    const ready = { ready: true, values: { mx: expect.stringMatching(/^b-example\.[a-z]-v1\.mx\.microsoft$/) } };
    expect(await domains().verify('b.example')).toEqual(ready);
    expect(twin.domains()).toContainEqual({ domain: 'b.example', ready: true });
    twin.resetCalls();
    expect(await domains().verify('b.example')).toEqual(ready);
    expect(twin.calls.map(call => call.method)).toEqual(['GET', 'GET']);
  });

  test('one that nobody added is `missing`', async () => {
    expect(await failureOf(domains().verify('b.example'))).toMatchObject({ kind: 'missing' });
  });

  test('are removed once nobody uses them; not there is done', async () => {
    twin.put({ address: alex.address });
    const failure = await failureOf(domains().remove?.('acme.example'));
    expect(failure.fix).toContain('still carry addresses at acme.example');
    twin.remove(alex.address);
    await domains().remove?.('acme.example');
    await domains().remove?.('acme.example');
    expect(twin.domains()).toEqual([]);
  });
});

describe('bad days', () => {
  test('429 with and without Retry-After is waited for', async () => {
    twin.put({ address: alex.address });
    await service.check();
    for (const retryAfter of [7, null]) {
      twin.faults.add({ kind: 'rate-limit', retryAfter, blockSeconds: 1 });
      expect(await mailboxes().list('acme.example')).toHaveLength(1);
    }
    expect(twin.count({ status: 429 })).toBe(2);
    expect(twin.clock.now() - NOW).toBeGreaterThanOrEqual(7000);
  });

  test('5xx, a page of HTML and two writes at once are tried again where that does no harm', async () => {
    twin.put({ address: alex.address });
    const busy = { status: 409, body: { error: { code: 'Directory_ConcurrencyViolation', message: 'Try again.' } } };
    twin.faults.add({ kind: 'server-error', status: 503, path: 'users' }, { kind: 'bad-gateway', path: 'users' });
    twin.faults.add({ kind: 'answer', answer: busy, method: 'PATCH' });
    expect(await mailboxes().read(alex.address)).toMatchObject({ address: alex.address });
    await mailboxes().update({ ...alex, state: 'suspended' }, { ...alex, name: 'Alex Reed' });
    expect(twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
  });

  test('a token that has run out is renewed before it is refused', async () => {
    await service.check();
    twin.clock.advance(3600 * 1000);
    await mailboxes().list('acme.example');
    expect(twin.count({ status: 401 })).toBe(0);
    expect(twin.count({ path: 'oauth2' })).toBe(2);
  });
});
