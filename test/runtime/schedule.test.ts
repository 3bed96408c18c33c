/** Ticks are pure values of a schedule and a time, in UTC: no hour of a clock change counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastTick, nextTick } from '../../src/runtime/schedule.ts';

const at = (text: string): number => Date.parse(text);
const shown = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString().slice(0, 16);

test('the latest tick is the one that has come, to the millisecond', () => {
  expect(shown(lastTick('23 4 * * *', at('2026-11-26T04:22:59.999Z')))).toBe('2026-11-25T04:23');
  expect(shown(lastTick('23 4 * * *', at('2026-11-26T04:23:00.000Z')))).toBe('2026-11-26T04:23');
  expect(shown(nextTick('23 4 * * *', at('2026-11-26T04:23:00.000Z')))).toBe('2026-11-27T04:23');
});

test('a leap day comes every four years, and the day after it once', () => {
  expect(shown(lastTick('0 5 29 2 *', at('2026-11-26T00:00:00Z')))).toBe('2024-02-29T05:00');
  expect(shown(nextTick('0 5 29 2 *', at('2026-11-26T00:00:00Z')))).toBe('2028-02-29T05:00');
  expect(shown(lastTick('0 5 * * *', at('2028-03-01T04:59:00Z')))).toBe('2028-02-29T05:00');
});

test('hours that a daylight saving time skips or repeats elsewhere are hours like others', () => {
  // Europe 2027-03-28 01:00 UTC, 2026-10-25 01:00 UTC; a machine's own zone has no say.
  for (const day of ['2027-03-28', '2026-10-25'])
    for (const hour of ['00', '01', '02'])
      expect(shown(lastTick('30 * * * *', at(`${day}T${hour}:30:00Z`)))).toBe(`${day}T${hour}:30`);
});

test('between the latest tick and the next there is no other one', () => {
  const schedules = ['* * * * *', '*/5 * * * *', '23 4 * * *', '0 3 * * MON', '15 2 1 * *'];
  const time = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...schedules), time, (schedule, now) => {
      const [last, next] = [lastTick(schedule, now) as number, nextTick(schedule, now) as number];
      expect(last).toBeLessThanOrEqual(now);
      expect(next).toBeGreaterThan(now);
      expect(nextTick(schedule, last)).toBe(next);
      expect(lastTick(schedule, next)).toBe(next);
    }),
    { numRuns: 300 },
  );
});
