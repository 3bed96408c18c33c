/** The tables of a ledger as the database has them. */
import { sql } from 'kysely';
import { DELETES_ALLOWED } from './append-only.ts';
import type { Ledger, LedgerDatabase } from './ledger.ts';

export interface TableShape {
  name: string;
  columns: string[];
}

/** Ours alone, by name: not Kysely's own, nor those of another program in the same PostgreSQL. */
export async function tablesOf({ db, kind }: Pick<Ledger, 'db' | 'kind'>): Promise<TableShape[]> {
  const all = await db.introspection.getTables();
  const own = kind === 'postgres' ? await currentSchema(db) : undefined;
  return all
    .filter(({ name, schema, isView }) => !isView && schema === own && !NOT_CONTENT.test(name))
    .map(({ name, columns }) => ({ name, columns: columns.map(column => column.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const NOT_CONTENT = new RegExp(`^(?:kysely_|sqlite_|${DELETES_ALLOWED}$)`);

async function currentSchema(db: LedgerDatabase): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0]?.name;
}
