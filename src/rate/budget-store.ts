/** The file behind the shared rate budget: when each call was sent, and what the service said about the rate. */
import { DatabaseSync } from 'node:sqlite';

/** What is known of one token's limit beside our own rate; times in epoch milliseconds, 0 where nothing is known. */
export interface Limit {
  /** The service answered 429 and refuses every call until then. */
  refusedUntil: number;
  /** Calls left until then. */
  left: number;
  leftUntil: number;
  /** A policy below our own rate, believed until then. */
  quotaCalls: number;
  quotaSeconds: number;
  quotaUntil: number;
}

export const NO_LIMIT: Limit = {
  refusedUntil: 0,
  left: 0,
  leftUntil: 0,
  quotaCalls: 0,
  quotaSeconds: 0,
  quotaUntil: 0,
};

export type BudgetStore = ReturnType<typeof openStore>;

/** As many calls are remembered for each token; more than any window holds. */
const REMEMBERED = 20_000;
const DAY_MS = 86_400_000;

/** How long another process may hold the file. */
const BUSY_MS = 5_000;
const SQLITE_BUSY = 5;

/**
 * SQLite does not wait with the change to WAL, whatever its time-out: of processes that begin at once with a new file all but one would
 * fail.
 */
function whenFree(work: () => void): void {
  for (const end = Date.now() + BUSY_MS; ; ) {
    try {
      work();
      return;
    } catch (error) {
      const { errcode = 0 } = error as { errcode?: number };
      if (errcode % 256 !== SQLITE_BUSY || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/**
 * Calls are numbered for each token without a gap, so "when was the thousandth last call" is one look-up.
 * `synchronous = OFF`: what a power cut loses is a few counted calls.
 */
export function openStore(path: string, now: number) {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  whenFree(() => database.exec('PRAGMA journal_mode = WAL'));
  database.exec(`
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS calls (token TEXT, number INTEGER, at INTEGER, PRIMARY KEY (token, number)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS limits (
      token TEXT PRIMARY KEY, refusedUntil INTEGER, "left" INTEGER, leftUntil INTEGER,
      quotaCalls INTEGER, quotaSeconds INTEGER, quotaUntil INTEGER
    ) WITHOUT ROWID;`);
  database.prepare('DELETE FROM calls WHERE at < ?').run(now - DAY_MS);
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const readLimit = database.prepare('SELECT * FROM limits WHERE token = ?');
  const last = database.prepare('SELECT max(number) AS number FROM calls WHERE token = ?');
  const callAt = database.prepare('SELECT at FROM calls WHERE token = ? AND number = ?');
  const count = database.prepare('INSERT INTO calls (token, number, at) VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM calls WHERE token = ? AND number <= ?');
  const useLeft = database.prepare('UPDATE limits SET "left" = "left" - 1 WHERE token = ? AND leftUntil > ?');
  const learn = database.prepare(`
    INSERT INTO limits (token, refusedUntil, "left", leftUntil, quotaCalls, quotaSeconds, quotaUntil)
    VALUES (:token, :refusedUntil, :left, :leftUntil, :quotaCalls, :quotaSeconds, :quotaUntil)
    ON CONFLICT (token) DO UPDATE SET
      refusedUntil = max(refusedUntil, :refusedUntil),
      "left" = iif(:leftUntil, :left, "left"), leftUntil = iif(:leftUntil, :leftUntil, leftUntil),
      quotaCalls = iif(:quotaUntil, :quotaCalls, quotaCalls),
      quotaSeconds = iif(:quotaUntil, :quotaSeconds, quotaSeconds),
      quotaUntil = iif(:quotaUntil, :quotaUntil, quotaUntil)`);
  return {
    /** One writer at a time over all processes. */
    transaction<T>(step: () => T): T {
      begin.run();
      try {
        const result = step();
        commit.run();
        return result;
      } catch (error) {
        rollback.run();
        throw error;
      }
    },
    limit: (token: string) => (readLimit.get(token) ?? NO_LIMIT) as unknown as Limit,
    learn: (token: string, limit: Limit) => void learn.run({ token, ...limit }),
    /** The number of the last call, 0 before the first. */
    last: (token: string) => Number(last.get(token)?.number ?? 0),
    /** When that call was sent, or undefined if it is forgotten or never was. */
    callAt: (token: string, number: number) => callAt.get(token, number)?.at as number | undefined,
    count(token: string, number: number, now: number): void {
      count.run(token, number, now);
      forget.run(token, number - REMEMBERED);
      useLeft.run(token, now);
    },
    close: () => database.close(),
  };
}
