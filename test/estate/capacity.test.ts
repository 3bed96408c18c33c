/** What may be sent: every limit by itself, and that no domain is ever above its lowest one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowancesOn, type Sender, sum } from '../../src/estate/capacity/allowance.ts';
import { daysFrom } from '../../src/estate/capacity/calendar.ts';
import { capacityOf, type SegmentCapacity } from '../../src/estate/capacity/capacity.ts';
import { sendersOf } from '../../src/estate/capacity/senders.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { LifecycleState, MailboxEntry, Weekday } from '../../src/inventory/model.ts';
import type { Templates } from '../../src/inventory/template.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../support/estate.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';

const boxes = (count: number, more: Partial<MailboxEntry> = {}): MailboxEntry[] =>
  Array.from({ length: count }, (_, index) => ({ user: `u${index}`, ...more }));

function capacity(domains: DomainParts[], profile = 'high-volume', known: Templates = templates()): SegmentCapacity {
  const estate = anEstate(
    domains.map((parts, index) =>
      aDomain({ domain: `d${index}.example`, mailProvider: 'fastmail', ...parts, segment: 'pool' }),
    ),
    { segments: { pool: { profile } } },
    TODAY,
  );
  return capacityOf(estate, known, TODAY).segments[0] as SegmentCapacity;
}

const perDay = (segment: SegmentCapacity): number[] => segment.days.map(({ messages }) => messages);
const lifecycle = (state: LifecycleState, since?: string) => ({ lifecycle: { state, since, graceDays: 30 } });

test('days go on over the end of a year', () => {
  expect(daysFrom('2026-12-31', 2)).toEqual([
    { date: '2026-12-31', weekday: 'thu' },
    { date: '2027-01-01', weekday: 'fri' },
  ]);
});

describe('a domain is held by', () => {
  const first = (segment: SegmentCapacity) => segment.days[0];

  test('the limit of its mailboxes, and each by its own', () => {
    const mailboxes = [...boxes(2), { user: 'slow', dailyLimit: 15 }];
    const segment = capacity([{ mailboxes }]);
    expect(first(segment)).toMatchObject({ messages: 95, limit: 'mailbox limit' });
    expect(segment.most.terms).toEqual([
      { count: 2, of: 'mailbox', each: 40 },
      { count: 1, of: 'mailbox', each: 15 },
    ]);
  });

  test('a daily limit above the profile counts for nothing', () => {
    expect(first(capacity([{ mailboxes: boxes(1, { dailyLimit: 90 }) }]))).toMatchObject({ messages: 40 });
  });

  test('the limit of the domain', () => {
    expect(first(capacity([{ mailboxes: boxes(5) }]))).toMatchObject({ messages: 150, limit: 'domain limit' });
  });

  test('a suspended mailbox sends nothing, and without another one the domain has no sender', () => {
    const resting = { lifecycle: { state: 'resting', graceDays: 30 } } as const;
    const one = { user: 'a', ...resting };
    expect(first(capacity([{ mailboxes: [one, { user: 'b' }] }]))).toMatchObject({ messages: 40 });
    expect(first(capacity([{ mailboxes: [one], relays: [{ name: 'postmark' }] }]))).toMatchObject({
      ...{ messages: 0, limit: 'no senders' },
    });
  });

  test('what its provider lets through', () => {
    const known = templates();
    const fastmail = { ...known.providers.get('fastmail'), limits: { perMailboxPerDay: 25 } };
    const providers = new Map(known.providers).set('fastmail', fastmail as never);
    const segment = capacity([{ mailboxes: boxes(2) }], 'high-volume', { ...known, providers });
    expect(first(segment)).toMatchObject({ messages: 50, limit: 'provider limit' });
  });

  test('the target of its warm-up', () => {
    const segment = capacity([{ mailboxes: boxes(3), warmup: { target: 70 } }]);
    expect(first(segment)).toMatchObject({ messages: 70, limit: 'target' });
    expect(segment.most.terms).toEqual([{ count: 1, of: 'domain', each: 70 }]);
  });

  test('its schedules, the lowest of them, until its limits are lower', () => {
    const { days } = capacity([{ mailboxes: boxes(3), ...lifecycle('warming', TODAY) }]);
    const weeks = [0, 7, 14, 21, 28, 35, 42, 49].map(day => days[day]);
    expect(weeks.map(day => day?.messages)).toEqual([15, 36, 120, 120, 120, 120, 120, 120]);
    // Office days, as the throttler has them where the inventory names no hours; the fourth and fifth day are a weekend.
    expect(days.slice(0, 16).map(day => day.messages)).toEqual([
      ...[15, 15, 18, 0, 0, 27, 30],
      ...[36, 42, 51, 0, 0, 87, 105],
      ...[120, 120],
    ]);
    expect(weeks.map(day => day?.limit).slice(1, 3)).toEqual(['mailbox schedule', 'mailbox limit']);
    const many = capacity([{ mailboxes: boxes(20), ...lifecycle('warming', TODAY) }]);
    expect(first(many)).toMatchObject({ messages: 50, limit: 'domain schedule' });
    const single = capacity([{ mailboxes: boxes(1), ...lifecycle('warming', TODAY) }]);
    expect(first(single)).toMatchObject({ messages: 5, limit: 'mailbox schedule' });
  });

  test('a start that is yet to come', () => {
    const { days } = capacity([{ mailboxes: boxes(3), warmup: { start: '2026-11-27' } }]);
    expect(days.slice(0, 3)).toMatchObject([
      { messages: 0, limit: 'warm-up start' },
      { messages: 0, limit: 'warm-up start' },
      { messages: 15, limit: 'mailbox schedule' },
    ]);
  });

  test('the days on which it sends', () => {
    const sendingHours = { from: 8, to: 18, days: ['wed', 'thu'] as Weekday[] };
    const segment = capacity([{ mailboxes: boxes(3), sendingHours }]);
    expect(perDay(segment).slice(0, 8)).toEqual([120, 120, 0, 0, 0, 0, 0, 120]);
    expect(segment.days[2]?.limit).toBe('sending days');
  });

  test('the warm-up of its addresses, of which one that two domains use counts in equal parts', () => {
    const mine = { sendingIps: ['192.0.2.1'], warmup: { ip: 'ip-dedicated', start: TODAY } };
    expect(first(capacity([mine], 'notifications'))).toMatchObject({ messages: 200 });
    const both = capacity([mine, { ...mine, sendingIps: ['192.0.2.1', '192.0.2.2'] }], 'notifications');
    expect(first(both)).toMatchObject({ messages: 100 + 200 });
    const known = templates();
    const schedule = { ...known.warmups.get('ip-dedicated'), weeks: [{ week: 1, perDay: 30 }] };
    const slow = { ...known, warmups: new Map(known.warmups).set('ip-dedicated', schedule as never) };
    const network = { ...mine, sendingIps: ['198.51.100.0/30', '2001:db8::/48'] };
    expect(first(capacity([network], 'notifications', slow))).toMatchObject({ messages: 150, limit: 'ip schedule' });
  });

  test('its life-cycle', () => {
    for (const state of ['reserve', 'resting', 'retired'] as const) {
      const segment = capacity([{ mailboxes: boxes(3), ...lifecycle(state, '2026-11-20') }]);
      expect(segment).toMatchObject({ domains: 0, mailboxes: 0, idle: 1, most: { messages: 0, terms: [] } });
      expect(first(segment)?.limit).toBe('lifecycle');
    }
  });

  test('having nothing that sends', () => {
    expect(first(capacity([{}]))).toMatchObject({ messages: 0, limit: 'no senders' });
  });
});

test('what nothing limits is counted, not added', () => {
  const known = templates();
  const free = { ...known.profiles.get('notifications'), name: 'free', limits: {}, warmup: {} };
  const profiles = new Map(known.profiles).set('free', free as never);
  const segment = capacity([{ relays: [{ name: 'postmark' }] }], 'free', { ...known, profiles });
  expect(segment).toMatchObject({ domains: 1, most: { messages: 0, unlimited: 1, limit: 'none' } });
});

describe('whatever the domains', () => {
  const aBox = fc.record({
    user: fc.constant('u'),
    dailyLimit: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  });
  const parts = fc.record({
    mailboxes: fc.array(aBox, { maxLength: 6 }),
    sendingIps: fc.subarray(['192.0.2.1', '192.0.2.2', '198.51.100.0/30']),
    relays: fc.subarray([{ name: 'postmark' }]),
    lifecycle: fc.record({
      state: fc.constantFrom<LifecycleState>('reserve', 'warming', 'active', 'resting', 'retired'),
      since: fc.option(fc.constantFrom('2026-10-01', TODAY), { nil: undefined }),
      graceDays: fc.constant(30),
    }),
    warmup: fc.record(
      { start: fc.constantFrom('2026-09-01', TODAY, '2026-12-10'), target: fc.integer({ min: 1, max: 500 }) },
      { requiredKeys: [] },
    ),
  }) as fc.Arbitrary<DomainParts>;
  const profile = fc.constantFrom('high-volume', 'standard', 'notifications', 'internal');

  /** Seven a day for an address; all networks together have six. */
  const known = templates();
  const sevenADay = { ...known.warmups.get('ip-dedicated'), weeks: [{ week: 1, perDay: 7 }] } as never;
  const warmups = new Map(known.warmups).set('ip-dedicated', sevenADay).set('new-ip', sevenADay);
  const slow = { ...known, warmups };
  const isScheduled = ({ start, ips, schedules }: Sender) =>
    start !== undefined && ips > 0 && schedules.ip !== undefined;

  test('none sends more than its lowest limit, and an address no more than its schedule', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), profile, (domains, name) => {
        const estate = anEstate(
          domains.map((each, index) => aDomain({ domain: `d${index}.example`, ...each, segment: 'pool' })),
          { segments: { pool: { profile: name } } },
          TODAY,
        );
        const days = daysFrom(TODAY, 56);
        const allowed = sendersOf(estate, slow, TODAY).map(sender => ({
          sender,
          allowances: allowancesOn(sender, days),
        }));
        const scheduled = allowed.filter(({ sender }) => isScheduled(sender));
        for (const [index, { date }] of days.entries()) {
          expect(sum(scheduled.map(({ allowances }) => allowances[index]?.messages ?? 0))).toBeLessThanOrEqual(7 * 6);
          for (const { sender, allowances } of allowed) {
            const { messages = Number.NaN } = allowances[index] ?? {};
            const { settings, mailboxes } = sender.domain;
            const { perMailboxPerDay = Infinity, perDomainPerDay = Infinity } = sender.profile?.limits ?? {};
            const boxLimits = mailboxes().map(({ dailyLimit = Infinity }) => Math.min(dailyLimit, perMailboxPerDay));
            expect(messages).toBeLessThanOrEqual(perDomainPerDay);
            expect(messages).toBeLessThanOrEqual(settings.warmup.target ?? Infinity);
            if (boxLimits.length > 0) expect(messages).toBeLessThanOrEqual(sum(boxLimits));
            const idle = !['active', 'warming'].includes(settings.lifecycle.state);
            if (idle || date < (settings.warmup.start ?? '')) expect(messages).toBe(0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('one mailbox more is never less', () => {
    fc.assert(
      fc.property(
        fc.array(parts, { minLength: 1, maxLength: 3 }),
        profile,
        fc.integer({ min: 1, max: 6 }),
        ([first, ...others], name, count) => {
          // Without mailboxes the relays would be what sends.
          const had = { ...first, mailboxes: boxes(count) };
          const has = { ...first, mailboxes: boxes(count + 1) };
          const [before, after] = [had, has].map(one => perDay(capacity([one, ...others], name)));
          expect(after?.every((messages, index) => messages >= (before?.[index] ?? 0))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the terms of the best day are its sum', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), profile, (domains, name) => {
        const { most } = capacity(domains, name);
        expect(most.terms.reduce((sum, { count, each }) => sum + count * each, 0)).toBe(most.messages);
      }),
      { numRuns: 60 },
    );
  });
});

test('the built-in defaults send nothing by themselves', () => {
  expect(perDay(capacity([{ mailboxes: builtIn.mailboxes }])).every(messages => messages === 0)).toBe(true);
});
