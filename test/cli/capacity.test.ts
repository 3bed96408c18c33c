/** `capacity` and `cost` on the command line, over the example estate as it ships and over small ones. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { segmentYaml, smallEstate } from './estates.ts';
import { flat, openSite } from './site.ts';

const EXAMPLE = join(import.meta.dirname, '../../domains');
const ON = { env: { MAILYARD_TODAY: '2026-11-25' } };

const example = async (line: string, more = ON) => {
  const site = await openSite({});
  return site.run(`${line} --domains ${EXAMPLE}`, more);
};

/** Lines without their columns' gaps. */
const lines = (text: string): string[] => text.split('\n').map(line => line.trim().replace(/ {2,}/g, '  '));

describe('capacity of the example', () => {
  test('says the sum first, then each segment by weeks, and how its best day comes about', async () => {
    const { code, stdout } = await example('capacity');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^151,590 messages can be sent today, and at most 151,710 on a day until 2027-01-19\.\n/);
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        '11-25  12-02  12-09  12-16  12-23  12-30  01-06  01-13',
        'pool-a  2,415  2,520  2,778  3,000  3,000  3,000  3,000  3,000',
        'pool-a  2026-12-15  15 mailboxes × 40 = 600  held by the limit of a mailbox',
        'pool-b  2026-11-25  11 mailboxes × 40 + 1 mailbox × 20 = 460  held by the limit of a mailbox',
        'transactional  2026-11-25  3 domains × 50,000 = 150,000  held by the limit of a domain',
        'Not in it: 2 domains in reserve, resting, retired, or without senders.',
      ]),
    );
    expect(flat(stdout)).toContain('Assumed: 1 domain taken to follow the warm-up by the calendar');
  });

  test('day by day', async () => {
    const { stdout } = await example('capacity --days --segment pool-a --segment pool-b');
    expect(lines(stdout)).toEqual(
      expect.arrayContaining(['2026-11-27  480  460  940', '2026-11-28  0  0  0', '2026-12-01  495  460  955']),
    );
    expect(lines(stdout).filter(line => /^\d{4}-/.test(line))).toHaveLength(56);
  });

  test('as JSON, each day with what holds it', async () => {
    const { stdout } = await example('capacity --json --domain acme-reach.example');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      version: 1,
      from: '2026-11-25',
      to: '2027-01-19',
      warmup: { scheduled: 1, warmed: 0 },
    });
    expect(document.segments).toHaveLength(1);
    expect(document.segments[0].days).toHaveLength(56);
    expect(document.segments[0].days.slice(5, 7)).toEqual([
      { date: '2026-11-30', messages: 0, limit: 'warm-up start', unlimited: 0 },
      { date: '2026-12-01', messages: 15, limit: 'mailbox schedule', unlimited: 0 },
    ]);
  });
});

describe('a target', () => {
  test('of 1,200 a day is 30 mailboxes on 10 domains', async () => {
    const { code, stdout } = await example('capacity --target 1200/day --segment pool-a --segment pool-b');
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        '1,200 a day ÷ 40 a mailbox = 30 mailboxes',
        '30 mailboxes × 40 = 1,200 a day',
        '30 mailboxes ÷ 3 a domain = 10 domains',
        'there: 27 mailboxes on 9 domains, and 1 domain in reserve; missing: 3 mailboxes, 1 domain',
        'what is new can send its part from week 3 of its warm-up on',
      ]),
    );
  });

  test('of 500 M a day is 300 IPs by their speed, and more by their warm-up', async () => {
    const { stdout } = await example('capacity --target 500M/day --segment transactional');
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        '500 M a day ÷ 86,400 s = 5,800 a second',
        '5,800 a second × 5 = 29,000 a second at the peak',
        '29,000 a second ÷ 100 per IP = 300 IPs, rounded up to the first digit',
        '2 % of 500 M = 10 M bounces a day',
        'the warm-up ip-dedicated ends at 50,000 a day for an IP: without further steps 10,000 IPs',
      ]),
    );
  });

  test('is exact in JSON', async () => {
    const { stdout } = await example('capacity --target 500M/day --json');
    const { target, needs, plants } = JSON.parse(stdout);
    expect(target).toEqual({ messages: 500_000_000, per: 'day' });
    expect(needs.map(({ profile }: { profile: string }) => profile)).toEqual([
      'high-volume',
      'internal',
      'notifications',
      'standard',
    ]);
    expect(plants).toMatchObject([{ scale: 'internet', bouncesPerDay: 10_000_000 }]);
    expect(plants[0].perSecond).toBeCloseTo(5787.037, 3);
    expect(plants[0].ips).toBeCloseTo(289.352, 3);
  });

  test('that is none is refused before anything is read', async () => {
    const { code, stderr } = await example('capacity --target 1,5M/day --domains nowhere');
    expect(code).toBe(1);
    expect(stderr).toContain('--target 1,5M/day is no volume.');
    expect(stderr).toContain('1200/day, 36,000/month, 500M/day');
  });
});

describe('cost of the example', () => {
  test('says the sums first, then every line with its formula', async () => {
    const { code, stdout } = await example('cost --segment pool-a --segment pool-b');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^At most \$115\.00 a month, \$1,380\.00 a year\.\n/);
    expect(stdout).toContain('Not counted, for want of a price or a limit: 15 mailboxes at migadu (pool-b).');
    expect(stdout).toMatch(/10 domains × \$12 = \$120 a year +\$10\.00 +\$120\.00 +\.com; 2026-11-25, third-party/);
    expect(stdout).toMatch(/15 mailboxes at google-workspace × \$7 = \$105 a month/);
    expect(stdout).toContain('15 mailboxes at migadu: no price known');
  });

  test('tells what is fixed from what relays get if all is sent', async () => {
    const { stdout } = await example('cost --segment transactional');
    expect(flat(stdout)).toContain(
      "Of a month's $17.00 are fixed; $2,982.00 is what relays get if all that can be sent is sent.",
    );
  });

  test('of a target: 36,000 a month through Amazon SES are $3.60', async () => {
    const { stdout } = await example('cost --target 1200/day --segment transactional');
    expect(stdout).toMatch(/36,000 a month by amazon-ses × \$0\.10 per 1,000 = \$3\.60 a month/);
    expect(stdout).toMatch(/26,000 a month by postmark × \$1\.80 per 1,000 = \$46\.80 a month/);
  });

  test('of a target in JSON, in whole cents', async () => {
    const { stdout } = await example('cost --target 1200/day --segment transactional --json');
    const { version, costs } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(costs[0].ways[0]).toMatchObject({
      through: ['amazon-ses'],
      cost: { usage: [{ currency: 'USD', monthCents: 360, yearCents: 4320 }] },
    });
  });

  test('says which prices are more than a year old', async () => {
    const { stdout } = await example('cost --segment pool-a', { env: { MAILYARD_TODAY: '2027-11-26' } });
    expect(stdout).toContain('2026-11-25, more than a year ago');
    expect(stdout).toContain('Prices of more than a year ago: domain, zone, google-workspace. Look again.');
    const before = await example('cost --segment pool-a', { env: { MAILYARD_TODAY: '2027-09-20' } });
    expect(before.stdout).not.toContain('more than a year');
  });
});

describe('elsewhere', () => {
  test("a price of the user's own counts before the built-in one", async () => {
    const site = await openSite(smallEstate);
    const own = `name: domain\ntitle: Ours\nprices:\n  - { for: domain, amount: 8.5, currency: EUR, every: year, source: 'https://registrar.example/', checked: 2026-11-01, verified: documentation }\n`;
    site.write({ '../prices/prices/domain.yaml': own });
    const { stdout } = await site.run(`cost --templates ${join(site.folder, 'prices')}`, ON);
    expect(stdout).toMatch(/^At most €2\.13 \+ \$0\.00 a month, €25\.50 \+ \$0\.00 a year\./);
    expect(stdout).toContain('3 domains × €8.50 = €25.50 a year');
  });

  test('an unknown segment or domain is refused, and so are inventories with errors', async () => {
    const site = await openSite(smallEstate);
    for (const command of ['capacity', 'cost']) {
      expect((await site.run(`${command} --segment pool-z`)).stderr).toContain('There is no segment "pool-z".');
      expect((await site.run(`${command} --domain z.example`)).stderr).toContain('No domain matches "z.example".');
    }
    site.write({ 'primary.yaml': segmentYaml('primary', [{ domain: 'c.example', mailboxes: 9 }]) });
    expect(await site.run('capacity --json')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"code": "inventory"'),
    });
  });

  test('a segment without domains sends nothing and costs nothing', async () => {
    const site = await openSite({ ...smallEstate, 'pool-a.yaml': 'segment: pool-a\ndomains: []\n' });
    expect((await site.run('capacity --segment pool-a')).stdout).toBe(
      'There are no domains, so nothing can be sent.\n',
    );
    expect((await site.run('cost --segment pool-a')).stdout).toBe(
      'There are no domains, so there is nothing to pay.\n',
    );
  });
});
