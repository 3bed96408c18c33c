/** Passwords on the command line: who sees one, which files hold one, and how a key is changed. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { generateKey, openKeys, sealedBy, unseal } from '../../src/secrets/seal.ts';
import { mailboxContext } from '../../src/secrets/stored.ts';
import { type MailboxParts, mailboxResource, writeStack } from '../support/mailboxes.ts';
import { smallEstate, smallZones } from './estates.ts';
import { type Ended, openSite, type Site } from './site.ts';

const KEY = generateKey();
const NEW_KEY = generateKey();
const idOf = (key: string): string => openKeys(key)[0].id;

/** Texts that may stand in no output but those that were asked for. */
const ALEX = 'Alexs-plain.password_1';
const SAM = 'Sams-plain.password_22';
const KIM = 'Kims-plain.password_333';
const PLAIN = [ALEX, SAM, KIM, KEY, NEW_KEY];

const alex: MailboxParts = { address: 'alex@a.example', name: 'Alex Reed', dailyLimit: 40, password: ALEX };
const sam: MailboxParts = { address: 'sam@b.example', name: 'Sam Lopez, PhD', password: SAM };
const kim: MailboxParts = { address: 'kim@c.example', name: 'Kim', password: KIM };

async function openVault(stacks: Record<string, MailboxParts[]>, key = KEY): Promise<Site> {
  const site = await openSite(smallEstate, { zones: smallZones });
  for (const [stack, mailboxes] of Object.entries(stacks)) {
    const resources = mailboxes.map(mailbox => mailboxResource(stack, mailbox, openKeys(key)));
    writeStack(site.checkpoint(stack), stack, resources);
  }
  Object.assign(site.env, { MAILYARD_KEY: key });
  return site;
}

const everyone = { 'pool-a': [alex, sam], primary: [kim] };

const withoutPlain = (ended: Ended): Ended => {
  for (const plain of PLAIN) expect(ended.stdout + ended.stderr).not.toContain(plain);
  return ended;
};

const errorOf = ({ stdout }: Ended) => JSON.parse(stdout).error as { code: string; message: string; fix: string };

/** Each sealed password of the state, with the key that sealed it and what is in it. */
function stored(site: Site, stack: string, keys: string) {
  const resources = Object.entries(site.state(stack)) as unknown as [string, { outputs: { password: string } }][];
  return resources.map(([address, { outputs }]) => ({
    address,
    by: sealedBy(outputs.password),
    plain: unseal(openKeys(keys), outputs.password, mailboxContext(address)),
  }));
}

describe('mailyard key generate', () => {
  test('prints a key and nothing else on stdout, and what to do with it on stderr', async () => {
    const site = await openVault({});
    const { code, stdout, stderr } = await site.run('key generate');
    expect(code).toBe(0);
    expect(openKeys(stdout.trim())).toHaveLength(1);
    expect(stderr).toContain(`Key ${idOf(stdout.trim())}: put it into MAILYARD_KEY`);
    expect(stderr).toContain('put it before the old one');
    expect(stderr).not.toContain(stdout.trim());
    const { key, id, version } = JSON.parse((await site.run('key generate --json')).stdout);
    expect([version, id]).toEqual([1, idOf(key)]);
    expect(key).not.toBe(stdout.trim());
  });
});

describe('mailyard mailbox credentials', () => {
  test('gives a script the password and where it opens', async () => {
    const site = await openVault(everyone);
    const { code, stdout, stderr } = await site.run('mailbox credentials Alex@a.example --json');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      address: 'alex@a.example',
      user: 'alex@a.example',
      password: ALEX,
      imap: { host: 'imap.migadu.com', port: 993 },
      smtp: { host: 'smtp.migadu.com', port: 465 },
    });
  });

  test('shows it to a person at a terminal, and to no pipe', async () => {
    const site = await openVault(everyone);
    const piped = withoutPlain(await site.run('mailbox credentials alex@a.example'));
    expect(piped).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('a script takes it from --json'),
    });
    const { code, stdout } = atTerminal(site, 'mailbox credentials alex@a.example');
    expect([code, stdout.replaceAll('\r', '')]).toEqual([
      0,
      [
        'user      alex@a.example',
        `password  ${ALEX}`,
        'IMAP      imap.migadu.com:993 (TLS)',
        'SMTP      smtp.migadu.com:465 (TLS)\n',
      ].join('\n'),
    ]);
  });

  test('shows both where a change was interrupted, and says so', async () => {
    const site = await openVault({ 'pool-a': [{ ...alex, nextPassword: SAM }] });
    const { stdout } = await site.run('mailbox credentials alex@a.example --json');
    expect(JSON.parse(stdout)).toMatchObject({ password: ALEX, nextPassword: SAM });
    expect(atTerminal(site, 'mailbox credentials alex@a.example').stdout).toMatch(
      /password {2}Alexs.*\r\nor {8}Sams.*[\s\S]*one of the two opens the mailbox/,
    );
  });

  test.each([
    ['alx@a.example', {}, 'unknown-mailbox', 'Did you mean alex@a.example?'],
    ['hello@a.example', {}, 'password-unknown', 'mailyard mailbox rotate-password hello@a.example'],
    ['alex@a.example', { MAILYARD_KEY: '' }, 'key-missing', 'mailyard key generate'],
    ['alex@a.example', { MAILYARD_KEY: 'secret' }, 'key-form', 'Copy it again'],
    ['alex@a.example', { MAILYARD_KEY: NEW_KEY }, 'key-unknown', 'Add that key to MAILYARD_KEY'],
  ])('%s with %j is refused: %s', async (address, env, code, fix) => {
    const site = await openVault({ 'pool-a': [alex, { address: 'hello@a.example' }] });
    const ended = withoutPlain(await site.run(`mailbox credentials ${address} --json`, { env }));
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code, fix: expect.stringContaining(fix) });
  });

  test('a sealed password that was moved to another mailbox does not open there', async () => {
    const site = await openVault(everyone);
    const file = site.checkpoint('pool-a');
    const { outputs } = site.state('pool-a')['alex@a.example'] as unknown as { outputs: { password: string } };
    const samsOwn = (site.state('pool-a')['sam@b.example'] as unknown as { outputs: { password: string } }).outputs;
    writeFileSync(file, readFileSync(file, 'utf8').replace(samsOwn.password, outputs.password));
    const ended = withoutPlain(await site.run('mailbox credentials sam@b.example --json'));
    expect(errorOf(ended).code).toBe('seal-broken');
  });
});

/** As a person sees it: on a terminal of its own. */
function atTerminal(site: Site, line: string): { code: number | null; stdout: string } {
  const bin = join(import.meta.dirname, '../../bin/mailyard');
  const place = `--domains '${join(site.folder, 'domains')}' --state '${join(site.folder, 'state')}'`;
  const { status, stdout } = spawnSync('script', ['-qec', `'${bin}' ${line} ${place}`, '/dev/null'], {
    env: site.env,
    cwd: site.folder,
    encoding: 'utf8',
    input: '',
  });
  return { code: status, stdout };
}

describe('mailyard mailboxes export', () => {
  const exported = (site: Site, name = 'out.csv'): string[] =>
    readFileSync(join(site.folder, name), 'utf8').split('\r\n').slice(0, -1);

  test.each([
    [
      'csv',
      'address,name,login,password,provider,segment,imap_host,imap_port,smtp_host,smtp_port,daily_limit,smtp_login,smtp_password',
      `alex@a.example,Alex Reed,alex@a.example,${ALEX},migadu,pool-a,imap.migadu.com,993,smtp.migadu.com,465,40,alex@a.example,${ALEX}`,
      `sam@b.example,"Sam Lopez, PhD",sam@b.example,${SAM},migadu,pool-a,imap.migadu.com,993,smtp.migadu.com,465,,sam@b.example,${SAM}`,
    ],
    [
      'smartlead',
      'from_name,from_email,user_name,password,smtp_host,smtp_port,imap_host,imap_port,max_email_per_day,signature,imap_user_name,imap_password',
      `Alex Reed,alex@a.example,alex@a.example,${ALEX},smtp.migadu.com,465,imap.migadu.com,993,40,,alex@a.example,${ALEX}`,
      `"Sam Lopez, PhD",sam@b.example,sam@b.example,${SAM},smtp.migadu.com,465,imap.migadu.com,993,,,sam@b.example,${SAM}`,
    ],
    [
      'instantly',
      'Email,First Name,Last Name,IMAP Username,IMAP Password,IMAP Host,IMAP Port,SMTP Username,SMTP Password,SMTP Host,SMTP Port,Daily Limit',
      `alex@a.example,Alex,Reed,alex@a.example,${ALEX},imap.migadu.com,993,alex@a.example,${ALEX},smtp.migadu.com,465,40`,
      `sam@b.example,Sam,"Lopez, PhD",sam@b.example,${SAM},imap.migadu.com,993,sam@b.example,${SAM},smtp.migadu.com,465,`,
    ],
    [
      'emailbison',
      'Name,Email,Password,IMAP Server,IMAP Port,SMTP Server,SMTP Port,Daily Limit,SMTP Secure,IMAP Secure',
      `Alex Reed,alex@a.example,${ALEX},imap.migadu.com,993,smtp.migadu.com,465,40,true,true`,
      `"Sam Lopez, PhD",sam@b.example,${SAM},imap.migadu.com,993,smtp.migadu.com,465,,true,true`,
    ],
  ])('writes what %s imports, for its owner alone, with a warning', async (format, ...lines) => {
    const site = await openVault(everyone);
    const line = `mailboxes export --format ${format} --segment pool-a --out out.csv`;
    const { code, stdout, stderr } = withoutPlain(await site.run(line));
    expect([code, stderr]).toEqual([0, 'Warning: out.csv holds passwords in clear. Delete it once it is imported.\n']);
    expect(stdout).toMatch(/^2 mailboxes in out\.csv for \w+, readable by you alone\.\n$/);
    expect(exported(site)).toEqual(lines);
    expect(statSync(join(site.folder, 'out.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(site.folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  test('says which mailboxes are left out and why', async () => {
    const { provider: _, ...google } = { ...kim, provider: '' };
    const site = await openVault({
      'pool-a': [
        alex,
        { address: 'hello@a.example' },
        { address: 'info@a.example' },
        { ...sam, nextPassword: ALEX },
        { ...alex, address: 'old@a.example', state: 'suspended' },
      ],
      primary: [{ ...google, provider: 'google-workspace' }],
    });
    const { stdout } = withoutPlain(await site.run('mailboxes export --format smartlead --out out.csv'));
    expect(stdout).toBe(
      [
        '1 mailbox in out.csv for Smartlead, readable by you alone.',
        'Left out 2 mailboxes: the password is not known; `mailyard mailbox rotate-password` gives a new one.',
        '  hello@a.example',
        '  info@a.example',
        'Left out 1 mailbox: google-workspace lets no program in by password; connect it in the platform, by OAuth.',
        '  kim@c.example',
        'Left out 1 mailbox: suspended.',
        '  old@a.example',
        'Left out 1 mailbox: a change of the password was interrupted; `mailyard mailbox rotate-password` finishes it.',
        '  sam@b.example',
        '',
      ].join('\n'),
    );
    const json = JSON.parse((await site.run('mailboxes export --out all.csv --domain a.example --json')).stdout);
    expect(json).toMatchObject({ version: 1, format: 'csv', file: 'all.csv', mailboxes: 2 });
    expect(json.left.map(({ address }: { address: string }) => address)).toEqual(['hello@a.example', 'info@a.example']);
    expect(exported(site, 'all.csv')).toHaveLength(3);
  });

  test('never writes where others can read, through a link, to stdout, or half a file', async () => {
    const site = await openVault(everyone);
    const at = (name: string) => join(site.folder, name);
    writeFileSync(at('wide.csv'), 'before', { mode: 0o644 });
    chmodSync(at('wide.csv'), 0o644);
    mkdirSync(at('folder'));
    symlinkSync(at('wide.csv'), at('link.csv'));
    for (const [out, code] of [
      ['wide.csv', 'file-open-to-others'],
      ['link.csv', 'bad-option'],
      ['folder', 'bad-option'],
      ['-', 'bad-option'],
      ['/dev/stdout', 'bad-option'],
      ['nowhere/out.csv', 'cannot-write'],
    ] as const) {
      const ended = withoutPlain(await site.run(`mailboxes export --out ${out} --json`));
      expect([out, ended.code, errorOf(ended).code]).toEqual([out, 1, code]);
    }
    expect(readFileSync(at('wide.csv'), 'utf8')).toBe('before');
    chmodSync(at('wide.csv'), 0o600);
    expect((await site.run('mailboxes export --out wide.csv')).code).toBe(0);
    expect(exported(site, 'wide.csv')).toHaveLength(4);
  });

  test.each([
    ['--out out.csv --format excel', 'bad-option', 'Formats: csv, smartlead, instantly, emailbison.'],
    ['--format csv', 'usage', 'See `mailyard mailboxes export --help`.'],
    ['--out out.csv --segment pool-z', 'unknown-segment', 'Did you mean "pool-a"?'],
  ])('%s is refused: %s', async (line, code, fix) => {
    const site = await openVault(everyone);
    const ended = await site.run(`mailboxes export ${line} --json`);
    expect(errorOf(ended)).toMatchObject({ code, fix });
    expect(existsSync(join(site.folder, 'out.csv'))).toBe(false);
  });

  test('writes no file with nothing in it', async () => {
    const empty = await openVault({});
    expect(errorOf(await empty.run('mailboxes export --out out.csv --json')).code).toBe('nothing-to-export');
    const unknown = await openVault({ 'pool-a': [{ address: 'hello@a.example' }] });
    const { code, message } = errorOf(await unknown.run('mailboxes export --out out.csv --json'));
    expect([code, message]).toEqual(['nothing-to-export', expect.stringContaining('the password is not known')]);
    expect(existsSync(join(unknown.folder, 'out.csv'))).toBe(false);
  });
});

describe('mailyard key rotate', () => {
  const both = { MAILYARD_KEY: `${NEW_KEY},${KEY}` };

  test('seals everything anew with the first key, once, and says which key is idle', async () => {
    const site = await openVault({ 'pool-a': [{ ...alex, nextPassword: SAM }, sam], primary: [kim] });
    const first = withoutPlain(await site.run('key rotate', { env: both }));
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toBe(
      `4 sealed values in 2 segments: 4 sealed anew with key ${idOf(NEW_KEY)}.\n` +
        `Key ${idOf(KEY)} opens nothing in the state now and may leave MAILYARD_KEY. ` +
        'Backups and earlier versions of the state still need it: keep a copy as long as you keep those.\n',
    );
    for (const [stack, plain] of [
      ['pool-a', [ALEX, SAM]],
      ['primary', [KIM]],
    ] as const) {
      const values = stored(site, stack, NEW_KEY);
      expect(values.map(value => value.plain)).toEqual(plain);
      expect(new Set(values.map(({ by }) => by))).toEqual(new Set([idOf(NEW_KEY)]));
    }
    const before = readFileSync(site.checkpoint('pool-a'), 'utf8');
    const again = await site.run('key rotate', { env: { MAILYARD_KEY: NEW_KEY } });
    expect(again.stdout).toBe(`Nothing to do: 4 sealed values in 2 segments, all sealed with key ${idOf(NEW_KEY)}.\n`);
    expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).toBe(before);
    expect((await site.run('mailbox credentials alex@a.example --json', { env: { MAILYARD_KEY: NEW_KEY } })).code).toBe(
      0,
    );
  });

  test('tells scripts the same', async () => {
    const site = await openVault(everyone);
    const { stdout } = withoutPlain(await site.run('key rotate --json', { env: both }));
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      key: idOf(NEW_KEY),
      summary: { values: 3, changed: 3 },
      segments: [
        { segment: 'pool-a', values: 2, changed: 2 },
        { segment: 'primary', values: 1, changed: 1 },
      ],
      idle: [idOf(KEY)],
    });
  });

  test('changes nothing at all where one value does not open', async () => {
    const site = await openVault(everyone);
    const stray = mailboxResource('primary', kim, openKeys(generateKey()));
    writeStack(site.checkpoint('primary'), 'primary', [stray]);
    const before = readFileSync(site.checkpoint('pool-a'), 'utf8');
    const ended = withoutPlain(await site.run('key rotate --json', { env: both }));
    expect(errorOf(ended)).toMatchObject({ code: 'key-unknown', message: expect.stringContaining('kim@c.example') });
    expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).toBe(before);
  });

  test('killed in the middle, it has lost nothing, and the next run does the rest', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      address: `m${index}@a.example`,
      password: `${ALEX}${index}`,
    }));
    const site = await openVault({ 'pool-a': many });
    const journal = join(site.folder, 'state/pulumi/.pulumi/mailyard/mailyard/pool-a.journal');
    const { child, ended } = site.start('key rotate', { env: both });
    while (!(existsSync(journal) && statSync(journal).size > 0) && child.exitCode === null) await sleep(1);
    child.kill('SIGKILL');
    withoutPlain(await ended);
    expect([child.signalCode, existsSync(journal)]).toEqual(['SIGKILL', true]);
    const after = withoutPlain(await site.run('key rotate', { env: both }));
    expect([after.code, after.stdout]).toEqual([0, expect.stringContaining('2,000 sealed values in 1 segment')]);
    expect(after.stderr).toContain('continuing after a run that was killed');
    const values = stored(site, 'pool-a', NEW_KEY);
    expect(values.map(({ plain }) => plain).sort()).toEqual(many.map(({ password }) => password).sort());
    expect(existsSync(journal)).toBe(false);
  });

  test('leaves a stack alone that somebody is at', async () => {
    const site = await openVault(everyone);
    const lock = join(site.folder, 'state/pulumi/.pulumi/locks/organization/mailyard/primary');
    mkdirSync(lock, { recursive: true });
    const holder = { pid: process.pid, username: 'kim', hostname: 'elsewhere', timestamp: '2026-11-26T00:00:00Z' };
    writeFileSync(join(lock, 'x.json'), JSON.stringify(holder));
    const before = readFileSync(site.checkpoint('pool-a'), 'utf8');
    const ended = await site.run('key rotate --json', { env: both });
    expect(errorOf(ended)).toMatchObject({ code: 'locked', message: expect.stringContaining('kim@elsewhere') });
    expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).toBe(before);
  });
});
