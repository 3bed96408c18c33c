/** What `check` says of inventories that do not hold together, and that nothing acts on them. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/inventory/finding.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { estateYaml, segmentYaml, smallEstate } from './estates.ts';
import { flat, openSite } from './site.ts';

interface Mistake {
  name: string;
  files: Record<string, string>;
  /** As people read it, without line breaks. */
  says: string;
}

const oneDomain = (settings: string) => ({
  'estate.yaml': estateYaml,
  'primary.yaml': `segment: primary\ndomains:\n  - { domain: a.example, ${settings} }\n`,
});

const mistakes: Mistake[] = [
  {
    name: 'an unknown key',
    files: oneDomain('mailbox: 2'),
    says: 'primary.yaml:3:26 error unknown-key `mailbox` is no key of a domain. → Did you mean `mailboxes`?',
  },
  {
    name: 'a value of the wrong type',
    files: oneDomain('spf: yes'),
    says: 'primary.yaml:3:31 error wrong-type `spf` must be a map, and is the text `yes`.',
  },
  {
    name: 'a domain that stands in two segments',
    files: { ...smallEstate, 'primary.yaml': segmentYaml('primary', ['a.example']) },
    says: 'primary.yaml:3:5 error duplicate-domain a.example is listed twice: first at',
  },
  {
    name: 'a mailbox twice',
    files: oneDomain('mailboxes: [{ user: x, name: X }, { user: x, name: Y }]'),
    says: 'primary.yaml:3:68 error duplicate-mailbox x@a.example is listed twice: first at',
  },
  {
    name: 'more mailboxes than identities',
    files: oneDomain('mailboxes: 3'),
    says: 'primary.yaml:3:37 error too-few-identities `mailboxes: 3` needs 3 identities, and estate.yaml has 2.',
  },
  {
    name: 'an unknown template',
    files: oneDomain('mailProvider: migaddu'),
    says: 'primary.yaml:3:40 error unknown-template There is no provider template named "migaddu". → Did you mean "migadu"?',
  },
  {
    name: 'a name that is too long for DNS',
    files: { 'estate.yaml': estateYaml, 'primary.yaml': segmentYaml('primary', [`${'a'.repeat(64)}.example`]) },
    says: 'has 64 characters, and 63 is the most.',
  },
  {
    name: 'a bad CIDR',
    files: oneDomain('sendingIps: [192.0.2.0/33]'),
    says: 'primary.yaml:3:39 error bad-cidr `192.0.2.0/33`: the prefix of an IPv4 network is a number from 0 to 32.',
  },
  {
    name: 'broken YAML',
    files: { 'estate.yaml': estateYaml, 'primary.yaml': 'segment: primary\ndomains:\n  - { domain: a.example\n' },
    says: 'primary.yaml:4:1 error yaml-syntax',
  },
  {
    name: 'an empty estate',
    files: { 'estate.yaml': estateYaml },
    says: 'estate.yaml:1:1 error empty-estate The estate has no domains',
  },
];

let twin: CloudflareTwin;
beforeAll(async () => {
  twin = await startCloudflareTwin({ zones: ['a.example', 'b.example', 'c.example'] });
  return () => twin.close();
});

describe.each(mistakes)('$name', ({ files, says }) => {
  test('is a finding with its place and the way out, and exit 2', async () => {
    const site = await openSite(files, { twin });
    const { code, stdout } = await site.call('check');
    expect(code).toBe(2);
    expect(flat(stdout)).toContain(says);
    expect(stdout).toMatch(/^\d+ errors?(, .*)?\n$/m);
  });

  test('is the same finding for scripts', async () => {
    const site = await openSite(files, { twin });
    const { code, stdout } = await site.call('check --json');
    const document = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(document).toMatchObject({ version: 1, domains: expect.any(Number), mailboxes: expect.any(Number) });
    const errors = document.findings.filter(({ severity }: { severity: string }) => severity === 'error');
    const [text] = errors.map(({ file, line, column, severity, rule, message, fix }: Finding) =>
      flat(`${file}:${line}:${column} ${severity} ${rule} ${message} → ${fix}`),
    );
    expect(text).toContain(says);
  });

  test.each(['plan', 'up --yes', 'plan --refresh', 'up --refresh --yes'])(
    'ends `%s` before anything is sent',
    async line => {
      const site = await openSite(files, { twin });
      const calls = twin.count();
      const { code, stdout, error } = await site.call(line);
      expect(code).toBe(1);
      expect(error).toMatchObject({ code: 'inventory', fix: expect.stringContaining('mailyard check') });
      expect(flat(stdout)).toContain(says);
      expect(twin.count()).toBe(calls);
    },
  );
});

test('a folder that is not there is said, with the way to make one', async () => {
  const site = await openSite(smallEstate, { twin });
  const { code, stdout } = await site.call(`check --domains ${join(site.folder, 'nowhere')}`);
  expect(code).toBe(2);
  expect(flat(stdout)).toContain('nowhere:1:1 error no-inventory There is no such folder');
  expect(stdout).toContain('mailyard init');
  expect(await site.call(`plan --domains ${join(site.folder, 'nowhere')}`)).toMatchObject({ code: 1 });
});

test('all findings are told at once, errors and warnings, with the totals last', async () => {
  const site = await openSite({ ...oneDomain('spf: yes, mailbox: 2, sendingIps: [192.0.2.0/33]') }, { twin });
  const { stdout } = await site.call('check');
  expect(stdout.split('\n').filter(line => line.includes('  error  '))).toHaveLength(3);
  expect(stdout).toMatch(/\n3 errors\n$/);
});

test('a clean inventory is said to be one, with exit 0', async () => {
  const site = await openSite(smallEstate, { twin });
  expect(await site.call('check')).toMatchObject({
    code: 0,
    stdout: 'Acme: 3 domains and 6 mailboxes in 2 segments.\nNothing to find fault with.\n',
  });
  const { code, stdout } = await site.call('check --json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ version: 1, domains: 3, mailboxes: 6, findings: [] });
});

test("a user's template that is broken is a finding of check as well", async () => {
  const site = await openSite(smallEstate, { twin });
  site.write({ '../templates/providers/house.yaml': 'name: [\n' });
  const { code, stdout } = await site.call(`check --templates ${join(site.folder, 'templates')}`);
  expect(code).toBe(2);
  expect(stdout).toContain('providers/house.yaml:');
});
