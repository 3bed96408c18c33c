/** Grants in the ledger: taken before they are answered, once a key, given back only when told, seen by everybody who grants. */
import { expect, test } from 'vitest';
import { release as endHold, hold } from '../../../src/ledger/holds.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { prune } from '../../../src/ledger/retention.ts';
import { grantsAfter } from '../../../src/ledger/throttle.ts';
import { type SandboxClock, sandboxClock } from '../../../src/sandbox/clock.ts';
import { openThrottler } from '../../../src/sending/throttle/throttler.ts';
import { byLedger } from '../../../src/sending/throttle/warmup.ts';
import { sentenceOf } from '../../../src/sending/throttle/words.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../../support/estate.ts';
import { onEachLedger } from '../../support/ledger.ts';

const HOUR = 3_600_000;
/** A Thursday. */
const TEN = Date.parse('2026-11-26T10:00:00Z');

interface Parts {
  clock?: SandboxClock;
  profile?: string;
  domains?: DomainParts[];
}

const alex = { user: 'alex', aliases: ['sales'] };

/** Not paced, by its profile: 100 a day over 24 hours, so 4 or 5 in each; 500 a day for the domain. */
function throttlerOn(ledger: Ledger, { clock = sandboxClock(TEN), profile = 'standard', domains = [{}] }: Parts = {}) {
  const all = domains.map(parts => aDomain({ segment: 'primary', mailboxes: [alex, { user: 'sam' }], ...parts }));
  const estate = anEstate(all, { segments: { primary: { profile } } });
  const inventories = () => ({ estate, templates: templates() });
  return openThrottler({ ledger, now: clock.now, inventories, warmup: byLedger });
}

const ALEX = { mailbox: 'alex@acme.example' };
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    ({ code }) => code,
  );

const said = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    ({ fix }) => fix,
  );

onEachLedger('the throttler', places => {
  test('writes a grant before it says yes, and nothing for a no', async () => {
    const ledger = await places.open();
    const throttler = throttlerOn(ledger);
    const yes = await throttler.take({ ...ALEX, receiver: 'gmail', count: 4 });
    expect(yes).toMatchObject({ allowed: true, key: expect.any(String) });
    const no = await throttler.take({ ...ALEX, count: 4 });
    expect(no).toMatchObject({ allowed: false, because: { limit: { window: 'hour', used: 4 } } });
    expect([no.until, no.key]).toEqual([TEN + HOUR, undefined]);
    expect(sentenceOf(no)).toMatch(
      /^alex@acme\.example may send 4 messages from 11:00 \(UTC\): 4 of [45] from 10:00 to 11:00 are used by the mailbox limit of alex@acme\.example\.$/,
    );
    expect(await grantsAfter(ledger.db, 0, 9)).toMatchObject([
      { key: yes.key, kind: 'grant', at: TEN, mailbox: 'alex@acme.example', receiver: 'gmail', ip: null, messages: 4 },
    ]);
  });

  test('looking takes nothing, and sees what others took', async () => {
    const ledger = await places.open();
    const [one, other] = [throttlerOn(ledger), throttlerOn(ledger)];
    await one.take(ALEX);
    await other.take(ALEX);
    await one.take({ mailbox: 'SALES@acme.example' });
    const used = async (throttler: typeof one) => (await throttler.look(ALEX)).limits[0]?.used;
    expect([await used(one), await used(other), await used(one)]).toEqual([3, 3, 3]);
    expect((await throttlerOn(ledger).take(ALEX)).limits[0]).toMatchObject({ used: 4, cap: 100 });
  });

  test('of many who ask at once as many are let through as there is room for, whoever they ask', async () => {
    const ledger = await places.open();
    const throttlers = [throttlerOn(ledger), throttlerOn(await places.open()), throttlerOn(await places.open())];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => (throttlers[i % 3] as (typeof throttlers)[0]).take(ALEX)),
    );
    const room = answers.find(({ allowed }) => !allowed)?.limits.find(({ window }) => window === 'hour')?.cap;
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(room as number);
  });

  test('one key is one grant, however often it is asked for', async () => {
    const throttler = throttlerOn(await places.open());
    const ask = { ...ALEX, key: 'letter-1', count: 3 };
    const [first, again] = await Promise.all([throttler.take(ask), throttler.take(ask)]);
    const later = await throttler.take(ask);
    expect([first, again, later]).toMatchObject(Array(3).fill({ allowed: true, key: 'letter-1' }));
    expect([first, again, later].map(({ limits }) => limits[0]?.used)).toEqual([3, 3, 3]);
    expect((await throttler.look(ALEX)).limits[0]?.used).toBe(3);
    expect(await code(throttler.take({ ...ask, count: 2 }))).toBe('grant-differs');
    expect(await code(throttler.take({ ...ask, mailbox: 'sam@acme.example' }))).toBe('grant-differs');
  });

  test('a release makes room again, once; its key is spent', async () => {
    const throttler = throttlerOn(await places.open());
    const { key = '' } = await throttler.take({ ...ALEX, count: 4 });
    expect([await throttler.release(key), await throttler.release(key)]).toEqual([true, false]);
    expect((await throttler.look(ALEX)).limits[0]?.used).toBe(0);
    expect((await throttler.take({ ...ALEX, count: 4 })).allowed).toBe(true);
    expect(await code(throttler.take({ ...ALEX, count: 4, key }))).toBe('grant-released');
    expect(await code(throttler.release('never-given'))).toBe('unknown-grant');
  });

  test('a clock that is set back reopens no hour and no day', async () => {
    const ledger = await places.open();
    const clock = sandboxClock(TEN);
    const throttler = throttlerOn(ledger, { clock });
    await throttler.take({ ...ALEX, count: 4 });
    clock.advance(HOUR);
    await throttler.take({ ...ALEX, count: 4 });
    clock.advance(-HOUR);
    expect(await throttler.take({ ...ALEX, count: 2 })).toMatchObject({ allowed: false, until: TEN + 2 * HOUR });
    clock.advance(-48 * HOUR);
    expect((await throttler.look(ALEX)).limits[0]?.used).toBe(8);
    expect((await throttler.take({ ...ALEX })).allowed).toBe(false);
  });

  test('what is held sends nothing until its hold ends', async () => {
    const ledger = await places.open();
    const throttler = throttlerOn(ledger);
    const since = TEN - HOUR;
    await hold(ledger, {
      unit: 'domain',
      name: 'acme.example',
      cause: 'dkim',
      why: 'the signer is being switched',
      since,
    });
    const held = await throttler.take(ALEX);
    expect([held.allowed, held.until, sentenceOf(held)]).toEqual([
      ...[false, undefined],
      'alex@acme.example may not send: acme.example is held (dkim): the signer is being switched',
    ]);
    await endHold(ledger, 'domain', 'acme.example', 'dkim');
    expect((await throttler.take(ALEX)).allowed).toBe(true);
    const until = TEN + 3 * HOUR;
    await hold(ledger, { unit: 'mailbox', name: 'alex@acme.example', cause: 'warmup', why: 'bounces', since, until });
    expect(await throttler.take(ALEX)).toMatchObject({ allowed: false, until });
    expect((await throttler.take({ mailbox: 'sam@acme.example' })).allowed).toBe(true);
  });

  test('who is unknown, at rest or retired is told so', async () => {
    const ledger = await places.open();
    const lifecycle = (state: 'reserve' | 'resting' | 'retired') => ({ state, since: '2026-11-01', graceDays: 90 });
    const throttler = throttlerOn(ledger, {
      domains: [
        { mailboxes: [{ user: 'alex', lifecycle: lifecycle('resting') as never }] },
        { domain: 'reserve.example', lifecycle: lifecycle('reserve') },
        { domain: 'retired.example', lifecycle: lifecycle('retired') },
      ],
    });
    expect(await code(throttler.take({ mailbox: 'alx@acme.example' }))).toBe('unknown-mailbox');
    expect(await code(throttler.take({ mailbox: 'alex@elsewhere.example' }))).toBe('unknown-mailbox');
    expect(await code(throttler.take({ ...ALEX, count: 0 }))).toBe('bad-count');
    expect(await code(throttler.take({ ...ALEX, receiver: 'gmial' }))).toBe('unknown-receiver');
    const sentence = async (mailbox: string) => sentenceOf(await throttler.take({ mailbox }));
    expect(await sentence('alex@acme.example')).toMatch(/may not send: alex@acme.example is resting/);
    expect(await sentence('alex@reserve.example')).toMatch(/may not send: reserve.example is in reserve:/);
    expect(await sentence('alex@retired.example')).toMatch(/may not send: retired.example is retired/);
  });

  test('a domain without mailboxes sends under any name, and its addresses share the receivers out', async () => {
    const ledger = await places.open();
    const relay = {
      mailboxes: [],
      sendingIps: ['192.0.2.1', '192.0.2.2'],
      warmup: { start: '2026-11-26', ip: 'new-ip' },
    };
    const throttler = throttlerOn(ledger, { profile: 'notifications', domains: [relay] });
    const ask = { mailbox: 'receipts@acme.example', receiver: 'someone@gmail.com' };
    const answer = await throttler.take(ask);
    expect(answer).toMatchObject({ allowed: true, way: { network: '192.0.2.1' } });
    // 100 on its first day, 40 of them to Gmail: one or two an hour, and then the other address.
    expect(answer.limits.find(({ unit, window }) => unit === 'receiver' && window === 'day')?.cap).toBe(40);
    const ways = [];
    for (let i = 0; i < 3; i++) ways.push(await throttler.take(ask));
    expect(ways.map(({ allowed, way }) => allowed && way.network)).toContain('192.0.2.2');
    expect(await code(throttler.take({ ...ask, ip: '198.51.100.7' }))).toBe('unknown-ip');
  });

  test('before its warm-up begins a domain is told so, and when it begins', async () => {
    const relay = { mailboxes: [], sendingIps: ['192.0.2.1'], warmup: { start: '2026-12-01', ip: 'new-ip' } };
    const throttler = throttlerOn(await places.open(), { profile: 'notifications', domains: [relay] });
    const ask = { mailbox: 'receipts@acme.example', receiver: 'gmail' };
    expect(sentenceOf(await throttler.take(ask))).toBe(
      'receipts@acme.example may send from Tue 1 Dec 2026 00:00 (UTC): the warm-up of 192.0.2.1 has not begun on Thu 26 Nov 2026.',
    );
  });

  test('forgets grants of long ago, and nothing that counts', async () => {
    const ledger = await places.open();
    const clock = sandboxClock(TEN);
    const throttler = throttlerOn(ledger, { clock });
    const { key = '' } = await throttler.take(ALEX);
    clock.advance(61 * 24 * HOUR);
    await throttler.take(ALEX);
    await prune(ledger, clock.now());
    expect(await grantsAfter(ledger.db, 0, 9)).toHaveLength(2);
    clock.advance(2 * 24 * HOUR);
    await prune(ledger, clock.now());
    expect(await grantsAfter(ledger.db, 0, 9)).toHaveLength(1);
    expect(await said(throttler.release(key))).toMatch(/Grants of more than 62 days ago are forgotten/);
  });
});
