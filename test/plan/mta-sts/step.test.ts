/** A policy and its MX over the days: what senders may still hold decides what may change. RFC 8461 §8. */
import { describe, expect, test } from 'vitest';
import type { MtaStsPolicyInputs } from '../../../src/estate/resource.ts';
import { type PolicyStep, policyStep } from '../../../src/plan/mta-sts/step.ts';
import type { StsPolicy } from '../../../src/records/mta-sts.ts';
import type { ZoneRecord } from '../../../src/records/record.ts';

const WEEK = 604_800;
const enforce = (...mx: string[]): StsPolicy => ({ mode: 'enforce', maxAge: WEEK, mx });
const testing = (...mx: string[]): StsPolicy => ({ mode: 'testing', maxAge: WEEK, mx });

const mx = (...hosts: string[]): ZoneRecord[] =>
  hosts.map(content => ({ name: 'acme.example', type: 'MX', content, priority: 10, ttl: 3600 }));

/** The domain as it goes on from run to run: what a step does is what the next one finds. */
function story(hosts: string[] = []) {
  let current: MtaStsPolicyInputs | undefined;
  let now = mx(...hosts);
  return {
    run(today: string, wanted: StsPolicy | 'left' | 'kept', ...next: string[]): PolicyStep {
      const situation = { domain: 'acme.example', zone: 'acme.example', today, wanted, current };
      const step = policyStep({ ...situation, mx: { now, next: mx(...next) } });
      current = step.policy;
      if (!step.mxWaits) now = mx(...next);
      return step;
    },
    get hosts() {
      return now.map(({ content }) => content);
    },
  };
}

describe('a new policy', () => {
  test('is served as wanted, and the MX is free', () => {
    expect(story().run('2026-11-01', enforce('a.example'), 'a.example')).toEqual({
      policy: { domain: 'acme.example', zone: 'acme.example', ...enforce('a.example'), earlier: [], parting: {} },
      mxWaits: undefined,
      notes: [],
    });
  });

  test('that stays the same changes nothing', () => {
    const acme = story(['a.example']);
    const first = acme.run('2026-11-01', enforce('a.example'), 'a.example');
    expect(acme.run('2026-11-20', enforce('a.example'), 'a.example').policy).toBe(first.policy);
  });
});

describe('another MX under an enforced policy', () => {
  test('is allowed first, comes when no sender holds the old policy, and the old host leaves last', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', enforce('a.example'), 'a.example');

    const first = acme.run('2026-11-10', enforce('b.example'), 'b.example');
    expect(first.policy?.mx).toEqual(['b.example', 'a.example']);
    expect(first.policy?.earlier).toEqual([{ ...enforce('a.example'), until: '2026-11-18' }]);
    expect(first.mxWaits).toBe('2026-11-18');
    expect(first.notes).toEqual([expect.stringMatching(/acme\.example changes to b\.example on 2026-11-18/)]);
    expect(acme.hosts).toEqual(['a.example']);

    const waiting = acme.run('2026-11-17', enforce('b.example'), 'b.example');
    expect(waiting.policy).toBe(first.policy);
    expect(waiting.mxWaits).toBe('2026-11-18');

    const changed = acme.run('2026-11-18', enforce('b.example'), 'b.example');
    expect(changed.mxWaits).toBeUndefined();
    expect(changed.notes).toEqual([]);
    expect(acme.hosts).toEqual(['b.example']);
    expect(changed.policy?.mx).toEqual(['b.example', 'a.example']);
    expect(changed.policy?.parting).toEqual({ 'a.example': '2026-11-20' });

    expect(acme.run('2026-11-19', enforce('b.example'), 'b.example').policy).toBe(changed.policy);

    const last = acme.run('2026-11-20', enforce('b.example'), 'b.example');
    expect(last.policy).toMatchObject({ mx: ['b.example'], parting: {} });
    expect(last.policy?.earlier).toEqual([{ ...enforce('b.example', 'a.example'), until: '2026-11-28' }]);
    expect(acme.run('2026-11-21', enforce('b.example'), 'b.example').policy).toBe(last.policy);
  });

  test('beside the old one comes as late, and nothing leaves', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', enforce('a.example'), 'a.example');
    const first = acme.run('2026-11-10', enforce('a.example', 'b.example'), 'a.example', 'b.example');
    expect(first).toMatchObject({ policy: { mx: ['a.example', 'b.example'], parting: {} }, mxWaits: '2026-11-18' });
    const changed = acme.run('2026-11-18', enforce('a.example', 'b.example'), 'a.example', 'b.example');
    expect(changed.policy).toBe(first.policy);
    expect(acme.hosts).toEqual(['a.example', 'b.example']);
  });

  test('that a pattern of the policy allows already does not wait', () => {
    const acme = story(['a.mx.example']);
    acme.run('2026-11-01', enforce('a.mx.example', '*.mx.example'), 'a.mx.example');
    const next = acme.run('2026-11-10', enforce('b.mx.example', '*.mx.example'), 'b.mx.example');
    expect(next.mxWaits).toBeUndefined();
    expect(next.policy?.mx).toEqual(['b.mx.example', '*.mx.example']);
    expect(next.policy?.parting).toEqual({});
  });

  test('waits for the longest of all policies that senders may hold', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', { ...enforce('a.example'), maxAge: 4 * WEEK }, 'a.example');
    acme.run('2026-11-10', enforce('a.example'), 'a.example');
    expect(acme.run('2026-11-12', enforce('b.example'), 'b.example').mxWaits).toBe('2026-12-09');
  });

  test('given up before its day leaves the policy at once', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', enforce('a.example'), 'a.example');
    acme.run('2026-11-10', enforce('b.example'), 'b.example');
    const back = acme.run('2026-11-12', enforce('a.example'), 'a.example');
    expect(back).toMatchObject({ policy: { mx: ['a.example'], parting: {} }, mxWaits: undefined });
  });

  test('is not held by a null MX, and losing hosts is free', () => {
    const acme = story(['a.example', 'b.example']);
    acme.run('2026-11-01', enforce('a.example', 'b.example'), 'a.example', 'b.example');
    expect(acme.run('2026-11-10', enforce('a.example'), 'a.example').mxWaits).toBeUndefined();
    expect(acme.run('2026-11-11', 'left', '.').mxWaits).toBeUndefined();
  });

  test('held while a provider has yet to tell it', () => {
    const acme = story(['a.example']);
    const first = acme.run('2026-11-01', enforce('a.example'), 'a.example');
    expect(acme.run('2026-11-10', 'kept').policy).toBe(first.policy);
  });
});

test('under a policy in testing the MX is free, and the old host stays for its TTL', () => {
  const acme = story(['a.example']);
  acme.run('2026-11-01', testing('a.example'), 'a.example');
  const next = acme.run('2026-11-10', testing('b.example'), 'b.example');
  expect(next.mxWaits).toBeUndefined();
  expect(next.policy).toMatchObject({ mx: ['b.example', 'a.example'], parting: { 'a.example': '2026-11-12' } });
});

describe('leaving MTA-STS', () => {
  test.each([enforce, testing])('serves mode none until no sender holds the policy (%o)', policy => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', policy('a.example'), 'a.example');
    const left = acme.run('2026-11-10', 'left', 'a.example');
    expect(left.policy).toMatchObject({ mode: 'none', maxAge: 86_400, mx: [] });
    expect(left.notes).toEqual([expect.stringMatching(/mode none is served until 2026-11-18/)]);
    expect(acme.run('2026-11-17', 'left', 'a.example').policy).toBe(left.policy);
    expect(acme.run('2026-11-18', 'left', 'a.example')).toEqual({ mxWaits: undefined, notes: [] });
  });

  test('holds another MX until then', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', enforce('a.example'), 'a.example');
    const left = acme.run('2026-11-10', 'left', 'b.example');
    expect(left).toMatchObject({ policy: { mode: 'none' }, mxWaits: '2026-11-18' });
    expect(acme.run('2026-11-18', 'left', 'b.example').policy).toBeUndefined();
    expect(acme.hosts).toEqual(['b.example']);
  });

  test('can be taken back', () => {
    const acme = story(['a.example']);
    acme.run('2026-11-01', enforce('a.example'), 'a.example');
    acme.run('2026-11-10', 'left', 'a.example');
    const back = acme.run('2026-11-12', enforce('a.example'), 'a.example');
    expect(back.policy).toMatchObject(enforce('a.example'));
    expect(back.policy?.earlier).toEqual([{ ...enforce('a.example'), until: '2026-11-18' }]);
  });

  test('of what never was is nothing', () => {
    expect(story().run('2026-11-01', 'left')).toEqual({ mxWaits: undefined, notes: [] });
  });
});
