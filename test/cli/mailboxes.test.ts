/** `mailyard mailboxes` as it is typed, on the twins of Cloudflare and Migadu, from the first `up` to what leaves again. */
import { expect, onTestFinished, test } from 'vitest';
import type { MailboxLine } from '../../src/estate/mailbox-overview.ts';
import { startMigaduTwin } from '../../src/sandbox/mail/migadu/twin.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { openSite } from './site.ts';

const DAY = '2026-11-22';
const pool = (mailboxes: string, more = '') => `segment: pool-a
profile: high-volume
defaults:
  mailProvider: migadu
  rules: { terms-conflict: { level: off, reason: a test } }
domains:
  - { domain: a.example, mailboxes: ${mailboxes} }
${more}`;
const watch = `segment: watch
profile: notifications
defaults: { mailProvider: fastmail }
domains: [{ domain: w.example, mailboxes: [{ user: dmarc }] }]
`;
const alex = '{ user: alex, name: Alex Reed, dailyLimit: 20 }';

async function opened(mailboxes: string) {
  const migadu = await startMigaduTwin();
  onTestFinished(() => migadu.close());
  migadu.addDomain('a.example');
  const estate = `organization: Acme\naccounts: { migadu: ${JSON.stringify(migadu.account)} }\n`;
  const site = await openSite(
    { 'estate.yaml': estate, 'pool-a.yaml': pool(mailboxes), 'watch.yaml': watch },
    { zones: ['a.example', 'w.example'] },
  );
  Object.assign(site.env, migadu.env, { MAILYARD_KEY: generateKey(), MAILYARD_TODAY: DAY });
  const listed = async (line = ''): Promise<Record<string, MailboxLine>> => {
    const { stdout, code } = await site.call(`mailboxes --json ${line}`);
    expect(code).toBe(0);
    return Object.fromEntries(JSON.parse(stdout).mailboxes.map((each: MailboxLine) => [each.address, each]));
  };
  const up = async (line = '') => {
    const { code, stdout, stderr, error } = await site.call(`up --yes ${line}`);
    expect([code, error?.message], stdout + stderr).toEqual([0, undefined]);
  };
  return { site, migadu, listed, up };
}

test('what is not made yet, what is made, what was there before, and where Mailyard makes nothing', async () => {
  const { site, migadu, listed, up } = await opened(`[${alex}, { user: sam, name: Sam Lopez }]`);
  migadu.put({ address: 'sam@a.example', name: 'Sam Lopez' });
  expect(await listed()).toEqual({
    'alex@a.example': {
      ...{ address: 'alex@a.example', domain: 'a.example', segment: 'pool-a', provider: 'migadu', name: 'Alex Reed' },
      ...{ state: 'not made', dailyLimit: 20, differs: [], password: 'unknown' },
    },
    'sam@a.example': expect.objectContaining({ state: 'not made', dailyLimit: 40 }),
    'dmarc@w.example': expect.objectContaining({ state: 'unmanaged', name: null, dailyLimit: null }),
  });
  await up();
  const { 'alex@a.example': made, 'sam@a.example': adopted } = await listed();
  expect(made).toMatchObject({ state: 'made', password: 'sealed', differs: [] });
  expect(adopted).toMatchObject({ state: 'adopted', password: 'unknown' });
  const { stdout } = await site.call('mailboxes');
  expect(stdout).toMatch(/^3 mailboxes at 2 domains: 1 made, 1 adopted, 1 unmanaged\.$/m);
  expect(stdout).toMatch(/sam@a\.example +migadu +adopted +40 +password unknown/);
  expect(stdout).toContain('unmanaged: no account of the provider stands under `accounts`');
  expect(Object.keys(await listed('--segment watch'))).toEqual(['dmarc@w.example']);
});

test('an edit differs until it is applied, and somebody’s hand once the state has seen it', async () => {
  const { site, migadu, listed, up } = await opened(`[${alex}]`);
  await up();
  site.write({ 'pool-a.yaml': pool('[{ user: alex, name: A. Reed, dailyLimit: 20 }]') });
  expect((await listed())['alex@a.example']?.differs).toEqual(['name']);
  const { stdout } = await site.call('mailboxes');
  expect(stdout).toContain('1 differs from the inventory.');
  expect(stdout).toMatch(/alex@a\.example .+ differs: name$/m);
  await up();
  expect((await listed())['alex@a.example']?.differs).toEqual([]);
  migadu.put({ address: 'alex@a.example', name: 'A. Reed', dailyLimit: 500 });
  expect((await listed())['alex@a.example']?.differs).toEqual([]);
});

test('a mailbox that is retired is suspended, then to be deleted, then gone; one that is only taken out is kept', async () => {
  const two = (sam: string, extra = '') => pool(`[${alex}, { user: sam${sam} }${extra}]`);
  const { site, migadu, listed, up } = await opened(`[${alex}, { user: sam }, { user: kim }]`);
  await up();
  site.write({ 'pool-a.yaml': two(', lifecycle: { state: retired, since: 2026-11-20, graceDays: 30 }') });
  expect(await listed()).toMatchObject({
    'sam@a.example': { state: 'made', differs: ['state'], dailyLimit: 0, deletedOn: '2026-12-20' },
    'kim@a.example': { state: 'kept' },
  });
  await up();
  const leaving = await listed();
  expect(leaving['sam@a.example']).toMatchObject({ state: 'suspended', differs: [] });
  expect(leaving).not.toHaveProperty('kim@a.example');
  expect(migadu.mailboxes().map(({ address }) => address)).toContain('kim@a.example');

  Object.assign(site.env, { MAILYARD_TODAY: '2026-12-20' });
  expect((await listed())['sam@a.example']).toMatchObject({ state: 'to be deleted' });
  await up();
  expect((await listed())['sam@a.example']).toMatchObject({ state: 'deleted', dailyLimit: 0 });
  expect(
    migadu
      .mailboxes()
      .map(({ address }) => address)
      .sort(),
  ).toEqual(['alex@a.example', 'kim@a.example']);
  expect(JSON.parse((await site.call('check --json')).stdout).mailboxes).toBe(2);
});
