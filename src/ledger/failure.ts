/** What goes wrong at the database itself, as a person can act on it. What a caller can act on (a key that is there) stays as it is. */
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { newestBackup } from './backups.ts';

/** SQLite's primary result codes, https://sqlite.org/rescode.html */
const SQLITE = { busy: 5, locked: 6, readonly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };

export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const reason = error.message;
  switch (Number(error.errcode) & 0xff) {
    case SQLITE.notADatabase:
    case SQLITE.corrupt:
      return unreadable(file, `is damaged: ${reason}`, error);
    case SQLITE.full:
      return full(file, error);
    case SQLITE.busy:
    case SQLITE.locked:
      return new MailyardError('ledger-busy', `The ledger ${file} was held by another process for ten seconds.`, {
        fix: 'Run it again. If it goes on, a process hangs in the middle of a write: find and end it.',
        cause: error,
      });
    case SQLITE.readonly:
    case SQLITE.io:
    case SQLITE.cannotOpen:
      return new MailyardError('ledger-unreachable', `The ledger ${file} cannot be read and written: ${reason}.`, {
        fix: 'It needs a local disk with room on it, and a folder that this user may write; `--state DIR` names another one.',
        cause: error,
      });
    default:
      return error;
  }
}

/** The file stays as it is, for whoever can read more of it. */
export function unreadable(file: string, how: string, cause?: unknown): MailyardError {
  const newest = newestBackup(file);
  const fix = newest
    ? `Nothing was changed. Its newest backup: \`mailyard ledger restore ${newest} --replace\`, which sets the old file aside.`
    : 'Nothing was changed, and there is no backup beside it. Restore one of your own with `mailyard ledger restore FILE --replace`.';
  return new MailyardError('ledger-unreadable', `The ledger ${file} ${how}.`, { fix, cause });
}

const full = (place: string, cause: unknown): MailyardError =>
  new MailyardError(
    'ledger-full',
    `The disk of the ledger ${place} is full: this step was not written, no part of it.`,
    {
      fix: 'Make room and run it again.',
      cause,
    },
  );

/** Where PostgreSQL is, as far as it may be told. */
export interface PostgresPlace {
  /** Host and database. */
  name: string;
  database: string;
  user: string;
}

/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html. Of Node: errno names. */
export function postgresFailure(error: unknown, { name, database, user }: PostgresPlace): unknown {
  const code = codeOf(error);
  const reason = reasonOf(error);
  const unreachable = (how: string, fix: string): MailyardError =>
    new MailyardError('ledger-unreachable', `The ledger ${name} ${how}.`, { fix, cause: error });
  if (isAway(error)) return unreachable(`does not answer: ${reason}`, AGAIN);
  if (code === '28P01' || code === '28000')
    return unreachable(`does not let ${user} in: ${reason}`, 'See user and password in DATABASE_URL.');
  if (code === '3D000') return unreachable(`is not there: ${reason}`, `Make it: \`createdb ${database}\``);
  if (code === 'ENOTFOUND') return unreachable('has an unknown host', 'See the host in DATABASE_URL.');
  if (code === '25006') return unreachable('takes no writes at present: it is a standby', AGAIN);
  if (code === '42501')
    return unreachable(
      `does not let ${user} do that: ${reason}`,
      `Its user owns the tables: \`grant create, usage on schema public to ${user}\``,
    );
  if (code === '53100') return full(name, error);
  if (code.startsWith('XX00'))
    return new MailyardError('ledger-unreadable', `The ledger ${name} is damaged: ${reason}.`, {
      fix: 'Nothing was changed. Restore the database, or a backup: `mailyard ledger restore FILE --replace`.',
      cause: error,
    });
  return error;
}

const AGAIN = 'See that the database runs and DATABASE_URL leads there, and run it again.';

const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EAI_AGAIN'],
  // It shuts down, crashed, starts up; it has no connection to spare.
  ...['57P01', '57P02', '57P03', '53300'],
]);

/** pg has no codes for these. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection error|query read timeout/i;

/** The server does not answer, and may well in a minute. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (AWAY.has(code) || code.startsWith('08')) return true;
  return code === '' && error instanceof Error && AWAY_WORDS.test(error.message);
}

/** It is there and will take connections. */
export const isStarting = (error: unknown): boolean => ['57P03', '53300'].includes(codeOf(error));

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
