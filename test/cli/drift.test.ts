/** `drift` and `--refresh`: what somebody changed by hand is found, told, and put right; strangers beside it stay. */
import { expect, test } from 'vitest';
import { ownOf, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { flat, openSite, type Site } from './site.ts';

async function edited(): Promise<Site> {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const { twin } = site;
  twin.editByHand('a.example', { change: { type: 'TXT', name: 'a.example' }, to: { content: '"v=spf1 +all"' } });
  twin.editByHand('b.example', { remove: { type: 'MX', content: 'aspmx2.migadu.com' } });
  twin.editByHand('c.example', {
    add: { type: 'TXT', name: '_dmarc.c.example', content: '"v=DMARC1; p=none; pct=1"', ttl: 60 },
  });
  twin.resetCalls();
  return site;
}

test('drift tells what was changed, removed and added by hand, writes nothing and exits 2', async () => {
  const site = await edited();
  const before = site.twin.snapshot();
  const { code, stdout } = await site.run('drift');
  expect(code).toBe(2);
  const text = flat(stdout);
  expect(stdout).toMatch(/^Drift in 3 of 3 zones: 2 records changed by hand, 1 record added beside Mailyard's\.\n/);
  expect(text).toContain('a.example ~ TXT @ "v=spf1 include:spf.migadu.com -all" → "v=spf1 +all"');
  expect(text).toContain('b.example - MX @ 20 aspmx2.migadu.com');
  expect(text).toContain(`! TXT _dmarc.c.example "v=DMARC1; p=none; pct=1" is not Mailyard's.`);
  expect(text).toContain('→ `mailyard up --refresh` takes this into the state and puts it right.');
  expect(text).toContain("→ Remove what is not Mailyard's by hand: until then its zone is not written.");
  expect(site.twin.snapshot()).toEqual(before);
  expect(site.twin.count()).toBe(4);
  expect(site.twin.count({ method: 'GET' })).toBe(4);
});

test('drift --json has the old value from the state and the live one', async () => {
  const site = await edited();
  const { code, stdout } = await site.call('drift --json');
  expect(code).toBe(2);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    version: 1,
    summary: { zones: 3, drifted: 3, changes: 2, intruders: 1, unknown: 0 },
    zones: [
      {
        zone: 'a.example',
        segment: 'pool-a',
        changes: [
          {
            ...{ action: 'update', key: 'spf', role: 'spf', name: 'a.example', type: 'TXT', content: 'v=spf1 +all' },
            old: { content: 'v=spf1 include:spf.migadu.com -all' },
          },
        ],
        intruders: [],
      },
      { zone: 'b.example', changes: [{ action: 'delete', key: 'mx-2', type: 'MX', content: 'aspmx2.migadu.com' }] },
      { zone: 'c.example', changes: [], intruders: [{ name: '_dmarc.c.example', content: 'v=DMARC1; p=none; pct=1' }] },
    ],
  });
});

test('drift asks only for the zones that are selected', async () => {
  const site = await edited();
  const { code, stdout } = await site.call('drift --segment pool-a --domain b.example');
  expect([code, stdout]).toEqual([2, expect.stringMatching(/^Drift in 1 of 1 zone: 1 record changed by hand\.\n/)]);
  expect(site.twin.count()).toBe(2);
});

test('up alone sees no change in the inventory and leaves the hand alone; up --refresh puts it right', async () => {
  const site = await edited();
  expect(await site.call('up --yes')).toMatchObject({ code: 0, stdout: 'Nothing to do: 33 records unchanged.\n' });
  const { code, stdout } = await site.run('up --refresh --yes --engine embedded');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Plan for 2 zones: \+ 1 to create, ~ 1 to change; 31 records unchanged\.\n/);
  expect(stdout).toMatch(/\n2 zones done \(/);
  expect(ownOf(site.twin, 'a.example')).toContain('TXT a.example  "v=spf1 include:spf.migadu.com -all"');
  expect(ownOf(site.twin, 'b.example')).toHaveLength(11);
  expect(site.twin.records('c.example')).toHaveLength(12);
  expect((await site.call('drift --segment pool-a')).code).toBe(0);
});

test('an update that would write over a hand is refused for that zone, with both values', async () => {
  const site = await edited();
  const spf = { domain: 'a.example', sendingIps: ['192.0.2.7'] };
  site.write({ 'pool-a.yaml': segmentYaml('pool-a', [spf, 'b.example']) });
  const { code, stdout } = await site.call('up --yes');
  expect(code).toBe(1);
  expect(stdout).toContain('failed  a.example (pool-a)');
  expect(stdout).toContain('"v=spf1 +all"; the state has TXT a.example "v=spf1 include:spf.migadu.com -all"');
  expect(stdout).toContain('mailyard up --refresh');
  expect(ownOf(site.twin, 'a.example')).toContain('TXT a.example  "v=spf1 +all"');
  expect((await site.call('up --refresh --yes')).code).toBe(0);
  expect(ownOf(site.twin, 'a.example')).toContain('TXT a.example  "v=spf1 ip4:192.0.2.7 include:spf.migadu.com -all"');
});

test('no drift is said plainly, and so is a state that holds nothing yet', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  expect(await site.call('drift')).toMatchObject({ code: 0, stdout: 'No drift: the state holds no zone.\n' });
  await site.call('up --yes');
  expect(await site.call('drift')).toMatchObject({ code: 0, stdout: 'No drift: 3 zones as the state has them.\n' });
});
