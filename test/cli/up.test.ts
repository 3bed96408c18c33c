/** `up` and `destroy` as they should go: what they write, what they cost, what they leave alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addForeign, estateYaml, foreignOf, numbered, ownOf, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { openSite } from './site.ts';

test('the first up costs at most two calls a zone and the pages of the zone list; the second none', async () => {
  const zones = numbered(60);
  const site = await openSite({ 'estate.yaml': estateYaml, 'pool-a.yaml': segmentYaml('pool-a', zones) }, { zones });
  const first = JSON.parse((await site.call('up --yes --json')).stdout);
  expect(first).toMatchObject({ failed: [], calls: 2 * 60 + 2 });
  expect(site.twin.count()).toBe(first.calls);
  site.twin.resetCalls();
  const second = await site.call('up --yes --json');
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout)).toMatchObject({ applied: [], failed: [], calls: 0 });
  expect(site.twin.count()).toBe(0);

  const drift = await site.call('drift --json');
  expect([drift.code, site.twin.count()]).toEqual([0, 60 + 2]);
  site.twin.resetCalls();
  const edited = { defaults: { dmarc: { policy: 'quarantine' } } };
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', zones, edited) });
  const third = JSON.parse((await site.call('up --yes --json --allow domains-per-change=60')).stdout);
  expect(third).toMatchObject({ summary: { zones: 60, update: 60 }, failed: [] });
  expect(site.twin.count()).toBeLessThanOrEqual(2 * 60 + 2);
  expect(site.twin.count({ method: 'POST' })).toBe(60);
});

test('as a process: the plan, the progress on the other stream, the outcome; then nothing to do', async () => {
  const zones = numbered(20);
  const site = await openSite({ 'estate.yaml': estateYaml, 'pool-a.yaml': segmentYaml('pool-a', zones) }, { zones });
  const { code, stdout, stderr } = await site.run('up --yes --engine embedded');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Plan for 20 zones: \+ 220 to create; 0 records unchanged\.\n/);
  expect(stdout).toMatch(/\n\n20 zones done \(41 Cloudflare calls, \d+\.\d s\)\.\n$/);
  expect(stderr.trim().split('\n').at(-1)).toBe('20/20 zones');
  const again = await site.run('up --yes --engine embedded');
  expect(again).toEqual({ code: 0, stdout: 'Nothing to do: 220 records unchanged.\n', stderr: '' });
});

test('up --json is the plan with its outcome, as the contract says, and one document', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const { code, stdout, stderr } = await site.run('up --yes --engine embedded --json');
  expect([code, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout);
  expect(Object.keys(document)).toEqual(
    expect.arrayContaining([
      'version',
      'summary',
      'zones',
      'resources',
      'guards',
      'applied',
      'failed',
      'calls',
      'durationMs',
    ]),
  );
  expect(document).toMatchObject({
    version: 1,
    summary: { zones: 3, create: 33, update: 0, delete: 0, unchanged: 0 },
    applied: smallZones.map(zone => ({ zone, op: 'create' })),
    failed: [],
    interrupted: false,
    calls: 7,
  });
});

test('where nobody can be asked, up and destroy want --yes, and do nothing without', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const { code, stderr, stdout } = await site.run('up --engine embedded');
  expect([code, site.twin.count()]).toEqual([1, 0]);
  expect(stdout).toContain('Plan for 3 zones');
  expect(stderr).toBe('mailyard: There is no terminal to ask on, so nothing was done.\n→ Say --yes.\n');
  await site.call('up --yes');
  site.twin.resetCalls();
  expect((await site.call('destroy')).error).toMatchObject({ code: 'needs-yes' });
  expect(site.twin.count()).toBe(0);
});

test('what is not ours outlives every command, byte for byte', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  for (const zone of smallZones) addForeign(site.twin, zone);
  const before = foreignOf(site.twin, smallZones);
  const step = async (line: string, exit: number) => {
    expect([line, (await site.call(line)).code]).toEqual([line, exit]);
    expect(foreignOf(site.twin, smallZones)).toBe(before);
  };
  await step('check', 0);
  await step('records', 0);
  await step('plan', 2);
  await step('plan --refresh', 2);
  await step('up --yes', 0);
  await step('plan --refresh', 0);
  await step('drift', 0);
  await step('up --refresh --yes', 0);
  site.write({ 'primary.yaml': segmentYaml('primary', [{ domain: 'c.example', dmarc: { policy: 'reject' } }]) });
  await step('up --yes', 0);
  site.twin.editByHand('c.example', { remove: { type: 'MX', name: 'c.example' } });
  await step('drift', 2);
  await step('up --refresh --yes', 0);
  await step('drift', 0);
  expect(ownOf(site.twin, 'c.example')).toHaveLength(11);
  await step('destroy --yes', 0);
  for (const zone of smallZones) expect(ownOf(site.twin, zone)).toEqual([]);
  await step('up --yes', 0);
  await step('destroy --yes', 0);
});

test('destroy says what goes, removes it, and has nothing to do after that', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const { code, stdout } = await site.run('destroy --yes --engine embedded');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Plan for 3 zones: - 33 to delete; 0 records unchanged\.\n/);
  expect(stdout).toContain('  a.example (all of it goes)\n');
  expect(stdout).toMatch(/\n3 zones done \(\d+ Cloudflare calls, \d+\.\d s\)\.\n$/);
  expect(smallZones.flatMap(zone => site.twin.records(zone))).toEqual([]);
  const again = await site.call('destroy --yes --json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ summary: { zones: 0 }, applied: [], failed: [], calls: 0 });
});

test('destroy --domain takes no other domain of the same zone with it', async () => {
  const files = {
    ...smallEstate,
    'primary.yaml': segmentYaml('primary', ['c.example', { domain: 'news.c.example', zone: 'c.example' }]),
    'pool-a.yaml': segmentYaml('pool-a', ['a.example', { domain: 'news.b.example', zone: 'b.example' }, 'b.example']),
  };
  const site = await openSite(files, { zones: smallZones });
  await site.call('up --yes');
  site.twin.resetCalls();
  for (const named of ['news.c.example', 'c.example']) {
    const { error } = await site.call(`destroy --yes --domain ${named}`);
    expect(error?.code).toBe('destroys-more');
    expect(error?.message).toContain('Zone c.example of primary goes as a whole, and it also serves ');
  }
  expect(site.twin.count()).toBe(0);
  expect(await site.call('destroy --yes --domain a.example --domain *c.example')).toMatchObject({ code: 0 });
  expect(smallZones.map(zone => ownOf(site.twin, zone).length)).toEqual([0, 22, 0]);
});

test('a domain moves between segments, and at no moment is any of its mail records missing', async () => {
  let watch: () => unknown = () => {};
  const site = await openSite(smallEstate, { zones: smallZones, onCall: () => watch() });
  await site.call('up --yes');
  const before = ownOf(site.twin, 'a.example');
  const marks = () => new Set(site.twin.records('a.example').map(({ comment }) => comment?.split(':')[1]));
  expect(marks()).toEqual(new Set(['mailyard/pool-a']));
  site.write({
    'pool-a.yaml': segmentYaml('pool-a', ['b.example']),
    'primary.yaml': segmentYaml('primary', ['a.example', 'c.example']),
  });
  const seen: string[][] = [];
  watch = () => seen.push(ownOf(site.twin, 'a.example'));
  const { code, stdout } = await site.call('up --yes');
  expect(code).toBe(0);
  expect(seen.length).toBeGreaterThan(1);
  for (const each of seen) expect(each).toEqual(before);
  expect(stdout).not.toContain('refused');
  expect(marks()).toEqual(new Set(['mailyard/primary']));
  expect([Object.keys(site.state('pool-a')), Object.keys(site.state('primary'))]).toEqual([
    ['b.example'],
    ['a.example', 'c.example'],
  ]);
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});

test('a domain moves between segments and drops a record on the way: it goes, and everything else stays', async () => {
  const extra = { domain: 'a.example', records: [{ name: 'x', type: 'TXT', content: 'hello' }] };
  const site = await openSite(
    { ...smallEstate, 'pool-a.yaml': segmentYaml('pool-a', [extra, 'b.example']) },
    { zones: smallZones },
  );
  await site.call('up --yes');
  expect(ownOf(site.twin, 'a.example')).toHaveLength(12);
  site.write({
    'pool-a.yaml': segmentYaml('pool-a', ['b.example']),
    'primary.yaml': segmentYaml('primary', ['a.example', 'c.example']),
  });
  expect(await site.call('up --yes')).toMatchObject({ code: 0 });
  expect(ownOf(site.twin, 'a.example')).toHaveLength(11);
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});

test('a move that was cut off between its two ends and then taken back loses nothing', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const before = ownOf(site.twin, 'a.example');
  const left = readFileSync(site.checkpoint('pool-a'), 'utf8');
  const moved = { domain: 'a.example', dmarc: { policy: 'quarantine' } };
  site.write({
    'pool-a.yaml': segmentYaml('pool-a', ['b.example']),
    'primary.yaml': segmentYaml('primary', [moved, 'c.example']),
  });
  expect((await site.call('up --yes')).code).toBe(0);
  // As if the run had ended before the stack that loses knew of it.
  writeFileSync(site.checkpoint('pool-a'), left);
  site.write(smallEstate);
  const refused = await site.call('up --yes');
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('`mailyard up --refresh`')]);
  expect(ownOf(site.twin, 'a.example')).toHaveLength(11);
  expect((await site.call('up --refresh --yes')).code).toBe(0);
  expect(ownOf(site.twin, 'a.example')).toEqual(before);
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});

test('two segments swap their domains, and nothing is missing on the way', async () => {
  let watch: () => unknown = () => {};
  const site = await openSite(smallEstate, { zones: smallZones, onCall: () => watch() });
  await site.call('up --yes');
  const now = () => smallZones.map(zone => ownOf(site.twin, zone));
  const before = now();
  const seen: string[][][] = [];
  watch = () => seen.push(now());
  site.write({
    'pool-a.yaml': segmentYaml('pool-a', ['c.example']),
    'primary.yaml': segmentYaml('primary', ['a.example', 'b.example']),
  });
  expect((await site.call('up --yes')).code).toBe(0);
  expect(seen.length).toBeGreaterThan(1);
  for (const each of seen) expect(each).toEqual(before);
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});

test('a domain is retired over time: kept for its grace, then closed, then removed without a guard', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const on = (day: string) => ({ MAILYARD_TODAY: day });
  await site.call('up --yes', on('2026-11-01'));
  const live = ownOf(site.twin, 'c.example');
  const retired = { domain: 'c.example', lifecycle: { state: 'retired', since: '2026-11-02', graceDays: 30 } };
  site.write({ 'primary.yaml': segmentYaml('primary', [retired, 'keep.example']) });
  site.twin.addZone('keep.example');
  expect((await site.call('up --yes', on('2026-11-02'))).code).toBe(0);
  expect(ownOf(site.twin, 'c.example')).toEqual(live);
  expect(await site.call('plan', on('2026-12-01'))).toMatchObject({ code: 0 });

  const due = await site.call('plan', on('2026-12-02'));
  expect(due.code).toBe(2);
  expect(due.stdout).toContain('"v=spf1 -all"');
  expect((await site.call('up --yes', on('2026-12-02'))).code).toBe(0);
  expect(ownOf(site.twin, 'c.example')).toEqual([
    'MX c.example 0 .',
    'TXT _dmarc.c.example  "v=DMARC1; p=reject; sp=reject; np=reject"',
    'TXT c.example  "v=spf1 -all"',
  ]);
  site.write({ 'primary.yaml': segmentYaml('primary', ['keep.example']) });
  expect((await site.call('up --yes', on('2026-12-03'))).code).toBe(0);
  expect(site.twin.records('c.example')).toEqual([]);
});

test('a lost state is found again by the marks, without a second record', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const before = site.twin.snapshot();
  const { code, stdout } = await site.call(`up --yes --state ${site.folder}/new`);
  expect([code, stdout]).toEqual([0, expect.stringContaining('3 zones done')]);
  expect(site.twin.snapshot()).toEqual(before);
});

test('a stranger in a slot keeps that zone from being written, and only that zone', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const spf = { type: 'TXT', name: 'b.example', content: '"v=spf1 mx -all"', ttl: 300 };
  site.twin.editByHand('b.example', { add: spf });
  const { code, stdout } = await site.call('up --yes');
  expect(code).toBe(1);
  expect(stdout).toContain('failed  b.example (pool-a)');
  expect(stdout).toContain('TXT b.example "v=spf1 mx -all" stands there already, and Mailyard did not make it');
  expect(stdout).toContain('adopt: true');
  expect(stdout).toMatch(/\n2 zones done, 1 failed \(/);
  expect(site.twin.records('b.example')).toHaveLength(1);
  expect(site.twin.records('c.example')).toHaveLength(11);
  expect(JSON.parse((await site.call('up --yes --json')).stdout).failed).toMatchObject([
    {
      ...{ segment: 'pool-a', zone: 'b.example', key: 'spf', code: 'slot-taken' },
      message: expect.stringMatching(/^spf: TXT b\.example "v=spf1 mx -all" stands there already/),
    },
  ]);
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example', { domain: 'b.example', adopt: true }]) });
  expect((await site.call('up --yes')).code).toBe(0);
  expect(site.twin.records('b.example')).toHaveLength(11);
  expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
});
