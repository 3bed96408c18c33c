import { describe, expect, test } from 'vitest';
import type { ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { ExtraRecord } from '../../src/inventory/model.ts';
import { diffRecords } from '../../src/plan/diff.ts';
import { destroyPlan } from '../../src/plan/make-plan.ts';
import { domainGlob } from '../../src/plan/select.ts';
import { steps } from '../../src/plan/steps.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import type { State } from '../../src/state/state.ts';
import { aDomain, anEstate } from '../support/estate.ts';
import { aResource, everything, nothingYet, planFor, stateOf } from '../support/state.ts';
import { cname, mx, txt } from '../support/zone.ts';

const www = (content: string, ttl?: number): ExtraRecord => ({ name: 'www', type: 'CNAME', content, ttl });
const outline = (changes: { action: string; key: string }[]) => changes.map(({ action, key }) => `${action} ${key}`);

describe('a plan', () => {
  test('of a new domain creates all its records', () => {
    const plan = planFor([aDomain({ mailProvider: 'fastmail' })], nothingYet);
    expect(plan.summary).toEqual({ zones: 1, create: 11, update: 0, delete: 0, unchanged: 0 });
    expect(plan.zones).toMatchObject([{ zone: 'acme.example', segment: 'primary', action: 'create', warnings: [] }]);
    expect(plan.guards).toEqual([]);
  });

  test('of what is carried out already is empty', () => {
    const domains = [aDomain({ mailProvider: 'fastmail', records: [www('a.example')] })];
    const plan = planFor(domains, domains);
    expect(plan).toEqual({
      summary: { zones: 0, create: 0, update: 0, delete: 0, unchanged: 12 },
      zones: [],
      resources: [],
      guards: [],
      upcoming: [],
    });
  });

  test('counts what is created, updated, deleted and left alone, and tells old and new', () => {
    const before = aDomain({
      mailProvider: 'fastmail',
      records: [www('a.example'), { name: 'x', type: 'TXT', content: 'x' }],
    });
    const dmarc = { ...builtIn.dmarc, policy: 'reject' as const };
    const after = aDomain({
      mailProvider: 'fastmail',
      records: [www('b.example'), { name: 'y', type: 'TXT', content: 'y' }],
      dmarc,
    });
    const plan = planFor([after], [before]);
    expect(plan.summary).toEqual({ zones: 1, create: 1, update: 2, delete: 1, unchanged: 10 });
    expect(outline(plan.zones[0]?.changes ?? [])).toEqual([
      'update dmarc',
      'update extra-cname@www',
      'delete extra-txt@x',
      'create extra-txt@y',
    ]);
    expect(plan.zones[0]?.changes[1]).toEqual({
      action: 'update',
      key: 'extra-cname@www',
      role: 'extra',
      name: 'www.acme.example',
      type: 'CNAME',
      content: 'b.example',
      ttl: 3600,
      old: { name: 'www.acme.example', type: 'CNAME', content: 'a.example', ttl: 3600 },
    });
  });

  test('is the same, to the byte, each time', () => {
    const make = () => planFor([aDomain({ mailProvider: 'fastmail' })], [aDomain({ mailProvider: 'migadu' })]);
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  });

  test('knows a zone by the lists and not by their order', () => {
    const [one, two] = [aDomain({ domain: 'a.example' }), aDomain({ domain: 'b.example', segment: 'pool-a' })];
    expect(planFor([one, two], [two, one]).summary.unchanged).toBe(4);
  });

  test('lists zones by segment and then name', () => {
    const domains = [
      aDomain({ domain: 'b.example', segment: 'pool-a' }),
      aDomain({ domain: 'c.example', segment: 'primary' }),
      aDomain({ domain: 'a.example', segment: 'pool-a' }),
    ];
    expect(planFor(domains, nothingYet).zones.map(({ zone }) => zone)).toEqual(['a.example', 'b.example', 'c.example']);
  });
});

describe('the difference of two records', () => {
  const same: [string, ZoneRecord, ZoneRecord][] = [
    ['the case of a target', cname('A.Example'), cname('a.example')],
    ['the last dot of a target', mx('mx.example.'), mx('mx.example')],
    ['the case of a name', txt('x', 'WWW.acme.example'), txt('x', 'www.acme.example')],
    [
      'the TTL of a proxied record',
      { ...cname('a.example'), proxied: true, ttl: 3600 },
      { ...cname('a.example'), proxied: true, ttl: 1 },
    ],
    ['proxied: false', { ...cname('a.example'), proxied: false }, cname('a.example')],
  ];
  test.each(same)('is none for %s', (_, a, b) => expect(diffRecords({ k: a }, { k: b })).toEqual([]));

  const different: [string, ZoneRecord, ZoneRecord][] = [
    ['the case of a text', txt('V=1'), txt('v=1')],
    ['a space in a text', txt('a  b'), txt('a b')],
    ['the TTL', txt('x'), { ...txt('x'), ttl: 1 }],
    ['the priority', mx('a.example', 10), mx('a.example', 20)],
    ['proxying', { ...cname('a.example'), ttl: 1 }, { ...cname('a.example'), ttl: 1, proxied: true }],
  ];
  test.each(different)('is an update for %s', (_, a, b) => {
    expect(outline(diffRecords({ k: a }, { k: b }))).toEqual(['update k']);
  });
});

describe('a domain that moves between segments', () => {
  const from = aDomain({ domain: 'move.example', segment: 'pool-a' });
  const to = aDomain({ domain: 'move.example', segment: 'pool-b' });

  test('comes in one stack and goes in the other, without a guard', () => {
    const plan = planFor([to], [from], { segments: { 'pool-a': {}, 'pool-b': {} } });
    expect(plan.zones.map(({ segment, action }) => [segment, action])).toEqual([
      ['pool-a', 'delete'],
      ['pool-b', 'create'],
    ]);
    expect(plan.guards).toEqual([]);
    expect(plan.zones.map(({ warnings }) => warnings)).toEqual([
      ['move.example moves to pool-b: what it keeps is taken over there, not deleted.'],
      ['move.example comes from pool-a: what it keeps is taken over as it is.'],
    ]);
  });

  test('out of a zone that stays is no loss for that zone', () => {
    const stays = aDomain({ domain: 'acme.example', segment: 'pool-a' });
    const moved = (segment: string) =>
      aDomain({ domain: 'news.acme.example', zone: 'acme.example', mailProvider: 'fastmail', segment });
    const plan = planFor([stays, moved('pool-b')], [stays, moved('pool-a')], { segments: { 'pool-b': {} } });
    expect(plan.zones.map(({ segment, action }) => [segment, action])).toEqual([
      ['pool-a', 'update'],
      ['pool-b', 'create'],
    ]);
    expect(plan.guards).toEqual([]);
  });
});

describe('what the last run left unfinished', () => {
  test('is sent again though nothing differs, with the reason', () => {
    const domain = aDomain();
    const { inputs } = stateOf(anEstate([domain])).stacks[0]?.resources[0] ?? {};
    const state: State = {
      stacks: [
        {
          stack: 'primary',
          resources: [aResource('primary', inputs as unknown as ZoneRecordsInputs, ['9005: bad A'])],
        },
      ],
    };
    const plan = planFor([domain], state);
    expect(plan.summary).toMatchObject({ zones: 1, create: 0, update: 0, unchanged: 2 });
    expect(plan.zones).toMatchObject([
      { action: 'update', changes: [], warnings: [expect.stringContaining('9005: bad A')] },
    ]);
  });

  test('or only knows a domain otherwise is an update of the zone', () => {
    const retired = { state: 'retired' as const, since: '2026-01-01', graceDays: 30 };
    const [before, after] = [
      aDomain({ lifecycle: retired }),
      aDomain({ lifecycle: { ...retired, since: '2026-02-01' } }),
    ];
    expect(planFor([after], [before]).zones).toEqual([]);
    const state = stateOf(anEstate([before]));
    const inputs = state.stacks[0]?.resources[0]?.inputs as unknown as ZoneRecordsInputs;
    inputs.domains = { 'acme.example': 'live' };
    expect(planFor([after], state).zones).toMatchObject([{ action: 'update', changes: [] }]);
  });
});

describe('a stack without its segment', () => {
  const state = stateOf(anEstate([aDomain({ segment: 'gone' })]));

  test('stops the plan and says both ways out', () => {
    expect(() => planFor([aDomain()], state)).toThrow(
      expect.objectContaining({
        code: 'segment-gone',
        fix: expect.stringContaining('mailyard destroy --segment gone'),
      }),
    );
  });

  test('is no matter when it is empty', () => {
    expect(planFor([aDomain()], { stacks: [{ stack: 'gone', resources: [] }] }).summary.create).toBe(2);
  });
});

describe('a selection', () => {
  const domains = [
    aDomain({ domain: 'a.example', segment: 'pool-a' }),
    aDomain({ domain: 'b.example', segment: 'pool-b' }),
    aDomain({ domain: 'news.b.example', segment: 'pool-b', zone: 'b.example' }),
  ];
  const zones = (selection: { segments?: string[]; domains?: string[] }) =>
    planFor(domains, nothingYet, { selection }).zones.map(({ zone }) => zone);

  test('by segment, by domain, by glob, by both', () => {
    expect(zones({})).toEqual(['a.example', 'b.example']);
    expect(zones({ segments: ['pool-a'] })).toEqual(['a.example']);
    expect(zones({ domains: ['news.b.example'] })).toEqual(['b.example']);
    expect(zones({ domains: [domainGlob('NEWS.*')] })).toEqual(['b.example']);
    expect(zones({ domains: ['*.example'] })).toEqual(['a.example', 'b.example']);
    expect(zones({ domains: ['a.example', 'b.example'] })).toEqual(['a.example', 'b.example']);
    expect(zones({ segments: ['pool-a'], domains: ['b.*'] })).toEqual([]);
  });

  test('finds a domain that is no longer wanted by what the state says', () => {
    const plan = planFor([aDomain()], [aDomain(), aDomain({ domain: 'old.example' })], {
      selection: { domains: ['old.*'] },
    });
    expect(plan.zones.map(({ zone, action }) => [zone, action])).toEqual([['old.example', 'delete']]);
  });

  test('never shrinks the estate: a domain that moved elsewhere has not vanished', () => {
    const [from, to] = [aDomain({ segment: 'pool-a' }), aDomain({ segment: 'pool-b' })];
    const segments = { 'pool-a': {}, 'pool-b': {} };
    expect(planFor([to], [from], { segments, selection: { segments: ['pool-a'] } }).guards).toEqual([]);
  });
});

describe('a destroy plan', () => {
  const state = stateOf(anEstate([aDomain({ segment: 'pool-a' }), aDomain({ domain: 'b.example', segment: 'gone' })]));

  test('removes all records of every stack, with or without its segment', () => {
    const plan = destroyPlan(state, everything);
    expect(plan.summary).toEqual({ zones: 2, create: 0, update: 0, delete: 4, unchanged: 0 });
    expect(plan.zones.map(({ segment, action }) => [segment, action])).toEqual([
      ['gone', 'delete'],
      ['pool-a', 'delete'],
    ]);
  });

  test('keeps to the selection', () => {
    expect(destroyPlan(state, { ...everything, segments: ['gone'] }).summary.delete).toBe(2);
  });
});

describe('resources of other types', () => {
  const thing = (inputs: Record<string, unknown>) => ({
    type: 'mailyard:index:Thing',
    name: 'a',
    inputs,
    dependsOn: [],
  });

  test('differ by their properties, however deep', () => {
    const state: State = {
      stacks: [
        {
          stack: 'primary',
          resources: [
            { urn: '', id: 'a', outputs: {}, type: 'mailyard:index:Thing', name: 'a', inputs: { list: [{ x: 1 }] } },
          ],
        },
      ],
    };
    const actions = (inputs: Record<string, unknown>) =>
      steps(new Map([['primary', [thing(inputs)]]]), state).map(({ action }) => action);
    expect(actions({ list: [{ x: 1 }] })).toEqual(['same']);
    expect(actions({ list: [{ x: 2 }] })).toEqual(['update']);
    expect(steps(new Map([['primary', []]]), state).map(({ action }) => action)).toEqual(['delete']);
  });
});
