/** The database itself: that every page can be read, and that the schema is the one that Mailyard made. */
import { sql } from 'kysely';
import type { Ledger } from '../ledger.ts';
import { migrations } from '../migrations/index.ts';
import { executedMigrations, openLedger } from '../open.ts';
import { tablesOf } from '../schema.ts';
import type { LedgerCheck } from './check.ts';

export const integrity: LedgerCheck = {
  name: 'integrity',
  title: 'every page can be read',
  problems: async ledger => (ledger.kind === 'sqlite' ? brokenPages(ledger) : unreadTables(ledger)),
};

/** What SQLite finds itself: pages, indexes, and rows that belong to none. */
async function brokenPages({ db }: Ledger): Promise<string[]> {
  const { rows: pages } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const { rows: orphans } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db);
  return [
    ...pages.map(({ integrity_check }) => integrity_check).filter(text => text !== 'ok'),
    ...orphans.map(({ table, parent }) => `a row of ${table} belongs to none of ${parent}`),
  ];
}

/** PostgreSQL compares the checksum of each page that it reads, where its cluster has them; it keeps keys by itself. */
async function unreadTables(ledger: Ledger): Promise<string[]> {
  const problems: string[] = [];
  for (const { name } of await tablesOf(ledger)) {
    // Of each row as text: a count alone could be answered from an index.
    await sql`select count(t::text) from ${sql.table(name)} t`.execute(ledger.db).catch((error: Error) => {
      problems.push(`${name} cannot be read: ${error.message}`);
    });
  }
  return problems;
}

export const schema: LedgerCheck = {
  name: 'schema',
  title: 'the schema is that of this version',
  async problems(ledger) {
    const ran = await executedMigrations(ledger.db);
    const missing = Object.keys(migrations).filter(name => !ran.includes(name));
    return [...missing.map(name => `${name} has not run`), ...(await differences(ledger))];
  },
};

async function differences(ledger: Ledger): Promise<string[]> {
  const fresh = await openLedger({ file: ':memory:' });
  try {
    const [wanted, there] = [await tablesOf(fresh), await tablesOf(ledger)];
    return wanted.flatMap(({ name, columns }) => {
      const table = there.find(each => each.name === name);
      if (!table) return [`the table ${name} is missing`];
      return columns.filter(column => !table.columns.includes(column)).map(column => `${name}.${column} is missing`);
    });
  } finally {
    await fresh.close();
  }
}
