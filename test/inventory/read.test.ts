import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SegmentInput } from '../../src/inventory/input.ts';
import { builtInLevel } from '../../src/inventory/levels.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { resolveDomains } from '../../src/inventory/resolve.ts';
import { readYaml } from '../../src/inventory/yaml.ts';
import { estateYaml, read } from './folder.ts';

const segment = (name: string, ...domains: string[]) => `segment: ${name}\ndomains: [${domains.join(', ')}]\n`;
const rules = (files: Record<string, string>) => read(files).findings.map(({ file, rule }) => `${file} ${rule}`);

describe('the folder', () => {
  test('holds one segment a file, in sub-folders too, and they come out in the order of their names', () => {
    const { inventory, findings } = read({
      'estate.yaml': estateYaml,
      'z.yaml': segment('alpha', 'acme.example'),
      'pools/a.yaml': segment('pool-a', 'acme-two.example'),
      'pools/deep/b.yaml': segment('beta', 'acme-three.example'),
    });
    expect(findings).toEqual([]);
    expect(inventory?.segments.map(({ segment }) => segment)).toEqual(['alpha', 'beta', 'pool-a']);
  });

  test('that is not there is said, with the way out', () => {
    const { inventory, findings } = readInventory(join(import.meta.dirname, 'nowhere'));
    expect(inventory).toBeUndefined();
    expect(findings).toMatchObject([{ rule: 'no-inventory', file: 'test/inventory/nowhere', line: 1, column: 1 }]);
    expect(findings[0]?.fix).toMatch(/init/);
  });

  test('needs estate.yaml, and is read all the same', () => {
    const { inventory, findings } = read({ 'a.yaml': segment('pool-a', 'acme.example') });
    expect(findings).toMatchObject([{ rule: 'missing-estate', file: 'estate.yaml' }]);
    expect(inventory).toMatchObject({ contacts: { consent: 'each' }, identities: [] });
  });

  test('without any segment is an empty estate', () => {
    expect(rules({ 'estate.yaml': estateYaml })).toEqual(['estate.yaml empty-estate']);
    expect(read({ 'estate.yaml': estateYaml }).inventory).toBeUndefined();
  });

  test('says which files it does not read, but keeps quiet about what editors leave behind', () => {
    const files = { 'estate.yaml': estateYaml, 'a.yaml': segment('pool-a', 'acme.example') };
    const more = { 'b.yml': 'segment: b', '.#a.yaml': 'segment: c', '.git/x.yaml': 'x: 1', 'README.md': '# x' };
    expect(rules({ ...files, ...more })).toEqual(['b.yml wrong-extension']);
  });

  test('may have links in it: one that leads back up is not followed for ever', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailyard-links-'));
    mkdirSync(join(folder, 'pools'));
    writeFileSync(join(folder, 'estate.yaml'), estateYaml);
    writeFileSync(join(folder, 'a.yaml'), segment('pool-a', 'acme.example'));
    for (const name of ['up', 'here', 'again']) symlinkSync('..', join(folder, 'pools', name));
    const shared = mkdtempSync(join(tmpdir(), 'mailyard-shared-'));
    writeFileSync(join(shared, 'b.yaml'), segment('pool-b', 'acme-two.example'));
    symlinkSync(shared, join(folder, 'shared'));
    const { inventory, findings } = readInventory(folder);
    expect(findings).toEqual([]);
    expect(inventory?.segments.map(({ segment }) => segment)).toEqual(['pool-a', 'pool-b']);
    for (const each of [folder, shared]) rmSync(each, { recursive: true });
  });

  test('says of a file why it cannot be read, and waits for no pipe', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailyard-unreadable-'));
    writeFileSync(join(folder, 'estate.yaml'), estateYaml);
    writeFileSync(join(folder, 'a.yaml'), segment('pool-a', 'acme.example'));
    symlinkSync('nowhere', join(folder, 'b.yaml'));
    execFileSync('mkfifo', [join(folder, 'c.yaml')]);
    const { findings } = readInventory(folder);
    expect(findings.map(({ file, rule, message }) => `${basename(file)} ${rule} ${message}`)).toEqual([
      'b.yaml unreadable-file The file cannot be read: it is a link that leads nowhere.',
      'c.yaml unreadable-file The file cannot be read: it is no file.',
    ]);
    rmSync(folder, { recursive: true });
  });

  test('is read to its end: no file hides what is wrong with another', () => {
    const found = rules({
      'estate.yaml': 'contacts: { consent: maybe }',
      'a.yaml': 'segment: [',
      'b.yaml': 'segment: pool-b\ndomains: [com, acme.example]',
      'c.yaml': 'segment: pool-c\ndomains: [acme.example]',
    });
    expect(found).toEqual([
      'a.yaml yaml-syntax',
      'b.yaml public-suffix',
      'c.yaml duplicate-domain',
      'estate.yaml bad-value',
    ]);
  });
});

describe('the inventory', () => {
  test('has the segment of a file with all defaults', () => {
    const { inventory } = read({ 'estate.yaml': estateYaml, 'a.yaml': segment('pool-a', 'acme.example') });
    expect(inventory?.segments[0]).toMatchObject({
      segment: 'pool-a',
      profile: 'standard',
      limits: { domainsPerChange: 10 },
      recordMode: 'zone',
      accounts: {},
      position: { file: 'a.yaml', line: 1, column: 10 },
      domains: [{ domain: 'acme.example', segment: 'pool-a', position: { file: 'a.yaml', line: 2, column: 11 } }],
    });
  });

  test('has names of other scripts in A-labels, wherever a record or a comparison may take them', () => {
    const { inventory, findings } = read({
      'estate.yaml': `${estateYaml}contacts: { dmarcReports: d@bücher.example, tlsReports: 'https://bücher.example/t' }`,
      'a.yaml': `
segment: pool-a
domains:
  - domain: bücher.example
    spf: { include: [_spf.bücher.example, '%{i}.acme.example'] }
    dmarc: { reports: r@Bücher.example }
    mtaSts: { mx: ['*.bücher.example'], policyHost: sts.bücher.example }
    caa: { iodef: 'mailto:c@bücher.example' }
    relays: [{ name: amazon-ses, returnPath: rück }]
    returnPath: rück
    mailboxes: [{ user: alex, name: Älex, forwardTo: x@bücher.example }]
    records:
      - { name: müsli, type: CNAME, content: BÜCHER.example. }
      - { name: s, type: SRV, data: { priority: 1, weight: 1, port: 25, target: bücher.example } }
      - { name: t, type: TXT, content: bücher.example }
`,
    });
    expect(findings).toEqual([]);
    expect(inventory?.contacts).toEqual({
      consent: 'each',
      dmarcReports: 'd@xn--bcher-kva.example',
      tlsReports: 'https://xn--bcher-kva.example/t',
    });
    expect(inventory?.segments[0]?.domains[0]?.settings).toMatchObject({
      spf: { include: ['_spf.xn--bcher-kva.example', '%{i}.acme.example'] },
      dmarc: { reports: ['r@xn--bcher-kva.example'] },
      mtaSts: { mx: ['*.xn--bcher-kva.example'], policyHost: 'sts.xn--bcher-kva.example' },
      caa: { iodef: ['mailto:c@xn--bcher-kva.example'] },
      relays: [{ name: 'amazon-ses', returnPath: 'xn--rck-hoa' }],
      returnPath: 'xn--rck-hoa',
      mailboxes: [{ user: 'alex', name: 'Älex', forwardTo: ['x@xn--bcher-kva.example'] }],
      records: [
        { name: 'xn--msli-0ra', content: 'xn--bcher-kva.example' },
        { name: 's', data: { target: 'xn--bcher-kva.example' } },
        { name: 't', content: 'bücher.example' },
      ],
    });
  });

  test('leaves out what has an error and keeps the rest, at the lines of the file', () => {
    const { inventory, findings } = read({
      'estate.yaml': estateYaml,
      'a.yaml':
        'segment: pool-a\ndomains:\n  - 17\n  - nope\n  - domain: acme.example\n    zone: other.example\n    dnssec: of\n',
    });
    expect(findings.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [3, 5, 'wrong-type'],
      [4, 5, 'bad-name'],
      [6, 11, 'bad-zone'],
      [7, 13, 'bad-value'],
    ]);
    const [domain] = inventory?.segments[0]?.domains ?? [];
    expect(domain).toMatchObject({ position: { line: 5, column: 13 }, settings: { dnssec: 'keep' } });
  });

  test('names domains as DNS does: lower case, A-labels, no last dot', () => {
    const { inventory } = read({
      'estate.yaml': estateYaml,
      'a.yaml': segment('pool-a', 'ACME.Example', 'bücher.example', 'dot.example.'),
    });
    const names = inventory?.segments[0]?.domains.map(({ domain }) => domain);
    expect(names).toEqual(['acme.example', 'xn--bcher-kva.example', 'dot.example']);
  });

  test('shares one settings object among domains that have none of their own', () => {
    const text = 'segment: pool-a\ndomains:\n  - acme.example\n  - domain: acme-two.example\n';
    const file = readYaml('a.yaml', text);
    const [one, two] = resolveDomains(file.data as SegmentInput, builtInLevel, file).keys();
    expect(one?.domain).not.toBe(two?.domain);
    expect(one?.settings).toBe(two?.settings);
  });

  test('does not mind the line ends and the byte order mark of other systems', () => {
    const text = '\uFEFFsegment: pool-a\r\ndomains:\r\n  - acme.example\r\n  - com\r\n';
    const { inventory, findings } = read({ 'estate.yaml': estateYaml, 'a.yaml': text });
    expect(inventory?.segments[0]?.domains.map(({ domain }) => domain)).toEqual(['acme.example']);
    expect(findings).toMatchObject([{ rule: 'public-suffix', line: 4, column: 5 }]);
  });

  test('asks for a reason only where a rule is lowered', () => {
    const file = (level: string) =>
      `segment: a\ndomains:\n  - { domain: acme.example, rules: { no-mx: { level: ${level} } } }`;
    const asked = (level: string) =>
      read({ 'estate.yaml': estateYaml, 'a.yaml': file(level) }, () => 'warning').findings.map(({ rule }) => rule);
    expect(asked('off')).toEqual(['reason-missing']);
    expect(asked('info')).toEqual(['reason-missing']);
    expect(asked('warning')).toEqual([]);
    expect(asked('error')).toEqual([]);
  });

  test('takes thousands of merge keys in one file', () => {
    const domains = Array.from({ length: 4_000 }, (_, i) => `  - { <<: *common, domain: acme-${i}.example }`);
    const text = `segment: pool-a\ndomains:\n  - &common { domain: acme.example, mailboxes: 1, adopt: true, timezone: UTC }\n${domains.join('\n')}`;
    const { inventory, findings } = read({ 'estate.yaml': estateYaml, 'a.yaml': text });
    expect(findings).toEqual([]);
    expect(inventory?.segments[0]?.domains.at(-1)).toMatchObject({
      domain: 'acme-3999.example',
      settings: { mailboxes: 1 },
    });
  });
});
