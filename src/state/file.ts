/** Files that are either the old or the new one, never half of it, also after a power cut. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MailyardError } from '../error.ts';
import { fileReason } from '../file-reason.ts';

/** A part of the state, be it a folder, that the file system does not give. */
export const unreadable = (file: string, cause: unknown): MailyardError =>
  new MailyardError('state', `${file} cannot be read: ${fileReason(cause, 'it is not there')}.`, {
    fix: 'Put this right, and run it again.',
    cause,
  });

/** Changes the state. No step is begun or counts as done before its journal says so: what fails here loses nothing. */
export async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  return write().catch(cause => {
    throw cause instanceof MailyardError ? cause : unwritable(file, cause);
  });
}

export const unwritable = (file: string, cause: unknown): MailyardError =>
  new MailyardError('state', `The state cannot be written, at ${file}: ${fileReason(cause, 'its folder is gone')}.`, {
    fix: 'Put this right, and run it again: what was done is found again, and nothing is done twice.',
    cause,
  });

/**
 * Temp file, fsync, rename, fsync of the folder. One writer at a time (hold the stack's lock): the temp file has a fixed
 * name, so that what a killed process leaves is written over. State may hold sealed secrets: by default only its owner reads it.
 */
export async function writeAtomically(file: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const temporary = `${file}.tmp`;
  try {
    const handle = await open(temporary, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    // What went wrong first is what counts.
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

/** Makes a rename or a new file in the folder durable; Windows cannot and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder, 'r');
}

/** What was written there outlives a power cut. */
export async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
