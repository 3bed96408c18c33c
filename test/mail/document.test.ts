/** docs/providers.md as it is made of two made-up adapters, and of none. */
import { expect, test } from 'vitest';
import { capabilityNames } from '../../src/mail/capabilities.ts';
import { providersDocument } from '../../src/mail/document.ts';
import { adapters } from '../support/adapters.ts';
import { templates } from '../support/estate.ts';

const pages = new Set(['mailcow']);

const rows = (page: string, section: string): string[] => {
  const [, text = ''] = page.split(`## ${section}\n`);
  return (text.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('| '));
};

test('adapters stand beside each other, each with its page where it has one', () => {
  const page = providersDocument({ ...templates(), adapters }, pages);
  const [head, ...capabilities] = rows(page, 'What Mailyard does where');
  expect(head).toBe('|  | [mailcow (self-hosted)](providers/mailcow.md) | Migadu |');
  expect(capabilities).toHaveLength(Object.keys(capabilityNames).length);
  expect(capabilities).toContain('| Aliases | yes | by hand |');
  expect(capabilities).toContain('| Send limit | yes |  |');
});

test('accounts tell their settings, the names of their secrets and the rate', () => {
  const [, mailcow, migadu] = rows(providersDocument({ ...templates(), adapters }, pages), 'Accounts');
  expect(mailcow).toBe(
    '| mailcow (self-hosted) | `url`, `events` (optional) | `MAILCOW_API_KEY` | 60 calls in 60 s: Our own caution: the server is yours |',
  );
  expect(migadu).toContain('`MIGADU_API_KEY`');
});

test('terms tell of every template, adapter or not', () => {
  const [, ...terms] = rows(providersDocument({ ...templates(), adapters: new Map() }, pages), 'Terms');
  expect(terms).toHaveLength(templates().providers.size);
  expect(terms.find(line => line.startsWith('| Zoho'))).toMatch(
    /^\| Zoho Mail \| forbidden \| forbidden \| .+ \| \[2026-/,
  );
  expect(terms.find(line => line.startsWith('| Purelymail'))).toMatch(/\| unclear \| unclear \| .+ nothing found \|$/);
});

test('without an adapter the page says so', () => {
  const page = providersDocument({ ...templates(), adapters: new Map() }, pages);
  expect(page).toContain('No adapter is registered yet');
  expect(rows(page, 'Accounts')).toEqual([]);
});
