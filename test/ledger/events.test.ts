import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/dates.ts';
import { countsByDomain, countsOf, eventSources, refusalsOf } from '../../src/ledger/event-counts.ts';
import { BOUNCE_CLASSES, EVENT_KINDS, type MailEvent } from '../../src/ledger/events/event.ts';
import { REMEMBERED, record } from '../../src/ledger/events.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { onEachLedger } from '../support/ledger.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const WEEK = { from: NOW - 7 * DAY, to: NOW };

const anEvent = (parts: Partial<MailEvent>): MailEvent => ({
  ...{ message: 'm1', kind: 'sent', at: NOW - DAY, mailbox: 'alex@acme.example', domain: 'acme.example' },
  ...{ receiver: 'gmail', source: 'a test' },
  ...parts,
});

/** Few messages, hours and words, so that events of the same message meet in every way. */
const events = fc.array(
  fc
    .record({
      message: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      kind: fc.constantFrom(...EVENT_KINDS),
      at: fc.integer({ min: 1, max: 6 }).map(half => NOW - DAY + half * (HOUR / 2)),
      mailbox: fc.constantFrom('alex@acme.example', 'sam@acme.example', undefined),
      domain: fc.constantFrom('acme.example', 'acme-two.example'),
      receiver: fc.constantFrom('gmail', 'yahoo', 'other', 'unknown'),
      class: fc.constantFrom(...BOUNCE_CLASSES),
      reply: fc.constantFrom('', '550 no', '421 later'),
      tellsComplaints: fc.boolean(),
    })
    .map(({ class: fault, reply, ...rest }) => anEvent({ ...rest, refusal: { class: fault, reply } })),
  { minLength: 1, maxLength: 12 },
);

/** The same events with some of them again, in another order, cut into batches. */
const retold = (told: MailEvent[]) =>
  fc
    .tuple(fc.shuffledSubarray([...told, ...told], { minLength: told.length }), fc.integer({ min: 1, max: 5 }))
    .map(([some, size]) => {
      const all = [...some, ...told];
      return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
        all.slice(index * size, (index + 1) * size),
      );
    });

async function totals({ db }: Ledger) {
  const mark = (row: object) => JSON.stringify(row, Object.keys(row).sort());
  const some = (row: object) =>
    Object.entries(row).some(([key, value]) => key !== 'hour' && typeof value === 'number' && value !== 0);
  return {
    all: (await db.selectFrom('event_totals').selectAll().execute()).filter(some).map(mark).sort(),
    byDomain: (await db.selectFrom('domain_totals').selectAll().execute()).filter(some).map(mark).sort(),
    messages: (await db.selectFrom('messages').selectAll().execute()).map(mark).sort(),
  };
}

async function forget({ db }: Ledger): Promise<void> {
  for (const table of ['messages', 'event_totals', 'domain_totals'] as const) await db.deleteFrom(table).execute();
}

/** Told at once, or in batches by `tell`: the same. */
const isTheSame = (ledger: Ledger, numRuns: number, tell: (batches: MailEvent[][]) => Promise<unknown>) =>
  fc.assert(
    fc.asyncProperty(
      events.chain(told => fc.tuple(fc.constant(told), retold(told))),
      async ([told, batches]) => {
        await forget(ledger);
        await record(ledger, told, NOW);
        const once = await totals(ledger);
        await forget(ledger);
        await tell(batches);
        expect(await totals(ledger)).toEqual(once);
      },
    ),
    { numRuns },
  );

onEachLedger('evidence', places => {
  test('in any order, twice, in any batches: the same totals', async () => {
    const ledger = await places.open();
    await isTheSame(ledger, 100, async batches => {
      for (const batch of batches) await record(ledger, batch, NOW);
    });
  });

  test('from several writers at once: the same totals', async () => {
    const ledger = await places.open();
    // Two connections of one process to one SQLite file would wait for each other: there the writers share one.
    const other = ledger.kind === 'sqlite' ? ledger : await places.open();
    await isTheSame(ledger, 20, batches =>
      Promise.all(batches.map((batch, index) => record(index % 2 ? other : ledger, batch, NOW))),
    );
  });

  test('what arrived and bounced later is a bounce, and no delivery, in the hours in which it was told', async () => {
    const ledger = await places.open();
    await record(ledger, [anEvent({}), anEvent({ kind: 'delivered', at: NOW - 20 * HOUR })], NOW);
    expect(await countsOf(ledger, { unit: 'mailbox', name: 'alex@acme.example', ...WEEK })).toMatchObject({
      sent: 1,
      delivered: 1,
    });
    const bounce = { class: 'recipient', reply: '550 5.1.1 User unknown' } as const;
    await record(ledger, [anEvent({ kind: 'bounced', at: NOW - HOUR, refusal: bounce })], NOW);
    for (const [unit, name] of [
      ['domain', 'acme.example'],
      ['mailbox', 'alex@acme.example'],
      ['receiver', 'gmail'],
    ] as const)
      expect(await countsOf(ledger, { unit, name, ...WEEK })).toEqual({
        ...{ sent: 1, delivered: 0, complained: 0, complaintsKnown: false, deferred: { sender: 0, other: 0 } },
        bounced: { recipient: 1, sender: 0, content: 0, temporary: 0, unknown: 0 },
      });
    const lastHour = { from: NOW - HOUR, to: NOW };
    expect(await countsOf(ledger, { unit: 'domain', name: 'acme.example', ...lastHour })).toMatchObject({ sent: 0 });
    expect(await refusalsOf(ledger, ['bounced'], 'acme.example', WEEK)).toEqual([
      { ...bounce, receiver: 'gmail', messages: 1 },
    ]);
  });

  test('one source gives up for now and the message arrives later: no bounce', async () => {
    const ledger = await places.open();
    const gaveUp = { class: 'temporary', reply: '452 4.2.2 over quota' } as const;
    await record(ledger, [anEvent({ kind: 'delivered', at: NOW - HOUR })], NOW);
    await record(ledger, [anEvent({ kind: 'bounced', at: NOW - 2 * HOUR, refusal: gaveUp })], NOW);
    const counts = await countsOf(ledger, { unit: 'domain', name: 'acme.example', ...WEEK });
    expect(counts).toMatchObject({ delivered: 1, bounced: { temporary: 0 } });
  });

  test('all domains in one query; complaints are known where somebody would tell of them', async () => {
    const ledger = await places.open();
    await record(
      ledger,
      [
        anEvent({ message: 'm1' }),
        anEvent({ message: 'm2', domain: 'acme-two.example', tellsComplaints: true }),
        anEvent({ message: 'm3', domain: 'acme-three.example', kind: 'complained' }),
      ],
      NOW,
    );
    const counts = await countsByDomain(ledger, WEEK);
    expect([...counts].map(([domain, { complaintsKnown }]) => [domain, complaintsKnown])).toEqual([
      ['acme-three.example', true],
      ['acme-two.example', true],
      ['acme.example', false],
    ]);
    const none = await countsOf(ledger, { unit: 'domain', name: 'nobody.example', ...WEEK });
    expect(none).toMatchObject({ sent: 0, complaintsKnown: false });
  });

  test('says what was new, and what is too old to be told apart from what was counted', async () => {
    const ledger = await places.open();
    const told = [anEvent({}), anEvent({}), anEvent({ message: 'old', at: NOW - REMEMBERED })];
    expect(await record(ledger, told, NOW)).toEqual({
      taken: 1,
      known: 1,
      tooOld: 1,
      domains: ['acme.example'],
      refused: [],
    });
    expect(await record(ledger, told, NOW)).toEqual({ taken: 0, known: 2, tooOld: 1, domains: [], refused: [] });
    expect(await eventSources(ledger)).toEqual([{ source: 'a test', first: NOW, last: NOW, events: 1 }]);
  });

  test('a message that is forgotten is not counted again, and its totals stay', async () => {
    const ledger = await places.open();
    const event = anEvent({ at: NOW - HOUR });
    await record(ledger, [event], NOW);
    const later = NOW + REMEMBERED;
    await ledger.db
      .deleteFrom('messages')
      .where('last', '<', later - REMEMBERED)
      .execute();
    expect(await record(ledger, [event], later)).toMatchObject({ taken: 0, tooOld: 1 });
    expect(await countsOf(ledger, { unit: 'domain', name: 'acme.example', ...WEEK })).toMatchObject({ sent: 1 });
  });

  test('more events than a statement takes values', async () => {
    const ledger = await places.open();
    const many = Array.from({ length: 5001 }, (_, index) => anEvent({ message: `m${index}` }));
    expect(await record(ledger, many, NOW)).toMatchObject({ taken: 5001 });
    expect(await record(ledger, many, NOW)).toMatchObject({ taken: 0, known: 5001 });
    expect((await countsByDomain(ledger, WEEK)).get('acme.example')?.sent).toBe(5001);
  });
});
