/**
 * The twin of Google Workspace takes what Google's published schemas allow and refuses the rest. The tables are the typings of
 * @googleapis/admin 37.0.0 (directory_v1) and @googleapis/gmail 22.0.1, read 2026-11-26.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import {
  type GoogleWorkspaceTwin,
  type GoogleWorkspaceTwinOptions,
  startGoogleWorkspaceTwin,
} from '../../../src/sandbox/mail/google-workspace/twin.ts';

const START = Date.UTC(2026, 10, 26, 9);
const ALEX = 'alex@acme.example';
const AUTH = 'https://www.googleapis.com/auth';
const DIRECTORY = `${AUTH}/admin.directory.user ${AUTH}/admin.directory.domain ${AUTH}/siteverification`;
const GMAIL = `${AUTH}/gmail.settings.basic ${AUTH}/gmail.settings.sharing`;

async function aTwin(options: GoogleWorkspaceTwinOptions = {}) {
  const clock = sandboxClock(START);
  const twin = await startGoogleWorkspaceTwin({ clock, mailboxSeconds: 0, ...options });
  onTestFinished(() => twin.close());
  twin.addDomain('acme.example');
  const admin = twin.account.admin as string;
  return { twin, clock, asAdmin: asSubject(twin, admin, DIRECTORY), asAlex: asSubject(twin, ALEX, GMAIL) };
}

interface Claims {
  iss?: string;
  sub?: string;
  scope?: string;
  aud?: string;
  iat?: number;
  exp?: number;
}

async function tokenFor(twin: GoogleWorkspaceTwin, claims: Claims, form: Record<string, string> = {}) {
  const key = JSON.parse(twin.env.GOOGLE_WORKSPACE_CREDENTIALS as string);
  const iat = Math.floor(twin.clock.now() / 1000);
  const all = { iss: key.client_email, aud: key.token_uri, iat, exp: iat + 3600, scope: DIRECTORY, ...claims };
  const parts = [{ alg: 'RS256', typ: 'JWT', kid: key.private_key_id }, all];
  const content = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('RSA-SHA256', Buffer.from(content), createPrivateKey(key.private_key)).toString('base64url');
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const body = new URLSearchParams({ grant_type, assertion: `${content}.${signature}`, ...form });
  const answer = await fetch(`${twin.origin}/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

type Ask = (call: string, body?: unknown, headers?: Record<string, string>) => Promise<{ status: number; body: Said }>;

interface Said {
  error?: { message: string; errors: { reason: string }[] };
  [field: string]: unknown;
}

function asSubject(twin: GoogleWorkspaceTwin, sub: string, scope: string): Ask {
  let token: string | undefined;
  return async (call, body, headers) => {
    token ??= (await tokenFor(twin, { sub, scope })).body.access_token;
    const [method, path] = call.split(' ');
    const answer = await fetch(twin.origin + path, {
      ...{ method, headers: { authorization: `Bearer ${token}`, ...headers } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : {} };
  };
}

const refusal = ({ status, body }: { status: number; body: Said }) => [
  status,
  body.error?.errors[0]?.reason,
  body.error?.message,
];

const USERS = '/admin/directory/v1/users';
const DOMAINS = '/admin/directory/v1/customer/my_customer/domains';
const SETTINGS = `/gmail/v1/users/${ALEX}/settings`;
const name = { givenName: 'Alex', familyName: 'Reed' };
const alex = { primaryEmail: ALEX, name, password: 'correct-horse' };

const [text, flag, list, any] = ['text', true, ['text'], [{ value: 'x' }]];
/** Every published field, with a value of its type; `any` in the typings takes all. */
const userFields: Record<string, unknown> = {
  ...{ addresses: any, agreedToTerms: flag, aliases: list, archivalTime: text, archived: flag },
  ...{ changePasswordAtNextLogin: flag, creationTime: text, customerId: text, customSchemas: {}, deletionTime: text },
  ...{ emails: any, etag: text, externalIds: any, gender: any, guestAccountInfo: {}, hashFunction: text, id: text },
  ...{ ims: any, includeInGlobalAddressList: flag, ipWhitelisted: flag, isAdmin: flag, isDelegatedAdmin: flag },
  ...{ isEnforcedIn2Sv: flag, isEnrolledIn2Sv: flag, isGuestUser: flag, isMailboxSetup: flag, keywords: any },
  ...{ kind: text, languages: any, lastLoginTime: text, locations: any, name: { ...name, displayName: text } },
  ...{ nonEditableAliases: list, notes: any, organizations: any, orgUnitPath: '/', password: 'correct-horse' },
  ...{ phones: any, posixAccounts: any, primaryEmail: ALEX, recoveryEmail: text, recoveryPhone: text, relations: any },
  ...{ sshPublicKeys: any, suspended: flag, suspensionReason: text, suspensionTime: text, thumbnailPhotoEtag: text },
  ...{ thumbnailPhotoUrl: text, websites: any },
};
const sendAsFields = {
  ...{ displayName: text, isDefault: flag, isPrimary: flag, replyToAddress: text, sendAsEmail: text, signature: text },
  ...{ treatAsAlias: flag, verificationStatus: text },
  smtpMsa: { host: text, port: 587, securityMode: text, username: text, password: text },
};
const site = { type: 'INET_DOMAIN', identifier: 'acme.example' };

/** Call, the body with every published field. Each is taken as it is. */
const published: [string, Record<string, unknown>][] = [
  [`POST ${USERS}`, userFields],
  [`PATCH ${USERS}/sam@acme.example`, userFields],
  [
    `POST ${USERS}/sam@acme.example/aliases`,
    { alias: 's@acme.example', etag: text, id: text, kind: text, primaryEmail: text },
  ],
  [
    `POST ${DOMAINS}`,
    {
      ...{
        domainName: 'new.example',
        creationTime: text,
        domainAliases: [{}],
        etag: text,
        isPrimary: flag,
        kind: text,
      },
      verified: flag,
    },
  ],
  ['POST /siteVerification/v1/token', { verificationMethod: 'DNS_TXT', site }],
  [`PATCH ${SETTINGS}/sendAs/${ALEX}`, sendAsFields],
  [`POST ${SETTINGS}/forwardingAddresses`, { forwardingEmail: 'kim@acme.example', verificationStatus: text }],
  [`PUT ${SETTINGS}/autoForwarding`, { enabled: flag, emailAddress: 'sam@acme.example', disposition: 'leaveInInbox' }],
];

async function withPeople(options: GoogleWorkspaceTwinOptions = {}) {
  const there = await aTwin(options);
  there.twin.put({ address: 'sam@acme.example', name: 'Sam Lopez' });
  return there;
}

const askerFor = async (call: string) => {
  const { twin, asAdmin, asAlex } = await withPeople();
  if (!call.includes('/gmail/')) return asAdmin;
  twin.put({ address: ALEX, forwardTo: ['sam@acme.example'] });
  return asAlex;
};

test.each(published)('%s takes every published field', async (call, body) => {
  expect(await (await askerFor(call))(call, body)).toMatchObject({ status: 200 });
});

test.each(published)('%s refuses an unknown field', async (call, body) => {
  const answer = await (await askerFor(call))(call, { ...body, colour: 'red' });
  expect(refusal(answer)).toEqual([
    400,
    'invalid',
    'Invalid JSON payload received. Unknown name "colour": Cannot find field.',
  ]);
});

/** What is not `any` in the typings. */
const typed = published.flatMap(([call, body]) =>
  Object.entries(body)
    .filter(([, value]) => value !== any)
    .map(([field]) => [call, field, body] as const),
);

test('every field refuses a value of another type', async () => {
  const askers = new Map<string, Ask>();
  for (const [call, field, body] of typed) {
    const ask = askers.get(call) ?? (await askerFor(call));
    askers.set(call, ask);
    expect([call, field, (await ask(call, { ...body, [field]: 7 })).status]).toEqual([call, field, 400]);
  }
});

test.each([
  ['no address', { primaryEmail: undefined }, 'Invalid Input: primary_user_email'],
  ['no family name', { name: { givenName: 'Alex' } }, 'Invalid Given/Family Name: FamilyName'],
  [
    'a name of 61 characters',
    { name: { ...name, givenName: 'x'.repeat(61) } },
    'Invalid Given/Family Name: FamilyName',
  ],
  ['no password', { password: undefined }, 'Invalid Password'],
  ['a password of seven characters', { password: '1234567' }, 'Invalid Password'],
  ['an unknown unit', { orgUnitPath: '/Nowhere' }, 'Invalid Input: INVALID_OU_ID'],
])('a user with %s is refused', async (_, part, message) => {
  const { twin, asAdmin } = await aTwin();
  expect(refusal(await asAdmin(`POST ${USERS}`, { ...alex, ...part }))).toEqual([400, 'invalid', message]);
  expect(twin.mailboxes()).toEqual([]);
});

test('a body that is no JSON, and a parameter that nobody knows', async () => {
  const { asAdmin, twin } = await aTwin();
  const { access_token } = (await tokenFor(twin, { sub: twin.account.admin })).body;
  const headers = { authorization: `Bearer ${access_token}` };
  const answer = await fetch(`${twin.origin}${USERS}`, { method: 'POST', headers, body: '{' });
  expect(answer.status).toBe(400);
  expect(refusal(await asAdmin(`GET ${USERS}?domain=acme.example&limit=5`))).toEqual([
    400,
    'invalid',
    'Invalid JSON payload received. Unknown name "limit": Cannot bind query parameter.',
  ]);
});

test('duplicates: a user, an alias, a domain', async () => {
  const { twin, asAdmin } = await aTwin({ elsewhere: ['theirs.example'] });
  twin.put({ address: 'sales@acme.example', aliases: ['info@acme.example'] });
  const duplicate = [409, 'duplicate', 'Entity already exists.'];
  for (const primaryEmail of ['sales@acme.example', 'INFO@acme.example'])
    expect(refusal(await asAdmin(`POST ${USERS}`, { ...alex, primaryEmail }))).toEqual(duplicate);
  await asAdmin(`POST ${USERS}`, alex);
  expect(refusal(await asAdmin(`POST ${USERS}/${ALEX}/aliases`, { alias: 'info@acme.example' }))).toEqual(duplicate);
  expect(refusal(await asAdmin(`POST ${DOMAINS}`, { domainName: 'acme.example' }))).toEqual(duplicate);
  expect(refusal(await asAdmin(`POST ${DOMAINS}`, { domainName: 'theirs.example' }))[1]).toBe('conflict');
});

test('nobody gets a user in a domain that is unknown or not verified', async () => {
  const { asAdmin } = await aTwin();
  await asAdmin(`POST ${DOMAINS}`, { domainName: 'new.example' });
  for (const primaryEmail of ['alex@new.example', 'alex@unknown.example'])
    expect(refusal(await asAdmin(`POST ${USERS}`, { ...alex, primaryEmail }))).toEqual([
      404,
      'notFound',
      'Domain not found.',
    ]);
});

test('what is not there', async () => {
  const { asAdmin } = await aTwin();
  const missing = [404, 'notFound', 'Resource Not Found: userKey'];
  for (const call of ['GET', 'PATCH', 'DELETE'])
    expect(refusal(await asAdmin(`${call} ${USERS}/${ALEX}`))).toEqual(missing);
  expect((await asAdmin(`DELETE ${DOMAINS}/unknown.example`)).status).toBe(404);
});

test('pages are 100 users, at most 500, and a token of nobody is refused', async () => {
  const { twin, asAdmin } = await aTwin();
  for (let n = 1; n <= 120; n++) twin.put({ address: `u${n}@acme.example` });
  const first = await asAdmin(`GET ${USERS}?domain=acme.example`);
  expect(first.body.users).toHaveLength(100);
  const second = await asAdmin(`GET ${USERS}?domain=acme.example&pageToken=${first.body.nextPageToken}`);
  expect(second.body.users).toHaveLength(20);
  expect(second.body).not.toHaveProperty('nextPageToken');
  expect((await asAdmin(`GET ${USERS}?domain=acme.example&maxResults=501`)).status).toBe(400);
  expect((await asAdmin(`GET ${USERS}?domain=acme.example&pageToken=mine`)).status).toBe(400);
  expect((await asAdmin(`GET ${USERS}`)).status).toBe(400);
});

test('a new user is seen after a while, and has a mailbox after a while more', async () => {
  const { asAdmin, asAlex, clock } = await aTwin({ propagationSeconds: 5, mailboxSeconds: 20 });
  expect((await asAdmin(`POST ${USERS}`, alex)).body).toMatchObject({ isMailboxSetup: false });
  expect((await asAdmin(`GET ${USERS}/${ALEX}`)).status).toBe(404);
  expect((await asAdmin(`POST ${USERS}`, alex)).status).toBe(409);
  clock.advance(5_000);
  expect((await asAdmin(`GET ${USERS}/${ALEX}`)).body).toMatchObject({ isMailboxSetup: false });
  expect(refusal(await asAlex(`GET ${SETTINGS}/sendAs/${ALEX}`))).toEqual([
    400,
    'failedPrecondition',
    'Mail service not enabled',
  ]);
  clock.advance(20_000);
  expect((await asAlex(`GET ${SETTINGS}/sendAs/${ALEX}`)).status).toBe(200);
});

test('forwarding: at once within the account, elsewhere when the other side agrees', async () => {
  const { twin, asAlex } = await aTwin();
  twin.put({ address: ALEX });
  const forwardTo = (emailAddress: string) =>
    asAlex(`PUT ${SETTINGS}/autoForwarding`, { enabled: true, emailAddress, disposition: 'leaveInInbox' });
  expect((await forwardTo('kim@acme.example')).status).toBe(400);
  const allow = (forwardingEmail: string) => asAlex(`POST ${SETTINGS}/forwardingAddresses`, { forwardingEmail });
  expect((await allow('kim@acme.example')).body).toMatchObject({ verificationStatus: 'accepted' });
  expect((await allow('kim@acme.example')).status).toBe(409);
  expect((await allow('boss@other.example')).body).toMatchObject({ verificationStatus: 'pending' });
  expect((await forwardTo('kim@acme.example')).status).toBe(200);
  expect((await forwardTo('boss@other.example')).status).toBe(400);
  twin.agree(ALEX, 'boss@other.example');
  expect((await forwardTo('boss@other.example')).status).toBe(200);
  const without = { enabled: true, emailAddress: 'boss@other.example' };
  expect((await asAlex(`PUT ${SETTINGS}/autoForwarding`, without)).status).toBe(400);
});

test('Gmail takes scripts out of a signature', async () => {
  const { twin, asAlex } = await aTwin();
  twin.put({ address: ALEX });
  const signature = '<b onclick="x()">Alex</b><script>x()</script>';
  expect((await asAlex(`PATCH ${SETTINGS}/sendAs/${ALEX}`, { signature })).body).toMatchObject({
    signature: '<b>Alex</b>',
  });
});

test('the proof of ownership is the same each time, of one administrator, and looked for in DNS', async () => {
  const texts: string[] = [];
  const { twin, asAdmin } = await aTwin({ lookup: async () => texts });
  const proof = async () =>
    (await asAdmin('POST /siteVerification/v1/token', { verificationMethod: 'DNS_TXT', site })).body;
  const { token } = await proof();
  expect(await proof()).toMatchObject({ token });
  await asAdmin(`POST ${DOMAINS}`, { domainName: 'new.example' });
  const verify = () =>
    asAdmin('POST /siteVerification/v1/webResource?verificationMethod=DNS_TXT', {
      site: { ...site, identifier: 'new.example' },
    });
  texts.push(token as string);
  expect(refusal(await verify())).toEqual([
    400,
    'badRequest',
    'The necessary verification token could not be found on your site.',
  ]);
  const newSite = { ...site, identifier: 'new.example' };
  const { body } = await asAdmin('POST /siteVerification/v1/token', { verificationMethod: 'DNS_TXT', site: newSite });
  texts.push(body.token as string);
  expect((await verify()).status).toBe(200);
  expect(twin.domains()).toContainEqual({ domain: 'new.example', ready: true });
});

test.each<[string, Claims, number, string, string]>([
  [
    'of an unknown account',
    { iss: 'other@x.iam.gserviceaccount.com' },
    400,
    'invalid_grant',
    'Invalid grant: account not found',
  ],
  [
    'for another service',
    { aud: 'https://example.com/token' },
    400,
    'invalid_grant',
    'Invalid JWT: Failed audience check.',
  ],
  ['for nobody', { sub: 'nobody@acme.example' }, 400, 'invalid_grant', 'Invalid email or User ID'],
  ['that has run out', { iat: 1, exp: 3601 }, 400, 'invalid_grant', 'Invalid JWT: Token must be'],
  ['for a day', { exp: START / 1000 + 86_400 }, 400, 'invalid_grant', 'Invalid JWT: Token must be'],
  [
    'for a scope that is not delegated',
    { scope: `${AUTH}/drive` },
    401,
    'unauthorized_client',
    'Client is unauthorized',
  ],
])('an assertion %s gets no token', async (_, claims, status, error, said) => {
  const { twin } = await aTwin();
  const answer = await tokenFor(twin, { sub: twin.account.admin, ...claims });
  expect(answer).toMatchObject({ status, body: { error, error_description: expect.stringContaining(said) } });
});

test('an assertion that somebody else signed, another grant, an unknown field of the form', async () => {
  const { twin } = await aTwin();
  const sub = twin.account.admin as string;
  const forged = (await tokenFor(twin, { sub }, { assertion: 'e30.e30.e30' })).body;
  expect(forged).toMatchObject({ error: 'invalid_grant' });
  expect((await tokenFor(twin, { sub }, { grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
  expect((await tokenFor(twin, { sub }, { colour: 'red' })).body.error).toBe('invalid_request');
});

test('no token, a wrong one, one that ran out, one without the scope, one of no administrator', async () => {
  const { twin, clock, asAdmin, asAlex } = await aTwin();
  twin.put({ address: ALEX });
  const call = `GET ${USERS}/${ALEX}`;
  expect(refusal(await asAdmin(call, undefined, { authorization: '' }))).toEqual([401, 'required', 'Login Required.']);
  const wrong = await asAdmin(call, undefined, { authorization: 'Bearer ya29.mine' });
  expect(refusal(wrong)).toEqual([401, 'authError', 'Invalid Credentials']);
  expect(refusal(await asAlex(call))[1]).toBe('insufficientPermissions');
  expect(refusal(await asSubject(twin, ALEX, DIRECTORY)(call))).toEqual([
    403,
    'forbidden',
    'Not Authorized to access this resource/api',
  ]);
  const settingsOfSam = `GET /gmail/v1/users/sam@acme.example/settings/autoForwarding`;
  twin.put({ address: 'sam@acme.example' });
  expect(refusal(await asAlex(settingsOfSam))).toEqual([403, 'forbidden', `Delegation denied for ${ALEX}`]);
  clock.advance(3_600_000);
  expect((await asAdmin(call)).status).toBe(401);
});

test('2,400 calls a minute for each person', async () => {
  const { twin, clock, asAdmin } = await aTwin();
  twin.put({ address: ALEX });
  const ask = () => asAdmin(`GET ${USERS}/${ALEX}`);
  for (let n = 0; n < 2400; n++) await ask();
  expect(refusal(await ask())).toEqual([429, 'rateLimitExceeded', 'Quota exceeded.']);
  clock.advance(60_000);
  expect((await ask()).status).toBe(200);
});

test('a domain with users stays', async () => {
  const { twin, asAdmin } = await withPeople();
  expect((await asAdmin(`DELETE ${DOMAINS}/acme.example`)).status).toBe(412);
  twin.remove('sam@acme.example');
  expect((await asAdmin(`DELETE ${DOMAINS}/acme.example`)).status).toBe(204);
});
