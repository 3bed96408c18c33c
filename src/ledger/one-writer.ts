/** Transactions of one kind one after another, over all processes and machines. */
import { sql } from 'kysely';
import type { Ledger, LedgerTransaction } from './ledger.ts';

/** Whoever reads, decides and writes within it sees what the one before it wrote. SQLite has one writer as it is. */
export function oneWriter<T>(
  { db, kind }: Ledger,
  name: string,
  write: (step: LedgerTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async step => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtext(${`mailyard/${name}`}))`.execute(step);
    return write(step);
  });
}
