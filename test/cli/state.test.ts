/** The state in bad hands: broken, somebody else's, in use, or cut off in the middle of a run. */
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { addForeign, estateYaml, foreignOf, numbered, ownOf, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { openSite, type Site } from './site.ts';

const allCommands = ['plan', 'plan --refresh', 'up --yes', 'up --refresh --yes', 'drift', 'destroy --yes'];

async function spoiled(spoil: (text: string) => string): Promise<Site> {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  site.twin.resetCalls();
  const file = site.checkpoint('pool-a');
  writeFileSync(file, spoil(readFileSync(file, 'utf8')));
  return site;
}

test.each([
  ['cut short', (text: string) => text.slice(0, 300), 'state-corrupt', 'is not a Pulumi checkpoint', '.bak'],
  ['no JSON', () => 'version: 3', 'state-corrupt', 'is not a Pulumi checkpoint', '.bak'],
  ['empty', () => '', 'state-corrupt', 'is not a Pulumi checkpoint', '.bak'],
  [
    'of another project',
    (text: string) => text.replaceAll('::mailyard::', '::other::'),
    'state-foreign',
    'should hold stack pool-a of project mailyard, but has urn:pulumi:pool-a::other::',
    'PULUMI_BACKEND_URL',
  ],
  [
    'of a later version',
    (text: string) => text.replace('"version":3', '"version":4'),
    'state-version',
    'has version 4; Mailyard reads 3',
    'pulumi stack export',
  ],
])(
  'a checkpoint that is %s stops every command before any call, and stays as it is',
  async (_how, spoil, code, message, fix) => {
    const site = await spoiled(spoil);
    const before = readFileSync(site.checkpoint('pool-a'), 'utf8');
    for (const line of allCommands) {
      const ended = await site.call(line);
      expect([line, ended.code, ended.error?.code]).toEqual([line, 1, code]);
      expect(ended.error?.message).toContain(message);
      expect(ended.error?.message).toContain('pool-a');
      expect(ended.error?.fix).toContain(fix);
    }
    expect(site.twin.count()).toBe(0);
    expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).toBe(before);
  },
);

test('as a process, a broken checkpoint is a sentence and no stack trace', async () => {
  const site = await spoiled(text => text.slice(0, 300));
  const { code, stdout, stderr } = await site.run('plan');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^mailyard: .*pool-a\.json is not a Pulumi checkpoint: .*\n→ .*\n$/);
});

test('types that the embedded engine cannot run are left alone and said, and the exit code says it too', async () => {
  const site = await spoiled(text => withBucket(text));
  const planned = await site.call('plan');
  expect([planned.code, planned.stdout]).toEqual([2, expect.stringContaining('- aws:s3/bucket:Bucket logs (pool-a)')]);
  const { code, stdout, stderr } = await site.call('up --yes');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'failed  logs (pool-a)\n  The state holds it as aws:s3/bucket:Bucket, which the embedded engine cannot run',
  );
  expect(stdout).toContain('→ Use --engine pulumi.');
  expect(stderr).toContain('are left to the Pulumi CLI');
  expect((await site.call('destroy --yes')).code).toBe(1);
  expect(smallZones.flatMap(zone => site.twin.records(zone))).toEqual([]);
  const { checkpoint } = JSON.parse(readFileSync(site.checkpoint('pool-a'), 'utf8'));
  expect(checkpoint.latest.resources.map(({ type }: { type: string }) => type)).toContain('aws:s3/bucket:Bucket');
});

test('a state that cannot be written says where and why; what was done is found again, and other stacks lose nothing', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  // A folder in the place of the new checkpoint: even the superuser may not write it.
  const inTheWay = `${site.checkpoint('pool-a')}.tmp`;
  mkdirSync(inTheWay, { recursive: true });
  const { code, error } = await site.call('up --yes');
  expect([code, error?.code]).toEqual([1, 'state']);
  expect(error?.message).toContain('The state cannot be written, at ');
  expect(error?.message).toMatch(/pool-a\.json: it is a folder\.$/);
  expect(error?.fix).toContain('nothing is done twice');
  expect(Object.keys(site.state('primary'))).toEqual(['c.example']);
  rmdirSync(inTheWay);
  site.twin.resetCalls();
  const again = await site.call('up --yes');
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to do')]);
  expect(site.twin.count()).toBe(0);
  expect(smallZones.map(zone => ownOf(site.twin, zone).length)).toEqual([11, 11, 11]);
});

test.each([
  ['checkpoint', (site: Site) => site.checkpoint('pool-a')],
  ['journal', (site: Site) => join(site.folder, 'state/pulumi/.pulumi/mailyard/mailyard/pool-a.journal')],
])('a %s that cannot be read stops every command, and says why', async (_what, place) => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  rmSync(place(site), { force: true });
  mkdirSync(place(site));
  for (const line of allCommands) {
    const { code, error } = await site.call(line);
    expect([line, code, error?.message]).toEqual([line, 1, `${place(site)} cannot be read: it is a folder.`]);
  }
});

function withBucket(text: string): string {
  const document = JSON.parse(text);
  const { resources } = document.checkpoint.latest;
  const [stack] = resources;
  const type = 'aws:s3/bucket:Bucket';
  const urn = `urn:pulumi:pool-a::mailyard::${type}::logs`;
  resources.push({ urn, custom: true, id: 'logs', type, inputs: { acl: 'private' }, outputs: {}, parent: stack.urn });
  return JSON.stringify(document);
}

test('of two runs at once on one state the second is refused and told who is there', async () => {
  const site = await openSite(smallEstate, { zones: smallZones, latencyMs: 1000 });
  const first = site.start('up --yes --engine embedded');
  while (site.twin.count() === 0 && first.child.exitCode === null) await sleep(10);
  const second = await site.run('up --yes --engine embedded --json');
  expect(second.code).toBe(1);
  expect(JSON.parse(second.stdout).error).toMatchObject({
    code: 'locked',
    message: expect.stringMatching(new RegExp(`^Stack pool-a is in use by .*\\(pid ${first.child.pid}\\)`)),
    fix: expect.stringContaining('wait for it to end'),
  });
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(site.twin.count({ method: 'POST' })).toBe(3);
  expect(await site.call('plan')).toMatchObject({ code: 0 });
});

describe('kill -9 in the middle of up, then up: nothing twice, nothing foreign touched, the state right', () => {
  const zones = numbered(20);
  const files = { 'estate.yaml': estateYaml, 'pool-a.yaml': segmentYaml('pool-a', zones) };
  const edited = { defaults: { dmarc: { policy: 'quarantine' } }, limits: { domainsPerChange: 50 } };

  /** Kills a run when the twin has seen so many calls; each is carried out long before it is answered. */
  async function killedAt(site: Site, line: string, calls: number): Promise<void> {
    site.twin.resetCalls();
    const { child, ended } = site.start(line);
    while (site.twin.count() < calls && child.exitCode === null) await sleep(1);
    child.kill('SIGKILL');
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
  }

  async function expectWhole(site: Site, foreign: string): Promise<void> {
    for (const zone of zones) {
      const own = ownOf(site.twin, zone);
      expect([zone, own.length, new Set(own).size]).toEqual([zone, 11, 11]);
      const ids = site.twin.records(zone).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(Object.values(site.state('pool-a')[zone]?.outputs.ids ?? {})));
      expect(Object.keys(site.state('pool-a')[zone]?.outputs.ids ?? {})).toHaveLength(11);
    }
    expect(foreignOf(site.twin, zones)).toBe(foreign);
    expect(await site.call('plan')).toMatchObject({ code: 0 });
    expect(await site.call('plan --refresh')).toMatchObject({ code: 0 });
  }

  // 1: the list of zones; then a list and a batch for each of twenty zones, eight at once.
  test.each([1, 3, 12, 25, 38, 41])('at call %i of 41 of the first up', async calls => {
    const site = await openSite(files, { zones, latencyMs: 25 });
    for (const zone of zones) addForeign(site.twin, zone);
    const foreign = foreignOf(site.twin, zones);
    await killedAt(site, 'up --yes --engine embedded', calls);
    expect((await site.call('plan')).code).toBe(2);
    const { code, stderr } = await site.call('up --yes');
    expect(code).toBe(0);
    expect(stderr).toContain('of a process that is gone');
    await expectWhole(site, foreign);
  });

  test('again and again while records change and then while all is destroyed', async () => {
    const site = await openSite(files, { zones, latencyMs: 25 });
    for (const zone of zones) addForeign(site.twin, zone);
    const foreign = foreignOf(site.twin, zones);
    await site.call('up --yes');
    site.write({ 'pool-a.yaml': segmentYaml('pool-a', zones, edited) });
    for (const calls of [2, 10]) await killedAt(site, 'up --yes --engine embedded', calls);
    expect((await site.call('up --yes')).code).toBe(0);
    await expectWhole(site, foreign);
    expect(ownOf(site.twin, 'd01.example')).toContain('TXT _dmarc.d01.example  "v=DMARC1; p=quarantine"');
    for (const calls of [5, 15]) await killedAt(site, 'destroy --yes --engine embedded', calls);
    expect((await site.call('destroy --yes')).code).toBe(0);
    for (const zone of zones) expect(ownOf(site.twin, zone)).toEqual([]);
    expect(foreignOf(site.twin, zones)).toBe(foreign);
    expect(site.state('pool-a')).toEqual({});
  });
});
