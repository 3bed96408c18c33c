/** One stack's checkpoint file: found, unpacked, read; and written back in the same form. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { MailyardError } from '../error.ts';
import { type FileBackend, journalFile, stacksFolder } from './backend.ts';
import { type Checkpoint, type ResourceMap, resourcesOf } from './checkpoint.ts';
import { unreadable } from './file.ts';
import { foldJournal, type JournalLine, journalStatus, readJournal } from './journal.ts';
import { type Pending, parseCheckpoint } from './parse-checkpoint.ts';

/** How Pulumi packs checkpoints (`PULUMI_DIY_BACKEND_GZIP`, `…_ZSTD`), by the end of the file name. */
const packings: Packing[] = [
  { end: '.json' },
  { end: '.json.gz', pack: gzipSync, unpack: gunzipSync },
  { end: '.json.zst', pack: zstdCompressSync, unpack: zstdDecompressSync },
];

interface Packing {
  end: string;
  pack?(bytes: Uint8Array): Uint8Array;
  unpack?(bytes: Uint8Array): Buffer;
}

const packingOf = (file: string): Packing | undefined => packings.findLast(({ end }) => file.endsWith(end));

export interface StackFile {
  file: string;
  /** Undefined where the stack has no checkpoint yet. */
  checkpoint?: Checkpoint;
  /** SHA-256 of the file's bytes, null where there is none. Only counted when asked for: it takes as long as the parsing. */
  hash(): string | null;
  /** The resources as they are now: the checkpoint with the journal of a killed run folded in. */
  resources: ResourceMap;
  journal: { status: 'none' | 'pending' | 'folded' | 'stale'; unknownCreates: string[] };
}

/** Stack name → file; where a stack stands there in two forms, both Pulumi and Mailyard would have to guess. */
async function stackFiles(backend: FileBackend, project: string): Promise<Map<string, string>> {
  const folder = stacksFolder(backend, project);
  const files = new Map<string, string>();
  for (const name of (await filesOf(folder)).sort()) {
    const packing = packings.find(({ end }) => name.endsWith(end));
    if (packing === undefined) continue;
    const stack = name.slice(0, -packing.end.length);
    const other = files.get(stack);
    if (other !== undefined) {
      throw new MailyardError('state', `Stack ${stack} has two checkpoints: ${other} and ${join(folder, name)}`, {
        fix: 'move the older one away',
      });
    }
    files.set(stack, join(folder, name));
  }
  return files;
}

/**
 * These stacks, or all that have a checkpoint or the journal of a first run that was killed, by name. One after the other: the
 * bytes of a file can go before the next is read. Beyond 64 MB of bytes V8 looks through its whole heap for what may go.
 */
export async function* eachStack(
  backend: FileBackend,
  project: string,
  stacks?: string[],
  pending?: Pending,
): AsyncGenerator<[stack: string, file: StackFile]> {
  const files = await stackFiles(backend, project);
  for (const name of stacks ?? (await allNames(backend, project, files))) {
    yield [name, await loadStack(backend, project, name, files.get(name), pending)];
  }
}

/** All of them at once, for who must know that each can be read before anything is changed. */
export async function loadStacks(
  backend: FileBackend,
  project: string,
  stacks?: string[],
): Promise<Map<string, StackFile>> {
  const loaded = new Map<string, StackFile>();
  for await (const [stack, file] of eachStack(backend, project, stacks)) loaded.set(stack, file);
  return loaded;
}

async function allNames(backend: FileBackend, project: string, files: Map<string, string>): Promise<string[]> {
  const journals = await filesOf(dirname(journalFile(backend, project, '-')));
  const begun = journals.filter(name => name.endsWith('.journal')).map(name => basename(name, '.journal'));
  return [...new Set([...files.keys(), ...begun])].sort();
}

async function filesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(error => {
    if (error.code === 'ENOENT') return [];
    throw unreadable(folder, error);
  });
}

async function loadStack(
  backend: FileBackend,
  project: string,
  stack: string,
  found: string | undefined,
  pending?: Pending,
): Promise<StackFile> {
  const file = found ?? join(stacksFolder(backend, project), `${stack}.json`);
  const content = found === undefined ? undefined : readContent(found, stack);
  const checkpoint = content && parseCheckpoint(content.text, { file, project, stack }, pending);
  const resources = resourcesOf(checkpoint);
  const hash = () => (content === undefined ? null : sha256(content.bytes()));
  const lines = await readJournal(journalFile(backend, project, stack));
  return { file, checkpoint, hash, resources, journal: foldWhatFits(resources, lines, hash) };
}

function foldWhatFits(
  resources: ResourceMap,
  lines: JournalLine[] | undefined,
  hash: () => string | null,
): StackFile['journal'] {
  if (lines === undefined) return { status: 'none', unknownCreates: [] };
  const status = journalStatus(lines, hash());
  const { unknownCreates } = status === 'pending' ? foldJournal(resources, lines) : { unknownCreates: [] };
  return { status, unknownCreates };
}

/** A plain one is read as text at once: bytes count beside V8's heap, and 46 MB of them have all of it looked through for garbage. */
function readContent(file: string, stack: string): { text: string; bytes(): Uint8Array } {
  const packing = packingOf(file);
  if (!packing?.unpack) {
    const text = reading(file, () => readFileSync(file, 'utf8'));
    return { text, bytes: () => Buffer.from(text) };
  }
  const bytes = reading(file, () => readFileSync(file));
  try {
    return { text: packing.unpack(bytes).toString(), bytes: () => bytes };
  } catch (cause) {
    throw new MailyardError(
      'state-corrupt',
      `${file} cannot be unpacked: ${cause instanceof Error ? cause.message : cause}`,
      {
        fix: `put ${file}.bak in its place, or \`pulumi stack import --stack ${stack} --file BACKUP\``,
        cause,
      },
    );
  }
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** The bytes of the file and their hash, in the packing that the file's name tells. */
export function packCheckpoint(file: string, checkpoint: Checkpoint): { bytes: Uint8Array; hash: string } {
  const text = Buffer.from(JSON.stringify(checkpoint));
  const bytes = packingOf(file)?.pack?.(text) ?? text;
  return { bytes, hash: sha256(bytes) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
