/** A stack in use by the embedded engine: locked, journalled, and folded into its checkpoint at the end. */
import { MailyardError } from '../error.ts';
import { type Backend, checkStackName, type FileBackend, journalFile, prepareBackend } from '../state/backend.ts';
import { composeCheckpoint, providerReference, type ResourceMap } from '../state/checkpoint.ts';
import { writeAtomically, writing } from '../state/file.ts';
import {
  appendFolded,
  applyChanges,
  type Journal,
  type JournalChange,
  type JournalOperation,
  openJournal,
  removeJournal,
  setJournalAside,
} from '../state/journal.ts';
import { clearedText, type Lock, takeLock } from '../state/lock.ts';
import { loadStacks, packCheckpoint, type StackFile } from '../state/stack-file.ts';
import { packageOf } from '../state/urn.ts';

export interface StackSession {
  project: string;
  stack: string;
  /** The state as it is now. Changed only through `record`. */
  readonly resources: ResourceMap;
  begin(operation: JournalOperation, urn: string): Promise<void>;
  /** Makes a step durable, and then visible in `resources`. */
  record(operation: JournalOperation, urn: string, changes: JournalChange[]): Promise<void>;
  /** Reference of the provider for new resources of that type. */
  provider(type: string): string;
  readonly journal: Journal;
}

/** Locks and opens the stacks, runs `body`, writes what it changed, and unlocks, whatever happens. */
export async function withStacks<T>(
  request: { backend: Backend; project: string; stacks: string[]; warn: (warning: string) => void },
  body: (sessions: StackSession[]) => Promise<T>,
): Promise<T> {
  const { project, stacks, warn } = request;
  const backend = fileBackendOnly(request.backend);
  for (const stack of stacks) checkStackName(stack);
  await prepareBackend(backend);
  const locks = await lockAll(backend, project, stacks, warn);
  try {
    const files = await loadStacks(backend, project, stacks);
    const sessions: OpenSession[] = [];
    for (const [stack, file] of files) sessions.push(await openSession({ backend, project, stack, file, warn }));
    try {
      return await body(sessions);
    } finally {
      await closeAll(sessions);
    }
  } finally {
    for (const lock of locks) await lock.release();
  }
}

/** What cannot be written of one stack keeps no other from being written. */
async function closeAll(sessions: OpenSession[]): Promise<void> {
  const failures: unknown[] = [];
  for (const session of sessions) await session.close().catch(error => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function fileBackendOnly(backend: Backend): FileBackend {
  if (backend.kind === 'file') return backend;
  throw new MailyardError('backend', `The embedded engine keeps its state in files; this state is at ${backend.url}`, {
    fix: 'use `--engine pulumi`, or PULUMI_BACKEND_URL=file://…',
  });
}

/** In the order of names, so that two runs never hold half each for long. */
async function lockAll(
  backend: FileBackend,
  project: string,
  stacks: string[],
  warn: (warning: string) => void,
): Promise<Lock[]> {
  const locks: Lock[] = [];
  try {
    for (const stack of [...stacks].sort()) {
      const lock = await takeLock(backend, project, stack);
      locks.push(lock);
      for (const holder of lock.cleared) warn(clearedText(stack, holder));
    }
    return locks;
  } catch (error) {
    for (const lock of locks) await lock.release();
    throw error;
  }
}

type OpenSession = StackSession & { close(): Promise<void> };

interface StackToOpen {
  backend: FileBackend;
  project: string;
  stack: string;
  file: StackFile;
  warn: (warning: string) => void;
}

async function openSession(open: StackToOpen): Promise<OpenSession> {
  const { backend, project, stack, file } = open;
  const journalPath = journalFile(backend, project, stack);
  const hash = await settleOldJournal(open, journalPath);
  const journal = openJournal(journalPath, hash);
  const { resources } = file;
  const providers = new Map<string, string>();
  return {
    project,
    stack,
    resources,
    journal,
    begin: (operation, urn) => journal.begin(operation, urn),
    provider: type => {
      const known = providers.get(packageOf(type)) ?? providerReference(resources, project, stack, type);
      providers.set(packageOf(type), known);
      return known;
    },
    record: async (operation, urn, changes) => {
      await journal.done(operation, urn, changes);
      applyChanges(resources, changes);
    },
    close: async () => {
      if (journal.written.lines === 0) return journal.close();
      await fold(open, hash => journal.folded(hash)).finally(() => journal.close());
      await removeJournal(journalPath);
    },
  };
}

/** Returns how to get the hash of the checkpoint as it then is. */
async function settleOldJournal(
  { project, stack, file, warn }: StackToOpen,
  path: string,
): Promise<() => string | null> {
  const { status, unknownCreates } = file.journal;
  if (status === 'none') return file.hash;
  if (status === 'stale') {
    const aside = await setJournalAside(path, new Date());
    warn(
      `Stack ${stack} was changed by the Pulumi CLI after a Mailyard run that was killed; its journal is set aside in ${aside}`,
    );
    return file.hash;
  }
  if (status === 'pending') {
    warn(`Stack ${stack}: continuing after a run that was killed`);
    if (unknownCreates.length > 0)
      warn(`Stack ${stack}: it is not known whether these were made: ${unknownCreates.join(', ')}`);
    const hash = await fold({ project, stack, file }, folded => appendFolded(path, folded));
    await removeJournal(path);
    return () => hash;
  }
  await removeJournal(path);
  return file.hash;
}

/** Writes the checkpoint; the journal learns of it first, so that a kill in between is understood. */
async function fold(
  { project, stack, file }: { project: string; stack: string; file: StackFile },
  announce: (hash: string) => Promise<void>,
): Promise<string> {
  const checkpoint = composeCheckpoint(file.checkpoint, { project, stack, resources: file.resources, now: new Date() });
  const { bytes, hash } = packCheckpoint(file.file, checkpoint);
  await announce(hash);
  await writing(file.file, () => writeAtomically(file.file, bytes));
  return hash;
}
