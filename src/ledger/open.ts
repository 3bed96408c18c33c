/** Opens the ledger and brings its schema up to date. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { MailyardError } from '../error.ts';
import type { Ledger, LedgerKind } from './ledger.ts';
import { migrations } from './migrations/index.ts';
import { openPostgres } from './postgres.ts';
import { NodeSqliteDialect, openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

export interface LedgerPlace {
  /** `DATABASE_URL`; where it is set the ledger is PostgreSQL. */
  url?: string;
  /** The SQLite file, made where it is missing; `:memory:` for one that is forgotten. */
  file: string;
}

/** Where the environment and `--state` say that it is. */
export const ledgerPlace = (env: NodeJS.ProcessEnv, stateDir: string): LedgerPlace => ({
  url: env.DATABASE_URL || undefined,
  file: resolve(stateDir, 'ledger.db'),
});

/** Throws `ledger-unreachable`, `ledger-unreadable`, `ledger-newer`. */
export async function openLedger({ url, file }: LedgerPlace): Promise<Ledger> {
  const ledger = url === undefined ? sqliteLedger(file) : postgresLedger(url);
  try {
    await migrate(ledger);
    return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

function sqliteLedger(file: string): Ledger {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const dialect = new NodeSqliteDialect(openSqlite(file));
  return ledgerOf('sqlite', file, new Kysely<Tables>({ dialect }));
}

function postgresLedger(url: string): Ledger {
  const { host, pathname } = new URL(url);
  return ledgerOf('postgres', `${host}${pathname}`, new Kysely<Tables>({ dialect: openPostgres(url) }));
}

const ledgerOf = (kind: LedgerKind, place: string, db: Kysely<Tables>): Ledger => ({
  ...{ kind, place, db },
  close: () => db.destroy(),
});

async function migrate({ db, kind, place }: Ledger): Promise<void> {
  const named = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: db => up(db as Kysely<unknown>, kind) },
  ]);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(named) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new MailyardError('ledger-unreadable', `The ledger ${place} cannot be brought up to date: ${reasonOf(error)}`, {
    fix: 'Use the version of Mailyard that wrote it, or a later one.',
    cause: error,
  });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
