/** A check of `mailyard ledger verify`: whether what the ledger holds can be what Mailyard wrote. Reads only. */
import { sql } from 'kysely';
import type { Keys } from '../../secrets/seal.ts';
import type { Ledger } from '../ledger.ts';

export interface LedgerCheck {
  name: string;
  /** What holds where it is passed: `every decision has steps without a gap`. */
  title: string;
  /** Each problem as a sentence without its stop; undefined: it cannot be told, as `unknown` says. */
  problems(ledger: Ledger, keys: Keys | undefined): Promise<string[] | undefined>;
  /** Why it cannot be told. */
  unknown?: string;
}

/** Texts that are to be JSON and are not. */
export async function notJson(
  { db }: Ledger,
  table: string,
  key: string,
  columns: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<Record<string, string>>`
    select ${sql.join([key, ...columns].map(name => sql.ref(name)))} from ${sql.table(table)}`.execute(db);
  return rows.flatMap(row =>
    columns
      .filter(column => row[column] != null && !parses(row[column]))
      .map(column => `${table} ${row[key]}: ${column} is no JSON`),
  );
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
