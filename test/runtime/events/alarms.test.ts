import { describe, expect, test } from 'vitest';
import { type Counts, noCounts } from '../../../src/ledger/events/counts.ts';
import type { MailEvent } from '../../../src/ledger/events/event.ts';
import { record } from '../../../src/ledger/events.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { limitsOf, type Standing, standings } from '../../../src/runtime/events/alarms.ts';
import { eventsJob } from '../../../src/runtime/events/job.ts';
import { noticeFor } from '../../../src/runtime/events/notice-text.ts';
import { watchDomains } from '../../../src/runtime/events/watch.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { aRuntime, NOON } from '../../support/runtime.ts';

const DAY = 86_400_000;

const counts = (sent: number, bounced: Partial<Counts['bounced']> = {}, parts: Partial<Counts> = {}): Counts => ({
  ...{ ...noCounts(), sent, complaintsKnown: true, ...parts },
  bounced: { ...noCounts().bounced, ...bounced },
});
const of = (week: Counts, day = noCounts(), limits = limitsOf()) => standings(week, day, limits);

describe('bounces', () => {
  test.each<[string, Counts, Standing]>([
    ['above 2 %', counts(1000, { recipient: 21 }), 'holds'],
    ['2 % is not above', counts(1000, { recipient: 20 }), undefined],
    ['below three quarters of the limit it is over', counts(1000, { recipient: 14 }), 'over'],
    ['of every fault together', counts(100, { recipient: 1, sender: 1, content: 1 }), 'holds'],
    ['what only did not pass in time is none', counts(100, { temporary: 50 }), 'over'],
    ['an unknown fault is a bounce', counts(100, { unknown: 3 }), 'holds'],
    ['below 50 sent the rate is unknown', counts(49, { recipient: 49 }), undefined],
    ['one is no pattern', counts(50, { recipient: 1 }), 'over'],
    ['two of 50 are', counts(50, { recipient: 2 }), 'holds'],
    ['nothing was sent, nothing bounced: it is over', noCounts(), 'over'],
    ['nothing was told but bounces: nobody knows', counts(0, { recipient: 90 }), undefined],
    ['sends are not told, deliveries are', counts(0, { recipient: 5 }, { delivered: 95 }), 'holds'],
    ["bounces of last week's messages", counts(60, { recipient: 90 }), 'holds'],
  ])('%s', (_title, week, standing) => {
    expect(of(week).bounces).toBe(standing);
  });
});

describe('complaints', () => {
  const complained = (sent: number, complained: number, complaintsKnown = true) =>
    of(counts(sent, {}, { complained, complaintsKnown })).complaints;

  test.each<[string, Standing, Standing]>([
    ['above 0.08 %', complained(10_000, 9), 'holds'],
    ['0.08 % is not above', complained(10_000, 8), undefined],
    ['below three quarters of it, over', complained(10_000, 5), 'over'],
    ['one of a hundred', complained(100, 1), 'holds'],
    ['below 50 sent', complained(49, 1), undefined],
    ['nobody would tell: unknown, not none', complained(10_000, 0, false), undefined],
    ['somebody would tell, and does not', complained(10_000, 0), 'over'],
  ])('%s', (_title, standing, expected) => {
    expect(standing).toBe(expected);
  });
});

test("a sender's fault needs no rate", () => {
  const standing = (day: Counts) => of(noCounts(), day)['sender-faults'];
  expect(standing(counts(1, { sender: 1 }))).toBe('holds');
  expect(standing({ ...noCounts(), deferred: { sender: 1, other: 0 } })).toBe('holds');
  expect(standing(counts(1, { recipient: 1 }))).toBe('over');
});

test('a profile can ask for less, and not for more', () => {
  expect(limitsOf({ bounceRate: 0.01, complaintRate: 0.001 })).toEqual({ bounceRate: 0.01, complaintRate: 0.0008 });
  expect(limitsOf({ bounceRate: 0.05, complaintRate: 0.0005 })).toEqual({ bounceRate: 0.02, complaintRate: 0.0005 });
});

test('a rate that is rounded to its limit is said to be above it', () => {
  const about = { condition: 'bounces', domain: 'acme.example', day: noCounts(), limits: limitsOf() } as const;
  const title = (recipient: number) =>
    noticeFor({ ...about, week: counts(100_000, { recipient }), refusals: [] }).title;
  expect(title(2001)).toMatch(/^acme.example: just above 2 % of .* and 2 % is the limit$/);
  expect(title(2100)).toMatch(/^acme.example: 2.1 % of /);
});

describe('notices', () => {
  const events = (count: number, at: number, parts: Partial<MailEvent>): MailEvent[] =>
    Array.from({ length: count }, (_, index) => ({
      ...{ message: `${at}/${index}`, kind: 'sent', at, mailbox: 'alex@acme.example', domain: 'acme.example' },
      ...{ receiver: 'gmail', source: 'a test', tellsComplaints: true },
      ...parts,
    }));
  const refusal = { class: 'recipient', reply: '550 5.1.1 <address> User unknown' } as const;

  test('come once, with the segment and what receivers said, and end when it is over', async () => {
    const clock = sandboxClock(NOON);
    const runtime = await aRuntime({ clock, estate: anEstate([aDomain({ segment: 'pool-a' })]) });
    const { ledger } = runtime;
    const told = async (all: MailEvent[]) => {
      const { domains } = await record(ledger, all, clock.now());
      const { raised, ended } = await watchDomains(runtime, domains);
      return [raised.map(({ key }) => key), ended];
    };
    const first = clock.now() - DAY;
    expect(await told(events(100, first, {}))).toEqual([[], []]);
    expect(await told(events(3, first, { kind: 'bounced', refusal }))).toEqual([['bounces/acme.example'], []]);
    expect(await told(events(4, first, { kind: 'bounced', refusal }))).toEqual([[], []]);
    const [notice] = await openNotices(ledger);
    expect(notice).toMatchObject({ level: 'warning', domain: 'acme.example', segment: 'pool-a' });
    expect(notice?.detail).toContain('3 of 100: 3 recipient.\n3 × gmail: 550 5.1.1 <address> User unknown (recipient)');
    // 4 of 250 lies between: nothing changes. 4 of 300 is below three quarters.
    expect(await told(events(150, clock.now(), {}))).toEqual([[], []]);
    expect(await told(events(50, clock.now() - 1, {}))).toEqual([[], ['bounces/acme.example']]);
    expect(await openNotices(ledger)).toEqual([]);
  });

  test('end by time as well, when nothing is sent any more: the job looks', async () => {
    const clock = sandboxClock(NOON);
    const runtime = await aRuntime({ clock, estate: anEstate([aDomain()]) });
    const bounces = events(2, clock.now(), {
      kind: 'bounced',
      refusal: { class: 'sender', reply: '550 5.7.1 blocked' },
    });
    await record(runtime.ledger, [...events(50, clock.now(), {}), ...bounces], clock.now());
    await watchDomains(runtime, ['acme.example']);
    expect(await eventsJob.run(runtime)).toMatchObject({
      findings: 1,
      document: { open: ['acme.example'], ended: [] },
    });
    clock.advance(2 * DAY);
    expect(await eventsJob.run(runtime)).toMatchObject({
      findings: 1,
      document: { ended: ['sender-faults/acme.example'] },
    });
    clock.advance(6 * DAY);
    expect(await eventsJob.run(runtime)).toMatchObject({ findings: 0, document: { ended: ['bounces/acme.example'] } });
  });

  test('come also where whoever took the events in was killed before it looked', async () => {
    const runtime = await aRuntime({ estate: anEstate([aDomain()]) });
    const bounces = events(3, NOON, { kind: 'bounced', refusal });
    await record(runtime.ledger, [...events(100, NOON, {}), ...bounces], NOON);
    expect(await eventsJob.run(runtime)).toMatchObject({
      findings: 1,
      document: { raised: ['bounces/acme.example'] },
    });
  });

  test('come again when a rate that was told of has become critical', async () => {
    const runtime = await aRuntime({ estate: anEstate([aDomain()]) });
    const bounced = (count: number) => record(runtime.ledger, events(count, NOON, { kind: 'bounced', refusal }), NOON);
    await record(runtime.ledger, events(100, NOON, {}), NOON);
    const levels = async () => (await watchDomains(runtime, ['acme.example'])).raised.map(({ level }) => level);
    await bounced(3);
    expect(await levels()).toEqual(['warning']);
    await bounced(6);
    expect(await levels()).toEqual(['critical']);
    expect(await levels()).toEqual([]);
    expect(await openNotices(runtime.ledger)).toHaveLength(1);
  });

  test('are as grave as the rate, and above the limit of the profile where that is lower', async () => {
    const runtime = await aRuntime({ estate: anEstate([aDomain()]) });
    await record(runtime.ledger, [...events(100, NOON, {}), ...events(5, NOON, { kind: 'bounced', refusal })], NOON);
    const { raised } = await watchDomains(runtime, ['acme.example']);
    expect(raised).toMatchObject([{ level: 'critical' }]);
    const strict = await aRuntime({
      estate: anEstate([aDomain()], { segments: { primary: { profile: 'notifications' } } }),
    });
    expect(strict.templates.profiles.get('notifications')?.health.complaintRate).toBe(0.0005);
    await record(strict.ledger, [...events(10_000, NOON, {}), ...events(6, NOON, { kind: 'complained' })], NOON);
    expect((await watchDomains(strict, ['acme.example'])).raised).toMatchObject([{ key: 'complaints/acme.example' }]);
  });
});
