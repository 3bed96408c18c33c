/** What a schedule allows on a day: the tables of the built-in ones, and what holds for every schedule. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysAfter } from '../../../src/dates.ts';
import { calendarProgress, type Progress, perDay, type WarmupState } from '../../../src/estate/warmup/progress.ts';
import { lastStep, receiverCeiling, stepOn, weekStep, weekThatAllows } from '../../../src/estate/warmup/schedule.ts';
import type { WarmupSchedule } from '../../../src/inventory/warmup-schedule.ts';
import { dayIn, startOfDay } from '../../../src/time-zones.ts';
import { templates } from '../../support/estate.ts';

const schedule = (name: string): WarmupSchedule => templates().warmups.get(name) as WarmupSchedule;

const at = (name: string, parts: Partial<Progress>): Progress => ({
  ...{
    unit: 'domain',
    name: 'acme.example',
    schedule: name,
    state: 'warming',
    week: 1,
    since: '2026-12-01',
    factor: 1,
  },
  ...parts,
});

const daysOf = (name: string, from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => stepOn(schedule(name), from + index));

describe('the schedules that ship', () => {
  test('six-week grows by the week', () => {
    const six = schedule('six-week');
    expect([1, 2, 3, 4, 5, 6, 7].map(week => weekStep(six, week))).toEqual([50, 200, 1000, 5000, 10000, 25000, 25000]);
    expect(daysOf('six-week', 0, 8)).toEqual([50, 50, 50, 50, 50, 50, 50, 200]);
  });

  test('six-week-by-day goes from 20 to 50 in its first week, and so on', () => {
    expect(daysOf('six-week-by-day', 0, 8)).toEqual([20, 25, 30, 35, 40, 45, 50, 100]);
    const ends = [7, 14, 21, 28, 35, 42].map(day => daysOf('six-week-by-day', day - 7, 7));
    expect(ends.map(days => [days[0], days.at(-1)])).toEqual([
      ...[
        [20, 50],
        [100, 200],
        [500, 1000],
        [2000, 5000],
        [5000, 10000],
        [25000, 25000],
      ],
    ]);
  });

  test('gentle-mailbox goes from 5 to 10, then grows by a fifth each day up to 50', () => {
    expect(daysOf('gentle-mailbox', 0, 18)).toEqual([
      ...[5, 5, 6, 7, 8, 9, 10],
      ...[12, 14, 17, 20, 24, 29, 35],
      ...[42, 50, 50, 50],
    ]);
  });

  test('new-ip doubles every four days, and gives no receiver more than its share', () => {
    expect(daysOf('new-ip', 0, 9)).toEqual([100, 100, 100, 100, 200, 200, 200, 200, 400]);
    expect(stepOn(schedule('new-ip'), 36)).toBe(50000);
    expect(receiverCeiling(schedule('new-ip'), 'gmail', 100)).toBe(40);
    expect(receiverCeiling(schedule('new-ip'), 'gmx', 100)).toBe(20);
    expect(receiverCeiling(schedule('six-week'), 'gmail', 100)).toBeUndefined();
  });
});

describe('a day of a warm-up', () => {
  const six = schedule('six-week');

  test('is limited by nothing where nothing warms up', () => {
    expect(perDay(six, undefined, '2026-12-01')).toBeUndefined();
  });

  test('allows nothing before the first day, and while it waits, is held or rests', () => {
    expect(perDay(six, at('six-week', {}), '2026-11-30')).toBe(0);
    for (const state of ['waiting', 'held', 'resting'] as WarmupState[]) {
      expect(perDay(six, at('six-week', { state, week: 3 }), '2026-12-02')).toBe(0);
    }
  });

  test('stays at the last day of a week that is not advanced', () => {
    const gentle = schedule('gentle-mailbox');
    expect(perDay(gentle, at('gentle-mailbox', {}), '2026-12-07')).toBe(10);
    expect(perDay(gentle, at('gentle-mailbox', {}), '2027-03-01')).toBe(10);
  });

  test('is 30 % lower after a step back, and never 0', () => {
    expect(perDay(six, at('six-week', { week: 2, factor: 0.7 }), '2026-12-01')).toBe(140);
    expect(perDay(schedule('gentle-mailbox'), at('gentle-mailbox', { factor: 0.1 }), '2026-12-01')).toBe(1);
  });

  test('of a week begun is a step of the one before on the days before it', () => {
    expect(perDay(six, at('six-week', { week: 2 }), '2026-11-30')).toBe(50);
  });

  test('has its ceiling still when all is warm, at the week in which it was done', () => {
    expect(perDay(six, at('six-week', { state: 'warmed', week: 6 }), '2027-06-01')).toBe(25000);
    expect(perDay(six, at('six-week', { state: 'warmed', week: 2 }), '2027-06-01')).toBe(200);
  });
});

describe('by the calendar', () => {
  const on = (start: string, date: string) =>
    calendarProgress(schedule('six-week'), { name: 'acme.example', start, date });

  test('weeks begin on the start, over a leap day and the ends of years too', () => {
    expect(on('2028-02-25', '2028-03-02')).toMatchObject({ week: 1, state: 'warming' });
    expect(on('2028-02-25', '2028-03-03')).toMatchObject({ week: 2, since: '2028-03-03' });
    expect(on('2026-12-29', '2027-01-05')).toMatchObject({ week: 2, since: '2027-01-05' });
  });

  test('waits before its start, and is warmed after its last week', () => {
    expect(on('2026-12-01', '2026-11-30')).toMatchObject({ state: 'waiting', week: 0 });
    expect(on('2026-12-01', '2027-01-11')).toMatchObject({ state: 'warming', week: 6 });
    expect(on('2026-12-01', '2027-01-12')).toMatchObject({ state: 'warmed', week: 6, since: '2027-01-12' });
  });

  test('a day is that of the time zone, and as long as the clocks there make it', () => {
    expect(dayIn('America/New_York', Date.parse('2026-12-01T04:59:59Z'))).toBe('2026-11-30');
    expect(dayIn('America/New_York', Date.parse('2026-12-01T05:00:00Z'))).toBe('2026-12-01');
    const length = (date: string) =>
      startOfDay('Europe/Berlin', daysAfter(date, 1)) - startOfDay('Europe/Berlin', date);
    expect(['2026-03-29', '2026-10-25', '2028-02-29'].map(date => length(date) / 3_600_000)).toEqual([23, 25, 24]);
    // Clocks there go from 00:00 to 01:00: the day begins at one.
    expect(startOfDay('America/Santiago', '2026-09-06')).toBe(Date.parse('2026-09-06T04:00:00Z'));
  });
});

describe('whatever the schedule', () => {
  const aSchedule = fc
    .record({
      steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
        ...{ minLength: 1, maxLength: 8 },
      }),
      ranged: fc.boolean(),
      growth: fc.option(
        fc.record({ rate: fc.double({ min: 0.15, max: 2, noNaN: true }), more: fc.integer({ min: 0, max: 900 }) }),
      ),
    })
    .map(({ steps, ranged, growth }): WarmupSchedule => {
      let last = 10;
      const weeks = steps.map(([first, rise], index) => {
        const from = last + first;
        last = from + rise;
        return { week: index + 1, perDay: last, ...(ranged && { from }) };
      });
      return {
        ...schedule('six-week'),
        weeks,
        ...(growth && { growth: { rate: growth.rate, to: last + growth.more } }),
      };
    });
  const aProgress = fc.record({ week: fc.integer({ min: 1, max: 12 }), factor: fc.constantFrom(1, 0.7, 0.49) });

  test('no day allows less than the one before, none more than the end', () => {
    fc.assert(
      fc.property(aSchedule, each => {
        const days = Array.from({ length: 120 }, (_, day) => stepOn(each, day));
        expect(days).toEqual(days.toSorted((a, b) => a - b));
        expect(Math.max(...days)).toBe(lastStep(each));
        expect(weekStep(each, weekThatAllows(each))).toBe(lastStep(each));
      }),
    );
  });

  test('no progress allows more than the end of its week, whatever the date', () => {
    fc.assert(
      fc.property(aSchedule, aProgress, fc.integer({ min: -400, max: 400 }), (each, parts, offset) => {
        const allowed = perDay(each, at('six-week', parts), daysAfter('2026-12-01', offset)) ?? Infinity;
        expect(allowed).toBeLessThanOrEqual(weekStep(each, parts.week));
      }),
    );
  });

  test('by the calendar no day allows more than the schedule says for it', () => {
    fc.assert(
      fc.property(aSchedule, fc.integer({ min: -10, max: 200 }), (each, day) => {
        const date = daysAfter('2026-12-01', day);
        const progress = calendarProgress(each, { name: 'acme.example', start: '2026-12-01', date });
        expect(perDay(each, progress, date)).toBe(day < 0 ? 0 : stepOn(each, day));
      }),
    );
  });
});
