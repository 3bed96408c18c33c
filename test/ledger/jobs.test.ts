/** Leases and runs: one at a time, each tick done once, whatever ends in the middle. */
import { expect, test } from 'vitest';
import { beginRun, endRun, isTickDone, lastRuns, runTotals } from '../../src/ledger/jobs.ts';
import { beatLease, type Lease, releaseLease, replaceLease, takeLease } from '../../src/ledger/leases.ts';
import { onEachLedger } from '../support/ledger.ts';

const asked = (holder: string) => ({ name: 'job/dkim', holder, who: `daemon@${holder}`, since: 1 });

onEachLedger('leases', ({ open }) => {
  test('of many who ask at once one gets it, and the others hear who', async () => {
    const [one, two] = [await open(), await open()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => takeLease(index % 2 ? one : two, asked(`h${index}`))),
    );
    const holders = answers.filter(answer => answer !== undefined).map(({ holder }) => holder);
    expect(holders).toHaveLength(9);
    expect(new Set(holders).size).toBe(1);
  });

  test('a lease whose beats moved is not taken over, and the one that was taken over beats no more', async () => {
    const ledger = await open();
    await takeLease(ledger, asked('first'));
    const seen = (await takeLease(ledger, asked('second'))) as Lease;
    await beatLease(ledger, 'job/dkim', 'first');
    expect(await replaceLease(ledger, seen, asked('second'))).toBe(false);
    const later = (await takeLease(ledger, asked('second'))) as Lease;
    expect(await replaceLease(ledger, later, asked('second'))).toBe(true);
    expect(await replaceLease(ledger, later, asked('third'))).toBe(false);
    expect(await beatLease(ledger, 'job/dkim', 'first')).toBe(false);
    await releaseLease(ledger, 'job/dkim', 'first');
    expect(await takeLease(ledger, asked('first'))).toMatchObject({ holder: 'second' });
    await releaseLease(ledger, 'job/dkim', 'second');
    expect(await takeLease(ledger, asked('first'))).toBeUndefined();
  });
});

onEachLedger('runs of jobs', ({ open }) => {
  const tick = Date.parse('2026-11-26T04:23:00Z');
  const run = { job: 'dkim', tick, who: 'daemon@one' };

  test('a tick is done once; a run by hand stands for none', async () => {
    const ledger = await open();
    const begun = await beginRun(ledger, run, tick + 5);
    expect(await isTickDone(ledger, 'dkim', tick)).toBe(false);
    expect(begun).toMatchObject({ outcome: 'running', tick });
    const ended = {
      id: begun?.id as number,
      outcome: 'findings' as const,
      summary: '2 keys are late.',
      ended: tick + 9,
    };
    expect(await endRun(ledger, ended)).toBe(true);
    expect(await endRun(ledger, { ...ended, outcome: 'clean' })).toBe(false);
    // The answer was lost, and it is written once more.
    expect(await endRun(ledger, ended)).toBe(true);
    expect(await beginRun(ledger, run, tick + 20)).toBeUndefined();
    expect(await beginRun(ledger, { ...run, tick: undefined }, tick + 30)).toMatchObject({ outcome: 'running' });
    expect((await lastRuns(ledger)).get('dkim')).toMatchObject({ outcome: 'running', began: tick + 30 });
  });

  test('what was cut off is done again, and what ends its process each time is given up', async () => {
    const ledger = await open();
    for (let tries = 0; tries < 3; tries++)
      expect(await beginRun(ledger, run, tick + tries)).toMatchObject({ outcome: 'running' });
    expect(await beginRun(ledger, run, tick + 3)).toMatchObject({
      outcome: 'failed',
      summary: 'Its process ended 3 times before it did: it is not tried again.',
    });
    expect(await isTickDone(ledger, 'dkim', tick)).toBe(true);
    expect(await runTotals(ledger)).toEqual(
      expect.arrayContaining([
        { job: 'dkim', outcome: 'lost', runs: 3 },
        { job: 'dkim', outcome: 'failed', runs: 1 },
      ]),
    );
  });

  test('what was told to stop does not count as a try', async () => {
    const ledger = await open();
    for (let tries = 0; tries < 5; tries++) {
      const { id = 0 } = (await beginRun(ledger, run, tick)) ?? {};
      await endRun(ledger, { id, outcome: 'interrupted', summary: '', ended: tick });
    }
    expect(await beginRun(ledger, run, tick)).toMatchObject({ outcome: 'running' });
  });
});
