/** What the stacks should hold, from one run to the next: lists, plan and notes. */
import { describe, expect, test } from 'vitest';
import type { Resource, ZoneRecordsInputs } from '../../../src/estate/resource.ts';
import { builtIn } from '../../../src/inventory/defaults.ts';
import { parseAllow } from '../../../src/plan/allow.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { wantedNow } from '../../../src/plan/wanted.ts';
import type { ZoneRecord } from '../../../src/records/record.ts';
import type { State } from '../../../src/state/state.ts';
import { aDomain, anEstate, type DomainParts } from '../../support/estate.ts';
import { everything, nothingYet, stateOf } from '../../support/state.ts';

const account = '0123456789abcdef0123456789abcdef';
const served = { ...builtIn.mtaSts, mode: 'enforce' as const };
const sts = (parts: DomainParts = {}): DomainParts => ({ mailProvider: 'fastmail', mtaSts: served, ...parts });

const estateOn = (today: string, ...domains: DomainParts[]) =>
  anEstate(
    domains.map(aDomain),
    { segments: { primary: { cloudflare: { account } }, 'pool-a': { cloudflare: { account } } } },
    today,
  );

/** Each run's estate carried out on what the one before left. */
function stateAfter(...runs: [today: string, ...DomainParts[]][]): State {
  return runs.reduce((state, [today, ...domains]) => stateOf(estateOn(today, ...domains), state), nothingYet);
}

const planOn = (state: State, today: string, ...domains: DomainParts[]) =>
  makePlan({ estate: estateOn(today, ...domains), state, allowed: parseAllow([]), selection: everything });

const listOn = (state: State, today: string, domain: DomainParts, segment = 'primary'): Resource[] =>
  wantedNow(estateOn(today, domain), state).lists.get(segment) ?? [];

const inputsOf = <T = unknown>(list: Resource[], name: string): T | undefined =>
  list.find(resource => resource.name === name)?.inputs as T | undefined;

const recordsOf = (list: Resource[]): [string, ZoneRecord][] =>
  Object.entries(inputsOf<ZoneRecordsInputs>(list, 'acme.example')?.records ?? {});

describe('a policy that a Worker serves', () => {
  const list = listOn(nothingYet, '2026-11-01', sts());

  test('needs the Worker, its host after the zone, the policy after both, and the record after the policy', () => {
    expect(list.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      ['cloudflare', []],
      ['acme.example', []],
      ['mta-sts-worker', []],
      ['acme.example/mta-sts-host', ['mta-sts-worker', 'acme.example']],
      ['acme.example/mta-sts-policy', ['mta-sts-worker', 'acme.example/mta-sts-host']],
      ['acme.example/mta-sts-record', ['acme.example/mta-sts-policy']],
    ]);
    expect(inputsOf(list, 'acme.example/mta-sts-host')).toEqual({
      accountId: account,
      hostname: 'mta-sts.acme.example',
      service: 'mailyard-mta-sts-primary',
      zoneName: 'acme.example',
    });
  });

  test('leaves its record out of the zone, so that the rest does not wait for a certificate', () => {
    const records = recordsOf(list).map(([key]) => key);
    expect(records).toContain('mx-1');
    expect(records).not.toContain('mta-sts');
    expect(inputsOf(list, 'acme.example/mta-sts-record')).toMatchObject({
      zone: 'acme.example',
      domains: {},
      records: { 'mta-sts': { name: '_mta-sts.acme.example', content: expect.stringMatching(/^v=STSv1; id=\w{20}$/) } },
    });
  });

  test('is one script a segment, and one zone in the plan', () => {
    const team = sts({ domain: 'acme-team.example' });
    const plan = planOn(nothingYet, '2026-11-01', sts(), team);
    expect(plan.zones.map(({ zone, action }) => [zone, action])).toEqual([
      ['acme-team.example', 'create'],
      ['acme.example', 'create'],
    ]);
    expect(plan.zones[0]?.changes.map(({ key }) => key)).toContain('mta-sts');
    expect(plan.resources.map(({ action, name }) => `${action} ${name}`)).toEqual([
      'create acme-team.example/mta-sts-host',
      'create acme.example/mta-sts-host',
      'create mta-sts-worker',
      'create acme-team.example/mta-sts-policy',
      'create acme.example/mta-sts-policy',
    ]);
  });

  test('has nothing to do once it is done', () => {
    const plan = planOn(stateAfter(['2026-11-01', sts()]), '2026-11-09', sts());
    expect(plan).toMatchObject({ summary: { create: 0, update: 0, delete: 0 }, zones: [], resources: [] });
  });

  test('is chosen with its domain', () => {
    const plan = (...domains: string[]) =>
      makePlan({
        estate: estateOn('2026-11-01', sts(), { domain: 'other.example' }),
        state: nothingYet,
        allowed: parseAllow([]),
        selection: { segments: [], domains },
      }).resources.map(({ name }) => name);
    expect(plan('acme.*')).toHaveLength(3);
    expect(plan('other.example')).toEqual([]);
  });
});

describe('another mail provider', () => {
  const before = stateAfter(['2026-11-01', sts()]);
  const moved = sts({ mailProvider: 'migadu' });
  const mxOf = (state: State, today: string) =>
    recordsOf(listOn(state, today, moved)).flatMap(([, { type, content }]) => (type === 'MX' ? [content] : []));

  test('changes policy and record at once, and the MX when no sender holds the old policy', () => {
    const plan = planOn(before, '2026-11-10', moved);
    expect(plan.zones[0]?.warnings).toEqual([expect.stringContaining('on 2026-11-18')]);
    expect(plan.zones[0]?.changes.map(({ key }) => key)).not.toContain('mx-1');
    expect(plan.zones[0]?.changes.map(({ key }) => key)).toContain('mta-sts');

    const waiting = stateOf(estateOn('2026-11-10', moved), before);
    expect(mxOf(waiting, '2026-11-17')).toEqual(['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com']);
    const quiet = planOn(waiting, '2026-11-17', moved);
    expect(quiet.summary).toMatchObject({ zones: 0, create: 0, update: 0, delete: 0 });
    expect(quiet.zones).toMatchObject([{ action: 'same', warnings: [expect.stringContaining('on 2026-11-18')] }]);

    const released = planOn(waiting, '2026-11-18', moved);
    expect(mxOf(waiting, '2026-11-18')).toEqual(['aspmx1.migadu.com', 'aspmx2.migadu.com']);
    expect(released.zones[0]).toMatchObject({ action: 'update', warnings: [] });
    expect(released.guards).toEqual([]);
  });

  test('ends with the new hosts alone', () => {
    const runs = ['2026-11-10', '2026-11-18', '2026-11-20'].map((day): [string, DomainParts] => [day, moved]);
    const end = stateAfter(['2026-11-01', sts()], ...runs);
    const policy = inputsOf(listOn(end, '2026-11-21', moved), 'acme.example/mta-sts-policy');
    expect(policy).toMatchObject({ mx: ['aspmx1.migadu.com', 'aspmx2.migadu.com'], parting: {} });
    expect(planOn(end, '2026-11-21', moved)).toMatchObject({ zones: [], resources: [] });
  });

  test('whose MX is not known yet leaves the policy alone', () => {
    const unknown = sts({ mailProvider: 'microsoft-365' });
    const policy = (state: State) => inputsOf(listOn(state, '2026-11-10', unknown), 'acme.example/mta-sts-policy');
    expect(policy(before)).toMatchObject({
      mode: 'enforce',
      mx: ['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com'],
    });
    expect(policy(nothingYet)).toBeUndefined();
  });
});

describe('leaving MTA-STS', () => {
  const before = stateAfter(['2026-11-01', sts()]);
  const left = { mailProvider: 'fastmail' };

  test('serves mode none under a new id first, and takes all away when no sender holds the policy', () => {
    const plan = planOn(before, '2026-11-10', left);
    expect(plan.zones[0]).toMatchObject({
      warnings: [expect.stringContaining('mode none is served until 2026-11-18')],
      changes: [{ action: 'update', key: 'mta-sts' }],
    });
    expect(plan.resources.map(({ action, name }) => `${action} ${name}`)).toEqual([
      'update mta-sts-worker',
      'update acme.example/mta-sts-policy',
    ]);
    const waiting = stateOf(estateOn('2026-11-10', left), before);
    expect(planOn(waiting, '2026-11-17', left)).toMatchObject({ summary: { zones: 0 }, resources: [] });
    const gone = planOn(waiting, '2026-11-18', left);
    expect(gone.zones[0]?.changes).toMatchObject([{ action: 'delete', key: 'mta-sts' }]);
    expect(gone.resources.map(({ action }) => action)).toEqual(['delete', 'delete', 'delete']);
    expect(gone.guards).toEqual([]);
  });

  test('comes with retirement too', () => {
    const retired = sts({ lifecycle: { state: 'retired', since: '2026-09-01', graceDays: 30 } });
    const policy = inputsOf(listOn(before, '2026-11-10', retired), 'acme.example/mta-sts-policy');
    expect(policy).toMatchObject({ mode: 'none' });
  });
});

describe('records that are resources of their own', () => {
  const inResources = (today: string, domain: DomainParts) =>
    anEstate([aDomain(domain)], { segments: { primary: { recordMode: 'resources', cloudflare: { account } } } }, today);

  test('wait for their policy in the same way', () => {
    const list = wantedNow(inResources('2026-11-01', sts()), nothingYet).lists.get('primary') ?? [];
    expect(list.find(({ name }) => name === 'acme.example/mta-sts')).toMatchObject({
      type: 'cloudflare:index/dnsRecord:DnsRecord',
      dependsOn: ['acme.example/mta-sts-policy'],
    });
    expect(list.map(({ name }) => name)).not.toContain('acme.example/mta-sts-record');
  });

  test('hold the MX, and leave in order', () => {
    const before = stateOf(inResources('2026-11-01', sts()));
    const moved = inResources('2026-11-10', sts({ mailProvider: 'migadu' }));
    const plan = makePlan({ estate: moved, state: before, allowed: parseAllow([]), selection: everything });
    expect(plan.zones[0]?.warnings).toEqual([expect.stringContaining('on 2026-11-18')]);
    expect(plan.zones[0]?.changes.map(({ key }) => key)).not.toContain('mx-1');
    const waiting = stateOf(moved, before);
    const free = inResources('2026-11-18', sts({ mailProvider: 'migadu' }));
    const release = makePlan({ estate: free, state: waiting, allowed: parseAllow([]), selection: everything });
    expect(release.zones[0]?.changes.map(({ key }) => key)).toContain('mx-1');
    expect(release.guards).toEqual([]);
    const left = stateOf(inResources('2026-11-10', { mailProvider: 'fastmail' }), before);
    const names = left.stacks[0]?.resources.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['acme.example/mta-sts', 'acme.example/mta-sts-policy']));
    const gone = inResources('2026-11-18', { mailProvider: 'fastmail' });
    const last = makePlan({ estate: gone, state: left, allowed: parseAllow([]), selection: everything });
    expect(last.zones[0]?.changes).toMatchObject([{ action: 'delete', key: 'mta-sts' }]);
    expect(last.resources.map(({ action }) => action)).toEqual(['delete', 'delete', 'delete']);
  });
});

test('a host of its own takes over from the Worker in two runs: a CNAME cannot stand beside it', () => {
  const before = stateAfter(['2026-11-01', sts()]);
  const own = sts({ mtaSts: { ...served, policyHost: 'sts.example.net' } });
  const first = planOn(before, '2026-11-10', own);
  expect(first.zones[0]?.warnings).toEqual([expect.stringContaining('moves from the Worker to sts.example.net')]);
  expect(first.zones[0]?.changes).toMatchObject([{ action: 'delete', key: 'mta-sts' }]);
  const next = planOn(stateOf(estateOn('2026-11-10', own), before), '2026-11-10', own);
  expect(next.zones[0]?.changes.map(({ action, key }) => `${action} ${key}`)).toEqual([
    'create mta-sts',
    'create mta-sts-policy',
  ]);
  expect(next.zones[0]?.warnings).toEqual([]);
});

test("the Worker's own account and token are the segment's", () => {
  const estate = anEstate([aDomain(sts())], {
    segments: { primary: { cloudflare: { account, token: 'ACME_TOKEN' } } },
  });
  const list = wantedNow(estate, nothingYet).lists.get('primary') ?? [];
  expect(inputsOf(list, 'acme.example/mta-sts-policy')).toMatchObject({ token: 'ACME_TOKEN' });
  expect(inputsOf(list, 'acme.example/mta-sts-record')).toMatchObject({ token: 'ACME_TOKEN' });
  expect(list.find(({ name }) => name === 'mta-sts-worker')?.options).toMatchObject({ provider: 'cloudflare' });
});

test('a domain that is no longer in the estate takes all of it along', () => {
  const before = stateAfter(['2026-11-01', sts(), sts({ domain: 'other.example' })]);
  const plan = planOn(before, '2026-11-10', sts({ domain: 'other.example' }));
  expect(plan.resources.map(({ action, name }) => `${action} ${name}`)).toEqual([
    'delete acme.example/mta-sts-host',
    'update mta-sts-worker',
    'delete acme.example/mta-sts-policy',
  ]);
});

test('a domain that moves between segments keeps its policy, and changes the Worker in two runs', () => {
  const before = stateAfter(['2026-11-01', sts({ segment: 'pool-a' })]);
  const moved = sts({ segment: 'primary', mailProvider: 'migadu' });
  const names = (state: State, segment: string) => listOn(state, '2026-11-10', moved, segment).map(({ name }) => name);
  expect(names(before, 'pool-a')).toEqual([]);
  expect(names(before, 'primary')).toEqual([
    'acme.example',
    'acme.example/mta-sts-policy',
    'acme.example/mta-sts-record',
  ]);
  const first = planOn(before, '2026-11-10', moved);
  expect(first.zones.flatMap(({ warnings }) => warnings)).toContainEqual(
    expect.stringContaining('still served by the Worker of pool-a'),
  );
  // What senders hold is known over the move: the MX waits there too.
  expect(first.zones.flatMap(({ warnings }) => warnings)).toContainEqual(expect.stringContaining('on 2026-11-18'));
  const next = stateOf(estateOn('2026-11-10', moved), before);
  expect(names(next, 'primary')).toEqual([
    'cloudflare',
    'acme.example',
    'mta-sts-worker',
    'acme.example/mta-sts-host',
    'acme.example/mta-sts-policy',
    'acme.example/mta-sts-record',
  ]);
});
