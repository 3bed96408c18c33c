/**
 * Grants: what may be sent, and was taken to be sent. Rows are only ever added: a release is a row that takes the messages back at
 * the time of their grant, so a sum over a span of time is what counts there.
 */
import type { Generated, Selectable } from 'kysely';
import { inParts } from './in-parts.ts';
import type { Ledger, LedgerDatabase } from './ledger.ts';

export interface ThrottleTables {
  grants: GrantTable;
  grant_turns: { id: number; turn: number };
}

interface GrantTable {
  id: Generated<number>;
  /** The caller's, or one that was made for it. */
  key: string;
  kind: 'grant' | 'release';
  at: number;
  mailbox: string;
  domain: string;
  /** The network of our own that it leaves from, where it leaves from one. */
  ip: string | null;
  receiver: string | null;
  /** Negative in a release. */
  messages: number;
}

export type GrantRow = Selectable<GrantTable>;
export type NewGrant = Omit<GrantRow, 'id'>;

/** Whose grants are read together; those of a mailbox are among its domain's. */
export type GrantUnit = 'domain' | 'ip';

/**
 * Carries `step` out while nobody else grants, in any process on any machine: the row that is counted up stays locked until the
 * transaction ends. `turn` is one more than that of whoever was before. With one lock for all there is none to wait for in a circle.
 */
export async function inTurn<T>({ db }: Ledger, step: (db: LedgerDatabase, turn: number) => Promise<T>): Promise<T> {
  return db.transaction().execute(async transaction => {
    const { turn } = await transaction
      .updateTable('grant_turns')
      .set(({ eb }) => ({ turn: eb('turn', '+', 1) }))
      .where('id', '=', 1)
      .returning('turn')
      .executeTakeFirstOrThrow();
    return step(transaction, turn);
  });
}

/** Days: so long a key that was used is known. Caps look back two days at most. */
export const GRANTS_KEPT = 62;

/** Only within a turn. */
export async function addGrants(db: LedgerDatabase, grants: NewGrant[]): Promise<void> {
  for (const some of inParts(grants)) await db.insertInto('grants').values(some).execute();
}

export type BookedGrant = Pick<GrantRow, 'at' | 'messages' | 'mailbox' | 'receiver'>;

/** Those of one unit at that time and later, whatever the clock says now. */
export async function grantsOf(
  db: LedgerDatabase,
  unit: GrantUnit,
  name: string,
  since: number,
): Promise<BookedGrant[]> {
  return db
    .selectFrom('grants')
    .select(['at', 'messages', 'mailbox', 'receiver'])
    .where(unit, '=', name)
    .where('at', '>=', since)
    .orderBy('at')
    .execute();
}

/** What was written after the row with that id, in the order of writing; at most so many. */
export async function grantsAfter(db: LedgerDatabase, id: number, limit: number): Promise<GrantRow[]> {
  return db.selectFrom('grants').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
}

export async function lastGrant(db: LedgerDatabase): Promise<number> {
  const { id } = await db
    .selectFrom('grants')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirstOrThrow();
  return id ?? 0;
}

/** Grants and releases under these keys. */
export async function grantsByKey(db: LedgerDatabase, keys: string[]): Promise<GrantRow[]> {
  const found: GrantRow[] = [];
  for (const some of inParts(keys))
    found.push(...(await db.selectFrom('grants').selectAll().where('key', 'in', some).execute()));
  return found;
}
