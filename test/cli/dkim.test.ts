/** `mailyard dkim …` and `up` as a user runs them: real processes against the twins of Cloudflare and DNS, and a signer's folder. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLedger } from '../../src/ledger/open.ts';
import { startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { startAmazonSesTwin } from '../../src/sandbox/mail/amazon-ses/twin.ts';
import { startMailcowTwin } from '../../src/sandbox/mail/mailcow/twin.ts';
import { generateKey, openKeys } from '../../src/secrets/seal.ts';
import { type Taken, upstreamTwin } from '../sending/submission/upstream-twin.ts';
import { signedAs } from '../support/probe-world.ts';
import { estateYaml, segmentYaml, smallEstate } from './estates.ts';
import { openSite, type Site } from './site.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');
const MAILYARD_KEY = generateKey();

async function signedSite(): Promise<Site> {
  const site = await openSite(smallEstate, { zones: ['c.example'] });
  const folder = join(site.folder, 'opendkim');
  mkdirSync(folder);
  const signer = { name: 'opendkim', folder, reload: `touch ${join(folder, 'reloaded')}` };
  const modes = { dkim: 'enforce' };
  const defaults = { modes, dkim: { signers: [signer], propagation: '24h' } };
  site.write({ 'pool-a.yaml': undefined, 'primary.yaml': segmentYaml('primary', ['c.example'], { defaults }) });
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  onTestFinished(() => dns.close());
  Object.assign(site.env, { MAILYARD_KEY, MAILYARD_DNS_SERVERS: `${dns.host}:${dns.port}` });
  return site;
}

/** All that the ledger knows of its keys happened so much earlier. */
function hoursPass({ folder }: Site, hours: number): void {
  const ledger = new DatabaseSync(join(folder, 'state/ledger.db'));
  const times = ['generated', 'published', 'switching', 'active', 'retiring', 'revoked', 'held', 'last_signed'];
  const earlier = [...times.map(name => `${name}_at`), 'served_since'].map(name => `${name} = ${name} - ?`).join(', ');
  const spans = Array.from({ length: times.length + 1 }, () => hours * 3_600_000);
  ledger.prepare(`update dkim_keys set ${earlier}`).run(...spans);
  ledger.close();
}

async function status(site: Site): Promise<string[]> {
  const { code, stdout } = await site.run('dkim status --json');
  expect(code).toBe(0);
  const { version, rings } = JSON.parse(stdout);
  expect(version).toBe(1);
  return rings.flatMap(({ keys }: { keys: { selector: string; phase: string }[] }) =>
    keys.map(({ selector, phase }) => `${selector.at(-1)} ${phase}`),
  );
}

const letter = (text: string): string | undefined => /my\d{8}([a-z])/.exec(text)?.[1];
const signsWith = ({ folder }: Site) => letter(readFileSync(join(folder, 'opendkim/SigningTable'), 'utf8'));
const inDns = ({ twin }: Site) =>
  twin
    .records('c.example')
    .filter(({ comment }) => comment?.includes(':dkim-key-'))
    .map(
      ({ name, content }) =>
        `${letter(name)} ${content.includes('p="') || content.endsWith('p="') ? 'revoked' : 'key'}`,
    );

test('ensure, rotate, rollback and emergency take a domain through its keys', async () => {
  const site = await signedSite();
  const none = await site.run('dkim status');
  expect(none.stdout).toMatch(/^0 keys of 1 domain\. 1 key missing: `mailyard dkim ensure` makes it\./);
  const first = await site.run('dkim ensure');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/my\d{8}a\._domainkey\.c\.example is published/);
  expect(first.stdout).toMatch(/- c\.example\/opendkim\/rsa-2048 waits .*caches to have forgotten/);
  expect([await status(site), inDns(site)]).toEqual([['a published'], ['a key']]);
  hoursPass(site, 4);
  const switched = await site.run('dkim ensure');
  expect(switched.stdout).toMatch(/my\d{8}a signs for c\.example: proved by reading back/);
  expect([await status(site), signsWith(site)]).toEqual([['a active'], 'a']);

  const rotated = await site.run('dkim rotate c.example');
  expect(rotated).toMatchObject({ code: 0 });
  expect(rotated.stdout).toMatch(/my\d{8}b\._domainkey\.c\.example is published/);
  expect(await status(site)).toEqual(['a active', 'b published']);
  hoursPass(site, 25);
  await site.run('dkim ensure');
  expect([await status(site), signsWith(site)]).toEqual([['a retiring', 'b active'], 'b']);

  const back = await site.run('dkim rollback c.example');
  expect(back).toMatchObject({ code: 0 });
  expect(back.stdout).toMatch(/my\d{8}a signs for c\.example: proved by reading back/);
  expect([await status(site), signsWith(site)]).toEqual([['a active', 'b retiring'], 'a']);

  const asked = await site.run('dkim emergency c.example');
  expect(asked.code).toBe(1);
  expect(await status(site)).toEqual(['a active', 'b retiring']);
  const leaked = await site.run('dkim emergency c.example --yes');
  expect(leaked).toMatchObject({ code: 0 });
  expect(leaked.stdout).toMatch(/my\d{8}a is revoked\. Forged mail can verify until \d{4}-\d\d-\d\d \d\d:\d\d/);
  expect([await status(site), signsWith(site)]).toEqual([['a compromised', 'b compromised', 'c active'], 'c']);
  expect(inDns(site)).toEqual(['a revoked', 'b revoked', 'c key']);
  const never = await site.run('dkim rollback c.example');
  expect(never.code).toBe(1);
  expect(never.stdout).toContain('no key that signed before is still in use');
  expect((await site.run('dkim status')).stdout).toMatch(/^3 keys of 1 domain: 2 compromised, 1 active\./);
});

test('what cannot be meant is refused with a way out, and writes nothing', async () => {
  const site = await signedSite();
  const said = async (line: string, env = {}) => (await site.run(line, { env })).stderr;
  expect(await said('dkim rotate')).toContain('Whose keys are to be rotated?');
  expect(await said('dkim rotate c.exampel')).toMatch(
    /There is no domain c\.exampel in the inventories\.\n→ Did you mean c\.example\?/,
  );
  expect(await said('dkim ensure', { MAILYARD_KEY: '' })).toContain('MAILYARD_KEY is not set');
  await site.run('dkim ensure');
  expect(await said('dkim rollback c.example --to my20200101a')).toContain('c.example has no key my20200101a.');
  site.write({ 'primary.yaml': segmentYaml('primary', ['c.example']) });
  expect(await said('dkim emergency c.example --yes')).toContain('names no signer');
});

test('an emergency that waits is stopped by Ctrl-C: what is done and what is not is told, and the command goes on again', async () => {
  const site = await signedSite();
  await site.run('dkim ensure');
  const silent = { env: { MAILYARD_DNS_SERVERS: '127.0.0.1:9' } };
  const waiting = site.start('dkim emergency c.example --yes', silent);
  await vi.waitFor(() => expect(waiting.said()).toMatch(/waits for every server/), { timeout: 60_000, interval: 50 });
  waiting.child.kill('SIGINT');
  const { code, stdout, stderr } = await waiting.ended;
  expect(stderr).toContain('Stopping: what is under way is ended first.');
  expect(stdout).toMatch(/Not done yet: .*\. `mailyard run` goes on, or this command again\./);
  expect(code).toBe(1);
  expect(await site.run('dkim emergency c.example --yes')).toMatchObject({ code: 0 });
  expect((await status(site)).filter(key => key.endsWith('active'))).toHaveLength(1);
});

/** util-linux has it; where it is missing nobody can be given a terminal. */
const SCRIPT = '/usr/bin/script';

test.skipIf(!existsSync(SCRIPT))('on a terminal an emergency asks, and a no is no success', async () => {
  const site = await signedSite();
  await site.run('dkim ensure');
  const line = `'${BIN}' dkim emergency c.example --state state; echo "ended with $?"`;
  const child = spawn(SCRIPT, ['-qec', line, '/dev/null'], {
    env: { ...site.env, SHELL: '/bin/sh' },
    cwd: site.folder,
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text;
    if (text.includes('[y/N]')) child.stdin.write('n\n');
  });
  await new Promise(resolve => child.on('close', resolve));
  expect(said).toMatch(/Has a key leaked\?.*Nothing was done\..*ended with 1/s);
  expect(await status(site)).toEqual(['a published']);
});

test('up ends with the keys: made with MAILYARD_KEY, left out and said without', async () => {
  const site = await signedSite();
  const without = await site.run('up --yes', { env: { MAILYARD_KEY: '' } });
  expect(without).toMatchObject({ code: 0 });
  expect(without.stdout).toContain('DKIM keys were not looked at: MAILYARD_KEY is not set');
  expect(inDns(site)).toEqual([]);
  const json = JSON.parse((await site.run('up --yes --json', { env: { MAILYARD_KEY: '' } })).stdout);
  expect(json.dkim.failures).toEqual([expect.stringContaining('MAILYARD_KEY')]);
  const made = await site.run('up --yes');
  expect(made).toMatchObject({ code: 0 });
  expect(made.stdout).toMatch(
    /DKIM: 1 domain, 2 steps done\.\n- my\d{8}a will sign .*\n- my\d{8}a\._domainkey\.c\.example is published/,
  );
  expect(inDns(site)).toEqual(['a key']);
  expect((await site.run('plan')).stdout).not.toContain('_domainkey');
  const again = await site.run('up --yes');
  expect(again.stdout).toContain('DKIM: 1 domain, 0 steps done.');
  expect(inDns(site)).toEqual(['a key']);
});

/** `mailyard run --probe`, and what its receiver of test messages answers. */
async function receiving(site: Site, more = '') {
  const daemon = site.start(`run --listen 127.0.0.1:0 --probe 127.0.0.1:0${more}`);
  onTestFinished(async () => {
    daemon.child.kill('SIGKILL');
    await daemon.ended;
  });
  const port = await vi.waitFor(
    () => {
      const [, found] = /"probe":"127\.0\.0\.1:(\d+)"/.exec(daemon.said()) ?? [];
      if (!found) throw new Error(`not started yet: ${daemon.said()}`);
      return Number(found);
    },
    { timeout: 60_000, interval: 50 },
  );
  const send = (message: SendMailOptions) =>
    createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
      .sendMail(message)
      .then(
        () => '250',
        ({ response }: { response: string }) => response,
      );
  return { daemon, send };
}

test('the daemon receives test messages, and nothing else', async () => {
  const site = await openSite({
    ...smallEstate,
    'estate.yaml': `${estateYaml}contacts: { probe: dkim@probe.example }\n`,
  });
  expect((await site.run('run --probe 25')).stderr).toContain('--probe takes HOST:PORT, not "25".');
  const { daemon, send } = await receiving(site);
  const hello = { from: 'alex@c.example', text: 'Hello' };
  expect(await send({ ...hello, to: 'sam@receiver.example', subject: 'relay?' })).toMatch(
    /^550 5\.7\.1 Only test messages of Mailyard/,
  );
  expect(await send({ ...hello, to: 'dkim@probe.example', subject: 'hello' })).toMatch(
    /^550 5\.7\.1 This is no test message/,
  );
  expect(daemon.said()).toContain('mail for somebody else was refused');
  daemon.child.kill('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});

test('a key of a provider is proved by mail: the domain held, a message through the mailbox, its arrival, the release', async () => {
  const mailcow = await startMailcowTwin();
  onTestFinished(() => mailcow.close());
  const accounts = { mailcow: { ...mailcow.account, host: 'mx.mailcow.example' } };
  const defaults = { mailProvider: 'mailcow', modes: { dkim: 'enforce' }, dkim: { signers: ['mailcow'] } };
  const site = await openSite(
    {
      'estate.yaml': `organization: Acme\ncontacts: { probe: dkim@probe.example }\naccounts: ${JSON.stringify(accounts)}\n`,
      'team.yaml': segmentYaml('team', [{ domain: 'c.example', mailboxes: [{ user: 'alex' }] }], { defaults }),
    },
    { zones: ['c.example'] },
  );
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  onTestFinished(() => dns.close());
  Object.assign(site.env, mailcow.env, { MAILYARD_KEY, MAILYARD_DNS_SERVERS: `${dns.host}:${dns.port}` });
  const state = async () => {
    const { holds, rings } = JSON.parse((await site.run('dkim status --json')).stdout);
    return [holds.map(({ domain }: { domain: string }) => domain), rings[0].keys[0].phase, rings[0].next];
  };

  expect(await site.run('up --yes')).toMatchObject({ code: 0 });
  const [{ password } = {}] = mailcow.mailboxes();
  const submission = await upstreamTwin(password);
  onTestFinished(() => submission.close());
  const template = readFileSync('templates/providers/mailcow.yaml', 'utf8');
  const here = template.replace(
    "smtp: { host: '{host}', port: 465 }",
    `smtp: { host: 127.0.0.1, port: ${submission.port} }`,
  );
  site.write({ '../templates/providers/mailcow.yaml': here });
  const job = () => site.run('run --once dkim --templates templates');

  hoursPass(site, 4);
  const held = await job();
  expect(held.stdout).toMatch(/c\.example sends nothing until a message proves my\d{8}a/);
  expect([await state(), submission.taken]).toMatchObject([[['c.example'], 'published', { step: 'wait' }], []]);
  hoursPass(site, 0.1);
  const sent = await job();
  expect(sent.stdout).toMatch(/a test message for my\d{8}a was sent through mailcow.* to dkim@probe\.example/);
  const [message, ...more] = submission.taken as [Taken];
  expect([message, more]).toMatchObject([{ user: 'alex@c.example', to: ['dkim@probe.example'] }, []]);
  const waits = { step: 'wait', for: expect.stringMatching(/^the test message of .* to arrive$/) };
  expect(await state()).toMatchObject([['c.example'], 'published', waits]);

  const { daemon, send } = await receiving(site, ' --templates templates');
  const selector = mailcow.signs?.('c.example')[0]?.selector ?? '';
  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  const raw = await signedAs(ledger, openKeys(MAILYARD_KEY), 'c.example', selector, message.raw);
  await ledger.close();
  expect(await send({ envelope: { from: message.from, to: message.to }, raw })).toBe('250');
  expect(daemon.said()).toMatch(/it verifies with my\d{8}a.*a test message arrived/);
  daemon.child.kill('SIGTERM');
  await daemon.ended;
  const proved = await job();
  expect(await state()).toMatchObject([[], 'active', { step: 'wait', for: 'the next rotation' }]);
  expect(submission.taken).toHaveLength(1);
  expect([held, sent, proved].map(({ stdout, stderr }) => stdout + stderr).join() + daemon.said()).not.toContain(
    password,
  );
});

test('rotate asks a provider that rotates by its own call', async () => {
  const ses = await startAmazonSesTwin();
  onTestFinished(() => ses.close());
  ses.addDomain('c.example');
  const signers = [{ name: 'amazon-ses', keys: 'provider' }];
  const { region } = ses.account;
  const defaults = { relays: [{ name: 'amazon-ses', region }], dkim: { signers } };
  const accounts = { 'amazon-ses': ses.account };
  const site = await openSite(
    { 'estate.yaml': estateYaml, 'primary.yaml': segmentYaml('primary', ['c.example'], { accounts, defaults }) },
    { zones: ['c.example'] },
  );
  const { code, stdout } = await site.run('dkim rotate c.example', { env: { ...ses.env, MAILYARD_KEY } });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'DKIM: 1 domain, 1 step done.\n- Amazon SES was asked to change the keys of c.example\n',
  });
  const asked = ses.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/dkim/signing'));
  expect(asked).toHaveLength(1);
});

test('a domain that names no signer is refused in words, and not rotated in silence', async () => {
  const site = await openSite(smallEstate);
  const { code, stdout, stderr } = await site.run('dkim rotate a.example', { env: { MAILYARD_KEY } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('a.example names no signer whose keys Mailyard makes.');
  expect(stderr).toContain('→ Name one under `dkim.signers` in the inventory');
});

test('where no domain names a signer, no key is asked for: what to write is said', async () => {
  const site = await openSite(smallEstate);
  const ensured = await site.run('dkim ensure');
  expect(ensured).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No keys: no domain names a signer\./) });
  expect((await site.run('dkim rotate a.example')).stderr).toContain('names no signer whose keys Mailyard makes.');
});
