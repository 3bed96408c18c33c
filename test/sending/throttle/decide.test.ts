import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/sending/throttle/decide.ts';
import { planAt } from '../../../src/sending/throttle/policy.ts';
import { ALWAYS, aPolicy, OFFICE, openTallies, perDay, within } from './policies.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}Z`);
const text = (moment: number | undefined) => moment && new Date(moment).toISOString().slice(0, 16);

describe('a decision', () => {
  it('refuses the 51st message of the day until the next sending day', () => {
    const policy = aPolicy({ days: [perDay('domain schedule', 'domain', 50)] });
    const tallies = openTallies();
    let now = at('2026-11-27T08:00:00');
    for (let sent = 0; sent < 50; sent++) {
      const verdict = decide(policy, tallies, now);
      if (!verdict.allowed) now = verdict.until as number;
      tallies.send(policy, now);
    }
    const verdict = decide(policy, tallies, now);
    expect(verdict).toMatchObject({
      allowed: false,
      because: { kind: 'limit', limit: { used: 50, cap: 50, window: 'day' } },
    });
    // The 27th is a Friday.
    expect(text(verdict.until)).toBe('2026-11-30T08:00');
  });

  it('refuses what the hour has no room for until the next hour', () => {
    const policy = aPolicy({ days: [perDay('domain schedule', 'domain', 48)] });
    const tallies = openTallies();
    tallies.send(policy, at('2026-11-26T10:05:00'), 4);
    const verdict = decide(policy, tallies, at('2026-11-26T10:20:00'));
    expect(verdict).toMatchObject({ allowed: false, because: { limit: { used: 4, cap: 4, window: 'hour' } } });
    expect(text(verdict.until)).toBe('2026-11-26T11:00');
  });

  it('counts what a provider counts in windows that roll', () => {
    const policy = aPolicy({
      hours: ALWAYS,
      rolling: [within('mailbox', 30, 60_000), within('mailbox', 100, 24 * HOUR)],
    });
    const tallies = openTallies();
    for (let second = 0; second < 30; second++) tallies.send(policy, at('2026-11-26T10:00:00') + second * 1000);
    expect(text(decide(policy, tallies, at('2026-11-26T10:00:40')).until)).toBe('2026-11-26T10:01');
    expect(decide(policy, tallies, at('2026-11-26T10:01:00')).allowed).toBe(true);
    tallies.send(policy, at('2026-11-26T12:00:00'), 70);
    expect(text(decide(policy, tallies, at('2026-11-26T23:00:00')).until)).toBe('2026-11-27T10:00');
  });

  it('names outside hours and other days as such', () => {
    const policy = aPolicy({ zone: 'Europe/Berlin', days: [perDay('mailbox limit', 'mailbox', 40)] });
    const early = decide(policy, openTallies(), at('2026-11-26T06:59:59'));
    expect([early.because, text(early.until)]).toEqual([{ kind: 'hours' }, '2026-11-26T07:00']);
    const sunday = decide(policy, openTallies(), at('2026-11-29T10:00:00'));
    expect([sunday.because, text(sunday.until)]).toEqual([{ kind: 'days' }, '2026-11-30T07:00']);
  });

  it('paces a mailbox: a message has a moment of its own within its hour', () => {
    const policy = aPolicy({ paced: true, days: [perDay('mailbox limit', 'mailbox', 12)] });
    const verdict = decide(policy, openTallies(), at('2026-11-26T09:00:00'));
    expect(verdict).toMatchObject({ allowed: false, because: { kind: 'pace' } });
    expect(verdict.until).toBeGreaterThan(at('2026-11-26T09:00:00'));
    expect(verdict.until).toBeLessThan(at('2026-11-26T10:00:00'));
    expect(decide(policy, openTallies(), verdict.until as number).allowed).toBe(true);
  });

  it('counts what was granted before the clock was set back, until the clock has passed it again', () => {
    const policy = aPolicy({ days: [perDay('domain schedule', 'domain', 48)] });
    const tallies = openTallies();
    tallies.send(policy, at('2026-11-26T11:10:00'), 4);
    const back = decide(policy, tallies, at('2026-11-26T10:10:00'));
    expect([back.allowed, text(back.until)]).toEqual([false, '2026-11-26T12:00']);
  });

  it('says that so many at once never pass, without a time', () => {
    const policy = aPolicy({ days: [perDay('mailbox limit', 'mailbox', 40)] });
    expect(decide(policy, openTallies(), at('2026-11-26T10:00:00'), 41)).toMatchObject({
      allowed: false,
      until: undefined,
    });
  });
});

describe('how far it looks', () => {
  const counting = (messagesOn: (date: string) => number) => {
    const asked = new Set<string>();
    const onDay = (date: string) => {
      asked.add(date);
      return [perDay('mailbox schedule', 'mailbox', messagesOn(date))];
    };
    return { asked, policy: aPolicy({ onDay }) };
  };

  it('what waits for a person, or for the end of a block, is not looked for on every day of a year', () => {
    const { policy, asked } = counting(() => 0);
    expect(decide(policy, openTallies(), at('2026-11-26T10:00:00')).until).toBeUndefined();
    expect([...asked]).toEqual(['2026-11-26', '2027-11-27']);
  });

  it('a first day that lies months ahead is found', () => {
    const { policy } = counting(date => (date < '2027-06-03' ? 0 : 12));
    const { until } = decide(policy, openTallies(), at('2026-11-26T10:00:00'));
    expect(text(until)).toBe('2027-06-03T08:00');
  });
});

describe('whatever the limits', () => {
  const units = ['mailbox', 'domain', 'ip'] as const;
  const cases = fc.record({
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
    hours: fc.constantFrom(OFFICE, ALWAYS, { ...ALWAYS, from: 1, to: 4 }, { ...OFFICE, from: 22, to: 24 }),
    paced: fc.boolean(),
    days: fc.uniqueArray(fc.record({ unit: fc.constantFrom(...units), messages: fc.integer({ min: 1, max: 60 }) }), {
      selector: ({ unit }) => unit,
    }),
    rolling: fc.array(
      fc.record({ messages: fc.integer({ min: 1, max: 20 }), minutes: fc.integer({ min: 1, max: 1440 }) }),
      {
        maxLength: 2,
      },
    ),
    // Around the days on which clocks change in the zones above.
    start: fc.constantFrom(
      '2026-03-28T20:00',
      '2026-10-24T20:00',
      '2026-11-01T03:00',
      '2026-11-26T10:00',
      '2026-04-04T12:00',
    ),
    steps: fc.array(
      fc.record({
        minutes: fc.integer({ min: -60, max: 240 }),
        count: fc.integer({ min: 1, max: 3 }),
        waits: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    ),
  });

  it('the time that is answered is allowed, nothing earlier is, and no window is ever above its cap', () => {
    fc.assert(
      fc.property(cases, ({ days, rolling, start, steps, ...parts }) => {
        const policy = aPolicy({
          ...parts,
          days: days.map(({ unit, messages }) => perDay('mailbox limit', unit, messages)),
          rolling: rolling.map(({ messages, minutes }) => within('mailbox', messages, minutes * 60_000)),
        });
        const tallies = openTallies();
        const sent: [at: number, count: number][] = [];
        let now = at(`${start}:00`);
        for (const { minutes, count, waits } of steps) {
          now += minutes * 60_000;
          const verdict = decide(policy, tallies, now, count);
          if (!verdict.allowed && verdict.until !== undefined) {
            expect(decide(policy, tallies, verdict.until, count).allowed).toBe(true);
            for (let part = 0; part < 16; part++) {
              const earlier = now + Math.floor(((verdict.until - now) * part) / 16);
              if (earlier < verdict.until) expect(decide(policy, tallies, earlier, count).allowed).toBe(false);
            }
            if (waits) now = verdict.until;
          }
          if (!decide(policy, tallies, now, count).allowed) continue;
          tallies.send(policy, now, count);
          sent.push([now, count]);
        }
        const sumIn = (from: number, to: number) =>
          sent.reduce((sum, [when, count]) => sum + (when >= from && when < to ? count : 0), 0);
        for (const [when] of sent) {
          const { day, limits } = planAt(policy, when);
          expect(when >= day.opens && when < day.closes).toBe(true);
          for (const { messages, parts } of limits) {
            expect(sumIn(day.start, day.end)).toBeLessThanOrEqual(messages);
            for (const part of parts) expect(sumIn(part.start, part.end)).toBeLessThanOrEqual(part.messages);
          }
          for (const { messages, window } of policy.rolling) {
            expect(sumIn(when - window + 1, when + 1)).toBeLessThanOrEqual(messages);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
