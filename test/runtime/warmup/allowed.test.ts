/** Whatever the ledger says, a domain is never allowed more than any schedule, limit, provider or target of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysAfter } from '../../../src/dates.ts';
import { sendingMailboxes } from '../../../src/estate/capacity/allowance.ts';
import { daysFrom } from '../../../src/estate/capacity/calendar.ts';
import { sendersOf } from '../../../src/estate/capacity/senders.ts';
import type { Progress, WarmupState, WarmupUnit } from '../../../src/estate/warmup/progress.ts';
import { weekStep } from '../../../src/estate/warmup/schedule.ts';
import type { WarmupSchedule } from '../../../src/inventory/warmup-schedule.ts';
import { adoptionsOf } from '../../../src/runtime/warmup/adopt.ts';
import { allowedOn, domainAllowedOn, type Group, groupsOf, knownOf } from '../../../src/runtime/warmup/units.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';

const TODAY = '2026-12-08';

const aRow = fc.record({
  state: fc.constantFrom<WarmupState>('waiting', 'warming', 'held', 'resting', 'warmed'),
  week: fc.integer({ min: 1, max: 8 }),
  since: fc.integer({ min: -40, max: 20 }).map(days => daysAfter(TODAY, days)),
  factor: fc.constantFrom(1, 0.7, 0.49, 0.1),
});

const schedule = (name: string) => templates().warmups.get(name) as WarmupSchedule;

const rowOf = (
  unit: WarmupUnit,
  name: string,
  schedule: string,
  row: Omit<Progress, 'unit' | 'name' | 'schedule'>,
): Progress => ({
  ...{ unit, name, schedule },
  ...row,
});

test('in any state of its warm-ups', () => {
  const boxes = fc.array(fc.record({ row: fc.option(aRow), dailyLimit: fc.option(fc.integer({ min: 0, max: 60 })) }), {
    ...{ minLength: 1, maxLength: 8 },
  });
  fc.assert(
    fc.property(boxes, aRow, fc.option(fc.integer({ min: 1, max: 400 })), fc.boolean(), (all, own, target, perDay) => {
      const name = perDay ? 'six-week-by-day' : 'six-week';
      const mailboxes = all.map(({ dailyLimit }, index) => ({
        user: `u${index}`,
        ...(dailyLimit !== null && { dailyLimit }),
      }));
      const warmup = { domain: name, mailbox: 'gentle-mailbox', start: TODAY, ...(target !== null && { target }) };
      const known = templates();
      const slow = { ...known.providers.get('fastmail'), limits: { perMailboxPerDay: 33 } } as never;
      const providers = new Map(known.providers).set('fastmail', slow);
      const estate = anEstate(
        [aDomain({ mailProvider: 'fastmail', segment: 'pool', mailboxes, warmup })],
        { segments: { pool: { profile: 'high-volume' } } },
        TODAY,
      );
      const [sender] = sendersOf(estate, { ...known, providers }, TODAY);
      if (!sender) throw new Error('no sender');
      const rows = knownOf([
        rowOf('domain', 'acme.example', name, own),
        ...all.flatMap(({ row }, index) =>
          row ? [rowOf('mailbox', `u${index}@acme.example`, 'gentle-mailbox', row)] : [],
        ),
      ]);
      for (const day of daysFrom(daysAfter(TODAY, -20), 60)) {
        const { messages } = domainAllowedOn(sender, rows, day);
        const domainStep =
          allowedOn({ unit: 'domain', name: 'acme.example', schedule: schedule(name), start: TODAY }, rows, day.date) ??
          0;
        const gentle = schedule('gentle-mailbox');
        const steps = sendingMailboxes(sender.domain).map(({ address, dailyLimit = Infinity }) =>
          Math.min(
            33,
            40,
            dailyLimit,
            allowedOn({ unit: 'mailbox', name: address, schedule: gentle, start: TODAY }, rows, day.date) ?? 0,
          ),
        );
        expect(messages).toBeLessThanOrEqual(domainStep);
        expect(messages).toBeLessThanOrEqual(weekStep(schedule(name), own.week));
        expect(messages).toBeLessThanOrEqual(steps.reduce((sum, each) => sum + each, 0));
        expect(messages).toBeLessThanOrEqual(target ?? Infinity);
        expect(messages).toBeLessThanOrEqual(150);
        if (own.state !== 'warming' && own.state !== 'warmed') expect(messages).toBe(0);
      }
    }),
    { numRuns: 60 },
  );
});

test('from one day to the next no unit is allowed more than its schedule grows, while its week is the same', () => {
  fc.assert(
    fc.property(aRow, fc.constantFrom('six-week', 'six-week-by-day', 'gentle-mailbox', 'new-ip'), (row, name) => {
      const each = schedule(name);
      const rows = knownOf([rowOf(each.unit, 'it', name, { ...row, state: 'warming' })]);
      const days = daysFrom(row.since, 14).map(
        ({ date }) => allowedOn({ unit: each.unit, name: 'it', schedule: each }, rows, date) ?? 0,
      );
      expect(days).toEqual(days.toSorted((a, b) => a - b));
      expect(new Set(days.slice(6)).size).toBe(1);
      expect(Math.max(...days)).toBeLessThanOrEqual(weekStep(each, row.week));
    }),
  );
});

test('a domain without a first day counts as warmed, and what the ledger took in of it limits it no more', () => {
  const mailboxes = [{ user: 'alex' }, { user: 'sam' }];
  const estate = anEstate([aDomain({ mailProvider: 'fastmail', mailboxes })], {}, TODAY);
  const [group] = groupsOf(estate, templates());
  const taken = adoptionsOf(group as Group, new Map(), templates(), TODAY).map(({ to }) => to);
  expect(taken.map(({ state }) => state)).toEqual(['warmed', 'warmed', 'warmed']);
  const [sender] = sendersOf(estate, templates(), TODAY);
  if (!sender) throw new Error('no sender');
  for (const day of daysFrom(TODAY, 7)) {
    const allowance = domainAllowedOn(sender, knownOf(taken), day);
    expect(allowance).toEqual(domainAllowedOn(sender, new Map(), day));
    expect(allowance).toMatchObject({ messages: 200, limit: 'mailbox limit' });
  }
});
