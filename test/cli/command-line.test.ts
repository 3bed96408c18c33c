/** `bin/mailyard` as it is typed: options, errors, pipes, other folders. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { numbered, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { openSite, type Site } from './site.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');
let twin: CloudflareTwin;
beforeAll(async () => {
  twin = await startCloudflareTwin({ zones: smallZones });
  return () => twin.close();
});

test.each([
  ['plann', "Unknown command 'plann' (Did you mean plan?)", 'mailyard --help'],
  ['plan --sgment pool-a', "Unknown option '--sgment' (Did you mean --segment?)", 'mailyard plan --help'],
  ['check everything', "Too many arguments for 'check'", 'mailyard check --help'],
  ['dkim rollback', "Missing required argument 'domain'", 'mailyard dkim rollback --help'],
  ['up --engine', "Option '--engine <engine>' argument missing", 'mailyard up --help'],
])('`mailyard %s` is answered with what is wrong and where to look', async (line, message, help) => {
  const site = await openSite(smallEstate, { twin });
  // At the end, so that nothing stands in for a missing value.
  const { code, stdout, stderr } = await site.run(`--domains x --state y ${line}`);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`mailyard: ${message}`);
  expect(stderr).toContain(`→ See \`${help}\`.`);
  expect(stderr.trim().split('\n')).toHaveLength(2);
});

test.each([
  ['plan --bogus', 'usage'],
  ['plan --allow nonsense=1', 'bad-allow'],
  ['plan --segment nowhere', 'unknown-segment'],
  ['up --engine steam --yes', 'bad-option'],
  ['up --engine embedded', 'needs-yes'],
])('`mailyard %s --json` prints one document, the error', async (line, errorCode) => {
  const site = await openSite(smallEstate, { twin });
  const { code, stdout, stderr } = await site.run(`${line} --json`);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    error: { code: errorCode, message: expect.any(String), fix: expect.any(String) },
  });
  expect(stderr).toMatch(/^mailyard: /);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('a line that stops short of a command shows its help, and with --json says so in a document', async () => {
  const site = await openSite(smallEstate, { twin });
  const [shown, told] = await Promise.all([site.run('ledger'), site.run('ledger --json')]);
  expect(shown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Usage: mailyard ledger /) });
  expect(told.code).toBe(1);
  expect(JSON.parse(told.stdout)).toEqual({
    version: 1,
    error: { code: 'usage', message: 'No command is named.', fix: 'See `mailyard ledger --help`.' },
  });
});

test('global options may stand before the command or behind it', async () => {
  const site = await openSite(smallEstate, { twin });
  const [before, behind] = await Promise.all([
    site.run('--segment pool-a --json plan'),
    site.run('plan --json --segment pool-a'),
  ]);
  expect(before.code).toBe(2);
  expect(before.stdout).toBe(behind.stdout);
  expect(JSON.parse(before.stdout).zones.map(({ zone }: { zone: string }) => zone)).toEqual(['a.example', 'b.example']);
});

test('it tells its version and what each command takes', async () => {
  const site = await openSite(smallEstate, { twin });
  const [version, help, nothing] = await Promise.all([site.run('--version'), site.run('up --help'), site.run('')]);
  expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(help.code).toBe(0);
  for (const option of ['--refresh', '--plan <file>', '--yes', '--engine', '--segment', '--allow', '--json'])
    expect(help.stdout).toContain(option);
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('\nChanges:\n  plan ') });
});

test('the help of a part says what it is for in its own words', async () => {
  const site = await openSite(smallEstate, { twin });
  const [key, status] = await Promise.all([site.run('key --help'), site.run('warmup status --help')]);
  expect(key.stdout).toMatch(/^ {2}help \[command\] +what a command takes$/m);
  expect(status.stdout).toMatch(/^where each warm-up is/m);
});

/** A command between other programs, as a shell runs it: `$MAILYARD plan | head -1`. */
async function shell({ env, folder }: Site, line: string): Promise<string> {
  const place = `--domains '${join(folder, 'domains')}' --state '${join(folder, 'state')}'`;
  const child = spawn('bash', ['-c', line.replaceAll('$MAILYARD', `'${BIN}' ${place}`)], { env, cwd: folder });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text));
  await new Promise(resolve => child.on('close', resolve));
  return said;
}

test('a pipe that closes early is no failure', async () => {
  const site = await openSite({ ...smallEstate, 'pool-b.yaml': segmentYaml('pool-b', numbered(60)) }, { twin });
  const said = await shell(site, '$MAILYARD plan | head -1; echo $PIPESTATUS');
  expect(said).toBe('Plan for 63 zones: + 693 to create; 0 records unchanged.\n2\n');
});

test('what was begun is brought to its end where nobody reads on', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  expect(await shell(site, '$MAILYARD up --yes --engine embedded 2>&1 | true; echo $PIPESTATUS')).toBe('0\n');
  expect(await shell(site, '$MAILYARD plan --quiet')).toBe('Nothing to do: 33 records unchanged.\n');
});

test('what cannot be written is a failure that is said', async () => {
  const site = await openSite(smallEstate, { twin });
  const said = await shell(site, '$MAILYARD records > /dev/full; echo "$?"');
  expect(said).toMatch(/^mailyard: What it prints cannot be written: ENOSPC.*\n→ .*\n1\n$/);
});

test('it works from another folder, and keeps paths relative to where it is called', async () => {
  const site = await openSite(smallEstate, { twin });
  const cwd = join(site.folder, 'elsewhere');
  mkdirSync(cwd);
  const { code, stdout } = await site.run('check --domains ../domains', { cwd });
  expect([code, stdout]).toEqual([0, 'Acme: 3 domains and 6 mailboxes in 2 segments.\nNothing to find fault with.\n']);
  const planned = await site.run('plan --domains ../domains --out saved.json --quiet', { cwd });
  expect(planned).toMatchObject({ code: 2, stdout: 'Plan for 3 zones: + 33 to create; 0 records unchanged.\n' });
  const up = await site.run('up --yes --engine embedded --domains ../domains --plan saved.json --state there', { cwd });
  expect(up.code).toBe(0);
  expect(await site.run('plan --domains ../domains --state elsewhere/there', { cwd: site.folder })).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('no-inventory'),
  });
  expect(await site.run('plan --state elsewhere/there')).toMatchObject({ code: 0 });
});

test('bin/pulumi starts the Pulumi CLI, also where bin/ itself is the first on the PATH', () => {
  const bin = join(import.meta.dirname, '../../bin');
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-pulumi-'));
  writeFileSync(join(folder, 'pulumi'), '#!/bin/sh\necho "the CLI: $*"\n', { mode: 0o755 });
  const env = { ...process.env, PATH: `${bin}:${folder}:${process.env.PATH}`, MAILYARD_STATE: join(folder, 'state') };
  const printed = execFileSync('pulumi', ['version'], { encoding: 'utf8', env, timeout: 20_000 });
  expect(printed).toBe('the CLI: version\n');
});
