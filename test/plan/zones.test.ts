/** Plans of zones, their signing, and records that are resources of their own. */
import { describe, expect, test } from 'vitest';
import { MailyardError } from '../../src/error.ts';
import { ZONE, ZONE_DNSSEC } from '../../src/estate/cloudflare-types.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { gatherState } from '../../src/plan/gather.ts';
import { destroyPlan, makePlan } from '../../src/plan/make-plan.ts';
import { stackOrder } from '../../src/plan/stack-order.ts';
import type { State, StateResource } from '../../src/state/state.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../support/estate.ts';
import { record } from '../support/extra-record.ts';
import { everything, listsOf, nothingYet } from '../support/state.ts';

const account = '0123456789abcdef0123456789abcdef';
type SegmentParts = NonNullable<InventoryParts['segments']>[string];

const estateOf = (domain: DomainParts, segment: SegmentParts = {}) =>
  anEstate([aDomain({ mailProvider: 'migadu', ...domain })], {
    segments: { primary: { cloudflare: { account }, ...segment } },
  });

/** As the Pulumi CLI leaves it: references are values, and the zone is protected. */
function applied(domain: DomainParts, segment: SegmentParts = {}): State {
  const resources = (listsOf(estateOf(domain, segment)).get('primary') ?? [])
    .filter(({ type }) => !type.startsWith('pulumi:'))
    .map(({ type, name, inputs, options }): StateResource => {
      const text = JSON.stringify(inputs).replaceAll('{"from":"acme.example.zoneId"}', '"z1"');
      return {
        ...{ urn: `urn:pulumi:primary::mailyard::${type}::${name}`, type, name, id: `id of ${name}` },
        ...{ inputs: { ...JSON.parse(text), __defaults: [] }, outputs: { zoneId: 'z1' } },
        ...(options?.protect && { protect: true }),
        ...(options?.retainOnDelete && { retainOnDelete: true }),
      };
    });
  return { stacks: [{ stack: 'primary', resources }] };
}

const planOf = (domain: DomainParts, state: State, segment: SegmentParts = {}, allow: string[] = []) =>
  makePlan({ estate: estateOf(domain, segment), state, allowed: parseAllow(allow), selection: everything });
const outline = ({ resources }: { resources: { action: string; name: string }[] }) =>
  resources.map(({ action, name }) => `${action} ${name}`);
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    return error instanceof MailyardError ? error.code : String(error);
  }
  return undefined;
};

describe('a zone', () => {
  const created = { zone: 'create', dnssec: 'on' } as const;

  test('is planned with its signing, and nothing is to do once both are there', () => {
    expect(outline(planOf(created, nothingYet))).toEqual(['create acme.example/zone', 'create acme.example/dnssec']);
    expect(planOf(created, applied(created))).toMatchObject({ resources: [], guards: [], summary: { zones: 0 } });
  });

  test('is not let go and not moved to another account without a word', () => {
    const leaving = planOf({ zone: 'existing' }, applied({ zone: 'create' }));
    expect(leaving.guards).toMatchObject([
      { guard: 'zone', value: 'acme.example', override: '--allow zone=acme.example' },
    ]);
    expect(leaving.guards[0]?.fix).toContain(`'urn:pulumi:primary::mailyard::${ZONE}::acme.example/zone'`);
    const other = { cloudflare: { account: 'f'.repeat(32) } };
    const moved = planOf(created, applied(created), other);
    expect(moved.guards.map(({ guard }) => guard)).toEqual(['zone', 'dnssec']);
    expect(planOf(created, applied(created), other, ['zone=*', 'dnssec=*']).guards).toEqual([]);
  });

  test('loses its signatures only past a guard; whoever says `keep` lets Mailyard forget them', () => {
    const off = planOf({ zone: 'create', dnssec: 'off' }, applied(created));
    expect(off.guards.map(({ guard }) => guard)).toEqual(['dnssec']);
    expect(off.resources).toMatchObject([{ type: ZONE_DNSSEC, action: 'update', properties: ['status'] }]);
    const kept = planOf({ zone: 'create', dnssec: 'keep' }, applied(created));
    expect(kept).toMatchObject({ guards: [], resources: [{ action: 'delete', type: ZONE_DNSSEC, kept: true }] });
  });

  test('stays through a destroy', () => {
    expect(outline(destroyPlan(applied(created), everything))).toEqual(['delete acme.example/dnssec']);
  });

  test('is made before another segment writes in it', () => {
    const domains = [
      aDomain({ domain: 'news.acme.example', zone: 'acme.example', segment: 'a-first' }),
      aDomain({ zone: 'create', segment: 'primary' }),
    ];
    expect(stackOrder(anEstate(domains), nothingYet)).toEqual(['primary', 'a-first']);
  });
});

describe('records that are resources of their own', () => {
  const resources = { recordMode: 'resources' } as const;

  test('are planned as any others: changes, guards, selection', () => {
    const state = applied({}, resources);
    expect(planOf({}, state, resources)).toMatchObject({ zones: [], resources: [], summary: { unchanged: 11 } });
    const changed = planOf({ records: [record('web', 'A', '192.0.2.1')] }, state, resources);
    expect(changed.zones[0]?.changes.map(({ action, key }) => `${action} ${key}`)).toEqual(['create extra-a@web']);
    const silenced = planOf({ mailProvider: 'none' }, state, resources);
    expect(silenced.guards.map(({ guard }) => guard)).toContain('last-mx');
  });

  test('cannot pass over to the other mode, either way', () => {
    expect(codeOf(() => planOf({}, applied({}), resources))).toBe('record-mode');
    expect(codeOf(() => planOf({}, applied({}, resources)))).toBe('record-mode');
  });

  test('cannot swap an alias for an address in one run', () => {
    const before = applied({ records: [record('www', 'CNAME', 'shop.example')] }, resources);
    const after = { records: [record('www', 'A', '192.0.2.1')] };
    expect(codeOf(() => planOf(after, before, resources))).toBe('record-swap');
    expect(codeOf(() => planOf({ records: [record('web', 'A', '192.0.2.1')] }, before, resources))).toBeUndefined();
  });

  test('are gathered with their ids, also where their zone’s resource is missing', () => {
    const [stack] = applied({}, resources).stacks;
    const alone = (stack?.resources ?? []).filter(({ name }) => name.includes('/'));
    const [zone, ...others] =
      gatherState({ stacks: [{ stack: 'primary', resources: alone }] }).stacks[0]?.resources ?? [];
    expect(others).toEqual([]);
    expect(zone).toMatchObject({ name: 'acme.example', inputs: { recordMode: 'resources' } });
    expect(zone?.outputs.ids).toMatchObject({ spf: 'id of acme.example/spf' });
    expect(planOf({}, { stacks: [{ stack: 'primary', resources: alone }] }, resources).summary).toMatchObject({
      create: 0,
      delete: 0,
    });
  });
});
