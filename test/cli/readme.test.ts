/** README quotes what users will see: a run must agree with it, durations apart. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEstate } from '../../src/load-estate.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
  language,
  text,
}));
const blockOf = (start: string): string[] => {
  const found = blocks.find(({ text }) => text.startsWith(start));
  expect(found, `README has no block that begins with ${start}`).toBeDefined();
  return (found?.text ?? '').trimEnd().split('\n').slice(1);
};

const sameTimes = (text: string): string => text.replace(/\d+\.\d s/g, 'N s');

test('the demo prints what README shows of it, in that order', () => {
  const output = execFileSync('bin/mailyard', ['demo'], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  const printed = sameTimes(output).split('\n');
  let from = 0;
  for (const line of blockOf('$ npm ci && npm run demo').filter(line => line !== '…')) {
    const at = printed.indexOf(sameTimes(line), from);
    expect(at, `not printed, or not in this place: ${line}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
});

test('the tests are as many as README says', () => {
  const [total] =
    blockOf('$ npm ci && npm test')
      .join('\n')
      .match(/\((\d+)\)/) ?? [];
  expect(total).toBe(`(${globSync('test/**/*.test.ts').length})`);
});

test('the inventory that README shows is right, and as long as it says', () => {
  const yaml = blocks.find(({ language }) => language === 'yaml')?.text ?? '';
  const lines = yaml.trimEnd().split('\n').slice(1);
  expect(lines).toHaveLength(12);
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-readme-'));
  writeFileSync(join(folder, 'pool-a.yaml'), yaml);
  const people = ['a', 'b', 'c', 'd', 'e'].map(user => `  - { user: ${user}, name: ${user} }`);
  // What all segments share stands there: where reports go, and when people write.
  const shared = [
    'contacts: { dmarcReports: a@acme-hello.example }',
    'defaults: { sendingHours: { from: 8, to: 18 } }',
  ];
  writeFileSync(join(folder, 'estate.yaml'), ['organization: Acme', ...shared, 'identities:', ...people].join('\n'));
  const { estate, findings } = loadEstate({ domains: folder, templates: [], today: '2026-11-22' });
  expect(findings).toEqual([]);
  expect(estate?.domains).toHaveLength(3);
  expect(estate?.domains.flatMap(({ mailboxes }) => mailboxes())).toHaveLength(11);
});

test('the table of segments says what the example and its profiles say', () => {
  const { estate, templates } = loadEstate({ domains: 'domains', templates: [], today: '2026-11-22' });
  for (const { segment, purpose, profile } of estate?.segments ?? []) {
    const { volume, warmupPriority } = templates.profiles.get(profile) ?? {};
    expect(readme).toContain(`| ${segment} | ${purpose} | ${volume} | ${warmupPriority} |`);
  }
});
