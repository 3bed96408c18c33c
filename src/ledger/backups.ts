/** Where backups of a ledger file lie: a folder beside it, newest name last. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DAY } from '../dates.ts';

const NAME = /^ledger-\d{8}T\d{9}Z\.(?:db|jsonl)$/;
/** As `backup` names what it writes, until it is whole. */
const PART = /^ledger-\d{8}T\d{9}Z\.(?:db|jsonl)\.part$/;

export const backupFolder = (file: string): string => join(dirname(file), 'backups');

/** `ledger-20261126T035500000Z.db`: sorted by name is sorted by time. */
export const backupName = (now: number, extension: 'db' | 'jsonl'): string =>
  `ledger-${new Date(now).toISOString().replace(/[-:.]/g, '')}.${extension}`;

/** Oldest first, with their folder. */
export const backupsOf = (file: string): string[] => inFolder(file, NAME);

export const newestBackup = (file: string): string | undefined => backupsOf(file).at(-1);

/** Halves that killed processes left; whoever began one within the last day may still be writing it. */
export const unfinishedBackups = (file: string, now: number): string[] =>
  inFolder(file, PART).filter(part => basename(part) < backupName(now - DAY, 'db'));

function inFolder(file: string, form: RegExp): string[] {
  const folder = backupFolder(file);
  try {
    const names = readdirSync(folder).filter(name => form.test(name));
    return names.sort().map(name => join(folder, name));
  } catch {
    return [];
  }
}
