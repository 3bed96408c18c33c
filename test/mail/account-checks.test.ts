/** `accounts` of the inventory against what made-up adapters say: every mistake at once, with its place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readInventory } from '../../src/inventory/read.ts';
import { accountFindings } from '../../src/mail/account-checks.ts';
import { adapters } from '../support/adapters.ts';
import { templates } from '../support/estate.ts';

function said(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-accounts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { inventory, accounts, findings } = readInventory(folder);
  if (!inventory || findings.length > 0) throw new Error(JSON.stringify(findings));
  return accountFindings(accounts, inventory, { ...templates(), adapters }).map(
    ({ file, line, column, severity, rule, message, fix }) =>
      `${relative(folder, file)}:${line}:${column} ${severity} ${rule}: ${message} → ${fix}`,
  );
}

const segment = (name: string, more = '', provider = 'migadu') =>
  `segment: ${name}\n${more}defaults: { mailProvider: ${provider} }\ndomains: [${name}.example]\n`;

test('accounts that have what their adapters ask for are clean', () => {
  const estate = `organization: Acme
accounts:
  migadu: { user: admin@acme.example, credentials: { MIGADU_API_KEY: POOL_KEY } }
  mailcow: { url: 'https://mail.acme.example', events: { queue: a } }
`;
  expect(said({ 'estate.yaml': estate, 'a.yaml': segment('a') })).toEqual([]);
});

test('every mistake is found at once, where it is written', () => {
  const estate = `organization: Acme
accounts:
  migadu:
    usr: admin@acme.example
    MIGADU_API_KEY: s3cr3t-of-ours
    credentials:
      MIGADU_KEY: POOL_KEY
      MIGADU_API_KEY: s3cr3t of ours
  mailcow:
    url: mail.acme.example
    events: none
    port: 443
  fastmail: {}
  migaduu: {}
  hostly:
`;
  const found = said({ 'estate.yaml': estate, 'a.yaml': segment('a') });
  expect(found).toEqual([
    'estate.yaml:4:5 error unknown-key: `usr` is no setting of `accounts.migadu`. → Did you mean `user`?',
    'estate.yaml:5:5 error secret-in-inventory: `MIGADU_API_KEY` is a secret of Migadu, and no inventory holds secrets. → Set it in the environment. Where that has another name for it: `credentials: { MIGADU_API_KEY: <name> }`.',
    'estate.yaml:7:7 error unknown-key: Migadu has no secret `MIGADU_KEY`. → Did you mean `MIGADU_API_KEY`?',
    'estate.yaml:8:23 error bad-value: This is no name of an environment variable. → Write the name of the variable that has the token, like ACME_CLOUDFLARE_TOKEN; never the token itself.',
    'estate.yaml:10:10 error bad-value: `accounts.mailcow.url` is `mail.acme.example`, which cannot be: where its API is. → Write it as in `url: https://mail.example.net`.',
    'estate.yaml:11:13 error wrong-type: `accounts.mailcow.events` is a map: where events go. → Write it as in `events: { queue: … }`.',
    'estate.yaml:12:5 error unknown-key: `port` is no setting of `accounts.mailcow`. → Known are url, events, credentials.',
    'estate.yaml:13:3 info account-without-adapter: Mailyard has no adapter for Fastmail: it writes the DNS records and makes nothing there. → There are adapters for mailcow, migadu.',
    'estate.yaml:14:3 error unknown-account: Neither an adapter nor a template is named `migaduu`. → Did you mean `migadu`?',
    'estate.yaml:15:3 error unknown-account: Neither an adapter nor a template is named `hostly`. → There are adapters for mailcow, migadu.',
    'estate.yaml:3:3 error missing-key: `accounts.migadu` needs `user`: who the API key belongs to. → Write it as in `user: admin@acme.example`.',
  ]);
  expect(found.join()).not.toContain('s3cr3t');
});

test('what one level leaves out the other may say; a segment without the provider is not asked', () => {
  const estate = 'organization: Acme\naccounts: { mailcow: { events: {} } }\n';
  const own = 'accounts: { mailcow: { url: "https://mail.acme.example" } }\n';
  const other = segment('c', '', 'migadu');
  expect(said({ 'estate.yaml': estate, 'a.yaml': segment('a', own, 'mailcow'), 'c.yaml': other })).toEqual([]);
  const found = said({
    'estate.yaml': estate,
    'a.yaml': segment('a', own, 'mailcow'),
    'b.yaml': segment('b', '', 'mailcow'),
  });
  expect(found.map(text => text.split(' →')[0])).toEqual([
    'estate.yaml:2:13 error missing-key: `accounts.mailcow` needs `url`: where its API is.',
  ]);
});

test('an account that no segment uses yet is asked all the same', () => {
  const found = said({ 'estate.yaml': 'organization: Acme\naccounts: { mailcow: }\n', 'a.yaml': segment('a') });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('needs `url`');
});

test('text is asked for where it must be text', () => {
  const found = said({
    'estate.yaml': 'organization: Acme\naccounts: { migadu: { user: [a] } }\n',
    'a.yaml': segment('a'),
  });
  expect(found).toEqual([
    'estate.yaml:2:23 error wrong-type: `accounts.migadu.user` must be text, and is a list. → Write it as in `user: admin@acme.example`.',
  ]);
});
