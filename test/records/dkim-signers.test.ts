/** Which signers a domain has, what they sign as, and with which keys. */
import { expect, test } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { DomainSettings, SignerUse } from '../../src/inventory/model.ts';
import { signersOf } from '../../src/records/dkim/signers.ts';
import { aDomain, type DomainParts, templates } from '../support/estate.ts';

const signers = (
  list: SignerUse[],
  parts: DomainParts = {},
  algorithm: DomainSettings['dkim']['algorithm'] = 'both',
): object[] =>
  signersOf(aDomain({ ...parts, dkim: { ...builtIn.dkim, algorithm, signers: list } }), templates().providers).map(
    ({ use: { name }, kind, signs, algorithms }) => ({ name, kind, signs, algorithms }),
  );

test('both algorithms where they are taken, and RSA where it alone is', () => {
  const list = [{ name: 'rspamd' }, { name: 'amazon-ses' }, { name: 'stalwart' }];
  const parts = { mailProvider: 'stalwart', relays: [{ name: 'amazon-ses', region: 'eu-central-1' }] };
  expect(signers(list, parts)).toEqual([
    { name: 'rspamd', kind: 'takes', signs: 'acme.example', algorithms: ['rsa-2048', 'ed25519'] },
    { name: 'amazon-ses', kind: 'takes', signs: 'acme.example', algorithms: ['rsa-2048'] },
    { name: 'stalwart', kind: 'takes', signs: 'acme.example', algorithms: ['rsa-2048', 'ed25519'] },
  ]);
  expect(signers(list, parts, 'rsa-2048').map(each => (each as { algorithms: string[] }).algorithms)).toEqual([
    ['rsa-2048'],
    ['rsa-2048'],
    ['rsa-2048'],
  ]);
});

test('Mailgun signs as the host that is registered there', () => {
  expect(signers([{ name: 'mailgun' }], { relays: [{ name: 'mailgun' }] })).toMatchObject([
    { signs: 'mg.acme.example' },
  ]);
  expect(signers([{ name: 'mailgun' }], { relays: [{ name: 'mailgun', returnPath: 'news' }] })).toMatchObject([
    { signs: 'news.acme.example' },
  ]);
});

test('who makes the keys is chosen where both are possible', () => {
  const relays = [{ name: 'amazon-ses', region: 'eu-central-1' }, { name: 'postmark' }];
  const list: SignerUse[] = [
    { name: 'amazon-ses', keys: 'provider' },
    { name: 'postmark' },
    { name: 'google-workspace' },
  ];
  expect(signers(list, { mailProvider: 'google-workspace', relays })).toMatchObject([
    { name: 'amazon-ses', kind: 'rotates' },
    { name: 'postmark', kind: 'makes', algorithms: ['rsa-2048'] },
    { name: 'google-workspace', kind: 'manual' },
  ]);
});

test('what the rules complain of is left out', () => {
  expect(signers([{ name: 'mailgun' }, { name: 'fastmail' }, { name: 'opendkim', keys: 'provider' }])).toEqual([]);
});
