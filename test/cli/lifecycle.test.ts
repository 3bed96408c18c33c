/** A domain's life as edits of one file: what stays, what goes and when, and what may be sent meanwhile. */
import { expect, test } from 'vitest';
import type { Finding } from '../../src/inventory/finding.ts';
import { addForeign, estateYaml, foreignOf, ownOf, segmentYaml } from './estates.ts';
import { openSite, type Site } from './site.ts';

const zones = ['hello.example', 'spare.example'];
const RETIRED = '2026-11-25';
const OVER = '2026-12-25';

const pool = (hello: object, spare: object) => ({
  'pool-a.yaml': segmentYaml(
    'pool-a',
    [
      { domain: 'hello.example', ...hello },
      { domain: 'spare.example', ...spare },
    ],
    { profile: 'high-volume', defaults: { rules: { 'terms-conflict': { level: 'off', reason: 'a test' } } } },
  ),
});

const reserve = { lifecycle: 'reserve' };

/** One domain in use and one in reserve, carried out, with records of other people beside them. */
async function applied(): Promise<Site> {
  const site = await openSite({ 'estate.yaml': estateYaml, ...pool({}, reserve) }, { zones });
  addForeign(site.twin, 'hello.example');
  expect((await site.call('up --yes --quiet', on(RETIRED))).code).toBe(0);
  site.twin.resetCalls();
  return site;
}

const on = (date: string): NodeJS.ProcessEnv => ({ MAILYARD_TODAY: date });

const perDay = async (site: Site, date: string): Promise<number> => {
  const { stdout } = await site.run('capacity --json', { env: on(date) });
  return JSON.parse(stdout).segments[0].days[0].messages;
};

test('a resting domain keeps every record and sends nothing', async () => {
  const site = await applied();
  expect(await perDay(site, RETIRED)).toBe(80);
  site.write(pool({ lifecycle: 'resting' }, reserve));
  expect(await site.call('plan', on(RETIRED))).toMatchObject({
    code: 0,
    stdout: 'Nothing to do: 22 records unchanged.\n',
  });
  expect(await perDay(site, RETIRED)).toBe(0);
});

test('a retired domain keeps every record for its grace time, and the plan says what goes on which day', async () => {
  const site = await applied();
  const foreign = foreignOf(site.twin, ['hello.example']);
  site.write(pool({ lifecycle: { state: 'retired', since: RETIRED } }, reserve));

  const { code, stdout } = await site.call('plan', on(RETIRED));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Nothing to do: 22 records unchanged\.\n/);
  expect(stdout).toContain(`From ${OVER} on  hello.example (pool-a): retired since ${RETIRED}\n`);
  expect(stdout).toMatch(/~ MX {4}@ +10 aspmx1\.migadu\.com → 0 \./);
  expect(stdout).toMatch(/- CNAME key1\._domainkey /);
  expect(await perDay(site, RETIRED)).toBe(0);

  const { upcoming, ...rest } = JSON.parse((await site.call('plan --json', on('2026-12-24'))).stdout);
  expect(rest).toMatchObject({ summary: { zones: 0 }, zones: [], guards: [] });
  expect(upcoming).toMatchObject([{ date: OVER, domain: 'hello.example', reasons: [`retired since ${RETIRED}`] }]);

  // What was announced is what the plan of that day does, and nothing refuses it.
  const due = JSON.parse((await site.call('plan --json', on(OVER))).stdout);
  expect(due.zones[0].changes).toEqual(upcoming[0].changes);
  expect(due).toMatchObject({ guards: [], upcoming: [] });

  expect((await site.call('up --yes', on(OVER))).code).toBe(0);
  expect(ownOf(site.twin, 'hello.example')).toEqual([
    'MX hello.example 0 .',
    'TXT _dmarc.hello.example  "v=DMARC1; p=reject; sp=reject; np=reject"',
    'TXT hello.example  "v=spf1 -all"',
  ]);
  expect(foreignOf(site.twin, ['hello.example'])).toBe(foreign);
});

test('a reserve domain takes the place of a retired one in one edit: no record changes, and its warm-up begins', async () => {
  const site = await applied();
  site.write(
    pool({ lifecycle: { state: 'retired', since: RETIRED } }, { lifecycle: { state: 'warming', since: RETIRED } }),
  );
  const plan = JSON.parse((await site.call('plan --json', on(RETIRED))).stdout);
  expect(plan).toMatchObject({ summary: { zones: 0, unchanged: 22 }, guards: [] });
  expect(plan.upcoming.map(({ domain }: { domain: string }) => domain)).toEqual(['hello.example']);
  // Two mailboxes of five a day on the first day, of twelve on the eighth; at the end both at their limit.
  expect(await perDay(site, RETIRED)).toBe(10);
  expect(await perDay(site, '2026-12-02')).toBe(24);
  expect(await perDay(site, '2027-01-25')).toBe(80);
});

test('a reserve domain that goes to full volume at once is found', async () => {
  const site = await applied();
  site.write(pool({}, { lifecycle: { state: 'active', since: RETIRED } }));
  const { findings }: { findings: Finding[] } = JSON.parse((await site.call('check --json', on(RETIRED))).stdout);
  expect(findings.filter(({ rule }) => rule === 'active-unwarmed')).toMatchObject([
    { severity: 'warning', domain: 'spare.example', line: 6, column: 69 },
  ]);
});

test('a relay that was left is announced too', async () => {
  const relay = { name: 'amazon-ses', region: 'eu-central-1' };
  const values = {
    values: { 'amazon-ses': { dkimToken1: 'a'.repeat(32), dkimToken2: 'b'.repeat(32), dkimToken3: 'c'.repeat(32) } },
  };
  const site = await openSite(
    { 'estate.yaml': estateYaml, ...pool({ relays: [relay], ...values }, reserve) },
    { zones },
  );
  expect((await site.call('up --yes --quiet', on(RETIRED))).code).toBe(0);
  site.write(pool({ leaving: [{ ...relay, since: RETIRED }], ...values }, reserve));
  const { stdout } = await site.call('plan', on(RETIRED));
  expect(stdout).toContain(`From ${OVER} on  hello.example (pool-a): amazon-ses left on ${RETIRED}\n`);
  expect(stdout).toContain(`- MX    bounce `);
});
