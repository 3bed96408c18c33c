/** `plan --refresh` looks at zones that the state does not know yet: what is there, and what stands in the way. */
import { expect, test } from 'vitest';
import { segmentYaml, smallEstate, smallZones } from './estates.ts';
import { flat, openSite } from './site.ts';

const foreignSpf = { type: 'TXT', name: 'b.example', content: '"v=spf1 mx -all"', ttl: 300 } as const;

test("a stranger in a slot is told before anything is written, and costs its zone's changes nothing", async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.editByHand('b.example', { add: foreignSpf });
  const before = site.twin.snapshot();
  const { code, stdout } = await site.call('plan --refresh');
  expect(code).toBe(2);
  expect(flat(stdout)).toContain('As it is now, this zone would be refused: spf: TXT b.example "v=spf1 mx -all"');
  expect(stdout).toContain('adopt: true');
  expect(site.twin.snapshot()).toEqual(before);
  expect(site.twin.count({ method: 'GET', path: /dns_records/ })).toBe(smallZones.length);
});

test('with `adopt` the record is shown as taken over, with what it says now', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.editByHand('b.example', { add: foreignSpf });
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example', { domain: 'b.example', adopt: true }]) });
  const { zones } = JSON.parse((await site.call('plan --refresh --json')).stdout);
  const changes = zones.find(({ zone }: { zone: string }) => zone === 'b.example').changes;
  expect(changes.find(({ key }: { key: string }) => key === 'spf')).toMatchObject({
    action: 'adopt',
    old: { content: 'v=spf1 mx -all', ttl: 300 },
  });
  expect(changes.filter(({ action }: { action: string }) => action === 'create')).toHaveLength(changes.length - 1);
});

test('after a lost state it says that all is there already', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const { stdout } = await site.call(`plan --refresh --state ${site.folder}/new --json`);
  const { summary } = JSON.parse(stdout);
  expect(summary).toMatchObject({ zones: 3, create: 0, update: 0, delete: 0 });
  expect(summary.unchanged).toBeGreaterThan(0);
});

test('a zone that the token does not see is told too', async () => {
  const site = await openSite(smallEstate, { zones: ['a.example', 'b.example'] });
  const { stdout } = await site.call('plan --refresh');
  expect(stdout).toContain('There is no zone c.example that the token can see');
});

test('what it saves is what `up` will carry out', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const file = `${site.folder}/plan.json`;
  await site.call(`plan --refresh --out ${file}`);
  expect(await site.call(`up --yes --plan ${file}`)).toMatchObject({ code: 0 });
});
