/** A copy of the ledger in a file, while others write to it: SQLite's own for a file, JSON lines for PostgreSQL. Either is restored into either. */
import { chmodSync, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { sync, syncFolder } from '../state/file.ts';
import { dumpLines } from './json-lines.ts';
import type { Ledger } from './ledger.ts';

export interface Backup {
  file: string;
  bytes: number;
}

/**
 * Under its name there is either the whole backup or nothing. Throws `backup-there`, `backup-failed`, and what is wrong with the
 * ledger. Only its owner can read it: private keys in it are sealed, names and reasons are not.
 */
export async function backup(ledger: Ledger, file: string, now: number): Promise<Backup> {
  if (existsSync(file)) {
    throw new MailyardError('backup-there', `${file} is there already, and a backup overwrites nothing.`, {
      fix: 'Name another file, or none: the name is then made of the time.',
    });
  }
  const part = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(part, { force: true });
  } catch (error) {
    throw failed(file, error);
  }
  try {
    await (ledger.kind === 'sqlite' ? copyTo(part, ledger) : dumpTo(part, ledger, now));
    chmodSync(part, 0o600);
    await sync(part, 'r+');
    renameSync(part, file);
    await syncFolder(dirname(file));
    return { file, bytes: statSync(file).size };
  } catch (error) {
    rmSync(part, { force: true });
    throw failed(file, error);
  }
}

async function copyTo(part: string, { db }: Ledger): Promise<void> {
  // A transaction of its own: others write on, and what they write is not in it.
  await sql`vacuum into ${part}`.execute(db);
  const copy = new DatabaseSync(part, { readOnly: true });
  try {
    const { quick_check } = copy.prepare('pragma quick_check(1)').get() as { quick_check: string };
    if (quick_check !== 'ok') throw new Error(quick_check);
  } finally {
    copy.close();
  }
}

async function dumpTo(part: string, ledger: Ledger, now: number): Promise<void> {
  const lines = async function* () {
    for await (const line of dumpLines(ledger, now)) yield `${line}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(part, { mode: 0o600 }));
}

function failed(file: string, error: unknown): unknown {
  const { code } = error as { code?: string };
  // What is full or may not be written is the place of the backup: of the ledger this only reads.
  const place = ['ledger-full', 'ledger-unreachable'].includes(code ?? '') && error instanceof MailyardError;
  if (error instanceof MailyardError && !place) return error;
  const reason = code === 'ledger-full' || code === 'ENOSPC' ? 'the disk is full' : reasonOf(error);
  return new MailyardError('backup-failed', `The backup ${file} could not be written: ${reason.replace(/\.$/, '')}.`, {
    fix: 'Nothing of it is left. Make room, or name a file elsewhere.',
    cause: error,
  });
}
