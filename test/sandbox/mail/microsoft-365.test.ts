import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { startMicrosoft365Twin } from '../../../src/sandbox/mail/microsoft-365/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
let twin: MailTwin;
let dns: Record<string, string[]>;

const start = (options: Parameters<typeof startMicrosoft365Twin>[0] = {}) =>
  startMicrosoft365Twin({ clock: sandboxClock(NOW), lookup: async name => dns[name] ?? [], ...options });

beforeEach(async () => {
  dns = {};
  twin = await start();
});
afterEach(() => twin.close());

interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what the twin answers is looked at by the tests
  body: any;
  headers: Headers;
}

async function send(
  method: string,
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = json === undefined ? undefined : typeof json === 'string' ? json : JSON.stringify(json);
  const url = path.startsWith('http') ? path : `${twin.account.url}${path}`;
  const response = await fetch(url, { method, body, headers });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

const grantFields = () => ({
  grant_type: 'client_credentials',
  client_id: twin.account.clientId ?? '',
  client_secret: twin.env.MICROSOFT_365_CLIENT_SECRET ?? '',
  scope: `${twin.origin}/.default`,
});

async function login(changes: Record<string, string> = {}, tenant = twin.account.tenant) {
  const fields = Object.entries({ ...grantFields(), ...changes }).filter(([, value]) => value !== '');
  const body = new URLSearchParams(fields);
  const response = await fetch(`${twin.origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function authorized() {
  const { body } = await login();
  const authorization = `Bearer ${body.access_token}`;
  return (method: string, path: string, json?: unknown, headers = {}) =>
    send(method, path, json, { authorization, ...headers });
}

const alex = {
  accountEnabled: true,
  displayName: 'Alex Reed',
  mailNickname: 'alex',
  userPrincipalName: 'alex@acme.example',
  usageLocation: 'DE',
  passwordProfile: { password: 'Correct-horse-7', forceChangePasswordNextSignIn: false },
};

describe('tokens', () => {
  test('are for the right tenant, app, secret, scope and grant, each with the code of Entra', async () => {
    expect(await login()).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3599 } });
    const wrong: [Record<string, string>, number, number][] = [
      [{ client_secret: 'guess' }, 401, 7000215],
      [{ client_id: '00000000-0000-4000-8000-000000000000' }, 400, 700016],
      [{ scope: 'https://other.example/.default' }, 400, 1002012],
      [{ grant_type: 'password' }, 400, 70003],
      [{ client_secret: '' }, 400, 900144],
      [{ surprise: 'yes' }, 400, 900144],
    ];
    for (const [changes, status, code] of wrong)
      expect(await login(changes), JSON.stringify(changes)).toMatchObject({ status, body: { error_codes: [code] } });
    expect(await login({}, 'nobody')).toMatchObject({ status: 400, body: { error_codes: [90002] } });
  });

  test('are needed, known, and run out', async () => {
    const refused = { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } };
    expect(await send('GET', '/users')).toMatchObject(refused);
    expect(await send('GET', '/users', undefined, { authorization: 'Bearer made-up' })).toMatchObject(refused);
    const call = await authorized();
    expect((await call('GET', '/users')).status).toBe(200);
    twin.clock.advance(3600 * 1000);
    expect(await call('GET', '/users')).toMatchObject(refused);
  });

  test('carry permissions: without one its calls are 403, the others work', async () => {
    const calls: [string, string, string, unknown?][] = [
      ['Domain.ReadWrite.All', 'POST', '/domains', { id: 'b.example' }],
      ['User.ReadWrite.All', 'POST', '/users', alex],
      [
        'User-PasswordProfile.ReadWrite.All',
        'PATCH',
        '/users/kim@acme.example',
        { passwordProfile: alex.passwordProfile },
      ],
      ['LicenseAssignment.Read.All', 'GET', '/subscribedSkus'],
    ];
    for (const [missing] of calls) {
      await twin.close();
      twin = await start({ permissions: calls.map(([name]) => name).filter(name => name !== missing) });
      twin.addDomain('acme.example');
      twin.put({ address: 'kim@acme.example' });
      const call = await authorized();
      for (const [name, method, path, body] of calls) {
        // A password needs both rights.
        const isRefused = name === missing || (missing === 'User.ReadWrite.All' && path.startsWith('/users/'));
        expect((await call(method, path, body)).status === 403, `${missing}: ${method} ${path}`).toBe(isRefused);
      }
    }
  });
});

/** Writable properties of `user` in @microsoft/microsoft-graph-types 2.43, with a good and a wrong value each. */
const userProperties: [string, unknown, unknown][] = [
  ['accountEnabled', false, 'no'],
  ['ageGroup', null, 1],
  ['businessPhones', ['+49 30 1'], '+49 30 1'],
  ['city', 'Berlin', 1],
  ['companyName', 'Acme', 1],
  ['consentProvidedForMinor', null, false],
  ['country', 'Germany', 1],
  ['department', 'Sales', 1],
  ['displayName', 'Alex R.', ''],
  ['employeeId', '7', 7],
  ['employeeType', 'Employee', 1],
  ['faxNumber', null, 1],
  ['givenName', 'Alex', 1],
  ['jobTitle', 'Sales', 1],
  ['mailNickname', 'alex.reed', 'alex reed'],
  ['mobilePhone', '+49 170 1', 1],
  ['officeLocation', '1/2', 1],
  ['onPremisesImmutableId', null, 1],
  ['otherMails', ['a@b.example'], 'a@b.example'],
  ['passwordPolicies', 'DisablePasswordExpiration', true],
  ['passwordProfile', { password: 'Battery-staple-8' }, 'Battery-staple-8'],
  ['postalCode', '10115', 10115],
  ['preferredLanguage', 'de-DE', 1],
  ['showInAddressList', true, 'yes'],
  ['state', 'Berlin', 1],
  ['streetAddress', 'A 1', 1],
  ['surname', 'Reed', 1],
  ['usageLocation', 'FR', 'France'],
  ['userPrincipalName', 'alex.reed@acme.example', 'alex reed'],
  ['userType', 'Member', 1],
];

/** Read-only in the same typings, or of another type of Graph. */
const notWritable = [
  'id',
  'createdDateTime',
  'proxyAddresses',
  'assignedLicenses',
  'assignedPlans',
  'name',
  'password',
];

describe('users', () => {
  beforeEach(() => twin.addDomain('acme.example'));

  test('each published property is taken, and refused with another type', async () => {
    const call = await authorized();
    for (const [name, good, wrong] of userProperties) {
      twin.remove('alex@acme.example');
      twin.remove('alex.reed@acme.example');
      expect((await call('POST', '/users', { ...alex, [name]: wrong })).status, `POST ${name}`).toBe(400);
      expect((await call('POST', '/users', alex)).status).toBe(201);
      const path = '/users/alex@acme.example';
      expect((await call('PATCH', path, { [name]: wrong })).status, `PATCH ${name}, wrong`).toBe(400);
      expect((await call('PATCH', path, { [name]: good })).status, `PATCH ${name}`).toBe(204);
      twin.remove('alex@acme.example');
      twin.remove('alex.reed@acme.example');
      expect((await call('POST', '/users', { ...alex, [name]: good })).status, `POST ${name}`).toBe(201);
    }
  });

  test('unknown and read-only properties are refused, at any depth, and so is what is no JSON', async () => {
    const call = await authorized();
    twin.put({ address: 'kim@acme.example' });
    for (const name of notWritable) {
      const refused = {
        status: 400,
        body: { error: { code: 'Request_BadRequest', message: `Invalid property '${name}'.` } },
      };
      expect(await call('POST', '/users', { ...alex, [name]: 'x' })).toMatchObject(refused);
      expect(await call('PATCH', '/users/kim@acme.example', { [name]: 'x' })).toMatchObject(refused);
    }
    const passwordProfile = { ...alex.passwordProfile, length: 9 };
    expect((await call('POST', '/users', { ...alex, passwordProfile })).status).toBe(400);
    expect(await call('POST', '/users', '{')).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(twin.mailboxes()).toHaveLength(1);
  });

  test('five properties are required', async () => {
    const call = await authorized();
    for (const name of ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName']) {
      const { [name as keyof typeof alex]: _, ...rest } = alex;
      expect(await call('POST', '/users', rest), name).toMatchObject({
        status: 400,
        body: { error: { details: [{ target: name }] } },
      });
    }
  });

  test('a duplicate is 400 with a detail ObjectConflict: of the name, or of an alias', async () => {
    const call = await authorized();
    await call('POST', '/users', alex);
    const conflict = (target: string) => ({
      status: 400,
      body: { error: { code: 'Request_BadRequest', details: [{ code: 'ObjectConflict', target }] } },
    });
    expect(await call('POST', '/users', { ...alex, userPrincipalName: 'Alex@ACME.example' })).toMatchObject(
      conflict('userPrincipalName'),
    );
    twin.put({ address: 'alex@acme.example', aliases: ['hello@acme.example'] });
    expect(await call('POST', '/users', { ...alex, userPrincipalName: 'hello@acme.example' })).toMatchObject(
      conflict('proxyAddresses'),
    );
  });

  test('a name at a domain that is not verified and a weak password are refused', async () => {
    const call = await authorized();
    const elsewhere = { ...alex, userPrincipalName: 'alex@b.example' };
    expect((await call('POST', '/users', elsewhere)).body.error.message).toContain('The domain portion');
    for (const password of ['short1A', 'onlylowercase', 'lower1case2', `Aa1${'x'.repeat(254)}`])
      expect((await call('POST', '/users', { ...alex, passwordProfile: { password } })).body.error.message).toContain(
        'complexity',
      );
  });

  test('are read by name in any case or by id, selected, and 404 where there is none', async () => {
    const call = await authorized();
    const { body } = await call('POST', '/users', alex);
    expect(body).toMatchObject({ displayName: 'Alex Reed', mail: null });
    expect(body).not.toHaveProperty('accountEnabled');
    expect((await call('GET', '/users/ALEX@acme.example?$select=id,accountEnabled')).body).toEqual({
      id: body.id,
      accountEnabled: true,
    });
    expect((await call('GET', `/users/${body.id}`)).status).toBe(200);
    expect((await call('GET', '/users/alex@acme.example?$select=nonsense')).status).toBe(400);
    const missing = { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };
    for (const [method, json] of [['GET'], ['PATCH', {}], ['DELETE']] as const)
      expect(await call(method, '/users/nobody@acme.example', json)).toMatchObject(missing);
  });

  test('a page has 100, at most 999, and the next one is a whole URL that carries the query', async () => {
    for (let each = 0; each < 150; each++) twin.put({ address: `user${each}@acme.example` });
    const call = await authorized();
    const first = (await call('GET', '/users?$select=id')).body;
    expect(first.value).toHaveLength(100);
    const second = (await call('GET', first['@odata.nextLink'])).body;
    expect(second.value).toHaveLength(50);
    expect(second).not.toHaveProperty('@odata.nextLink');
    expect(Object.keys(second.value[0])).toEqual(['id']);
    expect((await call('GET', '/users?$top=999')).body.value).toHaveLength(150);
    for (const query of ['$top=1000', '$top=0', '$top=x', '$skip=1', '$page=2', 'domain=acme.example'])
      expect((await call('GET', `/users?${query}`)).status, query).toBe(400);
  });

  test('endswith needs the header and the count', async () => {
    twin.addDomain('b.example');
    twin.put({ address: 'alex@acme.example' });
    twin.put({ address: 'alex@b.example' });
    const call = await authorized();
    const path = "/users?$filter=endswith(userPrincipalName,'@b.example')";
    const eventual = { consistencylevel: 'eventual' };
    const refused = { status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } };
    expect(await call('GET', path)).toMatchObject(refused);
    expect(await call('GET', `${path}&$count=true`)).toMatchObject(refused);
    expect(await call('GET', path, undefined, eventual)).toMatchObject(refused);
    expect((await call('GET', `${path}&$count=true`, undefined, eventual)).body).toMatchObject({
      '@odata.count': 1,
      value: [{ userPrincipalName: 'alex@b.example' }],
    });
    expect((await call('GET', "/users?$filter=contains(mail,'x')")).status).toBe(400);
  });

  test('a new user is seen by other calls once it is replicated', async () => {
    await twin.close();
    twin = await start({ replicationSeconds: 10 });
    twin.addDomain('acme.example');
    const call = await authorized();
    const { id } = (await call('POST', '/users', alex)).body;
    expect((await call('GET', `/users/${id}`)).status).toBe(404);
    expect((await call('GET', '/users')).body.value).toEqual([]);
    twin.clock.advance(10_000);
    expect((await call('GET', `/users/${id}`)).status).toBe(200);
    expect((await call('GET', '/users')).body.value).toHaveLength(1);
  });
});

describe('licences', () => {
  const sku = async (call: Awaited<ReturnType<typeof authorized>>) =>
    (await call('GET', '/subscribedSkus')).body.value.find(
      (each: { skuPartNumber: string }) => each.skuPartNumber === 'O365_BUSINESS_ESSENTIALS',
    );

  test('need a country and a seat, and are counted; a second time changes nothing', async () => {
    await twin.close();
    twin = await start({ seats: 1 });
    twin.addDomain('acme.example');
    const call = await authorized();
    const { usageLocation: _, ...stateless } = alex;
    const { id } = (await call('POST', '/users', stateless)).body;
    const { skuId, consumedUnits, prepaidUnits } = await sku(call);
    expect({ consumedUnits, enabled: prepaidUnits.enabled }).toEqual({ consumedUnits: 0, enabled: 1 });
    const licence = { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] };
    const path = `/users/${id}/assignLicense`;
    expect((await call('POST', path, licence)).body.error.message).toContain('usage location');
    await call('PATCH', `/users/${id}`, { usageLocation: 'DE' });
    for (const _ of [1, 2]) expect((await call('POST', path, licence)).status).toBe(200);
    expect(await sku(call)).toMatchObject({ consumedUnits: 1 });
    const second = (await call('POST', '/users', { ...alex, userPrincipalName: 'kim@acme.example' })).body.id;
    expect((await call('POST', `/users/${second}/assignLicense`, licence)).body.error.message).toContain(
      'does not have any available licenses',
    );
  });

  test('take these fields and no others', async () => {
    twin.addDomain('acme.example');
    twin.put({ address: 'alex@acme.example' });
    const call = await authorized();
    const { skuId } = await sku(call);
    const path = '/users/alex@acme.example/assignLicense';
    const wrong = [
      {},
      { addLicenses: [] },
      { addLicenses: [{ skuId: 'O365_BUSINESS_ESSENTIALS' }], removeLicenses: [] },
      { addLicenses: [{ skuId, seats: 1 }], removeLicenses: [] },
      { addLicenses: [], removeLicenses: [], note: '' },
      { addLicenses: [{ skuId: '00000000-0000-4000-8000-000000000000' }], removeLicenses: [] },
    ];
    for (const body of wrong) expect((await call('POST', path, body)).status, JSON.stringify(body)).toBe(400);
    expect((await call('POST', path, { addLicenses: [], removeLicenses: [skuId] })).status).toBe(200);
    expect(twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
  });

  test('the plan is there at once, the addresses of the mailbox minutes later', async () => {
    twin.addDomain('acme.example');
    const call = await authorized();
    await call('POST', '/users', alex);
    const { skuId } = await sku(call);
    await call('POST', '/users/alex@acme.example/assignLicense', { addLicenses: [{ skuId }], removeLicenses: [] });
    const read = async () =>
      (await call('GET', '/users/alex@acme.example?$select=assignedPlans,mail,proxyAddresses')).body;
    expect(await read()).toMatchObject({ assignedPlans: [{ service: 'exchange' }], mail: null, proxyAddresses: [] });
    twin.clock.advance(300_000);
    expect(await read()).toMatchObject({
      mail: 'alex@acme.example',
      proxyAddresses: ['SMTP:alex@acme.example', 'smtp:alex@acme.onmicrosoft.com'],
    });
  });
});

describe('domains', () => {
  test('are added with an id and nothing else, once', async () => {
    const call = await authorized();
    expect(await call('POST', '/domains', { id: 'acme.example' })).toMatchObject({
      status: 201,
      body: { id: 'acme.example', isVerified: false, supportedServices: [] },
    });
    const wrong = [{}, { id: 7 }, { id: 'acme' }, { id: 'b.example', isDefault: true }, { id: 'acme.example' }];
    for (const body of wrong) expect((await call('POST', '/domains', body)).status, JSON.stringify(body)).toBe(400);
    expect((await call('GET', '/domains/b.example')).status).toBe(404);
    expect((await call('GET', '/domains')).body.value).toHaveLength(2);
  });

  test('are verified by the TXT record, then take services, and only then name the MX host', async () => {
    const call = await authorized();
    await call('POST', '/domains', { id: 'acme.example' });
    const path = '/domains/acme.example';
    const records = (await call('GET', `${path}/verificationDnsRecords`)).body.value;
    const { text } = records.find((each: { recordType: string }) => each.recordType === 'Txt');
    expect(text).toMatch(/^MS=ms\d{8}$/);
    expect((await call('POST', `${path}/verify`)).status).toBe(400);
    expect((await call('PATCH', path, { supportedServices: ['Email'] })).status).toBe(400);
    dns['acme.example'] = ['v=spf1 -all', text];
    expect(await call('POST', `${path}/verify`)).toMatchObject({ status: 200, body: { isVerified: true } });
    expect((await call('GET', `${path}/serviceConfigurationRecords`)).body.value).toEqual([]);
    for (const body of [{ supportedServices: 'Email' }, { supportedServices: ['Mail'] }, { isVerified: true }])
      expect((await call('PATCH', path, body)).status, JSON.stringify(body)).toBe(400);
    expect((await call('PATCH', path, { supportedServices: ['Email'] })).status).toBe(204);
    expect(twin.domains()).toEqual([{ domain: 'acme.example', ready: true }]);
    const services = (await call('GET', `${path}/serviceConfigurationRecords`)).body.value;
    expect(services[0]).toMatchObject({ recordType: 'Mx', preference: 0 });
    expect(services[0].mailExchange).toMatch(/^acme-example\.[nrwye]-v1\.mx\.microsoft$/);
  });

  test('a subdomain of a verified one is verified at once; one in use stays', async () => {
    twin.addDomain('acme.example');
    twin.put({ address: 'alex@acme.example' });
    const call = await authorized();
    expect((await call('POST', '/domains', { id: 'news.acme.example' })).body.isVerified).toBe(true);
    expect((await call('DELETE', '/domains/acme.example')).status).toBe(400);
    twin.remove('alex@acme.example');
    expect((await call('DELETE', '/domains/acme.example')).status).toBe(204);
    expect((await call('DELETE', '/domains/acme.example')).status).toBe(404);
  });
});

describe('throttling', () => {
  test('3,000 writes in 150 s, then 429 with Retry-After until the window has moved', async () => {
    twin.addDomain('acme.example');
    twin.put({ address: 'alex@acme.example' });
    const call = await authorized();
    const change = () => call('PATCH', '/users/alex@acme.example', { city: 'Berlin' });
    for (let each = 0; each < 3000; each++) await change();
    const refused = await change();
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(refused.headers.get('retry-after')).toBe('150');
    expect((await call('GET', '/users')).status).toBe(200);
    twin.clock.advance(150_000);
    expect((await change()).status).toBe(204);
  });

  test('3,500 resource units in 10 s: a listing costs two, one with $select one', async () => {
    const call = await authorized();
    for (let each = 0; each < 1750; each++) await call('GET', '/users');
    expect((await call('GET', '/users?$select=id')).status).toBe(429);
    twin.clock.advance(10_000);
    expect((await call('GET', '/users?$select=id')).status).toBe(200);
  });
});

test('what Graph does not have is refused', async () => {
  const call = await authorized();
  expect((await call('GET', '/mailboxes')).status).toBe(400);
  expect((await call('PUT', '/users/alex@acme.example', {})).status).toBe(400);
});
