/** Kysely over PostgreSQL, for a ledger that several machines share. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** Epoch milliseconds and counts are bigint there, which pg hands out as text: all of ours are far below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

/** `onLost`: a connection that nobody used broke; the pool opens a new one when it is needed. */
export function openPostgres(url: string, onLost: (error: Error) => void = () => {}): PostgresDialect {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, types });
  pool.on('error', onLost);
  return new PostgresDialect({ pool });
}
