/** Once a test run: the PostgreSQL that stories of the ledger are told on too, and a ledger of either kind that has its tables. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type LedgerPlace, openLedger } from '../../src/ledger/open.ts';
import { startPostgres, TABLES } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a user who may make databases; undefined: there is no PostgreSQL here. */
    postgres: string | undefined;
    /** A SQLite file. */
    sqliteWithTables: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MAILYARD_TEST_DATABASE_URL;
  const server = given ? undefined : await startPostgres();
  const postgres = given ?? server?.url;
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-tables-'));
  const sqliteWithTables = join(folder, 'ledger.db');
  await makeTables({ file: sqliteWithTables });
  if (postgres) {
    await asked(postgres, `drop database if exists ${TABLES} with (force)`);
    await asked(postgres, `create database ${TABLES}`);
    await makeTables({ url: Object.assign(new URL(postgres), { pathname: TABLES }).href, file: '' });
  }
  project.provide('postgres', postgres);
  project.provide('sqliteWithTables', sqliteWithTables);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.remove();
  };
}

const makeTables = async (place: LedgerPlace): Promise<void> => (await openLedger(place)).close();

async function asked(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
