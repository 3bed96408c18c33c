/** Tables whose rows stay as they were written: the databases themselves refuse to change or delete one. */
import { type Kysely, sql } from 'kysely';
import type { LedgerKind } from './ledger.ts';

/**
 * A mark that retention and restore set within their transaction, and nobody else sees: only while it stands there rows may be
 * deleted. `withDeletes` of retention.ts.
 */
export const DELETES_ALLOWED = 'deletes_allowed';

/** In a migration, after its tables. */
export async function appendOnly(db: Kysely<unknown>, kind: LedgerKind, table: string): Promise<void> {
  const statements = kind === 'sqlite' ? onSqlite(table) : onPostgres(table);
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const refusal = (table: string): string => `${table} only grows: what was written there stays`;

const onSqlite = (table: string): string[] => [
  `create trigger ${table}_stays before update on ${table}
   begin select raise(abort, '${refusal(table)}'); end`,
  `create trigger ${table}_kept before delete on ${table} when not exists (select 1 from ${DELETES_ALLOWED})
   begin select raise(abort, '${refusal(table)}'); end`,
];

const onPostgres = (table: string): string[] => [
  `create function ${table}_stays() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' and exists (select 1 from ${DELETES_ALLOWED}) then return old; end if;
     raise exception '${refusal(table)}' using errcode = 'integrity_constraint_violation';
   end $$`,
  `create trigger ${table}_stays before update or delete on ${table} for each row execute function ${table}_stays()`,
  `create trigger ${table}_kept before truncate on ${table} for each statement execute function ${table}_stays()`,
];
