/** A folder of keys and tables that another program reads: every file is there as a whole or not at all, and belongs to whom the folder belongs. */
import { randomUUID } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import PQueue from 'p-queue';
import { MailyardError } from '../../../error.ts';
import { syncFolder } from '../../../state/file.ts';

export interface SignerFolder {
  path: string;
  /** The empty text where it is not there, but its folder is. */
  read(file: string): Promise<string>;
  write(file: string, text: string, mode: number): Promise<void>;
  /** Not there is done. */
  remove(file: string): Promise<void>;
  /** One at a time on this machine, whichever process asks. */
  alone<T>(run: () => Promise<T>): Promise<T>;
}

const queues = new Map<string, PQueue>();

/** Throws `signer-folder` where it is not there or may not be written. */
export function signerFolder(path: string): SignerFolder {
  const at = (file: string) => join(path, file);

  async function owner(): Promise<{ uid: number; gid: number }> {
    try {
      return await stat(path);
    } catch (cause) {
      throw unusable(path, 'is not there', cause);
    }
  }

  async function write(file: string, text: string, mode: number): Promise<void> {
    const { uid, gid } = await owner();
    const place = at(file);
    const draft = `${place}.${randomUUID().slice(0, 8)}.new`;
    try {
      for (const made of await madeFolders(dirname(place))) await chown(made, uid, gid);
      const handle = await open(draft, 'wx', mode);
      try {
        await handle.writeFile(text);
        await handle.chown(uid, gid);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, place);
      await syncFolder(dirname(place));
    } catch (cause) {
      await rm(draft, { force: true });
      throw unusable(path, 'cannot be written as its owner', cause);
    }
  }

  /** SQLite's lock ends with the process that holds it, however that ends. */
  async function alone<T>(run: () => Promise<T>): Promise<T> {
    await owner();
    const queue = queues.get(path) ?? new PQueue({ concurrency: 1 });
    queues.set(path, queue);
    return queue.add(async () => {
      const lock = lockAt(at('.lock'), path);
      try {
        return await run();
      } finally {
        lock.close();
      }
    });
  }

  return {
    path,
    async read(file) {
      try {
        return await readFile(at(file), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(path, 'cannot be read', error);
        // A folder that is not mounted says nothing of what is in it.
        await owner();
        return '';
      }
    },
    write,
    remove: file => rm(at(file), { force: true }),
    alone,
  };
}

const LOCKED_FOR_MS = 30_000;

function lockAt(file: string, folder: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(file, { timeout: LOCKED_FOR_MS });
    lock.exec('begin immediate');
    return lock;
  } catch (cause) {
    throw unusable(folder, 'cannot be locked', cause);
  }
}

/** The folders that had to be made, from the top. */
async function madeFolders(path: string): Promise<string[]> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  const made: string[] = [];
  if (!first) return made;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) made.unshift(folder);
  return made;
}

function unusable(path: string, what: string, cause: unknown): MailyardError {
  const { code } = cause as NodeJS.ErrnoException;
  return new MailyardError('signer-folder', `The signer's folder ${path} ${what}${code ? ` (${code})` : ''}.`, {
    fix: `Make it for the user that the program runs as, and run Mailyard as that user or as root: \`install -d -o <user> -m 750 ${path}\`.`,
    cause,
  });
}
