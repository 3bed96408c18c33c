/** `mailyard doctor` against the twins: what is there, what is missing, and what nobody could say. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Verdict } from '../../src/audit/verdict.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { type DnsTwin, startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { startGoogleWorkspaceTwin } from '../../src/sandbox/mail/google-workspace/twin.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { fileBackend } from '../../src/state/backend.ts';
import { takeLock } from '../../src/state/lock.ts';
import { estateYaml, smallEstate, smallZones } from './estates.ts';
import { type Called, flat, openSite, type Site } from './site.ts';

const KEY = `mailyard-key-1:${Buffer.alloc(32, 7).toString('base64url')}`;
const WEBHOOK = 'https://hooks.slack.example/services/T0/B0/a-secret';
const READY = {
  node: 'pass',
  pulumi: 'pass',
  token: 'pass',
  rights: 'pass',
  zones: 'pass',
  resolver: 'pass',
  key: 'pass',
  state: 'pass',
  ledger: 'pass',
  notices: 'pass',
};

interface Answer {
  code: number | null;
  verdicts: Record<string, Verdict>;
  /** Message and way out, by check. */
  said: Record<string, string>;
}

/** A site whose zones are at the twin, a resolver that answers, and a key. */
async function openReady(files: Record<string, string> = smallEstate): Promise<{ site: Site; dns: DnsTwin }> {
  const site = await openSite(files, { zones: smallZones });
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  onTestFinished(() => dns.close());
  // Not the machine's own PATH: whether it has a Pulumi CLI must not matter.
  Object.assign(site.env, { MAILYARD_DNS: `${dns.host}:${dns.port}`, MAILYARD_KEY: KEY, PATH: '/usr/bin:/bin' });
  site.env.MAILYARD_SLACK_WEBHOOK = WEBHOOK;
  return { site, dns };
}

async function ask(site: Site, env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  return answerOf(await site.call('doctor --json', env));
}

function answerOf({ code, stdout, error }: Called): Answer {
  if (error) throw error;
  const { version, checks } = JSON.parse(stdout) as { version: number; checks: Check[] };
  expect(version).toBe(1);
  return {
    code,
    verdicts: Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict])),
    said: Object.fromEntries(checks.map(({ check, message, fix = '' }) => [check, `${message} → ${fix}`])),
  };
}

interface Check {
  check: string;
  verdict: Verdict;
  message: string;
  fix?: string;
}

test('all is there: each thing is a line, in the order in which one meets it, and nothing is written', async () => {
  const { site } = await openReady();
  const { code, verdicts } = await ask(site);
  expect(verdicts).toEqual(READY);
  expect(Object.keys(verdicts)).toEqual(Object.keys(READY));
  expect(code).toBe(0);
  expect(site.twin.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  const { stdout } = await site.run('doctor');
  expect(stdout).toMatch(/^10 in order\.\n\nnode {6}pass {5}Node 24/);
  expect(stdout).toContain('All 3 zones of the estate are at Cloudflare and active; the token sees 3.');
});

test('no token: it says how to get one, and does not guess at what only a token shows', async () => {
  const { site } = await openReady();
  const { code, verdicts, said } = await ask(site, { CLOUDFLARE_API_TOKEN: '' });
  expect(code).toBe(2);
  expect(verdicts).toEqual({ ...READY, token: 'fail', rights: 'unknown', zones: 'unknown' });
  expect(said.token).toMatch(/^CLOUDFLARE_API_TOKEN is not set\. → .*Zone:Read, DNS:Read and DNS:Edit/);
});

test.each([
  ['that is none by its form', 'short', 'does not look like an API token'],
  ['that Cloudflare does not know', 'x'.repeat(40), 'rejected the API token'],
])('a token %s', async (_, token, message) => {
  const { site } = await openReady();
  const { code, verdicts, said } = await ask(site, { CLOUDFLARE_API_TOKEN: token });
  expect(code).toBe(2);
  expect(verdicts).toMatchObject({ token: 'fail', rights: 'unknown', zones: 'unknown' });
  expect(said.token).toContain(message);
});

test('a token that only reads: DNS:Edit is missing, on which zones, and how to give it', async () => {
  const { site } = await openReady();
  const token = site.twin.addToken({ scopes: ['zone:read', 'dns:read'] });
  const { code, verdicts, said } = await ask(site, { CLOUDFLARE_API_TOKEN: token });
  expect(code).toBe(2);
  expect(verdicts).toEqual({ ...READY, rights: 'fail' });
  expect(said.rights).toMatch(/^DNS:Edit is missing on a\.example, b\.example, c\.example\. → Give the token/);
});

test('a token without the right to read records, or to list zones', async () => {
  const { site } = await openReady();
  const blind = await ask(site, { CLOUDFLARE_API_TOKEN: site.twin.addToken({ scopes: ['zone:read', 'dns:edit'] }) });
  expect(blind).toMatchObject({ code: 2, verdicts: { ...READY, rights: 'fail' } });
  expect(blind.said.rights).toContain('DNS:Read is missing');
  const lost = await ask(site, { CLOUDFLARE_API_TOKEN: site.twin.addToken({ scopes: ['dns:edit'] }) });
  expect(lost).toMatchObject({ code: 2, verdicts: { token: 'pass', rights: 'fail', zones: 'unknown' } });
  expect(lost.said.rights).toContain('Zone:Read is missing');
});

test("an account's token is valid too, whether or not the inventory names the account", async () => {
  const { site } = await openReady();
  const token = site.twin.addToken({ owner: 'account' });
  expect(await ask(site, { CLOUDFLARE_API_TOKEN: token })).toMatchObject({ code: 0, verdicts: READY });
  site.write({ 'estate.yaml': `${estateYaml}cloudflare: { account: 0123456789abcdef0123456789abcdef }\n` });
  const named = await ask(site, { CLOUDFLARE_API_TOKEN: token });
  expect(named.said.token).toContain('The token is valid. ');
});

test('a token that soon expires', async () => {
  const { site } = await openReady();
  const token = site.twin.addToken({ expiresOn: '2026-12-10T00:00:00Z' });
  const { code, verdicts, said } = await ask(site, { CLOUDFLARE_API_TOKEN: token, MAILYARD_TODAY: '2026-11-25' });
  expect({ code, token: verdicts.token }).toEqual({ code: 0, token: 'warn' });
  expect(said.token).toContain('valid until 2026-12-10');
});

test('zones that are not in the account are named; one that is not delegated comes with its name servers', async () => {
  const { site } = await openReady({
    ...smallEstate,
    'real.yaml': 'segment: real\ndomains: [missing.acme-mail.com, waiting.net]\n',
  });
  site.twin.addZone('waiting.net', { status: 'pending' });
  const { code, verdicts, said } = await ask(site);
  expect(code).toBe(2);
  expect(verdicts).toEqual({ ...READY, zones: 'fail' });
  expect(said.zones).toContain('1 of 5 zones of the estate are none that the token sees: missing.acme-mail.com.');
  expect(said.zones).toContain('waiting.net is pending');
  expect(said.zones).toContain('ada.ns.cloudflare.example, bob.ns.cloudflare.example');
});

test('each token is asked for its own segments, and named by its variable', async () => {
  const { site } = await openReady({
    ...smallEstate,
    'other.yaml': 'segment: other\ncloudflare: { token: OTHER_TOKEN }\ndomains: [d.example]\n',
  });
  const account = 'fedcba9876543210fedcba9876543210';
  site.twin.addZone('d.example', { account });
  const without = await ask(site);
  expect(without).toMatchObject({
    code: 2,
    verdicts: { 'token CLOUDFLARE_API_TOKEN': 'pass', 'token OTHER_TOKEN': 'fail' },
  });
  expect(without.said['token OTHER_TOKEN']).toContain('OTHER_TOKEN is not set.');
  const { code, said } = await ask(site, { OTHER_TOKEN: site.twin.addToken({ account }) });
  expect(code).toBe(0);
  expect(said['zones CLOUDFLARE_API_TOKEN']).toContain('All 3 zones of the estate');
  expect(said['zones OTHER_TOKEN']).toContain(
    'The one zone of the estate is at Cloudflare and active; the token sees 1.',
  );
});

test('a zone that up will make is not missing, and needs the Pulumi CLI', async () => {
  const { site } = await openReady({
    ...smallEstate,
    'estate.yaml': `${estateYaml}cloudflare: { account: 0123456789abcdef0123456789abcdef }\n`,
    'new.yaml': 'segment: new\ndomains: [{ domain: new.example, zone: create }]\n',
  });
  const { code, verdicts, said } = await ask(site);
  expect({ code, verdicts }).toEqual({ code: 2, verdicts: { ...READY, pulumi: 'fail' } });
  expect(said.pulumi).toContain('Only the Pulumi CLI can make the zone new.example, and it is not on the PATH.');
  expect(said.zones).toContain('3 of 4 zones of the estate are at Cloudflare and active');
  expect(said.zones).toContain('`up` will make new.example.');
});

test('the placeholders of a new project are told as what they are', async () => {
  const { site } = await openReady({
    'estate.yaml': estateYaml,
    'x.yaml': 'segment: x\ndomains: [your-company.example]\n',
  });
  expect((await ask(site)).said.zones).toContain('Names in `.example` are placeholders');
});

test('no inventory, or one with errors, is what is missing, and the rest is still asked', async () => {
  const { site } = await openReady();
  site.write({ 'primary.yaml': 'segment: primary\ndomains: [c.example, c.example]\n' });
  const broken = await ask(site);
  expect(broken).toMatchObject({ code: 2, verdicts: { ...READY, zones: 'fail' } });
  expect(broken.said.zones).toBe('The inventories have errors. → Mend them: mailyard check');
  site.write({ 'primary.yaml': undefined, 'pool-a.yaml': undefined, 'estate.yaml': undefined });
  const none = await ask(site);
  expect(none.said.zones).toMatch(/^There is no inventory in .*domains\. → Make an example with `mailyard init`\.$/);
});

test('a Cloudflare that does not answer makes unknowns and exit code 1, not failures', async () => {
  const { site } = await openReady();
  site.twin.faults.add({ kind: 'bad-gateway', times: 9 });
  const { code, verdicts } = await ask(site);
  expect(code).toBe(1);
  expect(verdicts).toEqual({ ...READY, token: 'unknown', rights: 'unknown', zones: 'unknown' });
});

test('a resolver that is silent is unknown, one that refuses is not one, and a name that is none is said', async () => {
  const { site, dns } = await openReady();
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const quiet = await ask(site, { MAILYARD_DNS: `127.0.0.1:${(silent.address() as AddressInfo).port}` });
  expect(quiet).toMatchObject({ code: 1, verdicts: { ...READY, resolver: 'unknown' } });
  expect(quiet.said.resolver).toMatch(/\(MAILYARD_DNS\) did not answer/);
  dns.faults.add({ kind: 'refused' });
  expect(await ask(site)).toMatchObject({ code: 2, verdicts: { ...READY, resolver: 'fail' } });
  const wrong = await ask(site, { MAILYARD_DNS: 'not a server' });
  expect(wrong.said.resolver).toContain('"not a server" is not a DNS server.');
});

test('the key: missing is advice, malformed is a fault, several are told by their ids, and none is printed', async () => {
  const { site } = await openReady();
  expect(await ask(site, { MAILYARD_KEY: '' })).toMatchObject({ code: 0, verdicts: { ...READY, key: 'warn' } });
  const short = await site.call('doctor --json', { MAILYARD_KEY: 'c2hvcnQ=' });
  expect(answerOf(short)).toMatchObject({ code: 2, verdicts: { ...READY, key: 'fail' } });
  expect(short.stdout + short.stderr).not.toContain('c2hvcnQ=');
  const both = await ask(site, { MAILYARD_KEY: `${generateKey()},${KEY}` });
  expect(both).toMatchObject({ code: 0, verdicts: READY });
  expect(both.said.key).toMatch(/^MAILYARD_KEY is set: key [0-9a-f]{8} seals, and [0-9a-f]{8} open\. → $/);
});

test('the ledger: made by the first job, damaged, or on a server that nobody reaches', async () => {
  const { site } = await openReady();
  const file = join(site.folder, 'state/ledger.db');
  expect((await ask(site)).said.ledger).toMatch(/^None yet: the first job makes it in /);
  expect(existsSync(file)).toBe(false);
  await (await openLedger({ file })).close();
  expect((await ask(site)).said.ledger).toMatch(/ledger\.db can be read\. →/);
  writeFileSync(file, 'no database');
  expect(await ask(site)).toMatchObject({ code: 2, verdicts: { ...READY, ledger: 'fail' } });
  const away = await site.call('doctor --json', { DATABASE_URL: 'postgres://alex:a-password@127.0.0.1:1/mail' });
  expect(answerOf(away)).toMatchObject({ code: 1, verdicts: { ...READY, ledger: 'unknown' } });
  expect(away.stdout + away.stderr).not.toContain('a-password');
});

test('the channels of notices: none is advice, half of one is a fault, and no secret is told', async () => {
  const { site } = await openReady();
  const none = await ask(site, { MAILYARD_SLACK_WEBHOOK: '' });
  expect(none).toMatchObject({ code: 0, verdicts: { ...READY, notices: 'warn' } });
  const half = await site.call('doctor --json', { MAILYARD_TELEGRAM_CHAT: '-100200300' });
  expect(answerOf(half)).toMatchObject({ code: 2, verdicts: { ...READY, notices: 'fail' } });
  expect(half.stdout + half.stderr).not.toContain('a-secret');
});

test('the state: held by someone, not readable, or at a back end that needs a Pulumi CLI', async () => {
  const { site } = await openReady();
  await site.call('up --yes');
  expect((await ask(site)).said.state).toMatch(/holds pool-a, primary; nobody has locked it\./);
  const lock = await takeLock(fileBackend(join(site.folder, 'state/pulumi')), 'mailyard', 'pool-a');
  const held = await ask(site);
  expect(held).toMatchObject({ code: 2, verdicts: { ...READY, state: 'fail' } });
  expect(held.said.state).toMatch(new RegExp(`Stack pool-a is in use by .*@${hostname()} \\(pid ${process.pid}\\)`));
  await lock.release();
  writeFileSync(site.checkpoint('pool-a'), '{"version":3,');
  expect((await ask(site)).verdicts.state).toBe('fail');
  const remote = await ask(site, { PULUMI_BACKEND_URL: 's3://acme-state' });
  expect(remote).toMatchObject({ code: 2, verdicts: { pulumi: 'fail', state: 'unknown' } });
  expect(flat(remote.said.pulumi ?? '')).toContain('which only the Pulumi CLI reads');
});

/** Stands in for the programs of the PATH: what they print for `version` and `--version`. */
function programs(site: Site, ...named: [name: string, prints: string][]): NodeJS.ProcessEnv {
  const folder = join(site.folder, 'programs');
  mkdirSync(folder, { recursive: true });
  for (const [name, prints] of named) writeFileSync(join(folder, name), `#!/bin/sh\necho ${prints}\n`, { mode: 0o755 });
  return { PATH: `${folder}:/bin` };
}

test('Pulumi where it is there: without its Node host it cannot run', async () => {
  const { site } = await openReady();
  const without = await ask(site, programs(site, ['pulumi', 'v3.270.0']));
  expect(without).toMatchObject({ code: 2, verdicts: { ...READY, pulumi: 'fail' } });
  expect(without.said.pulumi).toContain('not its Node host, pulumi-language-nodejs');
  const whole = await ask(site, programs(site, ['pulumi', 'v3.270.0'], ['pulumi-language-nodejs', '']));
  expect(whole.said.pulumi).toContain('Pulumi 3.270.0 with its Node host.');
});

test('mail providers: whether the credentials of each account hold', async () => {
  const google = await startGoogleWorkspaceTwin();
  onTestFinished(() => google.close());
  const accounts = `accounts: { google-workspace: ${JSON.stringify(google.account)} }\n`;
  const { site } = await openReady({
    'estate.yaml': `${estateYaml}${accounts}`,
    'pool-a.yaml': 'segment: pool-a\ndefaults: { mailProvider: google-workspace }\ndomains: [a.example]\n',
  });
  const mail = async (env: NodeJS.ProcessEnv) => {
    const { code, verdicts, said } = await ask(site, env);
    return [code, verdicts['mail google-workspace'], said['mail google-workspace']];
  };
  expect(await mail(google.env)).toEqual([0, 'pass', 'The credentials of Google Workspace hold. → ']);
  expect(google.count({ method: 'GET' })).toBe(1);
  expect(await mail({})).toEqual([...[2, 'fail', expect.stringContaining('GOOGLE_WORKSPACE_CREDENTIALS is not set')]]);
  const answer = { status: 403, body: { error: { code: 403, message: 'No.' } } };
  google.faults.add({ kind: 'answer', path: '/users', answer });
  expect(await mail(google.env)).toEqual([2, 'fail', expect.stringContaining('must be a super administrator')]);
});
