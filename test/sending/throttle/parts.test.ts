import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/dates.ts';
import { dayAt, sendingDay } from '../../../src/sending/throttle/days.ts';
import { partAt, partsOf, releaseOf } from '../../../src/sending/throttle/parts.ts';
import { ALWAYS, OFFICE } from './policies.ts';

const sums = (parts: { messages: number }[]) => parts.reduce((sum, { messages }) => sum + messages, 0);

const dayOf = (zone: string, date: string, hours = ALWAYS) =>
  sendingDay(zone, hours, dayAt(zone, Date.parse(`${date}T12:00:00Z`)));

describe('the parts of a day', () => {
  it('cut fifty messages in twelve hours of four or five', () => {
    const { opens, closes } = dayOf('UTC', '2026-11-26', OFFICE);
    const parts = partsOf(50, opens, closes, 0);
    expect(parts).toHaveLength(12);
    expect(parts.map(({ start }) => new Date(start).getUTCHours())).toEqual([
      8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
    expect(new Set(parts.map(({ messages }) => messages))).toEqual(new Set([4, 5]));
    expect(sums(parts)).toBe(50);
  });

  it('give each of few messages a part of its own, so that no hour is without', () => {
    const { opens, closes } = dayOf('UTC', '2026-11-26', OFFICE);
    const parts = partsOf(5, opens, closes, 3);
    expect(parts.map(({ start, end, messages }) => [(end - start) / HOUR, messages])).toEqual(Array(5).fill([2.4, 1]));
  });

  it('sum to the day, and cover its hours without a gap, for any day and any number', () => {
    const spans = fc.record({
      messages: fc.integer({ min: 1, max: 100_000 }),
      phase: fc.nat(),
      zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      day: fc.integer({ min: 0, max: 800 }),
      from: fc.integer({ min: 0, max: 23 }),
      length: fc.integer({ min: 1, max: 24 }),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(spans, ({ messages, phase, zone, day, from, length, at }) => {
        const noon = Date.parse('2026-01-01T12:00:00Z') + day * 24 * HOUR;
        const hours = { ...ALWAYS, from, to: Math.min(24, from + length) };
        const { opens, closes } = sendingDay(zone, hours, dayAt(zone, noon));
        const parts = partsOf(messages, opens, closes, phase);
        if (opens === closes) return parts.length === 0;
        const moment = opens + Math.floor(at * (closes - opens));
        const part = parts[partAt(parts, moment)];
        return (
          sums(parts) === messages &&
          parts[0]?.start === opens &&
          parts.at(-1)?.end === closes &&
          parts.every(({ start, messages }, i) => messages > 0 && (i === 0 || start === parts[i - 1]?.end)) &&
          part !== undefined &&
          part.start <= moment &&
          moment < part.end
        );
      }),
      { numRuns: 500 },
    );
  });

  it('have 23 and 25 hours on the days on which clocks change', () => {
    const hours = (date: string) => {
      const { opens, closes } = dayOf('Europe/Berlin', date);
      const parts = partsOf(1000, opens, closes, 7);
      return [parts.length, sums(parts)];
    };
    expect(hours('2026-03-29')).toEqual([23, 1000]);
    expect(hours('2026-10-25')).toEqual([25, 1000]);
    expect(hours('2028-02-29')).toEqual([24, 1000]);
  });

  it('an hour that the clocks leave out begins when they have been set', () => {
    const { opens, closes } = dayOf('Europe/Berlin', '2026-03-29', { ...ALWAYS, from: 2, to: 4 });
    expect([new Date(opens).toISOString(), new Date(closes).toISOString()]).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
  });
});

describe('the moments of a part', () => {
  it('are in order and within it, the same each time, and others for another mailbox', () => {
    const part = { start: Date.parse('2026-11-26T09:00:00Z'), end: Date.parse('2026-11-26T10:00:00Z'), messages: 4 };
    const moments = (seed: number) => [0, 1, 2, 3].map(index => releaseOf(part, index, seed));
    fc.assert(
      fc.property(fc.nat(), seed => {
        const [a = 0, b = 0, c = 0, d = 0] = moments(seed);
        return part.start <= a && a < b && b < c && c < d && d < part.end;
      }),
    );
    expect(moments(1)).toEqual(moments(1));
    expect(moments(1)).not.toEqual(moments(2));
    const minutes = Array.from({ length: 200 }, (_, seed) =>
      Math.floor((releaseOf(part, 0, seed) - part.start) / 60_000),
    );
    expect(new Set(minutes).size).toBeGreaterThan(10);
  });
});
