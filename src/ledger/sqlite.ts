/** Kysely over Node's own `node:sqlite`: one file, one connection a process, one writer at a time over all processes. */
import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import { sqliteFailure, unreadable } from './failure.ts';

/** How long another process may hold the file before one that waits gives up: `ledger-busy` says the same. */
export const BUSY_MS = 10_000;

/** "MYLG": stands in the file, so that it is told from a database of another program. */
const APPLICATION = 0x4d594c47;

/** `file` may be `:memory:`. Throws `ledger-unreadable`, `ledger-unreachable`, `ledger-busy`, `ledger-full`. */
export function openSqlite(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: BUSY_MS });
    // First of all, since what SQLite keeps beside a file may be read by whoever may read the file as it is then.
    claim(database, file);
    // FULL: a key or a grant that was committed must outlive a power cut, and WAL alone promises that only for the file's health.
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;`);
    return database;
  } catch (error) {
    database?.close();
    throw sqliteFailure(error, file);
  }
}

/** A new file is marked as a ledger; what another program keeps in it is not touched. */
function claim(database: DatabaseSync, file: string): void {
  const { owner, tables } = database
    .prepare(
      'select (select application_id from pragma_application_id) as owner, (select count(*) from sqlite_schema) as tables',
    )
    .get() as { owner: number; tables: number };
  if (owner === APPLICATION) return;
  if (owner !== 0 || tables !== 0) throw unreadable(file, 'is a database of another program');
  // Keys in it are sealed; names, addresses and reasons are not.
  if (file !== ':memory:') chmodSync(file, 0o600);
  database.exec(`PRAGMA application_id = ${APPLICATION}`);
}

export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync, file: string) {
    super({ database: asKyselyWants(database, file) });
  }

  override createAdapter(): SqliteAdapter {
    return new LockedSchemaAdapter();
  }
}

/** All migrations in one transaction: since it begins with the write lock, of two processes that start at once one waits. */
class LockedSchemaAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function asKyselyWants(database: DatabaseSync, file: string): SqliteDatabase {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size >= REMEMBERED) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  const telling = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw sqliteFailure(error, file);
    }
  };
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = telling(() => prepared(asWritten(sql, database)));
      const values = (parameters: ReadonlyArray<unknown>) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: parameters => telling(() => statement.all(...values(parameters))),
        run: parameters => telling(() => statement.run(...values(parameters))),
        iterate: parameters => telling(() => statement.iterate(...values(parameters))) as IterableIterator<unknown>,
      };
    },
  };
}

function asWritten(sql: string, database: DatabaseSync): string {
  // A transaction that begins by reading cannot become a writer once another process has written: it would fail at once.
  if (sql === 'begin') return 'begin immediate';
  // After a full disk or a broken file SQLite has rolled back by itself, and would refuse to do so again.
  if (sql === 'rollback' && !database.isTransaction) return 'select 1';
  return sql;
}

/** Kysely writes the same few hundred texts again and again; lists of other lengths make new ones. */
const REMEMBERED = 500;
