/**
 * What a run has done since the checkpoint, one JSON line a step. A run writes the checkpoint once, at its end, and yet
 * loses nothing when it is killed: the next start folds the journal in. Pulumi's own file back end writes the whole
 * checkpoint twice a resource instead (pulumi/pulumi#14967).
 */
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CheckpointResource, ResourceMap } from './checkpoint.ts';
import { syncFolder, unreadable, unwritable, writing } from './file.ts';
import { parseUrn } from './urn.ts';

export type JournalOperation = 'create' | 'update' | 'replace' | 'delete' | 'refresh';

/** New state by key; null: gone. All of one step stand in one line, so a step is there or not. */
export type JournalChange = [key: string, resource: CheckpointResource | null];

export type JournalLine =
  /** First line: SHA-256 of the checkpoint that the steps start from, null where there was none. */
  | { journal: 1; checkpoint: string | null }
  | { begin: JournalOperation; urn: string }
  | { done: JournalOperation; urn: string; changes: JournalChange[] }
  /** SHA-256 of the checkpoint that now holds all of the above. */
  | { folded: string };

export interface Journal {
  begin(operation: JournalOperation, urn: string): Promise<void>;
  /** Resolves when the step is on the disk. */
  done(operation: JournalOperation, urn: string, changes: JournalChange[]): Promise<void>;
  folded(hash: string): Promise<void>;
  close(): Promise<void>;
  /** Counted since it was opened; `bytes` is 0 as long as nothing was written, and then there is no file. */
  readonly written: { lines: number; bytes: number; syncs: number };
}

/** Opens a new journal; the file is made with the first line. Throws `state` where it cannot be written. */
export function openJournal(file: string, checkpointHash: () => string | null): Journal {
  const written = { lines: 0, bytes: 0, syncs: 0 };
  let waiting: { text: string; durable: boolean; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let handle: FileHandle | undefined;
  let flushing: Promise<void> | undefined;

  const start = async () => {
    await mkdir(dirname(file), { recursive: true });
    const opened = await open(file, 'w', 0o600);
    try {
      await write(opened, `${JSON.stringify({ journal: 1, checkpoint: checkpointHash() })}\n`, 1);
      await syncFolder(dirname(file));
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  };
  // What could not be written whole ends in the middle of a line.
  let torn = false;
  const write = async (to: FileHandle, text: string, lines: number) => {
    await to.appendFile(torn ? `\n${text}` : text);
    torn = false;
    written.lines += lines;
    written.bytes += Buffer.byteLength(text);
  };
  // Group commit: whatever arrives while one fsync runs shares the next.
  const flush = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        handle ??= await start();
        await write(handle, batch.map(line => line.text).join(''), batch.length);
        if (batch.some(line => line.durable)) {
          await handle.datasync();
          written.syncs += 1;
        }
        for (const line of batch) line.resolve();
      } catch (error) {
        torn = handle !== undefined;
        for (const line of batch) line.reject(unwritable(file, error));
      }
    }
    flushing = undefined;
  };
  const append = (line: JournalLine, durable: boolean) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ text: `${JSON.stringify(line)}\n`, durable, resolve, reject });
      flushing ??= flush();
    });

  return {
    written,
    // Not synced: a killed process loses nothing that was written, and a power cut loses at most what `create` finds again.
    begin: (operation, urn) => append({ begin: operation, urn }, false),
    done: (operation, urn, changes) => append({ done: operation, urn, changes }, true),
    folded: hash => append({ folded: hash }, true),
    close: async () => {
      await flushing;
      await handle?.close();
      handle = undefined;
    },
  };
}

/** Says in the journal of a killed run that `hash` is the checkpoint that holds it. Its last line may be torn. */
export async function appendFolded(file: string, hash: string): Promise<void> {
  await writing(file, async () => {
    const handle = await open(file, 'a');
    try {
      await handle.appendFile(`\n${JSON.stringify({ folded: hash } satisfies JournalLine)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** The whole lines; undefined where there is no journal. */
export async function readJournal(file: string): Promise<JournalLine[] | undefined> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  });
  return text === undefined ? undefined : parseJournal(text);
}

/** A line that is not whole is the one that a run was killed at: nobody was told that its step was done. */
export function parseJournal(text: string): JournalLine[] {
  const lines: JournalLine[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      const value: unknown = line === '' ? undefined : JSON.parse(line);
      if (typeof value === 'object' && value !== null) lines.push(value as JournalLine);
    } catch {
      // Torn.
    }
  }
  return lines;
}

/** Where a journal stands to the checkpoint with that hash (null: there is none). */
export function journalStatus(lines: JournalLine[], checkpoint: string | null): 'pending' | 'folded' | 'stale' {
  const [header] = lines;
  // Killed before its first step.
  if (header === undefined) return 'folded';
  if (lines.some(line => 'folded' in line && line.folded === checkpoint)) return 'folded';
  return 'journal' in header && header.checkpoint === checkpoint ? 'pending' : 'stale';
}

/**
 * Applies the steps to `resources`, in place. A step that was begun and never ended may have happened: a resource of the
 * state is marked, so that the next run sends it again even without a difference. Returns the creates of that kind.
 */
export function foldJournal(resources: ResourceMap, lines: JournalLine[]): { unknownCreates: string[] } {
  const open = new Map<string, JournalOperation>();
  for (const line of lines) {
    if ('begin' in line) open.set(line.urn, line.begin);
    if (!('done' in line)) continue;
    open.delete(line.urn);
    applyChanges(resources, line.changes);
  }
  const unknownCreates: string[] = [];
  for (const [urn, operation] of open) {
    const resource = resources.get(urn);
    if (resource === undefined) unknownCreates.push(parseUrn(urn)?.name ?? urn);
    else if (operation !== 'refresh') resources.set(urn, { ...resource, initErrors: [`${operation} was interrupted`] });
  }
  return { unknownCreates: unknownCreates.sort() };
}

export function applyChanges(resources: ResourceMap, changes: JournalChange[]): void {
  for (const [key, resource] of changes) {
    if (resource === null) resources.delete(key);
    else resources.set(key, resource);
  }
}

export async function removeJournal(file: string): Promise<void> {
  await writing(file, () => rm(file, { force: true }));
}

/** Keeps a journal that no longer fits its checkpoint, under a name of its own. */
export async function setJournalAside(file: string, now: Date): Promise<string> {
  const aside = `${file}.${now.toISOString().replaceAll(/[:.]/g, '-')}.aside`;
  await writing(file, () => rename(file, aside));
  return aside;
}
