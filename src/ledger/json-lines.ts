/**
 * A ledger as JSON lines: what PostgreSQL's is backed up to. First a line that says what it is, then of each table a line with its
 * columns and one line a row, at last a line with the count, so that a file that was cut off is known.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { MailyardError } from '../error.ts';
import { type Chunk, type Numbers, numbersOf, type Row } from './content.ts';
import type { Ledger } from './ledger.ts';
import { executedMigrations } from './open.ts';
import { tablesOf } from './schema.ts';

export interface DumpHead {
  mailyard: 'ledger';
  version: 1;
  at: string;
  /** The last one that had run. */
  migration: string;
  numbers: Numbers;
}

const PAGE = 1_000;

/** Of PostgreSQL: one snapshot, while others write on. */
export async function* dumpLines(ledger: Ledger, now: number): AsyncGenerator<string> {
  const snapshot = await ledger.db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    const within = { ...ledger, db: snapshot };
    const migration = (await executedMigrations(snapshot)).at(-1) ?? '';
    const numbers = await numbersOf(within);
    const head: DumpHead = { mailyard: 'ledger', version: 1, at: new Date(now).toISOString(), migration, numbers };
    yield lineOf(head);
    let count = 0;
    for (const { name, columns } of await tablesOf(within)) {
      yield lineOf({ table: name, columns });
      const names = sql.join(columns.map(column => sql.ref(column)));
      await sql`declare rows_of_table cursor for select ${names} from ${sql.table(name)}`.execute(snapshot);
      for (;;) {
        const { rows } = await sql<Row>`fetch ${sql.lit(PAGE)} from rows_of_table`.execute(snapshot);
        for (const row of rows) yield lineOf(columns.map(column => row[column]));
        count += rows.length;
        if (rows.length < PAGE) break;
      }
      await sql`close rows_of_table`.execute(snapshot);
    }
    yield lineOf({ rows: count });
  } finally {
    await snapshot.rollback().execute();
  }
}

/** JSON lets U+2028 and U+2029 stand as they are; to `readline` a line ends there. */
const lineOf = (entry: object): string =>
  JSON.stringify(entry).replace(/[\u2028\u2029]/g, sign => (sign === '\u2028' ? '\\u2028' : '\\u2029'));

export interface Dump {
  head: DumpHead;
  chunks: AsyncIterable<Chunk>;
}

/** Throws `backup-unreadable`, also from within `chunks`. */
export async function readDump(file: string): Promise<Dump> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const reading = lines[Symbol.asyncIterator]();
  const { value = '' } = await reading.next();
  const head = parsed(value) as DumpHead | undefined;
  if (head?.mailyard !== 'ledger') throw unreadable(file, 'it is none of a ledger');
  if (head.version !== 1) throw unreadable(file, `its form ${head.version} is that of a later Mailyard`);
  return { head, chunks: chunks(file, { [Symbol.asyncIterator]: () => reading }) };
}

async function* chunks(file: string, lines: AsyncIterable<string>): AsyncGenerator<Chunk> {
  let [line, count, ended] = [1, 0, false];
  let current: { table: string; columns: string[]; rows: Row[] } | undefined;
  for await (const text of lines) {
    line += 1;
    const entry = parsed(text);
    if (entry === undefined || ended) throw unreadable(file, `line ${line} is none of its lines`);
    if (Array.isArray(entry) && current) {
      const { columns, rows } = current;
      rows.push(Object.fromEntries(columns.map((column, at) => [column, entry[at] ?? null])));
      count += 1;
      if (rows.length * columns.length < 5_000) continue;
      yield { table: current.table, rows: rows.splice(0) };
      continue;
    }
    if (current && current.rows.length > 0) yield current;
    current = 'table' in entry ? { ...(entry as { table: string; columns: string[] }), rows: [] } : undefined;
    if ('rows' in entry) {
      ended = true;
      if (entry.rows !== count) throw unreadable(file, `it holds ${count} rows of ${entry.rows}`);
    }
  }
  if (!ended) throw unreadable(file, 'it was cut off: its last line is missing');
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export const unreadable = (file: string, why: string): MailyardError =>
  new MailyardError('backup-unreadable', `The backup ${file} cannot be restored: ${why}.`, {
    fix: 'Nothing was changed. Take another backup.',
  });
