/** The adapter of Amazon SES against its twin, over HTTP. */
import { expect, test } from 'vitest';
import { endpointsOf } from '../../src/mail/amazon-ses/endpoints.ts';
import { amazonSes } from '../../src/mail/amazon-ses/index.ts';
import { addressOf, userOf } from '../../src/mail/amazon-ses/login.ts';
import { smtpPassword } from '../../src/mail/amazon-ses/smtp-password.ts';
import { standingOf } from '../../src/mail/amazon-ses/standing.ts';
import type { MailboxSettings } from '../../src/mail/mailbox.ts';
import { queryError } from '../../src/sandbox/mail/amazon-ses/answer.ts';
import { type AmazonSesTwinOptions, startAmazonSesTwin } from '../../src/sandbox/mail/amazon-ses/twin.ts';
import { atTwin } from './connected.ts';

const START = Date.UTC(2026, 10, 26);
const ALEX = 'alex@acme.example';
const PATH = '/mailyard/acme.example/alex/';
const alex: MailboxSettings = { address: ALEX, state: 'active' };

async function aTwin(options: AmazonSesTwinOptions = {}) {
  const at = await atTwin(amazonSes, startAmazonSesTwin, options);
  const { mailboxes } = at.service;
  const rotate = async () => mailboxes.setPassword?.(ALEX, 'not used');
  const end = async (login = '') => mailboxes.endOldPassword?.(ALEX, login);
  return { ...at, mailboxes, clock: at.twin.clock, make: () => mailboxes.create(alex, 'not used'), rotate, end };
}

type At = Awaited<ReturnType<typeof aTwin>>;

const userAt = ({ twin }: At) => twin.aws.users.get(ALEX);
const keysAt = (at: At) => userAt(at)?.keys ?? [];

const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('it succeeded'),
    ({ kind, message, fix }) => ({ kind, message, fix }),
  );

/** From the tests of Terraform's AWS provider (internal/service/iam/access_key_test.go). */
test.each([
  ['eu-central-1', 'some+secret+key', 'BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2'],
  ['eu-central-1', 'another+secret+key', 'BBbphbrQmrKMx42d1N6+C7VINYEBGI5v9VsZeTxwskfh'],
  ['us-west-1', 'some+secret+key', 'BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj'],
  ['us-west-1', 'another+secret+key', 'BKVmjjMDFk/qqw8EROW99bjCS65PF8WKvK5bSr4Y6EqF'],
])('the SMTP password in %s of %s', (region, secret, password) => {
  expect(smtpPassword(secret, region)).toBe(password);
});

test('a login is a user below its domain, with a policy for its address alone and one key: three calls', async () => {
  const at = await aTwin();
  const made = await at.make();
  const [key] = keysAt(at);
  expect(made).toEqual({
    ...{ address: ALEX, state: 'active', created: START, lastActivity: null, login: key?.id },
    password: smtpPassword(key?.secret ?? '', 'eu-central-1'),
  });
  expect(at.sent()).toEqual(['POST /iam/', 'POST /iam/', 'POST /iam/']);
  const { name, path, policies } = userAt(at) ?? {};
  expect([name, path]).toEqual([ALEX, PATH]);
  expect(JSON.parse(policies?.get('send') ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'ses:SendRawEmail', Resource: '*' },
        Condition: { StringEqualsIgnoreCase: { 'ses:FromAddress': ALEX } },
      },
    ],
  });
});

test('it is read and listed the same, with its last use; other users of the account are not there', async () => {
  const at = await aTwin();
  at.twin.put({ ...alex, lastActivity: START - 60_000 });
  at.twin.put({ address: 'sam@acme.example', state: 'suspended' });
  at.twin.aws.add('deploy', '/');
  at.twin.aws.add('empty@acme.example', '/mailyard/acme.example/empty/');
  const expected = { ...alex, created: START, lastActivity: START - 60_000, login: keysAt(at)[0]?.id };
  expect(await at.mailboxes.read(ALEX)).toEqual(expected);
  expect(await at.mailboxes.list('acme.example')).toEqual([
    expected,
    expect.objectContaining({ address: 'sam@acme.example', state: 'suspended', lastActivity: null }),
  ]);
  expect(await at.mailboxes.read('nobody@acme.example')).toBeUndefined();
  expect(await at.mailboxes.list('else.example')).toEqual([]);
});

test('it is closed and opened by its key, and can be made closed', async () => {
  const at = await aTwin();
  await at.mailboxes.create({ ...alex, state: 'suspended' }, 'not used');
  expect(keysAt(at)).toMatchObject([{ active: false }]);
  await at.mailboxes.update(alex, { ...alex, state: 'suspended' });
  expect(keysAt(at)).toMatchObject([{ active: true }]);
  at.sent();
  await at.mailboxes.update(alex, alex);
  expect(at.sent()).toEqual([]);
});

test('a key whose answer is lost is deleted, and another made', async () => {
  const at = await aTwin();
  at.twin.faults.add({ kind: 'applied-but-connection-lost', body: 'Action=CreateAccessKey' });
  const { login, password } = await at.make();
  expect(keysAt(at).map(({ id }) => id)).toEqual([login]);
  expect(at.twin.mailboxes()).toMatchObject([{ login, password }]);
});

test('where the key cannot be had it is said, and the next run goes on with the same user', async () => {
  const at = await aTwin();
  at.twin.faults.add({ kind: 'server-error', body: 'Action=CreateAccessKey', times: 3 });
  expect(await failureOf(at.make())).toMatchObject({
    kind: 'early',
    message: expect.stringContaining(`Amazon SES has made the login of ${ALEX} only in part: `),
  });
  expect(await at.mailboxes.read(ALEX)).toBeUndefined();
  const { created } = await at.make();
  expect(created).toBe(START);
  expect(keysAt(at)).toHaveLength(1);
});

test('what somebody deletes meanwhile is not there; two changes at once are made one after the other', async () => {
  const at = await aTwin();
  at.twin.faults.add({
    ...{ kind: 'answer', body: 'Action=PutUserPolicy' },
    answer: queryError(409, 'ConcurrentModification', 'Another change is under way.'),
  });
  await at.make();
  expect(userAt(at)?.policies.size).toBe(1);
  const gone = queryError(404, 'NoSuchEntity', 'The user cannot be found.');
  at.twin.faults.add({ kind: 'answer', body: 'Action=ListAccessKeys', answer: gone });
  expect(await at.mailboxes.list('acme.example')).toEqual([]);
});

test('a new user that is not seen everywhere yet is waited for', async () => {
  const at = await aTwin({ propagationSeconds: 8 });
  at.twin.faults.add({ kind: 'applied-but-connection-lost', body: 'Action=CreateUser' });
  await at.make();
  expect(at.twin.mailboxes()).toHaveLength(1);
});

test('a login that is there says so; a user of that name elsewhere in the account is never touched', async () => {
  const at = await aTwin();
  at.twin.put(alex);
  expect(await failureOf(at.make())).toMatchObject({ kind: 'exists' });
  at.twin.remove(ALEX);
  const theirs = at.twin.aws.add(ALEX, '/people/');
  expect(await failureOf(at.make())).toMatchObject({
    kind: 'refused',
    message: `The AWS account has an IAM user ${ALEX} that is not Mailyard's (its path is another).`,
  });
  expect(await at.mailboxes.read(ALEX)).toBeUndefined();
  await at.mailboxes.delete(ALEX);
  expect(userAt(at)).toBe(theirs);
});

test('a new password is a second key; the first goes on until it is ended', async () => {
  const at = await aTwin();
  const { login: first } = await at.make();
  at.clock.advance(1000);
  const next = await at.rotate();
  expect(next?.login).not.toBe(first);
  expect(keysAt(at).map(({ id, active }) => [id, active])).toEqual([
    [first, true],
    [next?.login, true],
  ]);
  expect(await failureOf(at.end('AKIAOFSOMEBODYELSE'))).toMatchObject({ kind: 'refused' });
  expect(keysAt(at)).toHaveLength(2);
  await at.end(next?.login);
  await at.end(next?.login);
  expect(keysAt(at).map(({ id }) => id)).toEqual([next?.login]);
  expect(at.twin.mailboxes()).toMatchObject([next ?? {}]);
});

test('of two keys the idle one makes room for a third', async () => {
  const at = await aTwin();
  const { login: first } = await at.make();
  at.clock.advance(1000);
  await at.rotate();
  const inUse = keysAt(at).find(({ id }) => id === first);
  if (inUse) inUse.lastUsed = at.clock.now();
  const { login: third } = (await at.rotate()) ?? {};
  expect(keysAt(at).map(({ id }) => id)).toEqual([first, third]);
});

test('a closed login stays closed with its new password', async () => {
  const at = await aTwin();
  await at.mailboxes.create({ ...alex, state: 'suspended' }, 'not used');
  await at.rotate();
  expect(keysAt(at).map(({ active }) => active)).toEqual([false, false]);
});

test('it goes with its keys and its policy; what somebody else gave it stays, and is said', async () => {
  const at = await aTwin();
  await at.make();
  userAt(at)?.policies.set('theirs', '{}');
  expect(await failureOf(at.mailboxes.delete(ALEX))).toMatchObject({
    kind: 'refused',
    fix: expect.stringContaining('what somebody else gave it'),
  });
  userAt(at)?.policies.clear();
  await at.mailboxes.delete(ALEX);
  await at.mailboxes.delete(ALEX);
  expect(userAt(at)).toBeUndefined();
});

test.each([
  'alex@acme.example',
  "o'neil+news@acme.example",
  'a/b@acme.example',
  `${'long.'.repeat(12)}name@a-rather-long-name-of-a-domain.example`,
])('%s has a name that IAM takes, and is found again by its path', async address => {
  const { mailboxes, twin } = await aTwin();
  await mailboxes.create({ address, state: 'active' }, 'not used');
  expect(userOf(address).name).toMatch(/^[\w+=,.@-]{1,64}$/);
  expect(addressOf(userOf(address))).toBe(address);
  expect(await mailboxes.list(address.split('@')[1] ?? '')).toMatchObject([{ address }]);
  expect(twin.mailboxes()).toMatchObject([{ address }]);
});

test('addresses that would have one name have two', () => {
  expect(userOf("o'neil@acme.example").name).not.toBe(userOf('o-neil@acme.example').name);
});

test('the credentials are tried before anything is made: what may be seen, and of which account', async () => {
  const { service, sent } = await aTwin();
  await service.check();
  expect(sent()).toEqual(['GET /v2/email/account', 'POST /iam/']);
});

test.each(['ses:GetAccount', 'iam:ListUsers'])('without %s the check says so', async right => {
  const { service } = await aTwin({ denied: [right] });
  expect(await failureOf(service.check())).toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining(right),
    fix: 'Give the credentials the policy that docs/providers/amazon-ses.md shows.',
  });
});

test('credentials of another account are refused', async () => {
  const { again } = await aTwin();
  await again({ account: '123456789012' }).check();
  expect(await failureOf(again({ account: '210987654321' }).check())).toMatchObject({
    kind: 'credentials',
    message: 'The AWS credentials are of account 123456789012, not of 210987654321.',
  });
});

test('a role has a session token, which goes along; a clock that is wrong is said', async () => {
  const { again, twin } = await aTwin();
  await again({}, { env: { ...twin.env, AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE' } }).check();
  const late = again({}, { clock: () => START + 3_600_000 });
  expect(await failureOf(late.check())).toMatchObject({
    kind: 'credentials',
    message: expect.stringContaining('Signature expired'),
    fix: expect.stringContaining('clock'),
  });
});

test('where the account has no room for more users, it is said where room is asked for', async () => {
  const at = await aTwin({ mostUsers: 0 });
  expect(await failureOf(at.make())).toMatchObject({ kind: 'refused', fix: expect.stringContaining('Service Quotas') });
});

test('APIs of the common, the Chinese and the American partition', () => {
  const hosts = (region: string) => Object.values(endpointsOf({ region })).map(({ url, region }) => `${url} ${region}`);
  expect(hosts('eu-central-1')).toEqual([
    'https://iam.amazonaws.com us-east-1',
    'https://email.eu-central-1.amazonaws.com eu-central-1',
    'https://sts.eu-central-1.amazonaws.com eu-central-1',
  ]);
  expect(hosts('cn-northwest-1')[0]).toBe('https://iam.cn-north-1.amazonaws.com.cn cn-north-1');
  expect(hosts('us-gov-west-1')[0]).toBe('https://iam.us-gov.amazonaws.com us-gov-west-1');
});

test('how the account stands', async () => {
  const { service } = await aTwin();
  expect(await service.standing()).toEqual([
    { level: 'good', message: '1,200 of 50,000 recipients in 24 hours in eu-central-1, at most 14 a second.' },
  ]);
  const quota = { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 190 };
  const levels = (account: Parameters<typeof standingOf>[0]) =>
    standingOf(account, 'eu-central-1').map(({ level, message }) => `${level}: ${message}`);
  expect(levels({ ProductionAccessEnabled: false, SendQuota: quota })).toEqual([
    "warning: The account is in Amazon's sandbox: mail goes to verified addresses only.",
    'warning: 190 of 200 recipients in 24 hours in eu-central-1, at most 1 a second.',
  ]);
  expect(levels({ EnforcementStatus: 'PROBATION', SendQuota: { Max24HourSend: -1 } })).toEqual([
    'warning: Amazon has the account under review: bounces or complaints are too many.',
    'good: 0 recipients in 24 hours in eu-central-1; no limit.',
  ]);
  expect(levels({ EnforcementStatus: 'SHUTDOWN' })[0]).toBe('bad: Amazon has stopped all sending for what was sent.');
  expect(levels({ SendingEnabled: false })[0]).toBe('bad: Sending is paused for the whole account.');
});
