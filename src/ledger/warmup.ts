/** How far the warm-up of each domain, mailbox and address is. Without a row it goes by the calendar. */
import type { Selectable } from 'kysely';
import type { Progress, WarmupUnit } from '../estate/warmup/progress.ts';
import type { Ledger } from './ledger.ts';

export interface WarmupTables {
  warmups: WarmupTable;
}

/** `factor` in thousandths. */
interface WarmupTable extends Progress {
  cause: StopCause | null;
  at: number;
}

/** Who stopped it: somebody who told so, or a receiver or blocklist that blocks. */
export type StopCause = 'told' | 'block';

export interface StoredProgress extends Progress {
  /** Of one that is held or rests. */
  cause?: StopCause;
}

export async function allProgress({ db }: Ledger): Promise<StoredProgress[]> {
  const rows = await db.selectFrom('warmups').selectAll().orderBy('unit').orderBy('name').execute();
  return rows.map(fromRow);
}

export async function progressOf({ db }: Ledger, unit: WarmupUnit, name: string): Promise<StoredProgress | undefined> {
  const row = await db
    .selectFrom('warmups')
    .selectAll()
    .where('unit', '=', unit)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && fromRow(row);
}

/**
 * From what was read to what it is now; `from` undefined: there was nothing. False: somebody else moved it since, and nothing was
 * written.
 */
export async function move(
  { db }: Ledger,
  from: Progress | undefined,
  to: StoredProgress,
  now: number,
): Promise<boolean> {
  const { unit, name, ...rest } = to;
  const values = { ...rest, factor: Math.round(to.factor * 1000), cause: to.cause ?? null, at: now };
  if (!from) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('warmups')
      .values({ unit, name, ...values })
      .onConflict(conflict => conflict.columns(['unit', 'name']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('warmups')
    .set(values)
    .where('unit', '=', unit)
    .where('name', '=', name)
    .where('state', '=', from.state)
    .where('week', '=', from.week)
    .where('since', '=', from.since)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Each named: the throttler reads all of them again and again, and `...rest` of a row of node:sqlite takes ten times as long. */
const fromRow = (row: Selectable<WarmupTable>): StoredProgress => {
  const { unit, name, schedule, state, week, since, factor, cause } = row;
  const progress = { unit, name, schedule, state, week, since, factor: factor / 1000 };
  return cause === null ? progress : { ...progress, cause };
};
