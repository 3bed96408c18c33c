/** The gate of a week: what lets it go, what holds it, and what nobody knows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WarmupSchedule } from '../../../src/inventory/warmup-schedule.ts';
import { attemptsOf, bouncesOf, type Counts, noCounts } from '../../../src/ledger/events/counts.ts';
import { firstDayOf, judgeWeek } from '../../../src/runtime/warmup/gate-week.ts';
import { templates } from '../../support/estate.ts';

const six = templates().warmups.get('six-week') as WarmupSchedule;

interface Told extends Partial<Omit<Counts, 'bounced' | 'deferred'>> {
  bounced?: Partial<Counts['bounced']>;
  deferred?: Partial<Counts['deferred']>;
}

const counts = ({ bounced, deferred, ...told }: Told): Counts => {
  const none = noCounts();
  return {
    ...{ ...none, complaintsKnown: true, ...told },
    bounced: { ...none.bounced, ...bounced },
    deferred: { ...none.deferred, ...deferred },
  };
};

const judge = (told: Told, allowed = 350) => judgeWeek({ counts: counts(told), allowed }, six);
const unknowns = (told: Told, allowed = 350) =>
  judge(told, allowed)
    .checks.filter(({ verdict }) => verdict === 'unknown')
    .map(({ check }) => check);

describe('a week', () => {
  test('goes on where all is well', () => {
    const { verdict, checks } = judge({ sent: 300, bounced: { recipient: 5 } });
    expect(verdict).toBe('pass');
    expect(checks.map(({ says }) => says)).toEqual([
      '1.67 % bounces (5 of 300), the limit is 2 %',
      '0 % complaints (0 of 300), the limit is 0.1 %',
      '300 sent of 350 allowed, 245 is the least',
      'no receiver slowed it down',
    ]);
  });

  test('steps back at 2 % bounces, and at 0.1 % complaints, not below', () => {
    expect(judge({ sent: 300, bounced: { recipient: 6 } }).verdict).toBe('step-back');
    expect(judge({ sent: 1000, complained: 1 }).verdict).toBe('step-back');
    expect(judge({ sent: 1001, complained: 1 }).verdict).toBe('pass');
  });

  test('bounces of content and of no known kind count; what did not pass in time does not', () => {
    expect(judge({ sent: 300, bounced: { content: 3, unknown: 3 } }).verdict).toBe('step-back');
    expect(judge({ sent: 300, bounced: { temporary: 60 } }).verdict).toBe('pass');
  });

  test('stays where too little was really sent, or receivers slowed it down', () => {
    expect(judge({ sent: 244 }).verdict).toBe('stay');
    expect(judge({ sent: 245 }).verdict).toBe('pass');
    expect(judge({ sent: 300, deferred: { sender: 1 } }).verdict).toBe('stay');
    expect(judge({ sent: 300, deferred: { other: 40 } }).verdict).toBe('pass');
  });

  test('asks where fewer than 50 were sent', () => {
    expect(judge({ sent: 49, bounced: { recipient: 20 } }, 60).verdict).toBe('ask');
    expect(unknowns({ sent: 49 }, 60)).toEqual(['bounces', 'complaints']);
    expect(judge({ sent: 50, bounced: { recipient: 1 } }, 60).verdict).toBe('step-back');
  });

  test('asks where no source tells of complaints, or nobody tells anything', () => {
    expect(judge({ sent: 300, complaintsKnown: false }).verdict).toBe('ask');
    expect(unknowns({ sent: 300, complaintsKnown: false })).toEqual(['complaints']);
    expect(unknowns({ complaintsKnown: false })).toEqual(['bounces', 'complaints', 'volume', 'refusals']);
  });

  test('the figures are those of the schedule', () => {
    const strict = { ...six, gate: { bounceRate: 0.01, complaintRate: 0.0005, leastSends: 10, sentShare: 1 } };
    const of = (told: Told) => judgeWeek({ counts: counts(told), allowed: 20 }, strict).verdict;
    expect(of({ sent: 20 })).toBe('pass');
    expect(of({ sent: 19 })).toBe('stay');
    expect(of({ sent: 20, bounced: { recipient: 1 } })).toBe('step-back');
  });
});

test('its evidence is of the last seven days, and of none before the week; after a step back of what was sent since', () => {
  const first = (since: string, factor = 1) => firstDayOf({ since, factor }, '2026-12-10');
  expect(first('2026-12-01')).toBe('2026-12-03');
  expect(first('2026-12-08')).toBe('2026-12-08');
  expect(first('2026-12-08', 0.7)).toBe('2026-12-09');
  expect(first('2026-12-10', 0.7)).toBe('2026-12-11');
  expect(first('2026-12-01', 0.7)).toBe('2026-12-03');
});

test('whatever was told, it passes only where every rate is known and below its limit', () => {
  const few = fc.integer({ min: 0, max: 30 });
  const told = fc.record({
    sent: fc.integer({ min: 0, max: 2000 }),
    delivered: fc.integer({ min: 0, max: 2000 }),
    bounced: fc.record({ recipient: few, sender: few, content: few, temporary: few, unknown: few }),
    deferred: fc.record({ sender: fc.integer({ min: 0, max: 1 }), other: few }),
    complained: fc.integer({ min: 0, max: 3 }),
    complaintsKnown: fc.boolean(),
  });
  fc.assert(
    fc.property(told, fc.integer({ min: 0, max: 3000 }), (each, allowed) => {
      if (judgeWeek({ counts: each, allowed }, six).verdict !== 'pass') return;
      const attempts = attemptsOf(each) ?? 0;
      expect(attempts).toBeGreaterThanOrEqual(50);
      expect(attempts).toBeGreaterThanOrEqual(0.7 * allowed);
      expect(each.complaintsKnown).toBe(true);
      expect(bouncesOf(each) / attempts).toBeLessThan(0.02);
      expect(each.complained / attempts).toBeLessThan(0.001);
      expect(each.deferred.sender).toBe(0);
    }),
    { numRuns: 500 },
  );
});
