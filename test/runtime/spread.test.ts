/** A job with a spread begins at a time of its ledger's own, every day the same, and is due once. */
import { expect, it, test } from 'vitest';
import { blocklists } from '../../src/runtime/blocklists/job.ts';
import { dueTicks } from '../../src/runtime/due.ts';
import { jobStandings } from '../../src/runtime/overview.ts';
import { delayOf } from '../../src/runtime/spread.ts';
import { onEachLedger } from '../support/ledger.ts';

const MINUTE = 60_000;

test('delays are those of the ledger, spread over the whole time, and none where no spread is asked for', () => {
  const delays = Array.from({ length: 1000 }, (_, at) => delayOf(blocklists, { place: `/srv/${at}/ledger.db` }));
  expect(Math.min(...delays)).toBeLessThan(2 * MINUTE);
  expect([Math.max(...delays) < 90 * MINUTE, Math.max(...delays) > 88 * MINUTE]).toEqual([true, true]);
  expect(delayOf(blocklists, { place: '/srv/7/ledger.db' })).toBe(delays[7]);
  expect(delayOf({ ...blocklists, spreadMinutes: undefined }, { place: '/srv/7/ledger.db' })).toBe(0);
});

onEachLedger('a job with a spread', places => {
  it('is due that much after its schedule, and called late that much later', async () => {
    const ledger = await places.open();
    const tick = Date.parse('2026-11-26T04:23:00Z');
    const begin = tick + delayOf(blocklists, ledger);
    const due = async (now: number) => (await dueTicks(ledger, [blocklists], now)).map(each => each.tick);
    expect(await due(begin - 1)).toEqual([tick - 24 * 60 * MINUTE]);
    expect(await due(begin)).toEqual([tick]);
    const standing = async (now: number) => (await jobStandings(ledger, [blocklists], now, tick - MINUTE))[0];
    expect((await standing(begin - 1))?.next).toBe(begin);
    expect((await standing(begin + 4 * MINUTE))?.overdue).toBeUndefined();
    expect((await standing(begin + 6 * MINUTE))?.overdue).toBe(tick);
  });
});
