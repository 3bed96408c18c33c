/** A ledger that is only read: neither made, nor brought up to date, nor written. */
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { MailyardError } from '../error.ts';
import { sqliteFailure } from './failure.ts';
import type { Ledger } from './ledger.ts';
import { type LedgerPlace, ledgerOf, migratorOf, newerThanKnown, refuseLost } from './open.ts';
import { openPostgres, postgresPlace } from './postgres.ts';
import { BUSY_MS, NodeSqliteDialect } from './sqlite.ts';
import { statOf } from './stat.ts';
import type { Tables } from './tables.ts';

/** Undefined: no job has made one yet. Throws as opening it would, and `ledger-older` where a job has to bring it up to date first. */
export async function openToRead({ url, file }: LedgerPlace): Promise<Ledger | undefined> {
  const ledger = url === undefined ? sqliteToRead(file) : postgresToRead(url);
  if (!ledger) return undefined;
  try {
    if (await isReadable(ledger)) return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
  await ledger.close();
  return undefined;
}

function sqliteToRead(file: string): Ledger | undefined {
  const database = fileToRead(file);
  return database && ledgerOf('sqlite', file, new Kysely<Tables>({ dialect: new NodeSqliteDialect(database, file) }));
}

/** Undefined: it is not there. */
export function fileToRead(file: string): DatabaseSync | undefined {
  refuseLost(file);
  if (!statOf(file)) return undefined;
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}

/** Who waits for a command that needs no ledger does not wait for one that is away. */
function postgresToRead(url: string): Ledger {
  const place = postgresPlace(url);
  return ledgerOf('postgres', place.name, new Kysely<Tables>({ dialect: openPostgres(url, place, 0) }));
}

/** False: there is nothing in it. */
async function isReadable(ledger: Ledger): Promise<boolean> {
  const steps = await migratorOf(ledger).getMigrations();
  if (steps.every(({ executedAt }) => executedAt === undefined)) return false;
  const newer = await newerThanKnown(ledger);
  if (newer) throw newer;
  if (steps.every(({ executedAt }) => executedAt !== undefined)) return true;
  throw new MailyardError('ledger-older', `The ledger ${ledger.place} was written by an earlier Mailyard.`, {
    fix: 'The next job brings it up to date: `mailyard run`.',
  });
}
