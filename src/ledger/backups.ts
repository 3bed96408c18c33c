/** Where backups of a ledger file lie: a folder beside it, newest name last. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = /^ledger-\d{8}T\d{9}Z\.(?:db|jsonl)$/;

export const backupFolder = (file: string): string => join(dirname(file), 'backups');

/** `ledger-20261126T035500000Z.db`: sorted by name is sorted by time. */
export const backupName = (now: number, extension: 'db' | 'jsonl'): string =>
  `ledger-${new Date(now).toISOString().replace(/[-:.]/g, '')}.${extension}`;

/** Oldest first, with their folder. */
export function backupsOf(file: string): string[] {
  const folder = backupFolder(file);
  try {
    const names = readdirSync(folder).filter(name => NAME.test(name));
    return names.sort().map(name => join(folder, name));
  } catch {
    return [];
  }
}

export const newestBackup = (file: string): string | undefined => backupsOf(file).at(-1);
