import { describe, expect, test } from 'vitest';
import { type ManagedZone, manualSteps } from '../../src/delegation/manual-steps.ts';
import type { DsSight, Parent } from '../../src/delegation/parent.ts';
import { settleDnssec } from '../../src/delegation/settle-dnssec.ts';
import { ZONE_DNSSEC } from '../../src/estate/cloudflare-types.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import type { Plan } from '../../src/plan/plan.ts';

const SERVERS = ['ada.ns.cloudflare.example', 'bob.ns.cloudflare.example'];
const OWN = '2371 13 2 AB12';
const none: DsSight = { state: 'none', records: [], ttl: 0, evidence: 'a.nic.example: nodata' };
const live = (...records: string[]): DsSight => ({
  state: 'live',
  records,
  ttl: 7200,
  evidence: 'a.nic.example: answer',
});
const unknown: DsSight = { state: 'unknown', records: [], ttl: 0, evidence: 'a.nic.example: timeout' };

const zone = (parts: Partial<ManagedZone> = {}): ManagedZone => ({
  ...{ zone: 'acme.example', segment: 'primary', created: true, nameServers: SERVERS, dnssec: 'on' },
  ...parts,
});
const told = (managed: ManagedZone, parent: Parent) =>
  manualSteps(managed, parent).map(({ id, state, values }) => `${id} ${state} ${values.join(' ')}`);

describe('the registrar’s steps', () => {
  test('are none for a zone that is still to be made', () => {
    expect(told(zone({ nameServers: undefined }), { nameServers: ['ns1.old.example'], ds: none })).toEqual([]);
  });

  test('begin with the DS record of the old operator, then come the name servers', () => {
    const steps = manualSteps(zone(), { nameServers: ['ns1.old.example'], ds: live('7 8 1 ff') });
    expect(steps.map(({ id, values }) => [id, values])).toEqual([
      ['remove-ds', ['7 8 1 ff']],
      ['name-servers', SERVERS],
    ]);
    expect(steps[0]?.text).toContain('wait 2 h (its TTL), and only then change its name servers');
    expect(steps[1]?.seen).toBe('Now: ns1.old.example.');
  });

  test('say that a DS record could not be looked for, and that nobody answered', () => {
    const [step] = manualSteps(zone(), { nameServers: undefined, ds: unknown });
    expect(step).toMatchObject({ id: 'name-servers', state: 'unknown', seen: 'No answer to NS.' });
    expect(step?.text).toContain('Look first that it has no DS record there');
  });

  test('end with the zone’s own DS record', () => {
    const delegated = { nameServers: [...SERVERS].reverse() };
    const signed = zone({ ds: `acme.example. 3600 IN DS ${OWN}` });
    expect(told(zone(), { ...delegated, ds: none })).toEqual([]);
    expect(told(signed, { ...delegated, ds: none })).toEqual([`add-ds open ${OWN}`]);
    expect(told(signed, { ...delegated, ds: unknown })).toEqual([`add-ds unknown ${OWN}`]);
    expect(told(signed, { ...delegated, ds: live('7 8 1 ff') })).toEqual([`add-ds open ${OWN}`]);
    expect(told(signed, { ...delegated, ds: live(OWN.toLowerCase()) })).toEqual([]);
  });

  test('of a zone that is no longer to be signed begin with its DS record', () => {
    const off = zone({ created: false, nameServers: undefined, dnssec: 'off' });
    expect(told(off, { nameServers: SERVERS, ds: live(OWN) })).toEqual([`remove-ds open ${OWN}`]);
    expect(told(off, { nameServers: SERVERS, ds: none })).toEqual([]);
  });
});

describe('the guard dnssec, once the parent was looked at,', () => {
  const refusal = {
    ...{ guard: 'dnssec' as const, value: 'acme.example', segment: 'primary', zone: 'acme.example' },
    ...{ message: 'acme.example would no longer be signed.', override: '--allow dnssec=acme.example' },
  };
  const planWith = (parts: Partial<Plan>): Plan => ({
    summary: { zones: 0, create: 0, update: 0, delete: 0, unchanged: 0 },
    ...{ zones: [], resources: [], guards: [], upcoming: [] },
    ...parts,
  });
  const settled = (plan: Plan, ds: DsSight, managed = zone(), allow: string[] = []) =>
    settleDnssec(plan, new Map([['acme.example', ds]]), () => managed, parseAllow(allow)).map(each => each.message);

  test('stays while there is a DS record, or while nobody can say', () => {
    const plan = planWith({ guards: [refusal] });
    expect(settled(plan, none)).toEqual([]);
    expect(settled(plan, live('1 2 3 ab'))).toEqual([
      'acme.example would no longer be signed. Its parent has a DS record: 1 2 3 ab.',
    ]);
    expect(settled(plan, unknown)[0]).toContain('nobody could say (a.nic.example: timeout)');
  });

  test('refuses to sign beside the DS record of other keys, and only then', () => {
    const signing = planWith({
      resources: [
        { action: 'create', segment: 'primary', type: ZONE_DNSSEC, name: 'acme.example/dnssec', properties: [] },
      ],
    });
    expect(settled(signing, none)).toEqual([]);
    expect(settled(signing, live('7 8 1 ff'))[0]).toContain('One of other keys must be gone first.');
    expect(settled(signing, unknown)).toHaveLength(1);
    expect(settled(signing, unknown, zone(), ['dnssec=acme.example'])).toEqual([]);
    expect(settled(signing, { ...live('7 8 1 ff'), whole: true })).toEqual([]);
    expect(settled(signing, live(OWN), zone({ ds: `acme.example. 3600 IN DS ${OWN}` }))).toEqual([]);
  });
});
