/** Mailboxes from the command line: the estate's accounts, the twins of Cloudflare and of a mail provider, real DNS between them. */
import { expect, onTestFinished, test } from 'vitest';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import type { MailTwin } from '../../src/sandbox/mail/twin.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { openSite, type Site } from './site.ts';

const estate = `
organization: Acme
contacts: { dmarcReports: dmarc@acme-watch.example }
identities:
  - { user: alex.reed, name: Alex Reed }
  - { user: sam.lopez, name: Sam Lopez }
  - { user: kim.park, name: Kim Park }
`;
const account = 'accounts: { migadu: { user: admin@acme.example } }\n';
const poolA = (mailboxes: string) => `
segment: pool-a
defaults: { mailProvider: migadu, mailboxes: ${mailboxes} }
domains: [acme-hello.example]
`;

async function openMailSite(files: Record<string, string>, others: string[] = []) {
  const sandbox = await startSandbox({ clock: sandboxClock(), mail: ['migadu', ...others] });
  onTestFinished(() => sandbox.close());
  sandbox.cloudflare.addZone('acme-hello.example');
  const site = await openSite(files, { twin: sandbox.cloudflare });
  Object.assign(site.env, sandbox.env, { MAILYARD_KEY: generateKey(), MAILYARD_PROVIDER_WAIT: '20' });
  return { ...site, mail: sandbox.mail.get('migadu') as MailTwin, twins: sandbox.mail };
}

const addresses = (mail: MailTwin) => mail.mailboxes().map(({ address }) => address);
const mxOf = ({ twin }: Site) => twin.records('acme-hello.example').filter(({ type }) => type === 'MX');

test('an edit from 2 to 3 mailboxes is planned and applied; a second run calls nobody', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  const planned = await site.call('plan');
  expect(planned.stdout).toContain('+ 2 mailboxes to make, + 1 domain at mail providers');
  expect(planned.stdout).toContain('(given by the provider in this run)');
  expect(site.mail.count()).toBe(0);

  const first = await site.call('up --yes --engine embedded');
  expect(first.stdout).toContain('1 zone and 2 mailboxes done');
  expect(first.code).toBe(0);
  expect(addresses(site.mail)).toEqual(['alex.reed@acme-hello.example', 'sam.lopez@acme-hello.example']);
  expect(site.mail.domains()).toEqual([{ domain: 'acme-hello.example', ready: true }]);

  site.mail.resetCalls();
  const again = await site.call('up --yes --engine embedded');
  expect(again.stdout).toContain('Nothing to do');
  expect(site.mail.count()).toBe(0);

  site.write({ 'pool-a.yaml': poolA('3') });
  const edit = await site.call('plan');
  expect(edit.stdout).toMatch(/^Plan: \+ 1 mailbox to make; 12 records unchanged\./);
  expect(edit.stdout).toContain('+ kim.park@acme-hello.example');
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(site.mail.mailboxes()).toHaveLength(3);
});

test('MX come only after the mailboxes: where one fails, mail goes nowhere new and all else is written', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  site.mail.faults.add({
    kind: 'answer',
    method: 'POST',
    path: '/mailboxes',
    answer: { status: 400, body: {} },
    times: 9,
  });
  const failed = await site.call('up --yes --engine embedded');
  expect(failed.code).toBe(1);
  expect(failed.stdout).toContain('Migadu refused to make alex.reed@acme-hello.example');
  expect(mxOf(site)).toEqual([]);
  expect(site.twin.records('acme-hello.example').length).toBeGreaterThan(4);
  site.mail.faults.clear();
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(mxOf(site)).toHaveLength(2);
});

test('credentials that are rejected, and a missing key, are said once and before anything is written', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  const rejected = await site.call('up --yes --engine embedded', { MIGADU_API_KEY: 'wrong' });
  expect(rejected.error).toMatchObject({ code: 'credentials-rejected' });
  const keyless = await site.call('up --yes --engine embedded', { MAILYARD_KEY: '' });
  expect(keyless.error).toMatchObject({ code: 'key-missing' });
  const secretless = await site.call('up --yes --engine embedded', { MIGADU_API_KEY: '' });
  expect(secretless.error).toMatchObject({ code: 'secret-missing' });
  expect(site.twin.records('acme-hello.example')).toEqual([]);
  expect(site.mail.mailboxes()).toEqual([]);
});

test('a domain that runs already is taken into care and let go again without a moment without MX', async () => {
  const site = await openMailSite({ 'estate.yaml': estate, 'pool-a.yaml': poolA('2') });
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  const before = mxOf(site).map(({ id }) => id);
  expect(before).toHaveLength(2);

  site.write({ 'estate.yaml': estate + account });
  const planned = await site.call('plan');
  expect(planned.stdout).toMatch(/^Plan for 1 zone: \+ 1 to create, \+ 2 mailboxes to make/);
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(mxOf(site).map(({ id }) => id)).toEqual(before);

  site.write({ 'estate.yaml': estate });
  const going = await site.call('plan');
  expect(going.stdout).toContain('2 mailboxes no longer looked after');
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(mxOf(site).map(({ id }) => id)).toEqual(before);
  expect(site.mail.mailboxes()).toHaveLength(2);
  expect((await site.call('plan')).stdout).toContain('Nothing to do');
  expect((await site.call('drift')).stdout).toContain('No drift');
});

test('what a hand changed of a mailbox is put right by up --refresh', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  await site.call('up --yes --engine embedded');
  expect((await site.call('drift')).stdout).toContain('No drift: 1 zone and 2 mailboxes as the state has them.');
  site.mail.put({ address: 'alex.reed@acme-hello.example', name: 'Somebody Else' });
  site.mail.remove('sam.lopez@acme-hello.example');
  const drift = await site.call('drift');
  expect(drift.code).toBe(2);
  expect(drift.stdout).toContain('Drift in 2 of 2 mailboxes.');
  expect(drift.stdout).toContain('name "Alex Reed" → "Somebody Else"');
  expect(drift.stdout).toContain('sam.lopez@acme-hello.example is no longer there');
  expect((await site.call('plan --refresh')).stdout).toContain('+ 1 mailbox to make, ~ 1 mailbox to change');
  expect((await site.call('drift', { MIGADU_API_KEY: 'wrong' })).code).toBe(1);
  const { stdout, code } = await site.call('up --refresh --yes --engine embedded');
  expect(code).toBe(0);
  expect(stdout).toContain('name "Somebody Else" → "Alex Reed"');
  expect(site.mail.mailboxes()[0]?.name).toBe('Alex Reed');
});

test('a retired mailbox is suspended, deleted after its grace time, and none that merely left the list', async () => {
  const named = (lifecycle: string) => poolA(`[{ user: alex, name: Alex }, { user: sam, name: Sam${lifecycle} }]`);
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': named('') });
  await site.call('up --yes --engine embedded', { MAILYARD_TODAY: '2026-11-20' });
  site.write({ 'pool-a.yaml': named(', lifecycle: { state: retired, since: 2026-11-21, graceDays: 30 }') });
  const retired = await site.call('up --yes --engine embedded', { MAILYARD_TODAY: '2026-11-21' });
  expect(retired.stdout).toContain('state "active" → "suspended"');
  const later = await site.call('up --yes --engine embedded', { MAILYARD_TODAY: '2026-12-21' });
  expect(later.stdout).toContain('- 1 mailbox to delete');
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example']);

  site.write({ 'pool-a.yaml': poolA('0') });
  const left = await site.call('up --yes --engine embedded', { MAILYARD_TODAY: '2026-12-21' });
  expect(left.stdout).toContain('1 mailbox no longer looked after');
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example']);
});

test('a plan saved before the provider gave its values is carried out all the same, and only that one', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  const file = `${site.folder}/plan.json`;
  await site.call(`plan --out ${file}`);
  expect((await site.call(`up --plan ${file} --yes --engine embedded`)).code).toBe(0);
  expect(mxOf(site)).toHaveLength(2);
  site.write({ 'pool-a.yaml': poolA('3') });
  expect((await site.call(`up --plan ${file} --yes --engine embedded`)).error).toMatchObject({ code: 'plan-moved' });
});

const throughMailgun = (user: string) => `
segment: pool-a
defaults: { mailProvider: migadu }
domains:
  - domain: acme-hello.example
    relays: [mailgun]
    mailboxes: [{ user: ${user}, name: Alex Reed, smtpRelay: mailgun }]
`;

test('who sends through a relay has a login there, which goes when nobody sends with it', async () => {
  const accounts = 'accounts: { migadu: { user: admin@acme.example }, mailgun: }\n';
  const site = await openMailSite({ 'estate.yaml': estate + accounts, 'pool-a.yaml': throughMailgun('alex') }, [
    'mailgun',
  ]);
  const planned = await site.call('plan');
  expect(planned.stdout).toContain('pool-a at mailgun');
  const first = await site.call('up --yes --engine embedded');
  expect(first.stdout + first.stderr).not.toContain('object Object');
  expect(first).toMatchObject({ code: 0 });
  const mailgun = site.twins.get('mailgun') as MailTwin;
  expect(addresses(mailgun)).toEqual(['alex@mg.acme-hello.example']);
  expect(mailgun.domains()).toEqual([{ domain: 'mg.acme-hello.example', ready: true }]);
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example']);

  const shown = await site.run('mailbox credentials alex@acme-hello.example --relay mailgun --json');
  expect(JSON.parse(shown.stdout)).toMatchObject({
    password: mailgun.mailboxes()[0]?.password,
    smtp: { host: expect.stringContaining('mailgun') },
  });
  site.write({ 'pool-a.yaml': throughMailgun('alex').replace(', smtpRelay: mailgun', '') });
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(addresses(mailgun)).toEqual([]);
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example']);
});

test('a mailbox that is there and differs is refused alone, and taken over with `adopt`, which is nothing to the others', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  site.mail.put({ address: 'kim.park@acme-hello.example', name: 'K. Park', state: 'active' });
  site.write({ 'pool-a.yaml': poolA('3') });
  const refused = await site.call('up --yes --engine embedded');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('failed  the mailbox kim.park@acme-hello.example (pool-a)');
  expect(refused.stdout).toContain('name: there "K. Park", wanted "Kim Park"');
  expect(refused.stdout).toContain('0 zones done, 1 failed');

  site.write({ 'pool-a.yaml': poolA('3, adopt: true') });
  expect((await site.call('plan')).stdout).toMatch(/^Plan: \+ 1 mailbox to make; \d+ records unchanged\./);
  const taken = await site.call('up --yes --engine embedded');
  expect(taken.stdout).toContain('1 mailbox done');
  expect(site.mail.mailboxes().find(({ address }) => address.startsWith('kim'))?.name).toBe('Kim Park');
  site.write({ 'pool-a.yaml': poolA('3') });
  expect((await site.call('plan')).stdout).toContain('Nothing to do');
});

test('nothing is begun at a provider for a domain of which only a refusal of mail is left', async () => {
  const retired = poolA("2, lifecycle: { state: retired, since: '2026-09-01', graceDays: 30 }");
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': retired });
  const { stdout, code } = await site.call('up --yes --engine embedded');
  expect(code).toBe(0);
  expect(stdout).not.toContain('at mail providers');
  expect(mxOf(site)).toMatchObject([{ content: '.' }]);
  expect([site.mail.domains(), site.mail.mailboxes()]).toEqual([[], []]);
});

test('where a change of mailboxes fails, they are what failed, and not what depends on them and was to stay as it is', async () => {
  const site = await openMailSite({ 'estate.yaml': estate + account, 'pool-a.yaml': poolA('2') });
  await site.call('up --yes --engine embedded');
  site.write({ 'estate.yaml': estate.replace('Alex Reed', 'Alexandra Reed') + account });
  const answer = { status: 400, body: {} };
  site.mail.faults.add({ kind: 'answer', method: 'PUT', path: '/mailboxes', answer, times: 9 });
  const { code, stdout } = await site.call('up --yes --engine embedded');
  expect(code).toBe(1);
  expect(stdout).toContain('failed  the mailbox alex.reed@acme-hello.example (pool-a)');
  expect(stdout).toContain('What was done is kept; the next `mailyard up` sends what is missing.');
  expect(stdout).not.toContain('not tried');
  expect(stdout).toContain('0 zones done, 1 failed');
});

test('a domain moves to another provider: its mailboxes are made there, MX goes over to it, and those before stay with their mail', async () => {
  const both =
    'accounts: { migadu: { user: admin@acme.example }, google-workspace: { admin: admin@workspace.example } }\n';
  const site = await openMailSite({ 'estate.yaml': estate + both, 'pool-a.yaml': poolA('2') }, ['google-workspace']);
  const google = site.twins.get('google-workspace') as MailTwin;
  await site.call('up --yes --engine embedded');
  site.write({ 'pool-a.yaml': poolA('2').replace('migadu', 'google-workspace') });
  const file = `${site.folder}/plan.json`;
  const planned = await site.call(`plan --allow dkim=* --out ${file}`);
  expect(planned.stdout).toContain('+ 2 mailboxes to make, + 1 domain at mail providers');
  expect(planned.stdout).toContain(
    'acme-hello.example is added, and is waited for until it is ready; it stays at migadu',
  );
  expect(planned.stdout).toContain('name "Alex Reed"; that at migadu stays there, with its mail');
  // What Migadu gave is no value of Google's.
  expect(planned.stdout).toMatch(/\+ TXT +@ +\(given by the provider in this run\)/);

  const moved = await site.call(`up --yes --engine embedded --allow dkim=* --plan ${file}`);
  expect(moved).toMatchObject({ code: 0, stdout: expect.stringContaining('1 zone and 2 mailboxes done') });
  expect(moved.stderr).not.toContain('is in no plan');
  expect(addresses(google)).toEqual(addresses(site.mail));
  expect(mxOf(site).map(({ content }) => content)).toEqual(['smtp.google.com']);
  expect((await site.call('plan')).stdout).toContain('Nothing to do');
});

test('a retired mailbox whose domain moves to another provider is deleted where it is, after its grace time', async () => {
  const both =
    'accounts: { migadu: { user: admin@acme.example }, google-workspace: { admin: admin@workspace.example } }\n';
  const pool = (provider: string, lifecycle = '') =>
    poolA(`[{ user: alex, name: Alex }, { user: sam, name: Sam${lifecycle} }]`).replace('migadu', provider);
  const retired = ', lifecycle: { state: retired, since: 2026-11-21, graceDays: 30 }';
  const site = await openMailSite({ 'estate.yaml': estate + both, 'pool-a.yaml': pool('migadu') }, [
    'google-workspace',
  ]);
  const up = (day: string) => site.call('up --yes --engine embedded --allow dkim=*', { MAILYARD_TODAY: day });
  await up('2026-11-20');
  site.write({ 'pool-a.yaml': pool('migadu', retired) });
  await up('2026-11-21');
  site.write({ 'pool-a.yaml': pool('google-workspace', retired) });
  expect((await up('2026-11-22')).code).toBe(0);
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example', 'sam@acme-hello.example']);
  expect((await up('2026-12-21')).code).toBe(0);
  expect(addresses(site.mail)).toEqual(['alex@acme-hello.example']);
  expect(addresses(site.twins.get('google-workspace') as MailTwin)).toEqual(['alex@acme-hello.example']);
});
