/**
 * The ledger: what Mailyard did, why, and how far each thing is. One schema over SQLite (one machine) and PostgreSQL (many).
 * Times are UTC epoch milliseconds; what is JSON stands in text columns.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type LedgerKind = 'sqlite' | 'postgres';

export type LedgerDatabase = Kysely<Tables>;

/** What a step within `transaction` is given. */
export type LedgerTransaction = Transaction<Tables>;

export interface Ledger {
  kind: LedgerKind;
  /** For messages: the file, or host and database; never a password. */
  place: string;
  db: LedgerDatabase;
  close(): Promise<void>;
}
