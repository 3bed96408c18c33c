/** The files that the reference pages show are read as they stand there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordsTable } from '../../src/estate/formats/table.ts';
import { type Loaded, loadEstate } from '../../src/load-estate.ts';
import { blocksOf, textOf, writeFilesOf } from './page.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = (...templates: string[]): Loaded =>
  loadEstate({
    domains: join(folder, 'domains'),
    templates: templates.map(dir => join(folder, dir)),
    today: '2026-11-25',
  });

test('the example of the inventory reference is clean, and resolves to what the page says', () => {
  writeFilesOf('docs/inventory.md', folder);
  const { estate, findings } = load();
  expect(findings).toEqual([]);
  expect(estate?.domains.flatMap(({ mailboxes }) => mailboxes().map(({ address }) => address))).toEqual([
    'alex.reed@acme-hello.example',
    'sam.lopez@acme-hello.example',
    'alex@acme-team.example',
    'dmarc@acme-team.example',
  ]);

  const domain = estate?.domains.find(({ domain }) => domain === 'acme-team.example');
  const rows = [
    ...textOf('docs/inventory.md').matchAll(/^\| `(\S+)` \| `(\S+)` \| (built-in|estate|segment|domain) \|$/gm),
  ];
  expect(rows).toHaveLength(6);
  for (const [, setting = '', value, level] of rows) {
    const resolved = setting
      .split('.')
      .reduce<unknown>((map, key) => (map as Record<string, unknown>)[key], domain?.settings);
    expect([setting, String(resolved), domain?.origins()[setting]?.level]).toEqual([setting, value, level]);
  }
});

test('the mailboxes of their page are as it says: signed, limited, and one of them on its way out', () => {
  writeFilesOf('docs/mailboxes.md', folder);
  writeFileSync(
    join(folder, 'domains/estate.yaml'),
    'organization: Acme & Sons\ncontacts: { dmarcReports: hello@acme-team.example }\n',
  );
  const { estate, findings } = load();
  expect(findings).toEqual([]);
  const mailboxes = estate?.domains.flatMap(({ mailboxes }) => mailboxes());
  expect(mailboxes?.map(({ user, standing, limitToday }) => [user, standing, limitToday])).toEqual([
    ['alex', 'active', 20],
    ['hello', 'active', 100],
    ['sam', 'leaving', 100],
  ]);
  expect(mailboxes?.[0]?.signature).toBe('Alex Reed, Acme &amp; Sons<br>\nalex@acme-team.example');
});

test('the relay of the templates page loads, and renders to what the page shows', () => {
  writeFilesOf('docs/templates.md', folder);
  writeFileSync(join(folder, 'domains/estate.yaml'), 'organization: Acme');
  const { estate, templates, findings } = load('acme-templates');
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['value-not-given', 'info']]);
  expect(templates.providers.get('acme-relay')?.spf?.lookups).toBe(1);

  const table = recordsTable(estate?.zones ?? [], { width: 120, heading: text => text });
  expect(blocksOf('docs/templates.md').find(({ language }) => language === '')?.text).toBe(`${table}\n`);
});

test('without its required variable the relay is an error that names it', () => {
  writeFilesOf('docs/templates.md', folder);
  writeFileSync(join(folder, 'domains/estate.yaml'), 'organization: Acme');
  const news = blocksOf('docs/templates.md').find(({ text }) => text.startsWith('# domains/news.yaml'))?.text ?? '';
  writeFileSync(join(folder, 'domains/news.yaml'), news.replace(', region: eu', ''));
  const { findings } = load('acme-templates');
  expect(findings.find(({ rule }) => rule === 'missing-variable')?.message).toBe(
    "Acme's relay needs `region`: The region of the account",
  );
});

test('the described API of its page is the one that ships, and that the tests run', () => {
  const block = blocksOf('docs/providers/rest.md').find(({ text }) => text.startsWith('# examples/rest/'))?.text ?? '';
  const [place = '', ...described] = block.split('\n');
  const [, ...shipped] = textOf(place.slice('# '.length)).split('\n');
  expect(described).toEqual(shipped);
});
