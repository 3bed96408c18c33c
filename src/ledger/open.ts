/** Opens the ledger and brings its schema up to date. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { newestBackup } from './backups.ts';
import { unreadable } from './failure.ts';
import type { Ledger, LedgerKind } from './ledger.ts';
import { migrations } from './migrations/index.ts';
import { openPostgres, postgresPlace } from './postgres.ts';
import { NodeSqliteDialect, openSqlite } from './sqlite.ts';
import { statOf } from './stat.ts';
import type { Tables } from './tables.ts';

export interface LedgerPlace {
  /** `DATABASE_URL`; where it is set the ledger is PostgreSQL. */
  url?: string;
  /** The SQLite file, made where it is missing; `:memory:` for one that is forgotten. */
  file: string;
  /** How long PostgreSQL may be away, once it was there. Default: a minute and a half. */
  patienceMs?: number;
}

const PATIENCE_MS = 90_000;

/** Where the environment and `--state` say that it is. */
export const ledgerPlace = (env: NodeJS.ProcessEnv, stateDir: string): LedgerPlace => ({
  url: env.DATABASE_URL || undefined,
  file: resolve(stateDir, 'ledger.db'),
});

/** Throws `ledger-unreachable`, `ledger-unreadable`, `ledger-newer`, `ledger-full`, `ledger-busy`. */
export async function openLedger(place: LedgerPlace): Promise<Ledger> {
  if (place.url === undefined) refuseLost(place.file);
  return openAt(place);
}

/** The same, for a ledger that is to be filled from a backup: `version` is the last migration it is to have. */
export async function openAt({ url, file, patienceMs = PATIENCE_MS }: LedgerPlace, version?: string): Promise<Ledger> {
  const ledger = url === undefined ? sqliteLedger(file) : postgresLedger(url, patienceMs);
  try {
    await migrate(ledger, version);
    return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** An empty ledger in the place of one that was lost would forget keys, holds and limits without a word. */
export function refuseLost(file: string): void {
  const size = file === ':memory:' ? undefined : statOf(file)?.size;
  if (size || file === ':memory:' || !newestBackup(file)) return;
  throw unreadable(file, size === undefined ? 'is gone, though there are backups of it' : 'is an empty file');
}

function sqliteLedger(file: string): Ledger {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new MailyardError('ledger-unreachable', `The folder of the ledger cannot be made: ${reasonOf(error)}.`, {
      fix: 'Use a folder that this user may write: `--state DIR`.',
      cause: error,
    });
  }
  const database = openSqlite(file);
  return ledgerOf('sqlite', file, new Kysely<Tables>({ dialect: new NodeSqliteDialect(database, file) }));
}

function postgresLedger(url: string, patienceMs: number): Ledger {
  const place = postgresPlace(url);
  return ledgerOf('postgres', place.name, new Kysely<Tables>({ dialect: openPostgres(url, place, patienceMs) }));
}

export const ledgerOf = (kind: LedgerKind, place: string, db: Kysely<Tables>): Ledger => ({
  ...{ kind, place, db },
  close: () => db.destroy(),
});

async function migrate(ledger: Ledger, version = Object.keys(migrations).at(-1) as string): Promise<void> {
  const error = await migratedTo(ledger, version);
  if (error === undefined) return;
  const newer = await newerThanKnown(ledger).catch(() => undefined);
  if (newer) throw newer;
  if (error instanceof MailyardError) throw error;
  throw new MailyardError(
    'ledger-unreadable',
    `The ledger ${ledger.place} cannot be brought up to date: ${reasonOf(error)}`,
    {
      fix: 'Nothing was changed. `mailyard ledger restore FILE --replace` puts a backup in its place.',
      cause: error,
    },
  );
}

/**
 * Returns what stopped it. Kysely 0.29 asks `pg_get_serial_sequence` of every column in the database, which fails where another
 * daemon's queue changes its own tables in that instant: nothing is begun then, and it is asked again.
 */
async function migratedTo(ledger: Ledger, version: string): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const { error } = await migratorOf(ledger).migrateTo(version);
    const isChanging = UNDEFINED.has((error as { code?: string } | undefined)?.code ?? '');
    if (!isChanging || tries === MOST_TRIES) return error;
    await sleep(BETWEEN_TRIES_MS);
  }
}

/** PostgreSQL's undefined_column and undefined_table. */
const UNDEFINED = new Set(['42703', '42P01']);
const MOST_TRIES = 20;
const BETWEEN_TRIES_MS = 100;

export function migratorOf({ db, kind }: Ledger): Migrator {
  const named = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: db => up(db as Kysely<unknown>, kind) },
  ]);
  return new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(named) } });
}

/** The error where it has a step of the schema that this Mailyard does not know. */
export async function newerThanKnown({ db, place }: Ledger): Promise<MailyardError | undefined> {
  const ran = await executedMigrations(db);
  const unknown = ran.find(name => !(name in migrations));
  if (unknown === undefined) return undefined;
  return new MailyardError('ledger-newer', `The ledger ${place} was written by a later Mailyard: it has ${unknown}.`, {
    fix: 'Use that version of Mailyard, or a later one; nothing was changed.',
  });
}

export async function executedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}
