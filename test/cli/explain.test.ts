/** `mailyard explain` as it is typed: what decided each part, what the state knows of it, and what to ask instead. */
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { spfLockText } from '../../src/inventory/spf-lock.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { troubled } from '../support/standing.ts';
import { flat, openSite } from './site.ts';

const files = {
  'estate.yaml': `organization: Acme
contacts: { dmarcReports: dmarc@watch.example }
identities:
  - { user: alex, name: Alex Reed }
  - { user: sam, name: Sam Lopez }
defaults:
  dmarc: { policy: none }
  records:
    - { name: www, type: CNAME, content: site.example }
  rules: { terms-conflict: { level: off, reason: a test } }
`,
  'pool-a.yaml': `segment: pool-a
profile: high-volume
defaults:
  mailProvider: google-workspace
  mailboxes: 2
  sendingHours: { from: 8, to: 18, days: [mon] }
  rules:
    ttl-low: { level: off, reason: a test }
domains:
  - team.example
  - domain: hello.example
    dmarc: { policy: quarantine, since: 2026-11-01 }
    sendingIps: [192.0.2.7, 192.0.2.0/25]
    relays: [{ name: amazon-ses, region: eu-central-1, returnPath: bounce }]
    spf: { include: [spf.crm.example] }
    overrides: { spf: { ttl: 600 }, mx-1: none }
    mailboxes:
      - { user: kim, name: Kim Park, dailyLimit: 20, aliases: [hello] }
    records:
      - { name: '@', type: TXT, content: site-verification=1 }
`,
  'watch.yaml': `segment: watch
profile: internal
domains:
  - { domain: watch.example, mailProvider: fastmail, mailboxes: [{ user: dmarc, name: Reports }] }
  - { domain: old.example, mailProvider: migadu, lifecycle: { state: retired, since: 2026-01-01 } }
`,
};

let twin: CloudflareTwin;
beforeAll(async () => {
  twin = await startCloudflareTwin({ zones: ['team.example', 'hello.example', 'watch.example', 'old.example'] });
  return () => twin.close();
});

const day = { MAILYARD_TODAY: '2026-11-25' };

async function asked(what: string, more: Record<string, string> = {}) {
  const site = await openSite({ ...files, ...more }, { twin });
  const { code, stdout, error } = await site.call(`explain ${what}`, day);
  const text = stdout.replaceAll(`${relative('', site.folder)}/`, '');
  return { code, error, lines: text.split('\n').map(line => flat(line).trim()) };
}

/** Twelve lookups, and addresses for the five dearest of them. */
const flattened = {
  'flat.yaml': `segment: flat
defaults:
  spf: { flatten: whenNeeded }
domains:
  - domain: flat.example
    relays: [{ name: mailgun, envelope: apex }, { name: brevo, envelope: apex }]
    spf: { include: [a.example, b.example, c.example, d.example, e.example] }
`,
  'spf.lock.json': spfLockText({
    'mailgun.org': {
      ...{ resolved: '2026-11-20', refreshBy: '2026-12-20', lookups: 5 },
      networks: Array.from({ length: 30 }, (_, index) => `198.51.100.${index * 4}`),
    },
  }),
};

describe('a record', () => {
  test('of SPF where addresses stand in place of an include, beside the rest or in a record of their own', async () => {
    const { code, lines } = await asked('flat.example/spf', flattened);
    expect(code).toBe(0);
    const instead =
      'spf.flatten domains/flat.yaml:3:19 (segment) in place of mailgun.org, as of 2026-11-20 in spf.lock.json';
    expect(lines).toContain(`include:_spf1.flat.example include:_spf2.fl… ${instead}, 2 lookups`);
    expect(lines.join(' ')).not.toContain('include:mailgun.org');
    const own = await asked('_spf1.flat.example', flattened);
    expect(own.lines[0]).toBe('flat.example/spf-1 segment flat');
    expect(own.lines).toContain(`the networks ${instead}`);
    expect(own.lines.join(' ')).not.toMatch(/of 10 lookups/);
  });

  test('each part of SPF with who wants it, where that is written, and its price', async () => {
    const { code, lines } = await asked('hello.example/spf');
    expect(code).toBe(0);
    expect(lines.slice(0, 2)).toEqual([
      'hello.example/spf segment pool-a',
      'TXT hello.example "v=spf1 ip4:192.0.2.7 ip4:192.0.2.0/25 include:_spf.google.com include:spf.crm.example -all" (TTL 600)',
    ]);
    for (const line of [
      'include:_spf.google.com mailProvider domains/pool-a.yaml:4:17 (segment) Google Workspace, 1 lookup',
      'include:spf.crm.example spf.include domains/pool-a.yaml:15:22 (domain) no template knows its price, 1 lookup',
      'ip4:192.0.2.7 sendingIps domains/pool-a.yaml:13:18 (domain)',
      'ip4:192.0.2.0/25 sendingIps domains/pool-a.yaml:13:29 (domain)',
      '-all spf.all built-in default',
      'ttl: 600 overrides.spf.ttl domains/pool-a.yaml:16:30 (domain) the settings would render 3600',
      'cost 2 of 10 lookups, 90 of 450 octets',
      'state not applied yet',
      'ttl-low: off by domains/pool-a.yaml:8:23 (segment)',
    ])
      expect(lines).toContain(line);
    expect(lines.join(' ')).toMatch(/\d+ rules look at it .*spf-too-many-lookups.*sending-ips-overlap/);
    expect(lines.join(' ')).toMatch(/pool-a\.yaml:15:\d+ info spf-unpriced/);
  });

  test.each([
    ['hello.example/return-path', 'eu-central-1 relays.region domains/pool-a.yaml:14:42 (domain)'],
    ['return-path@bounce.hello.example', 'the record relays domains/pool-a.yaml:14:14 (domain) Amazon SES, a relay'],
    ['_dmarc.hello.example TXT', 'p=quarantine dmarc.policy domains/pool-a.yaml:12:22 (domain)'],
    ['_dmarc.team.example', 'rua=mailto:dmarc@watch.example contacts.dmarcReports domains/estate.yaml:2:27 (estate)'],
    ['www.team.example', 'the record records domains/estate.yaml:9:7 (estate)'],
    ['www.hello.example', 'the record records domains/estate.yaml:9:7 (estate)'],
    ['hello.example/extra-txt', 'the record records domains/pool-a.yaml:20:9 (domain)'],
    ['hello.example/mx', 'not written overrides.mx-1 domains/pool-a.yaml:16:43 (domain)'],
    ['old.example/spf', '30 days of grace lifecycle.graceDays built-in default'],
    ['watch.example/consent-team.example', 'reports of team.example contacts.consent built-in default `each`'],
    ['team.example/dkim', '{dkimKey} values.google-workspace.dkimKey waits: Admin console, Apps,'],
    ['team.example/mta-sts', 'none mtaSts.mode built-in default'],
    ['_mta-sts.team.example', 'none mtaSts.mode built-in default'],
  ])('%s', async (what, says) => {
    const { code, lines } = await asked(what);
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain(says);
  });

  test('says of the state whether it is applied, and what stands there instead', async () => {
    const site = await openSite(files, {
      twin: await startCloudflareTwin({ zones: ['team.example', 'hello.example', 'watch.example', 'old.example'] }),
    });
    await site.call('up --yes', day);
    const state = async () => flat((await site.call('explain team.example/spf', day)).stdout);
    expect(await state()).toContain('state applied as it is');
    site.write({
      'pool-a.yaml': files['pool-a.yaml'].replace(
        '  - team.example',
        "  - { domain: team.example, spf: { all: '~all' } }",
      ),
    });
    expect(await state()).toContain('state to be changed: the state has "v=spf1 include:_spf.google.com -all"');
    await site.twin.close();
  });
});

describe('a domain', () => {
  test('has its life, its senders, its limits, its cost, and the settings that somebody wrote', async () => {
    const { lines } = await asked('hello.example');
    for (const line of [
      'written domains/pool-a.yaml:11:13 (domain)',
      'life active',
      'relay Amazon SES, templates/providers/amazon-ses.yaml:2, checked',
      'today 0 messages: sending days',
      'SPF bounce.hello.example 1 of 10 lookups, 33 of 450 octets',
      'dmarc.policy quarantine domains/pool-a.yaml:12:22 (domain)',
      'mailProvider google-workspace domains/pool-a.yaml:4:17 (segment)',
      'spf TXT @ v=spf1',
    ])
      expect(
        lines.some(each => each.replace('../', '').includes(line.replace(/templates.*/, ''))),
        line,
      ).toBe(true);
    expect(lines.join('\n')).toMatch(/^costs (at most )?\$\d+\.\d\d a month\n1 domain × \$12 = \$12 a year$/m);
    expect(lines.join('\n')).not.toContain('dkim.prefix');
    expect((await asked('hello.example --all')).lines).toContain('dkim.prefix my built-in default');
  });

  test('that is retired says since when only what refuses mail is left', async () => {
    expect((await asked('old.example')).lines).toContain(
      'life retired, its grace time over since 2026-01-31: what is left refuses mail',
    );
  });
});

describe('a mailbox', () => {
  test('of a list has its own line and limits', async () => {
    const { lines } = await asked('kim@hello.example');
    expect(lines).toContain('kim mailboxes domains/pool-a.yaml:18:17 (domain)');
    expect(lines).toContain('20 a day mailboxes.dailyLimit domains/pool-a.yaml:18:50 (domain)');
    expect(lines.join('\n')).toMatch(
      /^40 a day high-volume\.limits\.perMailboxPerDay .*high-volume\.yaml:\d+:\d+ \(template\) from a mailbox$/m,
    );
  });

  test('of a count has the line of the count and that of the identity', async () => {
    const { lines } = await asked('SAM@team.example');
    expect(lines[0]).toBe('sam@team.example Sam Lopez segment pool-a');
    expect(lines).toContain(
      'mailboxes: 2 mailboxes domains/pool-a.yaml:5:14 (segment) as many of `identities`, in their order',
    );
    expect(lines).toContain('Sam Lopez identities domains/estate.yaml:5:5 (estate) number 2');
  });

  test('by an alias says whose', async () => {
    expect((await asked('hello@hello.example')).lines).toContain(
      'hello mailboxes.aliases domains/pool-a.yaml:18:64 (domain) an alias of kim',
    );
  });
});

test('by the ledger: what is listed, held, warming up, rotated, alarming and waiting; of a mailbox without the others', async () => {
  const site = await openSite(files, { twin });
  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  await troubled(ledger, 'team.example');
  await ledger.close();
  const asked = async (what: string) => flat((await site.run(`explain ${what}`, { env: day })).stdout);
  const domain = await asked('team.example');
  for (const line of [
    'listed team.example Spamhaus DBL: critical, since 2026-11-24 (127.0.1.4: a phishing domain)',
    'held team.example by blocklists since 2026-11-24: team.example is listed at Spamhaus DBL',
    'held sam@team.example by told since 2026-11-24: Somebody said so.',
    'warm-up team.example six-week: week 2, since 2026-11-20, at 50 %',
    'warm-up alex@team.example, sam@team.example gentle-mailbox: week 2, since 2026-11-20',
    'DKIM opendkim rsa-2048 my20261101a signs since 2026-11-21, in the place of another',
    'my20261124a published since 2026-11-24, stuck: a server lacks it, next',
    'my20260801a retiring since 2026-11-21',
    'DKIM microsoft-365 selector1 since 2026-11-24, changed by its provider',
    'alarm warning since 2026-11-24 3.1 % of the mail of a day bounced.',
    'waits 1 decision `mailyard decisions approve 1` lets it through',
  ])
    expect(domain).toContain(line);
  const alex = await asked('alex@team.example');
  expect(alex).toContain('warm-up alex@team.example gentle-mailbox: week 2, since 2026-11-20');
  expect(alex).toContain('held team.example by blocklists');
  expect(alex).not.toContain('sam@team.example');
  const { stdout } = await site.run('explain team.example --json', { env: day });
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    standing: {
      listings: [{ list: 'spamhaus-dbl', weight: 'critical', since: '2026-11-24T08:00:00.000Z' }],
      rings: [{ active: { selector: 'my20261101a' }, rotated: '2026-11-21T08:00:00.000Z' }],
      pending: [{ id: 1, action: 'dkim.rotate' }],
    },
    decisions: [{ id: 1, outcome: 'pending' }],
  });
  expect(stdout).not.toContain('sealed');
});

test('--json is one document for scripts', async () => {
  const site = await openSite(files, { twin });
  const { code, stdout } = await site.run('explain hello.example/spf --json', { env: day });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    kind: 'records',
    records: [
      {
        zone: 'hello.example',
        record: { key: 'spf', role: 'spf', type: 'TXT', ttl: 600 },
        withheld: false,
        applied: { status: 'absent' },
        spf: { lookups: 2, limit: 10 },
        reasons: expect.arrayContaining([
          {
            part: 'ip4:192.0.2.7',
            setting: 'sendingIps',
            place: { level: 'domain', file: 'domains/pool-a.yaml', line: 13, column: 18 },
            lookups: 0,
          },
        ]),
      },
    ],
  });
});

test.each([
  ['hello.exmaple', 'The estate has nothing called "hello.exmaple". → Did you mean "hello.example"?'],
  ['nowhere.test', '→ Ask for a domain (acme.example), a mailbox (alex@acme.example), a record'],
  ['kum@hello.example', 'hello.example has no mailbox "kum". → Did you mean "kim@hello.example"?'],
  ['hello.example/dmarx', 'hello.example has no record "dmarx". → Did you mean "dmarc"?'],
  ['team.example A', 'team.example has no A record. → There are: mx-1, spf.'],
  ['team.example XY', '"XY" is no type of a record. → Types: A, AAAA'],
])('%s is answered with the way on', async (what, says) => {
  const { code, error } = await asked(what);
  expect(code).toBe(1);
  expect(`${error?.message} → ${error?.fix}`).toContain(says);
});

test('an inventory with errors is explained as far as it goes, and says so', async () => {
  const site = await openSite(
    { ...files, 'more.yaml': 'segment: more\ndomains:\n  - { domain: x.example, spf: 3 }\n' },
    { twin },
  );
  const { code, stdout, stderr } = await site.run('explain team.example/spf', { env: day });
  expect([code, flat(stdout)]).toEqual([0, expect.stringContaining('include:_spf.google.com')]);
  expect(stderr).toContain('`mailyard check` shows it');
});
