/** A notice is raised once a condition, whoever sees it, and once more when it grows graver. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { channelState, markTried, pendingFor } from '../../src/ledger/deliveries.ts';
import { end, type NewNotice, type NoticeLevel, openNotices, raise } from '../../src/ledger/notices.ts';
import { onEachLedger } from '../support/ledger.ts';

const bounces: NewNotice = {
  ...{ key: 'bounces/acme.example', level: 'critical', domain: 'acme.example' },
  ...{ title: 'acme.example bounces.', detail: '2.3 % of 400' },
};

onEachLedger('a notice', places => {
  it('that many raise at once is raised once', async () => {
    const ledger = await places.open();
    const ledgers = [ledger, await places.open(), await places.open(), await places.open()];
    for (let round = 1; round <= 5; round += 1) {
      const raised = await Promise.all(ledgers.map(each => raise(each, bounces, round)));
      expect(raised.filter(Boolean)).toMatchObject([{ ...bounces, at: round }]);
      expect(await openNotices(ledger)).toEqual(raised.filter(Boolean));
      expect(await end(ledger, bounces.key, round)).toBe(true);
    }
  });

  it('is raised anew once it was over', async () => {
    const ledger = await places.open();
    const first = await raise(ledger, bounces, 1);
    expect(await raise(ledger, bounces, 2)).toBeUndefined();
    await end(ledger, bounces.key, 3);
    expect(await end(ledger, bounces.key, 3)).toBe(false);
    const again = await raise(ledger, bounces, 4);
    expect([again?.at, again?.id === first?.id]).toEqual([4, false]);
  });
  it('that grows graver is told of again, and that the lesser one is over is not', async () => {
    const ledger = await places.open();
    const slack = await channelState(ledger, { name: 'slack', address: 'a' }, 0);
    const told = async () => {
      const pending = await pendingFor(ledger, slack);
      await markTried(ledger, 'slack', pending, { at: 1, tries: 1, next: 0, outcome: 'sent' });
      return { raised: pending.raised.map(({ level }) => level), ended: pending.ended.map(({ level }) => level) };
    };
    const seen = (level: NoticeLevel, now: number) => raise(ledger, { ...bounces, level }, now);
    await seen('warning', 1);
    expect(await told()).toEqual({ raised: ['warning'], ended: [] });
    expect(await seen('critical', 2)).toMatchObject({ level: 'critical', at: 2 });
    expect(await told()).toEqual({ raised: ['critical'], ended: [] });
    expect(await seen('warning', 3)).toBeUndefined();
    expect(await openNotices(ledger)).toMatchObject([{ level: 'critical' }]);
    await end(ledger, bounces.key, 4);
    expect(await told()).toEqual({ raised: [], ended: ['critical'] });
    await seen('info', 5);
    await seen('warning', 6);
    expect(await told()).toEqual({ raised: ['warning'], ended: [] });
    expect(await told()).toEqual({ raised: [], ended: [] });
  });
  it('that two machines raised before they could not is open once', async () => {
    const ledger = await places.open();
    await sql`drop index notices_open`.execute(ledger.db);
    await sql`delete from kysely_migration where name = '011-notices-once'`.execute(ledger.db);
    const row = { ...bounces, segment: null, domain: null, ended: null };
    await ledger.db
      .insertInto('notices')
      .values([
        { ...row, at: 1 },
        { ...row, at: 2 },
      ])
      .execute();
    const mended = await places.open();
    expect(await openNotices(mended)).toMatchObject([{ key: bounces.key, at: 2 }]);
    expect(await raise(mended, bounces, 3)).toBeUndefined();
  });
});
