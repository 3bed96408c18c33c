/** Kysely over PostgreSQL, for a ledger that several machines share. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { MailyardError } from '../error.ts';
import type { PostgresPlace } from './failure.ts';
import { PatientPool } from './patience.ts';

/** Epoch milliseconds and counts are bigint there, which pg hands out as text: all of ours are far below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

export function openPostgres(url: string, place: PostgresPlace, patienceMs: number): PostgresDialect {
  const pool = openPool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
    types,
  });
  return new PostgresDialect({ pool: new PatientPool(pool, place, patienceMs) });
}

/** A connection that breaks while nobody asks anything of it does not end the process: the next query on it will say so. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  return pool;
}

/** Throws `ledger-unreachable` where the address is none of PostgreSQL's; its text, which may hold a password, stays unsaid. */
export function postgresPlace(url: string): PostgresPlace {
  const parsed = URL.parse(url);
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new MailyardError('ledger-unreachable', 'DATABASE_URL is no address of a PostgreSQL database.', {
      fix: 'It has the form postgres://USER:PASSWORD@HOST:PORT/DATABASE; signs such as @ or / in a password are written %40, %2F.',
    });
  }
  const host = parsed.searchParams.get('host') ?? parsed.host;
  const user = decodeURIComponent(parsed.username) || 'this user';
  return { name: `${host}${parsed.pathname}`, database: decodeURIComponent(parsed.pathname.slice(1)), user };
}
