/** Holds: what may not send at present, and why. Several causes may hold one unit at once; each ends its own. */
import type { Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface HoldTables {
  holds: HoldTable;
}

interface HoldTable {
  unit: HoldUnit;
  /** `acme.example`, `alex@acme.example`, `192.0.2.1`. */
  name: string;
  cause: string;
  why: string;
  since: number;
  until: number | null;
}

export type HoldUnit = 'domain' | 'mailbox' | 'ip';

export interface Hold {
  unit: HoldUnit;
  name: string;
  /** Who holds it and ends it: `dkim`, `warmup`, `blocklists`. One hold a cause. */
  cause: string;
  /** A sentence for people. */
  why: string;
  since: number;
  /** It ends by itself then; undefined: only when its cause says so. */
  until?: number;
}

/** A hold of the same cause keeps its `since`. */
export async function hold({ db }: Ledger, { until, ...held }: Hold): Promise<void> {
  await db
    .insertInto('holds')
    .values({ ...held, until: until ?? null })
    .onConflict(conflict =>
      conflict.columns(['unit', 'name', 'cause']).doUpdateSet({ why: held.why, until: until ?? null }),
    )
    .execute();
}

export async function release({ db }: Ledger, unit: HoldUnit, name: string, cause: string): Promise<void> {
  await db.deleteFrom('holds').where('unit', '=', unit).where('name', '=', name).where('cause', '=', cause).execute();
}

/** Those in force; of one unit, or all. */
export async function holdsNow({ db }: Ledger, now: number, of?: Pick<Hold, 'unit' | 'name'>): Promise<Hold[]> {
  const rows = await db
    .selectFrom('holds')
    .selectAll()
    .where(({ or, eb }) => or([eb('until', 'is', null), eb('until', '>', now)]))
    .$if(of !== undefined, query =>
      query.where('unit', '=', of?.unit as HoldUnit).where('name', '=', of?.name as string),
    )
    .orderBy('since')
    .execute();
  return rows.map(fromRow);
}

const fromRow = ({ until, ...row }: Selectable<HoldTable>): Hold => ({ ...row, ...(until !== null && { until }) });
