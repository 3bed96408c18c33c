/** `mailyard review` as it is typed, in real clones. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../../src/ledger/open.ts';
import { type Clone, openClone } from '../git/clone.ts';
import { troubled } from '../support/standing.ts';
import { estateYaml, segmentYaml, smallEstate } from './estates.ts';
import { flat } from './site.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');

function mailyard(clone: Clone, line: string, more: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { PATH, NODE_OPTIONS } = process.env;
  const env = { PATH, NODE_OPTIONS, HOME: clone.folder, NO_COLOR: '1', GIT_CONFIG_NOSYSTEM: '1', ...more.env };
  const { status, stdout, stderr } = spawnSync(BIN, line.split(' '), {
    cwd: more.cwd ?? clone.folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const inDomains = (files: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`domains/${name}`, text]));

/** Main with the small estate, and a branch `change` that is checked out. */
function changing(files: Record<string, string | undefined> = {}): Clone {
  const clone = openClone();
  clone.commit(inDomains(smallEstate));
  clone.git('checkout', '--quiet', '-b', 'change');
  clone.write(inDomains(files));
  return clone;
}

const quarantined = {
  'primary.yaml': segmentYaml('primary', [{ domain: 'c.example', dmarc: { policy: 'quarantine' } }]),
};

describe('compares', () => {
  test('the files as they are with a revision, new files among them', () => {
    const clone = changing({ ...quarantined, 'more/pool-b.yaml': segmentYaml('pool-b', ['d.example']) });
    const { code, stdout, stderr } = mailyard(clone, 'review --base main');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^<!-- mailyard review -->\n## Mailyard: 2 domains, records \+ 11 to create, ~ 1 to change\n/,
    );
    expect(stdout).toContain('+ TXT   _dmarc  "v=DMARC1; p=quarantine"');
    expect(stdout).toContain('| `pool-b` | 0 → 1 | 0 → 2 | 11 | 0 | 0 | 0 |');
  });

  test('two revisions, whatever the files are now', () => {
    const clone = changing();
    const head = clone.commit(inDomains(quarantined));
    clone.write(inDomains({ 'primary.yaml': 'broken: [' }));
    const { code, stdout } = mailyard(clone, `review --base main --head ${head}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`\`${head}\` compared with`);
    expect(stdout).toContain('1 domain, records ~ 1 to change');
  });

  test('nothing, and says so', () => {
    const { code, stdout } = mailyard(changing(), 'review --base main');
    expect([code, stdout.split('\n')[1]]).toEqual([0, '## Mailyard: no record changes']);
  });

  test('from a folder below, and from another one by --domains', () => {
    const clone = changing(quarantined);
    const here = mailyard(clone, 'review --base main --domains .', { cwd: join(clone.folder, 'domains') });
    const there = mailyard(clone, `review --base main --domains ${clone.folder}/domains`, { cwd: '/' });
    for (const { code, stdout } of [here, there])
      expect([code, stdout]).toEqual([0, expect.stringContaining('~ 1 to change')]);
  });

  test("a project's own templates as they were then", () => {
    const template = (host: string) =>
      `name: house\ntitle: House\nkind: mailbox\nsource: ['https://house.example/']\nchecked: 2026-11-25\nverified: documentation\nvariables: {}\nprovided: {}\nspf: { terms: ['include:${host}'], lookups: 1 }\nrecords:\n  - { role: mx, name: '@', type: MX, content: mx.house.example, priority: 10 }\n`;
    const clone = openClone();
    const domains = inDomains({
      'estate.yaml': estateYaml,
      'pool-a.yaml': segmentYaml('pool-a', [{ domain: 'a.example', mailProvider: 'house' }]),
    });
    clone.commit({ ...domains, 'own/providers/house.yaml': template('spf.house.example') });
    clone.git('checkout', '--quiet', '-b', 'change');
    clone.write({ 'own/providers/house.yaml': template('spf2.house.example') });
    const { code, stdout, stderr } = mailyard(clone, 'review --base main --templates own');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(
      '- TXT   @  "v=spf1 include:spf.house.example -all"\n+ TXT   @  "v=spf1 include:spf2.house.example -all"',
    );
  });
});

describe('a base', () => {
  test('without the folder is a new project', () => {
    const clone = openClone();
    clone.commit({ 'README.md': 'x' });
    clone.git('checkout', '--quiet', '-b', 'change');
    clone.write(inDomains(smallEstate));
    const { code, stdout } = mailyard(clone, 'review --base main');
    expect([code, stdout.split('\n')[1]]).toEqual([0, '## Mailyard: 3 domains, records + 33 to create']);
    expect(stdout).not.toContain('error');
  });

  test('that is broken does not prevent the review of what mends it', () => {
    const clone = openClone();
    clone.commit(inDomains({ ...smallEstate, 'primary.yaml': 'segment: [\n' }));
    clone.git('checkout', '--quiet', '-b', 'change');
    clone.write(inDomains(smallEstate));
    const { code, stdout } = mailyard(clone, 'review --base main');
    expect(code).toBe(0);
    expect(stdout).toMatch(/The inventories there have \d+ errors?: what these hide shows as new\./);
    expect(stdout).toContain('+ 11 to create');
  });

  test.each([
    ['nowhere', 'no-revision', 'git fetch origin nowhere'],
    ['--head', 'no-revision', ''],
  ])('that is not there (%s) is said, with the way to it', (ref, errorCode, fix) => {
    const { code, stdout } = mailyard(changing(), `review --json --base=${ref}`);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({ code: errorCode, fix: expect.stringContaining(fix) });
  });

  test('that a shallow clone has not is said to be missing for that', () => {
    const clone = changing();
    clone.commit(inDomains(quarantined));
    const { code, stderr } = mailyard(clone.shallow(1), 'review --base HEAD~1');
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(
      'mailyard: This clone is shallow, and does not have HEAD~1. → `git fetch --unshallow`. In a workflow: `fetch-depth: 0`',
    );
  });

  test('must be named', () => {
    expect(mailyard(changing(), 'review')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("'--base <revision>' not specified"),
    });
  });
});

test('a folder that git ignores, or that is in no repository, is said', () => {
  const clone = changing();
  clone.write({ '.gitignore': 'hidden/\n', 'hidden/estate.yaml': estateYaml });
  expect(mailyard(clone, 'review --base main --domains hidden').stderr).toContain('git is told to ignore hidden');
  const nowhere = mailyard(clone, 'review --base main --json --domains /no/such/place');
  expect(JSON.parse(nowhere.stdout).error.code).toBe('no-repository');
});

test('an error in the change ends with 2, and no records are told that it could hide', () => {
  const { code, stdout, stderr } = mailyard(
    changing({ 'pool-a.yaml': 'segment: pool-a\ndomains:\n  - { domain: a.example, mailbox: 2 }\n' }),
    'review --base main --annotate',
  );
  expect(code).toBe(2);
  expect(stdout).toContain('## Mailyard: 1 error to mend first');
  expect(stdout).toContain('- **error** `domains/pool-a.yaml:3:26` unknown-key: `mailbox` is no key of a domain.');
  expect(stdout).not.toContain('### Records');
  expect(stderr).toContain('::error file=domains/pool-a.yaml,line=3,col=26,title=unknown-key::`mailbox` is no key');
});

test('JSON has all of it, and the Markdown; guards that are allowed do not fire', () => {
  const clone = changing({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example']) });
  const { code, stdout } = mailyard(clone, 'review --base main --json');
  const document = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(document).toMatchObject({
    ...{
      version: 1,
      base: clone.git('rev-parse', 'main'),
      baseErrors: 0,
      markdown: expect.stringContaining('--allow domain=b.example'),
    },
    change: {
      totals: { create: 0, update: 0, delete: 11, handedOver: 0 },
      guards: [{ guard: 'domain', value: 'b.example' }],
    },
  });
  const allowed = mailyard(clone, 'review --base main --json --allow domain=b.example');
  expect(JSON.parse(allowed.stdout).change.guards).toEqual([]);
});

describe('the ledger', () => {
  const mailboxes = ['alex', 'sam', 'kim', 'eve', 'lee'].map(user => ({ user, name: 'A Name' }));
  const more = {
    'pool-a.yaml': segmentYaml('pool-a', [
      { domain: 'a.example', mailboxes, dkim: { prefix: 'key' } },
      { domain: 'b.example', mailboxes },
    ]),
  };

  test('says of the domains of the change what no file says, and of no others', async () => {
    const clone = changing(more);
    const file = join(clone.folder, '.mailyard/ledger.db');
    const ledger = await openLedger({ file });
    await troubled(ledger, 'a.example');
    await troubled(ledger, 'c.example');
    await ledger.close();
    const { code, stdout } = mailyard(clone, 'review --base main');
    expect(code).toBe(0);
    const [, section = ''] = /### How these domains stand\n([^#]*)/.exec(stdout) ?? [];
    for (const line of [
      '- `a.example` (3 mailboxes more)\n',
      '  - **listed** Spamhaus DBL: critical, since 2026-11-24 (127.0.1.4: a phishing domain)\n',
      '  - **held** by blocklists since 2026-11-24:',
      '  - New mailboxes can send nothing, or add to the harm, until that is over.\n',
      '  - **DKIM key under way** opendkim rsa-2048: my20261101a signs since 2026-11-21',
      '  - warm-up six-week: week 2, since 2026-11-20, at 50 %\n',
      '  - 1 decision waiting: `mailyard decisions approve 1` lets it through',
    ])
      expect(section).toContain(line);
    expect(section).not.toMatch(/[bc]\.example/);
    const document = JSON.parse(mailyard(clone, 'review --base main --json').stdout);
    expect(document.standing).toMatchObject([
      {
        domain: 'a.example',
        growsBy: 3,
        signing: true,
        standing: { listings: [{ since: '2026-11-24T08:00:00.000Z' }] },
      },
    ]);
  });

  test('that there is none is no matter; that it cannot be read is said in a line', () => {
    const clone = changing(more);
    expect(mailyard(clone, 'review --base main').stdout).not.toContain('How these domains stand');
    const env = { DATABASE_URL: 'postgres://x:s3cret@127.0.0.1:1/x' };
    const { code, stdout, stderr } = mailyard(clone, 'review --base main', { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /### How these domains stand\n\nIt is not known: The ledger .*127\.0\.0\.1:1\/x.* does not answer/,
    );
    expect(stdout + stderr).not.toContain('s3cret');
    clone.write({ '.mailyard/ledger.db': 'no database at all, and longer than the header of one would be' });
    const broken = mailyard(clone, 'review --base main');
    expect([broken.code, broken.stdout]).toEqual([0, expect.stringContaining('It is not known: The ledger')]);
  });
});

test('it neither writes anything nor shows anything of the environment', () => {
  const clone = changing(quarantined);
  const before = [clone.git('status', '--short'), clone.git('worktree', 'list')];
  const secrets = {
    CLOUDFLARE_API_TOKEN: 'token-of-cloudflare',
    MAILYARD_KEY: 'key-that-seals',
    DATABASE_URL: 'postgres://u:p@db',
  };
  const { stdout, stderr } = mailyard(clone, 'review --base main --annotate', { env: secrets });
  for (const secret of Object.values(secrets)) expect(stdout + stderr).not.toContain(secret);
  expect([clone.git('status', '--short'), clone.git('worktree', 'list')]).toEqual(before);
});
