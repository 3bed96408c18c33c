/** Targets: how they are written, and what they need. The figures of the README and the docs stand here. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsOf } from '../../src/estate/capacity/need.ts';
import { boughtUp, plantOf, twoDigits } from '../../src/estate/capacity/plant.ts';
import { sendersOf } from '../../src/estate/capacity/senders.ts';
import { parseTarget, perMonth, perSendingDay, type Target } from '../../src/estate/capacity/target.ts';
import type { Weekday } from '../../src/inventory/model.ts';
import type { Scale } from '../../src/inventory/scale.ts';
import { aDomain, anEstate, type DomainParts, TODAY, templates } from '../support/estate.ts';

describe('a target is written as', () => {
  test.each([
    ['1200/day', 1200, 'day'],
    ['1,200/day', 1200, 'day'],
    ['1_200 / day', 1200, 'day'],
    ['500M/day', 500e6, 'day'],
    ['500m/day', 500e6, 'day'],
    ['1.5K/week', 1500, 'week'],
    ['2G/month', 2e9, 'month'],
    ['0.5/second', 0.5, 'second'],
  ])('%s', (text, messages, per) => {
    expect(parseTarget(text)).toEqual({ messages, per });
  });

  test.each([
    '1200',
    '1200/hour',
    '0/day',
    '-5/day',
    '1,5M/day',
    '12,00/day',
    '5X/day',
    'many/day',
    '1e99/day',
    '9999999G/day',
    '/day',
    '',
  ])('not as "%s"', text => {
    expect(() => parseTarget(text)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: `--target ${text} is no volume.` }),
    );
  });
});

test('a week and a month have to fit into the days on which mail is sent; a month has thirty days', () => {
  const day: Target = { messages: 1200, per: 'day' };
  expect([perSendingDay(day, 7), perSendingDay(day, 5), perMonth(day, 7)]).toEqual([1200, 1200, 36_000]);
  expect(perSendingDay({ messages: 6000, per: 'week' }, 5)).toBe(1200);
  expect(perSendingDay({ messages: 36_000, per: 'month' }, 5)).toBeCloseTo(1680);
  expect(perSendingDay({ messages: 2, per: 'second' }, 5)).toBe(241_920);
});

test('500 M a day are 5,800 a second, 29,000 at the peak, 300 IPs and 10 M bounces', () => {
  const plant = plantOf(parseTarget('500M/day'), templates().scales.get('internet') as Scale);
  expect(plant).toMatchObject({ perDay: 500e6, bouncesPerDay: 10e6 });
  expect([plant.perSecond, plant.peakPerSecond].map(twoDigits)).toEqual([5800, 29_000]);
  expect(plant.ips).toBeCloseTo(289.35);
  expect(boughtUp(plant.ips)).toBe(300);
});

test('what is bought is rounded up to its first digit', () => {
  expect([0.07, 1, 1.1, 9, 9.5, 10, 11, 289.35, 300, 300.0001].map(boughtUp)).toEqual([
    1, 1, 2, 9, 10, 10, 20, 300, 300, 400,
  ]);
});

describe('a target needs', () => {
  const needs = (target: string, profile: string, domains: DomainParts[]) => {
    const list = domains.map((parts, index) =>
      aDomain({ domain: `d${index}.example`, mailProvider: 'fastmail', ...parts, segment: 'pool' }),
    );
    const estate = anEstate(list, { segments: { pool: { profile } } });
    return needsOf(parseTarget(target), sendersOf(estate, templates(), TODAY));
  };
  const three = { mailboxes: [{ user: 'a' }, { user: 'b' }, { user: 'c' }] };
  const reserve = { ...three, lifecycle: { state: 'reserve' as const, graceDays: 30 } };

  test('mailboxes, and as many domains as carry them', () => {
    expect(needs('1200/day', 'high-volume', [three, three, reserve])).toMatchObject([
      {
        profile: 'high-volume',
        segments: ['pool'],
        perDay: 1200,
        mailboxes: { each: { messages: 40 }, needed: 30, have: 6, perDomain: 3 },
        domains: { each: { messages: 120, limit: 'mailbox limit' }, needed: 10, have: 2, reserve: 1 },
        warmWeek: 3,
      },
    ]);
  });

  test('more domains where their own limit is the lower one', () => {
    const five = { mailboxes: Array.from({ length: 5 }, (_, index) => ({ user: `u${index}` })) };
    expect(needs('1200/day', 'high-volume', [five])).toMatchObject([
      {
        mailboxes: { needed: 30 },
        domains: { each: { messages: 150, limit: 'domain limit' }, needed: 8 },
        warmWeek: 3,
      },
    ]);
  });

  test('domains alone where relays send', () => {
    const [need] = needs('120,000/day', 'notifications', [{ relays: [{ name: 'postmark' }] }]);
    expect(need).toMatchObject({ domains: { each: { messages: 50_000 }, needed: 3, have: 1 }, warmWeek: 8 });
    expect(need).not.toHaveProperty('mailboxes');
  });

  test('more where its segments do not send on every day', () => {
    const sendingHours = { from: 8, to: 18, days: ['mon', 'tue', 'wed', 'thu', 'fri'] as Weekday[] };
    expect(needs('36,000/month', 'high-volume', [{ ...three, sendingHours }])).toMatchObject([
      { daysAWeek: 5, mailboxes: { needed: 42 }, domains: { needed: 14 } },
    ]);
  });

  test('never less for more, and always enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 0, max: 1e6 }), (volume, more) => {
        const [less, greater] = [volume, volume + more].map(each => needs(`${each}/day`, 'high-volume', [three])[0]);
        const { mailboxes, domains } = less ?? {};
        expect((mailboxes?.needed ?? 0) * 40).toBeGreaterThanOrEqual(volume);
        expect((mailboxes?.needed ?? 0) * 40).toBeLessThan(volume + 40);
        expect((domains?.needed ?? 0) * 120).toBeGreaterThanOrEqual(volume);
        expect(greater?.mailboxes?.needed).toBeGreaterThanOrEqual(mailboxes?.needed ?? 0);
        expect(greater?.domains?.needed).toBeGreaterThanOrEqual(domains?.needed ?? 0);
      }),
      { numRuns: 50 },
    );
  });
});
