/** Kysely over Node's own `node:sqlite`: one file, one connection a process, one writer at a time over all processes. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';

/** How long another process may hold the write lock before a write gives up with "database is locked". */
const BUSY_MS = 10_000;

/** `path` may be `:memory:`. Throws what SQLite says where the file cannot be opened or is none of its databases. */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // FULL: a key or a grant that was committed must outlive a power cut, and WAL alone promises that only for the file's health.
    database.exec(`
      PRAGMA busy_timeout = ${BUSY_MS};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync) {
    super({ database: asKyselyWants(database) });
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

function asKyselyWants(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size >= REMEMBERED) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that begins by reading cannot become a writer once another process has written: it would fail at once.
      const statement = prepared(sql === 'begin' ? 'begin immediate' : sql);
      const values = (parameters: ReadonlyArray<unknown>) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...values(parameters)),
        run: parameters => statement.run(...values(parameters)),
        iterate: parameters => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
      };
    },
  };
}

/** Kysely writes the same few hundred texts again and again; lists of other lengths make new ones. */
const REMEMBERED = 500;
