/**
 * Leases: what only one process does at a time. A holder counts its beats up; whoever waits looks whether they still move, and for
 * how long by its own watch. No clock of one machine is held against that of another, and none that jumps ends a lease.
 */
import type { Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface LeaseTables {
  leases: LeaseTable;
}

interface LeaseTable {
  /** `job/dkim`, `alerts`. */
  name: string;
  /** A process's own, never used again. */
  holder: string;
  /** The same for people. */
  who: string;
  since: number;
  beat: number;
}

export type Lease = Selectable<LeaseTable>;

/** The lease as somebody else holds it; undefined: it is ours now. */
export async function takeLease(
  { db }: Ledger,
  lease: Pick<Lease, 'name' | 'holder' | 'who' | 'since'>,
): Promise<Lease | undefined> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('leases')
    .values({ ...lease, beat: 0 })
    .onConflict(conflict => conflict.column('name').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return undefined;
  const held = await db.selectFrom('leases').selectAll().where('name', '=', lease.name).executeTakeFirst();
  return held ?? takeLease({ db } as Ledger, lease);
}

/** Takes the place of a holder whose beats stand still; false: it moved after all, or somebody else was faster. */
export async function replaceLease(
  { db }: Ledger,
  dead: Lease,
  { holder, who, since }: Pick<Lease, 'holder' | 'who' | 'since'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set({ holder, who, since, beat: 0 })
    .where('name', '=', dead.name)
    .where('holder', '=', dead.holder)
    .where('beat', '=', dead.beat)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** False: somebody else holds it now. */
export async function beatLease({ db }: Ledger, name: string, holder: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set(({ eb }) => ({ beat: eb('beat', '+', 1) }))
    .where('name', '=', name)
    .where('holder', '=', holder)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function releaseLease({ db }: Ledger, name: string, holder: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}
