/** How long things are kept: what is closed and old goes, what is open stays however old it is. */
import { expect, it } from 'vitest';
import { addStep, listDecisions, type Outcome, recordDecision } from '../../src/ledger/decisions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { end, openNotices, raise } from '../../src/ledger/notices.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { FOR_EVER, prune, RETENTION } from '../../src/ledger/retention.ts';
import { tablesOf } from '../../src/ledger/schema.ts';
import { aDecision, onEachLedger } from '../support/ledger.ts';

const NOW = Date.parse('2026-11-26T03:17:00Z');
const DAY = 86_400_000;

async function decided(ledger: Ledger, daysAgo: number, ...outcomes: Outcome[]): Promise<number> {
  const at = NOW - daysAgo * DAY;
  const [first = 'observed', ...others] = outcomes;
  let decision = await recordDecision(ledger, { ...aDecision(), at }, first);
  for (const outcome of others) {
    const step = { at, outcome, detail: '', who: 'a test' };
    await addStep(ledger, decision, step);
    decision = { ...decision, steps: [...decision.steps, step] };
  }
  return decision.id;
}

onEachLedger('retention', places => {
  it('drops decisions that are closed and more than 400 days old, and no others', async () => {
    const ledger = await places.open();
    for (const days of [401, 500, 900]) {
      await decided(ledger, days, 'observed');
      await decided(ledger, days, 'pending', 'approved', 'done');
    }
    const kept = [
      await decided(ledger, 900, 'pending'),
      await decided(ledger, 900, 'started'),
      await decided(ledger, 900, 'pending', 'approved'),
      await decided(ledger, 399, 'started', 'failed'),
      await decided(ledger, 1, 'observed'),
    ];
    const [decisions] = await prune(ledger, NOW);
    expect(decisions).toMatchObject({ table: 'decisions', days: 400, rows: 6 });
    expect((await listDecisions(ledger)).map(({ id }) => id).sort((a, b) => a - b)).toEqual(kept);
    expect((await prune(ledger, NOW)).every(({ rows }) => rows === 0)).toBe(true);
    await expect(ledger.db.deleteFrom('decisions').execute()).rejects.toThrow(/only grows/);
  });

  it('drops notices once they ended long ago', async () => {
    const ledger = await places.open();
    const notice = { level: 'warning', title: 'Bounces', detail: '' } as const;
    for (const key of ['old', 'open']) await raise(ledger, { ...notice, key }, NOW - 900 * DAY);
    await end(ledger, 'old', NOW - 401 * DAY);
    expect((await prune(ledger, NOW)).find(({ table }) => table === 'notices')?.rows).toBe(1);
    expect((await openNotices(ledger)).map(({ key }) => key)).toEqual(['open']);
  });
});

it('every table is either kept for a number of days, goes with another, or is kept for ever', async () => {
  const ledger = await openLedger({ file: ':memory:' });
  const told = [...RETENTION.map(({ table }) => table), ...Object.keys(FOR_EVER)].sort();
  expect((await tablesOf(ledger)).map(({ name }) => name)).toEqual(told);
  await ledger.close();
});
