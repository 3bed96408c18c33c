/** The adapter of Google Workspace against its twin, over HTTP. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { googleWorkspace } from '../../src/mail/google-workspace/index.ts';
import { googleWorkspaceSteps } from '../../src/mail/google-workspace/manual.ts';
import type { MailboxSettings } from '../../src/mail/mailbox.ts';
import { failed } from '../../src/sandbox/mail/google-workspace/answer.ts';
import {
  type GoogleWorkspaceTwinOptions,
  startGoogleWorkspaceTwin,
} from '../../src/sandbox/mail/google-workspace/twin.ts';
import { atTwin } from './connected.ts';

const START = Date.UTC(2026, 10, 26);
const ALEX = 'alex@acme.example';
const alex: MailboxSettings = { address: ALEX, state: 'active', name: 'Alex Reed' };
const PASSWORD = 'correct-horse-battery-staple';

async function aTwin(options: GoogleWorkspaceTwinOptions = {}) {
  const at = await atTwin(googleWorkspace, startGoogleWorkspaceTwin, options);
  return { ...at, ...at.service, clock: at.twin.clock };
}

const withAcme = async (options: GoogleWorkspaceTwinOptions = {}) => {
  const there = await aTwin(options);
  there.twin.addDomain('acme.example');
  return there;
};

const calls = (twin: { calls: readonly { method: string; path: string }[] }) =>
  twin.calls.map(
    ({ method, path }) => `${method} ${path.replace(/^\/(admin\/directory|gmail|siteVerification)\/v1/, '')}`,
  );

const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('it succeeded'),
    ({ kind, code, message, fix }) => ({ kind, code, message, fix }),
  );

test('one exchange and one call check the key, all scopes and the administrator', async () => {
  const { twin, service } = await aTwin();
  await service.check();
  expect(calls(twin)).toEqual(['POST /token', `GET /users/${encodeURIComponent('admin@workspace.example')}`]);
});

test('a mailbox is one call, and what it then is can be read', async () => {
  const { twin, mailboxes, service } = await withAcme();
  await service.check();
  twin.resetCalls();
  const made = await mailboxes.create(alex, PASSWORD);
  expect(made).toEqual({
    ...{ ...alex, aliases: [], created: START, lastActivity: null },
    ...{ signature: '', forwardTo: [] },
  });
  expect(calls(twin)).toEqual(['POST /users']);
  expect(twin.mailboxes()).toMatchObject([{ ...alex, password: PASSWORD }]);
  expect(await mailboxes.read(ALEX)).toEqual(made);
});

test('each setting is changed by its own call, and only what differs', async () => {
  const { twin, mailboxes } = await withAcme();
  const now = await mailboxes.create(alex, PASSWORD);
  const wanted: MailboxSettings = {
    ...alex,
    ...{ name: 'Alexandra Reed', aliases: ['a.reed@acme.example', 'sales@acme.example'] },
    ...{ forwardTo: ['kim@acme.example'], signature: '<b>Alex</b>' },
  };
  await mailboxes.update(wanted, now);
  expect(await mailboxes.read(ALEX)).toMatchObject(wanted);
  twin.resetCalls();
  const live = (await mailboxes.read(ALEX)) as MailboxSettings;
  expect(calls(twin)).toHaveLength(3);
  twin.resetCalls();
  await mailboxes.update(wanted, live);
  expect(calls(twin)).toEqual([]);
  await mailboxes.update({ ...wanted, aliases: ['sales@acme.example'], forwardTo: [] }, live);
  expect(calls(twin)).toEqual([
    `DELETE /users/${encodeURIComponent(ALEX)}/aliases/${encodeURIComponent('a.reed@acme.example')}`,
    `PUT /users/${encodeURIComponent(ALEX)}/settings/autoForwarding`,
  ]);
  expect(twin.mailboxes()).toMatchObject([{ aliases: ['sales@acme.example'], forwardTo: [] }]);
});

test('Gmail settings of a new user wait until its mailbox is set up, and that is said', async () => {
  const { clock, twin, again } = await withAcme({ mailboxSeconds: 40, propagationSeconds: 10 });
  const said = new Set<string>();
  const { mailboxes } = again({}, { onWait: ({ reason }) => said.add(reason) });
  const wanted = { ...alex, aliases: ['a@acme.example'], signature: 'Alex' };
  await mailboxes.update(wanted, await mailboxes.create(wanted, PASSWORD));
  expect(twin.mailboxes()).toMatchObject([wanted]);
  expect(clock.now() - START).toBeGreaterThanOrEqual(50_000);
  expect(clock.now() - START).toBeLessThan(120_000);
  expect([...said]).toEqual([`Google Workspace is still setting up the mailbox of ${ALEX}`]);
});

test('a person makes the app password for programs, and agrees to what is forwarded out of the account', () => {
  const steps = (mailboxes: MailboxSettings[]) =>
    googleWorkspaceSteps({}, [
      { domain: 'acme.example', values: {}, mailboxes, isMade: () => true },
      { domain: 'acme-team.example', values: {}, mailboxes: [], isMade: () => true },
    ]).map(({ id, about, done }) => [id, about, done.length]);
  const forwards = (...forwardTo: string[]): MailboxSettings => ({ ...alex, forwardTo });
  expect(steps([{ ...alex, smtpAccess: true }])).toEqual([['app-password', ALEX, 0]]);
  expect(steps([forwards('boss@other.example')])).toEqual([['forwarding-consent', ALEX, 1]]);
  const within = [forwards('sam@acme-team.example'), forwards('sam@eu.acme.example')];
  expect(steps([alex, { ...alex, smtpAccess: false }, ...within])).toEqual([]);
  expect(steps([{ ...forwards('boss@other.example'), state: 'suspended', smtpAccess: true }])).toEqual([]);
});

test('a mailbox that is never set up is said so after ten minutes', async () => {
  const { clock, mailboxes } = await withAcme({ mailboxSeconds: 86_400 });
  const wanted = { ...alex, signature: 'Alex' };
  const now = await mailboxes.create(wanted, PASSWORD);
  const failure = await failureOf(mailboxes.update(wanted, now));
  expect(failure).toMatchObject({
    kind: 'early',
    message: `Google Workspace has not set up the mailbox of ${ALEX} within ten minutes.`,
  });
  expect(clock.now() - START).toBeLessThan(11 * 60_000);
});

test('a name of one word is shown as it is', async () => {
  const { mailboxes } = await withAcme();
  const made = await mailboxes.create({ ...alex, name: 'Acme' }, PASSWORD);
  expect(made.name).toBe('Acme');
});

test('suspended and made active again; the settings in Gmail follow when it is active', async () => {
  const { twin, mailboxes } = await withAcme({ mailboxSeconds: 0 });
  const suspended: MailboxSettings = { ...alex, state: 'suspended', signature: 'Alex', forwardTo: [] };
  await mailboxes.update(suspended, await mailboxes.create(suspended, PASSWORD));
  expect(twin.mailboxes()).toMatchObject([{ state: 'suspended', signature: '' }]);
  const live = (await mailboxes.read(ALEX)) as MailboxSettings;
  expect(live).not.toHaveProperty('suspendedFor');
  await mailboxes.update({ ...suspended, state: 'active' }, suspended);
  expect(twin.mailboxes()).toMatchObject([{ state: 'active', signature: 'Alex' }]);
  await mailboxes.update({ ...suspended, signature: 'Al' }, { ...suspended, state: 'active' });
  expect(twin.mailboxes()).toMatchObject([{ state: 'suspended', signature: 'Al' }]);
});

test("Google's own suspension is shown, and not lifted", async () => {
  const { twin, mailboxes } = await withAcme();
  twin.put({ ...alex, state: 'suspended', suspendedFor: 'ABUSE' });
  const live = (await mailboxes.read(ALEX)) as MailboxSettings;
  expect(live).toMatchObject({ state: 'suspended', suspendedFor: 'ABUSE' });
  expect(await failureOf(mailboxes.update(alex, live))).toMatchObject({
    kind: 'refused',
    message: `Google itself has suspended ${ALEX} (ABUSE): Mailyard leaves it so.`,
  });
  expect(twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
});

test('forwarding out of the account waits for the consent of the other side, once asked for', async () => {
  const { twin, mailboxes } = await withAcme({ mailboxSeconds: 0 });
  const now = await mailboxes.create(alex, PASSWORD);
  const wanted = { ...alex, forwardTo: ['boss@other.example'] };
  const first = await failureOf(mailboxes.update(wanted, now));
  expect(first).toMatchObject({
    kind: 'early',
    message: `${ALEX} cannot forward to boss@other.example yet: Google Workspace has asked its owner first.`,
  });
  expect(await failureOf(mailboxes.update(wanted, now))).toEqual(first);
  twin.agree(ALEX, 'boss@other.example');
  await mailboxes.update(wanted, now);
  expect(twin.mailboxes()).toMatchObject([{ forwardTo: ['boss@other.example'] }]);
});

test('Gmail forwards to one address only: more are refused before anything is made', async () => {
  const { twin, mailboxes } = await withAcme();
  const wanted = { ...alex, forwardTo: ['a@acme.example', 'b@acme.example'] };
  const { message } = await failureOf(mailboxes.create(wanted, PASSWORD));
  expect(message).toBe(`Gmail forwards to one address; ${ALEX} has 2 (a@acme.example, b@acme.example).`);
  expect(calls(twin)).toEqual([]);
});

test('a list shows what each one has in Gmail, where Gmail shows it', async () => {
  const { twin, mailboxes, service } = await withAcme({ mailboxSeconds: 0 });
  const gmail = { signature: 'Alex', forwardTo: ['sam@acme.example'] };
  twin.put({ ...alex, ...gmail });
  twin.put({ address: 'sam@acme.example', state: 'suspended', ...gmail });
  twin.put({ address: 'other@else.example' });
  await service.check();
  twin.resetCalls();
  const [first, second, ...others] = await mailboxes.list('acme.example');
  expect(first).toMatchObject({ ...alex, ...gmail });
  expect(second).toMatchObject({ address: 'sam@acme.example', state: 'suspended' });
  expect(second).not.toHaveProperty('signature');
  expect(others).toEqual([]);
  const settings = `GET /users/${encodeURIComponent(ALEX)}/settings`;
  expect(calls(twin)).toEqual([
    ...['GET /users', 'POST /token', `${settings}/sendAs/${encodeURIComponent(ALEX)}`, `${settings}/autoForwarding`],
  ]);
  const off = failed(400, 'failedPrecondition', 'Mail service not enabled');
  twin.faults.add({ kind: 'answer', path: '/sendAs/', answer: off });
  expect((await mailboxes.list('acme.example'))[0]).not.toHaveProperty('signature');
  expect(await mailboxes.list('unknown.example')).toEqual([]);
});

test('a duplicate is told as such, an alias of somebody else too; what an alias finds is not the mailbox', async () => {
  const { twin, mailboxes } = await withAcme();
  twin.put({ address: 'sales@acme.example', aliases: ['info@acme.example'] });
  expect(await failureOf(mailboxes.create({ ...alex, address: 'sales@acme.example' }, PASSWORD))).toMatchObject({
    kind: 'exists',
    message:
      'Google Workspace already has what it was asked to make sales@acme.example (HTTP 409: Entity already exists.).',
  });
  expect(await mailboxes.read('info@acme.example')).toBeUndefined();
  const now = await mailboxes.create(alex, PASSWORD);
  const taken = { ...alex, aliases: ['info@acme.example'] };
  expect(await failureOf(mailboxes.update(taken, now))).toMatchObject({ kind: 'exists' });
});

test('what is not there is deleted already', async () => {
  const { twin, mailboxes } = await withAcme();
  await mailboxes.create(alex, PASSWORD);
  await mailboxes.delete(ALEX);
  expect(twin.mailboxes()).toEqual([]);
  await mailboxes.delete(ALEX);
  expect(await mailboxes.read(ALEX)).toBeUndefined();
});

test('a password is set, and one that Google does not take is refused', async () => {
  const { twin, mailboxes } = await withAcme();
  await mailboxes.create(alex, PASSWORD);
  await mailboxes.setPassword?.(ALEX, 'another-password');
  expect(twin.mailboxes()).toMatchObject([{ password: 'another-password' }]);
  const failure = await failureOf(mailboxes.setPassword?.(ALEX, 'short') as Promise<unknown>);
  expect(failure).toMatchObject({ kind: 'refused' });
  expect(failure.message).not.toContain('short');
});

test('a domain: the proof is told, and verified once it is in DNS', async () => {
  const texts: string[] = [];
  const { twin, domains, mailboxes } = await aTwin({ lookup: async () => texts });
  expect(await domains.read('acme.example')).toBeUndefined();
  const { values } = await domains.add('acme.example');
  expect(values.verification).toMatch(/^google-site-verification=[\w-]{43}$/);
  expect(await domains.read('acme.example')).toEqual({ values });
  expect(await failureOf(mailboxes.create(alex, PASSWORD))).toMatchObject({
    kind: 'early',
    message: `Google Workspace cannot make ${ALEX} yet: it does not have the domain.`,
  });
  expect(await domains.verify('acme.example')).toEqual({
    ready: false,
    waitingFor: 'the TXT record that proves ownership',
  });
  texts.push(values.verification as string);
  expect(await domains.verify('acme.example')).toEqual({ ready: true });
  twin.resetCalls();
  expect(await domains.verify('acme.example')).toEqual({ ready: true });
  expect(twin.calls).toHaveLength(1);
  expect(await failureOf(domains.add('acme.example'))).toMatchObject({ kind: 'exists' });
  await domains.remove?.('acme.example');
  await domains.remove?.('acme.example');
  expect(twin.domains()).toEqual([]);
});

test("another customer's domain is refused with the way out", async () => {
  const { domains } = await aTwin({ elsewhere: ['acme.example'] });
  expect(await failureOf(domains.add('acme.example'))).toMatchObject({
    kind: 'refused',
    fix: 'Another Google Workspace account has it: its owner must remove it there first.',
  });
});

test('where licences are used up, it says so', async () => {
  const { mailboxes } = await withAcme({ licences: 1 });
  expect(await failureOf(mailboxes.create(alex, PASSWORD))).toMatchObject({
    kind: 'refused',
    message: `Google Workspace refused to make ${ALEX} (HTTP 412: Domain user limit reached.).`,
    fix: expect.stringContaining('licences'),
  });
});

const AUTH = 'https://www.googleapis.com/auth';
const most = ['admin.directory.domain', 'admin.directory.user', 'gmail.settings.basic'].map(name => `${AUTH}/${name}`);

test('missing scopes are named, and where they are given', async () => {
  const { service } = await aTwin({ scopes: most });
  expect(await failureOf(service.check())).toMatchObject({
    kind: 'forbidden',
    message: `Google Workspace does not allow these scopes to mailyard@sandbox.iam.gserviceaccount.com: ${AUTH}/siteverification, ${AUTH}/gmail.settings.sharing.`,
    fix: expect.stringContaining('the client ID 104000000000000000001: Admin console, Security'),
  });
});

test('an API that is not enabled is named', async () => {
  const { twin, domains } = await aTwin({ disabled: ['siteverification'] });
  expect(await failureOf(domains.add('acme.example'))).toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('siteverification.googleapis.com has not been used'),
    fix: expect.stringContaining('Admin SDK, Gmail and Site Verification'),
  });
  expect(twin.domains()).toEqual([]);
});

test('an administrator who is none, or who does not exist', async () => {
  const { twin, again } = await aTwin();
  expect(await failureOf(again({ admin: ALEX }).check())).toMatchObject({
    kind: 'credentials',
    message: `Google Workspace has no user ${ALEX}, in whose name Mailyard should act.`,
  });
  twin.put(alex);
  expect(await failureOf(again({ admin: ALEX }).check())).toMatchObject({
    kind: 'forbidden',
    fix: `${ALEX} must be a super administrator of this account.`,
  });
});

const keyOf = (env: Record<string, string>) => JSON.parse(env.GOOGLE_WORKSPACE_CREDENTIALS as string);

test('a key that Google no longer knows is one clear error', async () => {
  const { twin, again } = await aTwin();
  const stale = JSON.stringify({ ...keyOf(twin.env), private_key_id: 'deleted' });
  const service = again({}, { env: { GOOGLE_WORKSPACE_CREDENTIALS: stale } });
  expect(await failureOf(service.check())).toMatchObject({
    kind: 'credentials',
    message:
      'Google Workspace rejected the credentials when asked to act as admin@workspace.example (HTTP 400: Invalid JWT Signature.).',
    fix: 'Make a new JSON key for the service account, and set GOOGLE_WORKSPACE_CREDENTIALS to it.',
  });
});

test('a clock that is wrong is named as the cause', async () => {
  const { again } = await aTwin();
  const service = again({}, { clock: () => START + 7_200_000 });
  expect(await failureOf(service.check())).toMatchObject({
    kind: 'credentials',
    fix: expect.stringContaining('clock'),
  });
});

test('the key may be a file; what is no key is said without a word of it', async () => {
  const { twin, again } = await aTwin();
  const folder = await mkdtemp(join(tmpdir(), 'mailyard-google-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'key.json');
  writeFileSync(file, twin.env.GOOGLE_WORKSPACE_CREDENTIALS as string);
  const using = (GOOGLE_WORKSPACE_CREDENTIALS: string) => again({}, { env: { GOOGLE_WORKSPACE_CREDENTIALS } });
  await using(file).check();
  for (const [secret, why] of [
    [join(folder, 'none.json'), 'it is neither JSON nor a file that can be read (ENOENT)'],
    ['{ "type": "authorized_user" }', 'it is not the key of a service account'],
    [`{ ${PASSWORD}`, 'it is not JSON'],
    [JSON.stringify({ ...keyOf(twin.env), private_key: PASSWORD }), 'its private_key cannot be read'],
  ] as const)
    expect(() => using(secret)).toThrow(`GOOGLE_WORKSPACE_CREDENTIALS cannot be used: ${why}.`);
});

test('a token serves for an hour, one for each person', async () => {
  const { twin, clock, mailboxes } = await withAcme({ mailboxSeconds: 0 });
  twin.put(alex);
  await mailboxes.read(ALEX);
  await mailboxes.read(ALEX);
  const tokens = () => twin.count({ path: '/token' });
  expect(tokens()).toBe(2);
  clock.advance(3_600_000);
  await mailboxes.read(ALEX);
  expect(tokens()).toBe(4);
});

test.each([
  ['with Retry-After', 7],
  ['without', null],
])('rate limit %s: waited for, and each call sent once more', async (_, retryAfter) => {
  const { twin, mailboxes, service } = await withAcme();
  await service.check();
  twin.resetCalls();
  twin.faults.add({ kind: 'rate-limit', method: 'POST', path: '/users', retryAfter, blockSeconds: 7 });
  await mailboxes.create(alex, PASSWORD);
  expect(twin.mailboxes()).toHaveLength(1);
  expect(twin.count({ method: 'POST', status: 200 })).toBe(1);
});

test('a create whose answer is lost is not sent again, a change is', async () => {
  const { twin, mailboxes, service } = await withAcme();
  await service.check();
  twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST', path: '/users' });
  expect(await failureOf(mailboxes.create(alex, PASSWORD))).toMatchObject({ kind: 'lost' });
  expect(twin.count({ method: 'POST', path: '/users' })).toBe(1);
  const live = (await mailboxes.read(ALEX)) as MailboxSettings;
  expect(live).toMatchObject({ created: START });
  const aborted = failed(409, 'aborted', 'Two changes at once.');
  twin.faults.add({ kind: 'server-error', method: 'PATCH' }, { kind: 'bad-gateway', method: 'PATCH' });
  twin.faults.add({ kind: 'answer', method: 'PATCH', answer: aborted });
  await mailboxes.update({ ...alex, state: 'suspended' }, live);
  expect(twin.mailboxes()).toMatchObject([{ state: 'suspended' }]);
});

test('a create whose answer is lost is found, even where it cannot be seen at once', async () => {
  const { twin, mailboxes } = await withAcme({ propagationSeconds: 20 });
  twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST', path: '/users' });
  expect(await failureOf(mailboxes.create(alex, PASSWORD))).toMatchObject({ kind: 'lost' });
  expect(await mailboxes.read(ALEX)).toMatchObject({ ...alex, created: START });
});

test('what an earlier run did of an update is no obstacle to the next', async () => {
  const { twin, mailboxes } = await withAcme({ mailboxSeconds: 0 });
  const now = await mailboxes.create(alex, PASSWORD);
  const wanted = { ...alex, aliases: ['a@acme.example'], forwardTo: ['boss@other.example'] };
  expect(await failureOf(mailboxes.update(wanted, now))).toMatchObject({ kind: 'early' });
  twin.agree(ALEX, 'boss@other.example');
  await mailboxes.update(wanted, now);
  expect(twin.mailboxes()).toMatchObject([wanted]);
});
