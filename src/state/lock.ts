/** Pulumi's own lock of a stack on a file back end: whoever holds it, Mailyard or the Pulumi CLI, is alone. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { MailyardError } from '../error.ts';
import { type FileBackend, lockFolder } from './backend.ts';
import { writing } from './file.ts';

/** The content of a lock file, as Pulumi writes it. */
interface LockContent {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
}

export interface Lock {
  file: string;
  /** Locks of processes that no longer run, which were taken away: to be said. */
  cleared: string[];
  release(): Promise<void>;
}

/**
 * Takes the lock or throws `locked`. Like Pulumi it writes first and looks then, so of two that start at once at most one
 * goes on. The lock is given back when the process exits or is interrupted; after `kill -9` the next one clears it.
 */
export async function takeLock(backend: FileBackend, project: string, stack: string, now = new Date()): Promise<Lock> {
  const folder = lockFolder(backend, project, stack);
  const name = `${randomUUID()}.json`;
  const file = join(folder, name);
  const content = { pid: process.pid, username: userName(), hostname: hostname(), timestamp: now.toISOString() };
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const forget = removeOnExit(file);
  const release = () => writing(file, () => rm(file, { force: true })).finally(forget);
  try {
    await writeWhole(backend, file, JSON.stringify(content satisfies LockContent));
    const { cleared, held } = await otherLocks(folder, name);
    if (held.length > 0) throw locked(stack, held);
    return { file, cleared, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A reader never meets half a lock, nor a temp file beside it: Pulumi takes every file of the folder for a lock. */
async function writeWhole(backend: FileBackend, file: string, content: string): Promise<void> {
  const folder = join(backend.root, '.pulumi', 'mailyard');
  const temporary = join(folder, `${basename(file)}.tmp`);
  await writing(file, async () => {
    await mkdir(folder, { recursive: true });
    try {
      await writeFile(temporary, content, { flag: 'wx' });
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  });
}

async function otherLocks(folder: string, own: string): Promise<{ cleared: string[]; held: string[] }> {
  const cleared: string[] = [];
  const held: string[] = [];
  for (const name of (await entries(folder)).sort()) {
    if (name === own || !name.endsWith('.json')) continue;
    const file = join(folder, name);
    const content = await readLock(file);
    if (content === 'gone') continue;
    const holder = content ? describe(content) : `someone (${file} is not readable)`;
    if (content && isDead(content)) {
      await rm(file, { force: true });
      cleared.push(holder);
    } else held.push(holder);
  }
  return { cleared, held };
}

/** For whoever leaves the locking to the Pulumi CLI, which would wait for a killed run forever. Returns whose locks they were. */
export async function clearDeadLocks(backend: FileBackend, project: string, stack: string): Promise<string[]> {
  const { cleared } = await otherLocks(lockFolder(backend, project, stack), '');
  return cleared;
}

/** What is said of each lock that was taken away. */
export const clearedText = (stack: string, holder: string): string =>
  `Cleared the lock on ${stack} of a process that is gone: ${holder}`;

/** Who holds a lock now, by stack. Looks only: locks of processes that no longer run do not count, and stay. */
export async function heldLocks(backend: FileBackend, project: string): Promise<Map<string, string[]>> {
  const held = new Map<string, string[]>();
  for (const stack of (await entries(lockFolder(backend, project, ''))).sort()) {
    const folder = lockFolder(backend, project, stack);
    const locks = await Promise.all((await entries(folder)).map(name => readLock(join(folder, name))));
    const holders = locks.flatMap(lock => (lock && lock !== 'gone' && !isDead(lock) ? describe(lock) : []));
    if (holders.length > 0) held.set(stack, holders);
  }
  return held;
}

const entries = (folder: string): Promise<string[]> =>
  readdir(folder).catch(error => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

async function readLock(file: string): Promise<LockContent | 'gone' | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LockContent;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}

function describe(content: LockContent): string {
  return `${content.username}@${content.hostname} (pid ${content.pid}) since ${content.timestamp}`;
}

/** Only a pid of this very host can be asked for. */
function isDead(content: LockContent): boolean {
  if (content.hostname !== hostname() || !Number.isInteger(content.pid)) return false;
  try {
    process.kill(content.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function locked(stack: string, held: string[]): MailyardError {
  return new MailyardError('locked', `Stack ${stack} is in use by ${held.join(' and ')}`, {
    fix: `wait for it to end; if it is no longer there, \`pulumi cancel --stack ${stack}\` or delete its file in .pulumi/locks`,
  });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not have a name.
    return String(process.getuid?.() ?? 'unknown');
  }
}

const files = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes the file at exit and on a signal that nobody else handles. Returns the way to take that back. */
function removeOnExit(file: string): () => void {
  if (files.size === 0) {
    process.on('exit', removeAll);
    for (const signal of signals) process.on(signal, dieCleanly);
  }
  files.add(file);
  return () => {
    files.delete(file);
    if (files.size > 0) return;
    process.off('exit', removeAll);
    for (const signal of signals) process.off(signal, dieCleanly);
  };
}

function removeAll(): void {
  for (const file of files) rmSync(file, { force: true });
}

/** With a handler of its own, the program decides how it ends; without one, the signal does what it does, after us. */
function dieCleanly(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  removeAll();
  process.off(signal, dieCleanly);
  process.kill(process.pid, signal);
}
