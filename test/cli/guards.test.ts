/** The guards that know policies, from the command line to the zone: `plan` says them, `up` writes nothing, the override passes. */
import { expect, test } from 'vitest';
import { estateYaml, segmentYaml } from './estates.ts';
import { flat, openSite } from './site.ts';

const ZONE = 'c.example';
const files = (settings: object) => ({
  'estate.yaml': estateYaml,
  'primary.yaml': segmentYaml('primary', [{ domain: ZONE, ...settings }]),
});
const sts = { mode: 'enforce', maxAge: 172_800, policyHost: 'sts.example.net' };
const strange = { returnPath: 'bounce', sendingIps: ['192.0.2.1'] };

test.each([
  [
    'mta-sts-mx',
    { mtaSts: sts },
    { mtaSts: sts, mailProvider: 'fastmail', leaving: [{ name: 'migadu', since: '2026-11-20' }] },
    'Senders would not deliver to in1-smtp.messagingengine.com, in2-smtp.messagingengine.com: the MTA-STS policy of c.example, which they keep for 2 days, is enforced and allows aspmx1.migadu.com, aspmx2.migadu.com.',
  ],
  [
    'dmarc-unaligned',
    strange,
    { ...strange, dmarc: { policy: 'reject', since: '2026-11-22', alignment: { spf: 'strict' } } },
    'DMARC of c.example would go from none to reject, and mail through `sendingIps` passes it neither by DKIM nor by SPF: receivers would reject it.',
  ],
])('%s', async (guard, before, after, message) => {
  const site = await openSite(files(before), { zones: [ZONE] });
  expect((await site.call('up --yes --quiet')).code).toBe(0);
  const written = site.twin.records(ZONE);
  site.twin.resetCalls();

  site.write(files(after));
  const planned = await site.call('plan');
  expect([planned.code, flat(planned.stdout)]).toEqual([2, expect.stringContaining(`refused ${guard} ${message}`)]);
  expect(planned.stdout).toContain(`→ To do it all the same: --allow ${guard}=${ZONE}`);
  const { guards } = JSON.parse((await site.call('plan --json')).stdout);
  expect(guards).toMatchObject([{ guard, value: ZONE, segment: 'primary', zone: ZONE, message }]);
  const refused = await site.call('up --yes');
  expect(refused.error).toMatchObject({ code: 'guard', fix: expect.stringContaining(`--allow ${guard}=${ZONE}`) });
  expect(site.twin.count()).toBe(0);
  expect(site.twin.records(ZONE)).toEqual(written);

  expect((await site.call(`up --yes --allow ${guard}=${ZONE}`)).code).toBe(0);
  expect(site.twin.records(ZONE)).not.toEqual(written);
  expect(await site.call('plan')).toMatchObject({ code: 0 });
});

test('the way that the refusal names works: the new MX into the policy first, the MX itself later', async () => {
  const site = await openSite(files({ mtaSts: sts }), { zones: [ZONE] });
  expect((await site.call('up --yes --quiet')).code).toBe(0);
  const ready = { mtaSts: { ...sts, mx: ['*.messagingengine.com'] } };
  site.write(files(ready));
  expect((await site.call('up --yes --quiet')).code).toBe(0);
  site.write(files({ ...ready, mailProvider: 'fastmail', leaving: [{ name: 'migadu', since: '2026-11-20' }] }));
  expect((await site.call('up --yes --quiet')).code).toBe(0);
});
