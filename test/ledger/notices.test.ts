/** A notice is raised once a condition, whoever sees it. */
import { expect, it } from 'vitest';
import { end, type NewNotice, openNotices, raise } from '../../src/ledger/notices.ts';
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
});
