/** A mailbox's password from `up` to its change, on the twins of Cloudflare and Migadu: what lets one in is what the state holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { startMigaduTwin } from '../../src/sandbox/mail/migadu/twin.ts';
import type { MailTwin } from '../../src/sandbox/mail/twin.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { estateYaml, segmentYaml } from './estates.ts';
import { type Ended, openSite, type Site } from './site.ts';

const ZONE = 'a.example';
const ALEX = 'alex@a.example';
const NEVER_SAID = 'sandbox-migadu-api-key';

const three = [
  { user: 'alex', name: 'Alex Reed' },
  { user: 'sam', name: 'Sam Lopez' },
  { user: 'kim', name: 'Kim Park' },
];

interface Estate {
  site: Site;
  migadu: MailTwin;
  /** What opens Alex's mailbox. */
  lets(): string | undefined;
  /** What `mailbox credentials` says of it. */
  credentials(): Promise<{ password?: string; nextPassword?: string }>;
  run(line: string, env?: NodeJS.ProcessEnv): Promise<Ended>;
}

/** Every text that any command wrote to stdout or stderr, but for those that were asked for a password. */
let said: string[] = [];
let passwords = new Set<string>();

/** Two mailboxes at Migadu, made by `up`. */
async function openEstate(): Promise<Estate> {
  said = [];
  passwords = new Set();
  const migadu = await startMigaduTwin();
  onTestFinished(() => migadu.close());
  migadu.addDomain(ZONE);
  const files = {
    'estate.yaml': `${estateYaml}accounts: { migadu: ${JSON.stringify(migadu.account)} }\n`,
    'pool-a.yaml': segmentYaml('pool-a', [ZONE]),
  };
  const site = await openSite(files, { zones: [ZONE] });
  const key = generateKey();
  Object.assign(site.env, migadu.env, { MAILYARD_KEY: key });
  const remember = () => {
    for (const { password } of migadu.mailboxes()) if (password) passwords.add(password);
  };
  const run: Estate['run'] = async (line, env = {}) => {
    const ended = await site.run(line, { env });
    said.push(ended.stdout, ended.stderr);
    remember();
    return ended;
  };
  const up = await run('up --yes --engine embedded');
  expect([up.code, up.stderr]).toEqual([0, expect.any(String)]);
  cleanups.push(() => everythingWritten(site.folder, [...passwords, key, NEVER_SAID]));
  return {
    ...{ site, migadu, run },
    lets: () => migadu.mailboxes().find(({ address }) => address === ALEX)?.password,
    credentials: async () => {
      const { stdout } = await site.run(`mailbox credentials ${ALEX} --json`);
      const { password, nextPassword } = JSON.parse(stdout);
      for (const each of [password, nextPassword]) if (each) passwords.add(each);
      return { password, ...(nextPassword && { nextPassword }) };
    },
  };
}

const cleanups: (() => string)[] = [];

/** Whatever happened in a test: no password stands in the clear in state, journal, backup, cache, plan, stdout or stderr. */
afterEach(() => {
  for (const written of cleanups.splice(0)) expect(written()).toBe('');
});

/** The names of files, or `output`, in which one of the secrets stands. */
function everythingWritten(folder: string, secrets: string[]): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const texts = files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')] as const);
  expect(files.length).toBeGreaterThan(3);
  const all = [...texts, ['output', said.join('\n')] as const];
  return all.flatMap(([name, text]) => (secrets.some(secret => text.includes(secret)) ? [name] : [])).join(', ');
}

test('the password that `up` made lets one in, and so does the one that takes its place', async () => {
  const { run, lets, credentials, migadu, site } = await openEstate();
  const first = lets();
  expect(first).toMatch(/^[\w.-]{24}$/);
  expect(await credentials()).toEqual({ password: first });

  migadu.resetCalls();
  const { code, stdout, stderr } = await run(`mailbox rotate-password ${ALEX}`);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    `New password for ${ALEX}. \`mailyard mailbox credentials ${ALEX}\` shows it; whatever signs in with the old one needs it.\n`,
  );
  expect(lets()).not.toBe(first);
  expect(await credentials()).toEqual({ password: lets() });
  expect(migadu.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /v1/domains',
    'PUT /v1/domains/a.example/mailboxes/alex',
  ]);

  expect(await run('plan')).toMatchObject({ code: 0 });
  expect(await run('up --yes --refresh --engine embedded')).toMatchObject({ code: 0 });
  expect(await credentials()).toEqual({ password: lets() });
  expect(existsSync(join(site.folder, 'state/pulumi/.pulumi/mailyard/mailyard/pool-a.journal'))).toBe(false);
});

test('a key is changed under living mailboxes, and each still opens', async () => {
  const { run, lets, site, migadu } = await openEstate();
  const newKey = generateKey();
  const { stdout } = await run('key rotate', { MAILYARD_KEY: `${newKey},${site.env.MAILYARD_KEY}` });
  expect(stdout).toMatch(/^2 sealed values in 1 segment: 2 sealed anew with key /);
  site.env.MAILYARD_KEY = newKey;
  for (const { address, password } of migadu.mailboxes()) {
    const { stdout } = await site.run(`mailbox credentials ${address} --json`);
    expect(JSON.parse(stdout)).toMatchObject({ address, password });
  }
  expect(await run('plan')).toMatchObject({ code: 0 });
  expect(lets()).toBeDefined();
});

test.each([
  ['before Migadu has done it', 'hang', false],
  ['after Migadu has done it, before the answer', 'applied-but-connection-lost', true],
] as const)('killed %s: both are at hand, `up` keeps both, and the next run finishes', async (_, kind, done) => {
  const { run, lets, credentials, migadu, site } = await openEstate();
  const first = lets() as string;
  migadu.faults.add({ kind, times: 1, method: 'PUT' });
  migadu.resetCalls();
  const { child, ended } = site.start(`mailbox rotate-password ${ALEX}`);
  while (migadu.count({ method: 'PUT' }) === 0 && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  const killed = await ended;
  said.push(killed.stdout, killed.stderr);
  expect(child.signalCode).toBe('SIGKILL');

  const both = await credentials();
  expect(both).toEqual({ password: first, nextPassword: expect.stringMatching(/^[\w.-]{24}$/) });
  expect(lets()).toBe(done ? both.nextPassword : first);
  expect(await run('up --yes --refresh --engine embedded')).toMatchObject({ code: 0 });
  expect(await credentials()).toEqual(both);

  const { code, stdout } = await run(`mailbox rotate-password ${ALEX} --json`);
  expect([code, JSON.parse(stdout)]).toEqual([0, { version: 1, address: ALEX, finished: true }]);
  expect(lets()).toBe(both.nextPassword);
  expect(await credentials()).toEqual({ password: both.nextPassword });
});

test('what Migadu refuses leaves the old one, and nothing is begun with a wrong key of its API', async () => {
  const { run, lets, credentials, migadu } = await openEstate();
  const first = lets();
  migadu.faults.add({ kind: 'answer', times: 1, method: 'PUT', answer: { status: 400, body: { error: 'no' } } });
  const refused = await run(`mailbox rotate-password ${ALEX} --json`);
  expect(JSON.parse(refused.stdout).error).toMatchObject({ code: 'provider-refused' });
  expect(await credentials()).toEqual({ password: first });

  const wrong = await run(`mailbox rotate-password ${ALEX} --json`, { MIGADU_API_KEY: 'wrong' });
  expect(JSON.parse(wrong.stdout).error).toMatchObject({ code: 'credentials-rejected' });
  expect(await credentials()).toEqual({ password: first });
  expect(lets()).toBe(first);
});

test('a refusal after a lost answer says nothing of the first try: both stay at hand, and the next run finishes', async () => {
  const { run, lets, credentials, migadu } = await openEstate();
  const first = lets() as string;
  migadu.faults.add({ kind: 'applied-but-connection-lost', method: 'PUT' });
  migadu.faults.add({ kind: 'answer', method: 'PUT', answer: { status: 400, body: { error: 'no' } } });
  const { stdout } = await run(`mailbox rotate-password ${ALEX} --json`);
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'password-unsure', fix: expect.stringContaining('again') });
  expect(lets()).not.toBe(first);
  expect(await credentials()).toEqual({ password: first, nextPassword: lets() });
  expect((await run(`mailbox rotate-password ${ALEX} --json`)).code).toBe(0);
  expect(await credentials()).toEqual({ password: lets() });
});

test('nothing is sealed with a key of which the state knows nothing, until the other is at hand or its passwords are gone', async () => {
  const { run, lets, credentials, migadu, site } = await openEstate();
  const other = generateKey();
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', [{ domain: ZONE, mailboxes: three }]) });
  const refused = await run('up --yes --engine embedded --json', { MAILYARD_KEY: other });
  expect(JSON.parse(refused.stdout).error).toMatchObject({
    code: 'key-other',
    message: expect.stringMatching(
      /^The passwords of alex@a\.example and 1 more are sealed with key [0-9a-f]{8}, which/,
    ),
    fix: expect.stringContaining('mailyard mailbox rotate-password alex@a.example'),
  });
  expect(migadu.mailboxes()).toHaveLength(2);

  const lost = site.env.MAILYARD_KEY;
  expect(lost).not.toBe(other);
  site.env.MAILYARD_KEY = other;
  for (const user of ['alex', 'sam'])
    expect(await run(`mailbox rotate-password ${user}@a.example`)).toMatchObject({ code: 0 });
  expect(await credentials()).toEqual({ password: lets() });
  expect((await run('up --yes --engine embedded')).code).toBe(0);
  expect(migadu.mailboxes()).toHaveLength(3);
});

test('a mailbox that was there before gets a password that is known', async () => {
  const { run, lets, credentials, migadu, site } = await openEstate();
  migadu.put({ address: 'kim@a.example', name: 'Kim Park', password: 'of-somebody-else-1' });
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', [{ domain: ZONE, mailboxes: three }]) });
  const up = await run('up --yes --engine embedded');
  expect([up.code, up.stderr]).toEqual([0, expect.stringContaining('mailbox rotate-password kim@a.example')]);
  const unknown = await run('mailbox credentials kim@a.example --json');
  expect(JSON.parse(unknown.stdout).error).toMatchObject({ code: 'password-unknown' });
  expect(await run('mailbox rotate-password kim@a.example')).toMatchObject({ code: 0 });
  const kim = await site.run('mailbox credentials kim@a.example --json');
  const there = migadu.mailboxes().find(({ address }) => address === 'kim@a.example');
  expect(JSON.parse(kim.stdout)).toMatchObject({ password: there?.password });
  expect(there?.password).not.toBe('of-somebody-else-1');
  expect(await credentials()).toEqual({ password: lets() });
});
