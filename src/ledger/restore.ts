/**
 * Puts a backup in the place of a ledger. It is unpacked into a file of its own first, brought up to date and looked through; only
 * then its rows take their place, in one transaction.
 */
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { type Backup, backup } from './backup.ts';
import { verify } from './checks/index.ts';
import { chunksOf, heldRows, inOrder, numbersOf, replaceContent } from './content.ts';
import { readDump, unreadable } from './json-lines.ts';
import type { Ledger } from './ledger.ts';
import { migrations } from './migrations/index.ts';
import { type LedgerPlace, openAt } from './open.ts';
import { statOf } from './stat.ts';

export interface Restoring {
  place: LedgerPlace;
  /** The backup. */
  from: string;
  /** What the ledger holds may go: it is backed up to this file first. */
  replace: boolean;
  backupTo: string;
  now: number;
}

export interface Restored {
  /** By table. */
  rows: Map<string, number>;
  /** The copy of what was there before. */
  before?: Backup;
  /** A damaged file that was there before, under its new name. */
  aside?: string;
}

/** Throws `backup-missing`, `backup-unreadable`, `ledger-not-empty`, and what opening throws. */
export async function restore(restoring: Restoring): Promise<Restored> {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-restore-'));
  let source: Ledger | undefined;
  let target: Target | undefined;
  try {
    source = await unpack(restoring.from, join(folder, 'ledger.db'));
    target = await openTarget(restoring);
    const tables = await inOrder(source);
    const rows = await replaceContent(target.ledger, tables, chunksOf(source, tables), await numbersOf(source));
    return { rows, before: target.before, aside: target.aside };
  } finally {
    await target?.ledger.close();
    await source?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A backup of whatever kind and age as a ledger of this version, looked through. The backup itself is only read. */
async function unpack(from: string, file: string): Promise<Ledger> {
  if (!statOf(from)?.isFile()) {
    throw new MailyardError('backup-missing', `There is no file ${from}.`, {
      fix: 'Compare the name: a backup without one of its own is in the folder `backups` of the state.',
    });
  }
  try {
    if (await isSqlite(from)) copySqlite(from, file);
    else await load(from, file);
    const ledger = await openAt({ file });
    const broken = (await verify(ledger, undefined)).find(({ result }) => result === 'failed');
    if (!broken) return ledger;
    await ledger.close();
    throw unreadable(from, `${broken.problems[0]}`);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'ledger-newer') throw unreadable(from, 'a later Mailyard wrote it');
    // What is said of the copy is true of the backup.
    if (code === 'ledger-unreadable') throw unreadable(from, message.replaceAll(file, from).replace(/\.$/, ''));
    if (error instanceof MailyardError) throw error;
    throw unreadable(from, reasonOf(error));
  }
}

/** Of a ledger whose process was killed, or still runs, the newest part lies beside it. */
function copySqlite(from: string, file: string): void {
  for (const part of ['', '-wal']) if (existsSync(from + part)) copyFileSync(from + part, file + part);
}

async function isSqlite(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16);
    return buffer.toString('latin1', 0, bytesRead) === 'SQLite format 3\0';
  } finally {
    await handle.close();
  }
}

async function load(from: string, file: string): Promise<void> {
  const { head, chunks } = await readDump(from);
  if (!(head.migration in migrations)) throw unreadable(from, `a later Mailyard wrote it: it has ${head.migration}`);
  const ledger = await openAt({ file }, head.migration);
  try {
    await replaceContent(ledger, await inOrder(ledger), chunks, head.numbers);
  } finally {
    await ledger.close();
  }
}

interface Target extends Pick<Restored, 'before' | 'aside'> {
  ledger: Ledger;
}

async function openTarget(restoring: Restoring): Promise<Target> {
  const { place, replace, now } = restoring;
  try {
    const ledger = await openAt(place);
    try {
      return { ledger, before: await keptBefore(ledger, restoring) };
    } catch (error) {
      await ledger.close();
      throw error;
    }
  } catch (error) {
    const damaged = (error as { code?: string }).code === 'ledger-unreadable';
    if (!damaged || !replace || place.url !== undefined) throw error;
    const aside = setAside(place.file, now);
    return { ledger: await openAt(place), aside };
  }
}

/** Undefined: nothing is lost. Throws `ledger-not-empty` where something would be, and nobody said that it may. */
async function keptBefore(ledger: Ledger, { replace, backupTo, now }: Restoring): Promise<Backup | undefined> {
  const fresh = await openAt({ file: ':memory:' });
  try {
    const held = [...(await heldRows(ledger, fresh))];
    if (held.length === 0) return undefined;
    if (replace) return await backup(ledger, backupTo, now);
    const what = held.map(([table, rows]) => `${rows} of ${table}`).join(', ');
    throw new MailyardError('ledger-not-empty', `The ledger ${ledger.place} is not empty: ${what}.`, {
      fix: 'Say --replace to put the backup in its place. What is there now is backed up first.',
    });
  } finally {
    await fresh.close();
  }
}

/** With what SQLite keeps beside it, so that all of it can still be looked at. */
function setAside(file: string, now: number): string {
  const aside = `${file}.damaged-${now}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return aside;
}
