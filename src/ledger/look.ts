/** Whether the ledger could be opened, without making or changing anything. */
import pg from 'pg';
import { postgresFailure, sqliteFailure, unreadable } from './failure.ts';
import type { LedgerPlace } from './open.ts';
import { postgresPlace } from './postgres.ts';
import { fileToRead } from './read.ts';

export interface LedgerLook {
  /** The file, or host and database. */
  name: string;
  /** False: the first job makes it. */
  exists: boolean;
}

const TIMEOUT_MS = 5_000;

/** Throws as opening it would: `ledger-unreachable`, `ledger-unreadable`, `ledger-busy`. */
export async function lookAtLedger({ url, file }: LedgerPlace): Promise<LedgerLook> {
  if (url !== undefined) return lookAtPostgres(url);
  const database = fileToRead(file);
  if (!database) return { name: file, exists: false };
  try {
    const [problem] = database
      .prepare('pragma quick_check(1)')
      .all()
      .map(({ quick_check }) => String(quick_check));
    if (problem !== 'ok') throw unreadable(file, `is damaged: ${problem}`);
    return { name: file, exists: true };
  } catch (error) {
    throw sqliteFailure(error, file);
  } finally {
    database.close();
  }
}

async function lookAtPostgres(url: string): Promise<LedgerLook> {
  const place = postgresPlace(url);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select to_regclass('job_runs') is not null as there");
    return { name: place.name, exists: rows[0].there };
  } catch (error) {
    throw postgresFailure(error, place);
  } finally {
    await client.end().catch(() => {});
  }
}
