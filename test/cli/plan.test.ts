/** `plan`: what it says, what it exits with, and what it refuses. */
import { expect, test } from 'vitest';
import { estateYaml, numbered, ownOf, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { flat, openSite, type Site } from './site.ts';

/** Applied, and ready for an edit. */
async function applied(files: Record<string, string> = smallEstate, zones = smallZones): Promise<Site> {
  const site = await openSite(files, { zones });
  expect((await site.call('up --yes --quiet')).code).toBe(0);
  site.twin.resetCalls();
  return site;
}

const withDmarc = (policy: string) =>
  segmentYaml('primary', [{ domain: 'c.example', dmarc: { policy, since: '2026-01-01' } }]);

test('it says the totals first, then what is created by segment and zone, exits 2 and sends nothing', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const { code, stdout } = await site.call('plan');
  expect(code).toBe(2);
  const lines = stdout.split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'Plan for 3 zones: + 33 to create; 0 records unchanged.',
    '',
    'pool-a',
    '  a.example',
    '    + MX    @                        10 aspmx1.migadu.com',
  ]);
  expect(lines.filter(line => /^\S/.test(line))).toEqual([lines[0], 'pool-a', 'primary', 'New volume']);
  expect(lines.slice(-4)).toEqual([
    'New volume',
    '  2 domains of pool-a, each: new, with 2 mailboxes: 200 a day from today',
    '  c.example: new, with 2 mailboxes: 200 a day from today',
    '',
  ]);
  expect(site.twin.count()).toBe(0);
});

test('values stand in one column, whatever the names of the zone', async () => {
  const reports = { ...smallEstate, 'estate.yaml': `${estateYaml}contacts: { dmarcReports: dmarc@c.example }\n` };
  const site = await openSite(reports, { zones: smallZones });
  const { stdout } = await site.call('plan --domain c.example');
  const columns = stdout
    .split('\n')
    .filter(line => line.startsWith('    + '))
    .map(line => /^ {4}\+ \S+ +\S+ +/.exec(line)?.[0].length);
  expect(columns.length).toBeGreaterThan(10);
  expect(new Set(columns).size).toBe(1);
});

test('nothing to do is exit 0, and no call', async () => {
  const site = await applied();
  expect(await site.call('plan')).toMatchObject({ code: 0, stdout: 'Nothing to do: 33 records unchanged.\n' });
  expect(site.twin.count()).toBe(0);
});

test('a change shows the old value and the new one', async () => {
  const site = await applied();
  site.write({ 'primary.yaml': withDmarc('quarantine') });
  const { code, stdout } = await site.call('plan');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^Plan for 1 zone: ~ 1 to change; 32 records unchanged\.\n/);
  expect(stdout).toContain('~ TXT   _dmarc                   "v=DMARC1; p=none" → "v=DMARC1; p=quarantine"');
});

test('--json is the document of the contract', async () => {
  const site = await applied();
  site.write({ 'primary.yaml': withDmarc('quarantine') });
  const { code, stdout } = await site.call('plan --json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    summary: { zones: 1, create: 0, update: 1, delete: 0, unchanged: 32 },
    zones: [
      {
        zone: 'c.example',
        segment: 'primary',
        action: 'update',
        changes: [
          {
            action: 'update',
            ...{ key: 'dmarc', role: 'dmarc', name: '_dmarc.c.example', type: 'TXT', ttl: 3600 },
            content: 'v=DMARC1; p=quarantine',
            old: { name: '_dmarc.c.example', type: 'TXT', ttl: 3600, content: 'v=DMARC1; p=none' },
          },
        ],
        warnings: [],
      },
    ],
    resources: [],
    guards: [],
    upcoming: [],
    capacity: [],
  });
});

test('the same input gives the same bytes', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  expect((await site.call('plan --json')).stdout).toBe((await site.call('plan --json')).stdout);
});

test('--segment and --domain choose actions and leave the rest for later', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const zonesOf = async (line: string) =>
    JSON.parse((await site.call(`plan --json ${line}`)).stdout).zones.map(({ zone }: { zone: string }) => zone);
  expect(await zonesOf('--segment pool-a')).toEqual(['a.example', 'b.example']);
  expect(await zonesOf('--segment pool-a --segment primary')).toEqual(smallZones);
  expect(await zonesOf('--domain [bc].example')).toEqual(['b.example', 'c.example']);
  expect(await zonesOf('--domain A.example')).toEqual(['a.example']);
  expect(await zonesOf('--segment pool-a --domain c.example')).toEqual([]);
  expect((await site.call('up --yes --domain b.example')).code).toBe(0);
  expect(Object.keys(site.state('pool-a'))).toEqual(['b.example']);
  expect(await zonesOf('')).toEqual(['a.example', 'c.example']);
});

test('--domain takes names in their own script, with patterns between the dots', async () => {
  const files = { ...smallEstate, 'primary.yaml': segmentYaml('primary', ['c.example', 'grüße.example']) };
  const site = await openSite(files, { zones: [...smallZones, 'xn--gre-6ka8l.example'] });
  for (const glob of ['grüße.example', 'Grüße.example.', 'grüße.*', 'xn--gre-*']) {
    const { zones } = JSON.parse((await site.call(`plan --json --domain ${glob}`)).stdout);
    expect(
      zones.map(({ zone }: { zone: string }) => zone),
      glob,
    ).toEqual(['xn--gre-6ka8l.example']);
  }
});

test.each(['plan', 'up --yes', 'drift', 'destroy --yes', 'records'])(
  '`%s` refuses a selection of nothing',
  async line => {
    const site = await applied();
    expect((await site.call(`${line} --segment pool-b`)).error).toMatchObject({
      code: 'unknown-segment',
      message: 'There is no segment "pool-b".',
      fix: 'Did you mean "pool-a"?',
    });
    expect((await site.call(`${line} --domain nowhere.example`)).error).toMatchObject({
      code: 'unknown-domain',
      message: 'No domain matches "nowhere.example".',
    });
    expect(site.twin.count()).toBe(0);
  },
);

test('a segment that is gone is an error that names the way to take it down, and that way works', async () => {
  const site = await applied();
  site.write({ 'primary.yaml': undefined });
  for (const line of ['plan', 'up --yes', 'plan --segment primary'])
    expect((await site.call(line)).error).toMatchObject({
      code: 'segment-gone',
      message: expect.stringContaining('stack "primary" with 1 resource'),
      fix: expect.stringContaining('mailyard destroy --segment primary'),
    });
  const { code, stdout } = await site.call('destroy --segment primary --yes');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Plan for 1 zone: - 11 to delete; 0 records unchanged\.\n/);
  expect(site.twin.records('c.example')).toEqual([]);
  expect(site.twin.records('a.example')).toHaveLength(11);
  expect(await site.call('plan')).toMatchObject({ code: 0 });
});

test('a segment that got another name is told how its domains move over, and they do, with no record missing', async () => {
  const site = await applied();
  const before = ownOf(site.twin, 'c.example');
  site.write({ 'primary.yaml': undefined, 'main.yaml': segmentYaml('main', ['c.example']) });
  expect((await site.call('up --yes')).error).toMatchObject({
    code: 'segment-gone',
    message: expect.stringMatching(/describes that segment\. Domains of it are in main now\.$/),
    fix: expect.stringMatching(/`segment: primary` and `domains: \[\]`.*mailyard destroy --segment primary$/),
  });
  site.write({ 'primary.yaml': segmentYaml('primary', []).replace('domains:', 'domains: []') });
  site.twin.resetCalls();
  expect((await site.call('up --yes')).code).toBe(0);
  expect(ownOf(site.twin, 'c.example')).toEqual(before);
  site.write({ 'primary.yaml': undefined });
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});

test('guards refuse with exit 1 before any write, and print the way to pass them', async () => {
  const site = await applied();
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example']) });
  const planned = await site.call('plan');
  expect(planned.code).toBe(2);
  expect(flat(planned.stdout)).toContain(
    'refused domain b.example is live and would vanish with all its mail records.',
  );
  expect(planned.stdout).toContain('→ To do it all the same: --allow domain=b.example');
  const refused = await site.call('up --yes');
  expect(refused.code).toBe(1);
  expect(refused.error).toMatchObject({ code: 'guard', fix: expect.stringContaining('--allow domain=b.example') });
  expect(site.twin.count()).toBe(0);
  const { guards } = JSON.parse((await site.call('plan --json')).stdout);
  expect(guards).toMatchObject([
    { guard: 'domain', value: 'b.example', segment: 'pool-a', override: '--allow domain=b.example' },
  ]);
  expect((await site.call('up --yes --allow domain=a.example')).code).toBe(1);
  expect((await site.call('up --yes --allow domain=b.example')).code).toBe(0);
  expect(site.twin.records('b.example')).toEqual([]);
});

const noMx = { mailProvider: 'none', mailboxes: 0, rules: { 'no-mx': { level: 'off', reason: 'test' } } };
test.each([
  ['last-mx', [{ domain: 'c.example', ...noMx }], 'last-mx=c.example'],
  ['domains-per-change', undefined, 'domains-per-change=2'],
])('%s passes by name in the environment', async (guard, domains, allow) => {
  const site = await applied();
  if (domains) site.write({ 'primary.yaml': segmentYaml('primary', domains) });
  else {
    const quarantined = { limits: { domainsPerChange: 1 }, defaults: { dmarc: { policy: 'quarantine' } } };
    site.write({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example', 'b.example'], quarantined) });
  }
  const { guards } = JSON.parse((await site.call('plan --json')).stdout);
  expect(guards.map(({ guard }: { guard: string }) => guard)).toContain(guard);
  const all = [
    ...new Set(guards.map(({ override }: { override: string }) => override.replace('--allow ', ''))),
  ] as string[];
  expect(all).toContain(allow);
  const others = all.filter(each => each !== allow);
  expect((await site.call('up --yes', { MAILYARD_ALLOW: others.join(',') })).error).toMatchObject({ code: 'guard' });
  expect((await site.call('up --yes', { MAILYARD_ALLOW: all.join(',') })).code).toBe(0);
  expect(await site.call('plan')).toMatchObject({ code: 0 });
});

test('a plan of thousands of changes and hundreds of refusals fits on a screen, and says what it left out', async () => {
  const zones = numbered(60);
  const site = await openSite({ 'estate.yaml': estateYaml, 'pool-a.yaml': segmentYaml('pool-a', zones) }, { zones });
  const planned = await site.call('plan');
  expect(planned.stdout).toMatch(/^Plan for 60 zones: \+ 660 to create/);
  expect(planned.stdout).toContain('\n… and 260 more changes: narrow with --segment or --domain');
  expect(planned.stdout.split('\n').filter(line => line.startsWith('    + '))).toHaveLength(400);
  await site.call('up --yes');
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', ['d01.example']) });
  const refused = await site.call('up --yes --quiet');
  expect(refused.stdout.match(/^refused /gm)).toHaveLength(20);
  expect(refused.stdout).toContain('\n… and 40 more refusals; --json has them all.');
  expect(refused.error?.fix).toMatch(/ --allow domain=d11\.example … \(`mailyard plan --json` has all 60\)$/);
});
