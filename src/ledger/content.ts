/** The content of a ledger as rows of tables: read in the order in which it can be written, and put in the place of another's. */
import { sql } from 'kysely';
import type { Ledger, LedgerTransaction } from './ledger.ts';
import { withDeletes } from './retention.ts';
import { type TableShape, tablesOf } from './schema.ts';

export type Row = Record<string, string | number | null>;

export interface Chunk {
  table: string;
  rows: Row[];
}

/** Of tables that number their rows: the last number given. A number is never given twice, also where its row is long gone. */
export type Numbers = Record<string, number>;

/** Rows of one statement: both databases take some ten thousand values. */
const VALUES = 5_000;
const chunkSize = ({ columns }: TableShape): number => Math.max(1, Math.floor(VALUES / columns.length));

export async function numbersOf({ db, kind }: Ledger): Promise<Numbers> {
  if (kind === 'sqlite') {
    const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(db);
    return Object.fromEntries(rows.map(({ name, seq }) => [name, seq]));
  }
  const numbers: Numbers = {};
  for (const { table, sequence } of await sequencesOf(db)) {
    const { rows } = await sql<{ last: number }>`
      select case when is_called then last_value else 0 end as last from ${sql.raw(sequence)}`.execute(db);
    numbers[table] = rows[0]?.last ?? 0;
  }
  return numbers;
}

/** PostgreSQL's, with their names as they are written in a statement. */
async function sequencesOf(db: Ledger['db'] | LedgerTransaction): Promise<{ table: string; sequence: string }[]> {
  const { rows } = await sql<{ table: string; sequence: string }>`
    select table_name as "table", pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
    from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'`.execute(db);
  return rows;
}

/** A table after those that its rows refer to. Of a ledger on SQLite. */
export async function inOrder(ledger: Ledger): Promise<TableShape[]> {
  const all = await tablesOf(ledger);
  const ordered = new Set<TableShape>();
  const place = async (table: TableShape): Promise<void> => {
    if (ordered.has(table)) return;
    const { rows } = await sql<{ table: string }>`
      select "table" from pragma_foreign_key_list(${table.name})`.execute(ledger.db);
    for (const parent of all.filter(({ name }) => name !== table.name && rows.some(row => row.table === name))) {
      await place(parent);
    }
    ordered.add(table);
  };
  for (const table of all) await place(table);
  return [...ordered];
}

/** Of a ledger on SQLite that nobody writes to. */
export async function* chunksOf({ db }: Ledger, tables: TableShape[]): AsyncGenerator<Chunk> {
  for (const table of tables) {
    let rows: Row[] = [];
    for await (const row of db
      .selectFrom(table.name as 'holds')
      .selectAll()
      .stream()) {
      rows.push({ ...row } as unknown as Row);
      if (rows.length < chunkSize(table)) continue;
      yield { table: table.name, rows };
      rows = [];
    }
    if (rows.length > 0) yield { table: table.name, rows };
  }
}

/** Takes the place of all that the ledger holds, in one transaction: all or nothing. Returns rows by table. */
export async function replaceContent(
  ledger: Ledger,
  tables: TableShape[],
  chunks: AsyncIterable<Chunk>,
  numbers: Numbers,
): Promise<Map<string, number>> {
  return withDeletes(ledger, 'restore', async step => {
    if (ledger.kind === 'sqlite') await sql`pragma defer_foreign_keys = on`.execute(step);
    for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(step);
    const written = new Map<string, number>();
    for await (const { table, rows } of chunks) {
      await step
        .insertInto(table as 'holds')
        .values(rows as never)
        .execute();
      written.set(table, (written.get(table) ?? 0) + rows.length);
    }
    await (ledger.kind === 'sqlite' ? numberSqlite(step, numbers) : numberPostgres(step, numbers));
    return written;
  });
}

async function numberSqlite(step: LedgerTransaction, numbers: Numbers): Promise<void> {
  for (const [name, last] of Object.entries(numbers)) {
    const { numAffectedRows } =
      await sql`update sqlite_sequence set seq = max(seq, ${last}) where name = ${name}`.execute(step);
    if (!numAffectedRows) await sql`insert into sqlite_sequence (name, seq) values (${name}, ${last})`.execute(step);
  }
}

async function numberPostgres(step: LedgerTransaction, numbers: Numbers): Promise<void> {
  for (const { table, sequence } of await sequencesOf(step)) {
    const last = numbers[table] ?? 0;
    // `setval` to 0 is refused, and there is nothing to say.
    if (last === 0) continue;
    await sql`select setval(${sequence}::text::regclass, greatest(${last}::bigint, last_value)) from ${sql.raw(sequence)}`.execute(
      step,
    );
  }
}

/** Rows beyond those that a new ledger has: what would be lost. */
export async function heldRows(ledger: Ledger, fresh: Ledger): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  for (const { name } of await tablesOf(fresh)) {
    const [there, from] = [await countOf(ledger, name), await countOf(fresh, name)];
    if (there > from) held.set(name, there);
  }
  return held;
}

async function countOf({ db }: Ledger, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}
