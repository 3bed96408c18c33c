/**
 * The twin of IAM, STS and SES v2 takes what AWS's published shapes allow and refuses the rest. The tables are the typings of
 * @aws-sdk/client-iam 3.1169.0 and @aws-sdk/client-sesv2 3.1176.0, read 2026-11-26.
 */

import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, onTestFinished, test } from 'vitest';
import { readXml, textAt, type XmlElement } from '../../../src/mail/amazon-ses/xml.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type AmazonSesTwinOptions, startAmazonSesTwin } from '../../../src/sandbox/mail/amazon-ses/twin.ts';

const START = Date.UTC(2026, 10, 26, 9);

/** AWS's own signer, which the twin's check knows nothing of. */
class Sha256 {
  readonly hash;
  constructor(secret?: Uint8Array | string) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: Uint8Array | string) {
    this.hash.update(data);
  }
  async digest() {
    return this.hash.digest();
  }
}

interface Signing {
  accessKeyId?: string;
  secretAccessKey?: string;
  service?: string;
  at?: number;
  /** Sent in the place of what was signed. */
  tampered?: string;
}

async function aTwin(options: AmazonSesTwinOptions = {}) {
  const clock = sandboxClock(START);
  const twin = await startAmazonSesTwin({ clock, ...options });
  onTestFinished(() => twin.close());

  async function send(method: string, path: string, body: string, service: string, signing: Signing = {}) {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = twin.env;
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, ...signing };
    const signer = new SignatureV4({
      ...{ service: signing.service ?? service, region: 'eu-central-1', credentials },
      sha256: Sha256 as never,
    });
    const { host, hostname, protocol } = new URL(twin.origin);
    const request = { method, protocol, hostname, path, query: {}, headers: { host }, body };
    const signed = await signer.sign(request, { signingDate: new Date(signing.at ?? clock.now()) });
    const { host: _, ...headers } = signed.headers;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = signing.tampered ?? body;
    return fetch(twin.origin + path, { method, headers: { ...headers, ...type }, ...(sent && { body: sent }) });
  }

  async function iam(Action: string, parameters: Record<string, string> = {}, signing?: Signing) {
    const body = new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }).toString();
    const answer = await send('POST', '/iam/', body, 'iam', signing);
    return { status: answer.status, xml: readXml(await answer.text()) };
  }
  return { twin, clock, send, iam };
}

type Iam = Awaited<ReturnType<typeof aTwin>>['iam'];

const refusal = ({ status, xml }: { status: number; xml: XmlElement }) => [
  status,
  textAt(xml, 'Error', 'Code'),
  textAt(xml, 'Error', 'Message'),
];

const NAME = 'alex@acme.example';
const PATH = '/mailyard/acme.example/alex/';
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ses:SendRawEmail', Resource: '*' }],
});

async function withAlex(options?: AmazonSesTwinOptions) {
  const at = await aTwin(options);
  await at.iam('CreateUser', { UserName: NAME, Path: PATH });
  const { xml } = await at.iam('CreateAccessKey', { UserName: NAME });
  const key = (name: string) => textAt(xml, 'CreateAccessKeyResult', 'AccessKey', name);
  return { ...at, AccessKeyId: key('AccessKeyId'), secret: key('SecretAccessKey') };
}

/** Action, every parameter of its published shape (`?`: the key of a user that is there), and which of them it needs. */
const published: [string, Record<string, string>, string[]][] = [
  [
    'CreateUser',
    {
      ...{ UserName: 'sam@acme.example', Path: '/mailyard/acme.example/sam/' },
      ...{ PermissionsBoundary: 'arn:aws:iam::123456789012:policy/x', 'Tags.member.1.Key': 'k' },
    },
    ['UserName'],
  ],
  ['GetUser', { UserName: NAME }, []],
  ['ListUsers', { PathPrefix: '/mailyard/', Marker: '0', MaxItems: '10' }, []],
  [
    'PutUserPolicy',
    { UserName: NAME, PolicyName: 'send', PolicyDocument },
    ['UserName', 'PolicyName', 'PolicyDocument'],
  ],
  ['CreateAccessKey', { UserName: NAME }, []],
  ['ListAccessKeys', { UserName: NAME, Marker: '0', MaxItems: '10' }, []],
  ['UpdateAccessKey', { UserName: NAME, AccessKeyId: '?', Status: 'Inactive' }, ['AccessKeyId', 'Status']],
  ['GetAccessKeyLastUsed', { AccessKeyId: '?' }, ['AccessKeyId']],
  ['DeleteAccessKey', { UserName: NAME, AccessKeyId: '?' }, ['AccessKeyId']],
];

const filled = (parameters: Record<string, string>, id: string) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value === '?' ? id : value]));

test.each(published)(
  '%s takes what is published, refuses more and refuses less',
  async (action, parameters, needed) => {
    const { iam, AccessKeyId } = await withAlex();
    const all = filled(parameters, AccessKeyId);
    expect(refusal(await iam(action, { ...all, Colour: 'red' }))).toEqual([
      ...[400, 'ValidationError', `Unknown parameter Colour in ${action}`],
    ]);
    for (const name of needed) {
      const { [name]: _, ...less } = all;
      expect(refusal(await iam(action, less)).slice(0, 2)).toEqual([400, 'ValidationError']);
    }
    expect((await iam(action, all)).status).toBe(200);
  },
);

test.each([
  ['CreateUser', { UserName: 'a b' }],
  ['CreateUser', { UserName: 'x'.repeat(65) }],
  ['CreateUser', { UserName: 'sam', Path: 'mailyard' }],
  ['ListUsers', { MaxItems: '1001' }],
  ['UpdateAccessKey', { UserName: NAME, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Off' }],
  ['GetAccessKeyLastUsed', { AccessKeyId: 'short' }],
])('%s refuses %j', async (action, parameters) => {
  const { iam } = await withAlex();
  expect(refusal(await iam(action, parameters as Record<string, string>)).slice(0, 2)).toEqual([
    400,
    'ValidationError',
  ]);
});

test('an action or a version that is not there', async () => {
  const { iam } = await aTwin();
  expect(refusal(await iam('MakeUser')).slice(0, 2)).toEqual([400, 'InvalidAction']);
  expect(refusal(await iam('ListUsers', { Version: '2006-03-01' })).slice(0, 2)).toEqual([400, 'InvalidAction']);
});

test('a policy that is none', async () => {
  const { iam } = await withAlex();
  for (const document of ['{', '{}', '{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps"}]}'])
    expect(
      refusal(await iam('PutUserPolicy', { UserName: NAME, PolicyName: 'send', PolicyDocument: document })).slice(0, 2),
    ).toEqual([400, 'MalformedPolicyDocument']);
  await iam('PutUserPolicy', { UserName: NAME, PolicyName: 'send', PolicyDocument });
  const { xml } = await iam('GetUserPolicy', { UserName: NAME, PolicyName: 'send' });
  expect(textAt(xml, 'GetUserPolicyResult', 'PolicyDocument')).toBe(encodeURIComponent(PolicyDocument));
});

test('names are taken whatever their case; a user has two keys; the account so many users', async () => {
  const { iam } = await withAlex({ mostUsers: 1 });
  expect(refusal(await iam('CreateUser', { UserName: 'Alex@acme.example' }))).toEqual([
    ...[409, 'EntityAlreadyExists', 'User with name Alex@acme.example already exists.'],
  ]);
  expect(refusal(await iam('CreateUser', { UserName: 'sam' })).slice(0, 2)).toEqual([409, 'LimitExceeded']);
  await iam('CreateAccessKey', { UserName: NAME });
  expect(refusal(await iam('CreateAccessKey', { UserName: NAME }))).toEqual([
    ...[409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'],
  ]);
});

test('a user goes only after its keys and its policies', async () => {
  const { iam, AccessKeyId } = await withAlex();
  await iam('PutUserPolicy', { UserName: NAME, PolicyName: 'send', PolicyDocument });
  const conflict = async (iam: Iam) => refusal(await iam('DeleteUser', { UserName: NAME })).slice(0, 2);
  expect(await conflict(iam)).toEqual([409, 'DeleteConflict']);
  await iam('DeleteAccessKey', { UserName: NAME, AccessKeyId });
  expect(await conflict(iam)).toEqual([409, 'DeleteConflict']);
  await iam('DeleteUserPolicy', { UserName: NAME, PolicyName: 'send' });
  expect((await iam('DeleteUser', { UserName: NAME })).status).toBe(200);
});

test.each([
  ['GetUser', {}],
  ['DeleteUser', {}],
  ['CreateAccessKey', {}],
  ['ListAccessKeys', {}],
  ['PutUserPolicy', { PolicyName: 'send', PolicyDocument }],
])('%s of nobody', async (action, parameters) => {
  const { iam } = await aTwin();
  expect(refusal(await iam(action, { UserName: 'nobody', ...parameters }))).toEqual([
    ...[404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
  ]);
});

test('users come in pages of 100, below their path', async () => {
  const { twin, iam } = await aTwin();
  for (let n = 0; n < 130; n++) twin.put({ address: `u${n}@acme.example` });
  twin.put({ address: 'other@else.example' });
  const page = async (parameters: Record<string, string>) => {
    const { xml } = await iam('ListUsers', { PathPrefix: '/mailyard/acme.example/', ...parameters });
    const at = (name: string) => textAt(xml, 'ListUsersResult', name);
    const users = xml.children[0]?.children.find(({ name }) => name === 'Users')?.children ?? [];
    return { count: users.length, more: at('IsTruncated'), marker: at('Marker') };
  };
  const first = await page({});
  expect(first).toMatchObject({ count: 100, more: 'true' });
  expect(await page({ Marker: first.marker })).toEqual({ count: 30, more: 'false', marker: '' });
  expect(await page({ MaxItems: '1000' })).toMatchObject({ count: 130 });
});

test('a new user is seen after a while', async () => {
  const { iam, clock } = await aTwin({ propagationSeconds: 5 });
  await iam('CreateUser', { UserName: NAME, Path: PATH });
  expect((await iam('GetUser', { UserName: NAME })).status).toBe(404);
  expect((await iam('CreateUser', { UserName: NAME })).status).toBe(409);
  clock.advance(5_000);
  expect((await iam('GetUser', { UserName: NAME })).status).toBe(200);
});

test('when a key was used, or never', async () => {
  const { twin, iam, AccessKeyId } = await withAlex();
  const used = async () => {
    const { xml } = await iam('GetAccessKeyLastUsed', { AccessKeyId });
    const at = (name: string) => textAt(xml, 'GetAccessKeyLastUsedResult', 'AccessKeyLastUsed', name);
    return [at('LastUsedDate'), at('ServiceName')];
  };
  expect(await used()).toEqual(['', 'N/A']);
  twin.put({ address: NAME, lastActivity: START });
  expect(await used()).toEqual(['2026-11-26T09:00:00Z', 'ses']);
});

test('signatures: none, another key, another secret, another service, an old one, another body', async () => {
  const { iam, twin } = await aTwin();
  const code = async (signing: Signing) => refusal(await iam('ListUsers', {}, signing)).slice(0, 2);
  expect((await iam('ListUsers')).status).toBe(200);
  expect(await code({ accessKeyId: 'AKIAOTHER' })).toEqual([403, 'InvalidClientTokenId']);
  expect(await code({ secretAccessKey: 'other' })).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await code({ service: 'ses' })).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await code({ at: START - 400_000 })).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await code({ tampered: 'Action=DeleteUser&Version=2010-05-08&UserName=x' })).toEqual([
    ...[403, 'SignatureDoesNotMatch'],
  ]);
  const unsigned = await fetch(`${twin.origin}/iam/`, { method: 'POST', body: 'Action=ListUsers' });
  expect(await unsigned.text()).toContain('MissingAuthenticationToken');
});

test('what the credentials may not do', async () => {
  const { iam } = await aTwin({ denied: ['iam:CreateUser'] });
  expect(refusal(await iam('CreateUser', { UserName: NAME }))).toEqual([
    ...[403, 'AccessDenied', expect.stringContaining('is not authorized to perform: iam:CreateUser')],
  ]);
});

/** GetAccountResponse. */
test('SES tells how the account stands, in the names of its API, and STS whose it is', async () => {
  const { send } = await aTwin();
  const ses = await send('GET', '/v2/email/account', '', 'ses');
  expect(await ses.json()).toEqual({
    ...{ DedicatedIpAutoWarmupEnabled: true, EnforcementStatus: 'HEALTHY', ProductionAccessEnabled: true },
    ...{ SendingEnabled: true, SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 1_200 } },
  });
  const wrong = await send('GET', '/v2/email/account', '', 'ses', { secretAccessKey: 'other' });
  expect([wrong.status, wrong.headers.get('x-amzn-errortype')]).toEqual([403, 'InvalidSignatureException']);
  const sts = await send('POST', '/sts/', 'Action=GetCallerIdentity&Version=2011-06-15', 'sts');
  expect(await sts.text()).toContain('<Account>123456789012</Account>');
  expect((await send('POST', '/sts/', 'Action=GetCallerIdentity&Version=2011-06-15&X=1', 'sts')).status).toBe(400);
});
