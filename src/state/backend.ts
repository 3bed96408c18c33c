/** Where the state is: Pulumi's back end, found as the Pulumi CLI finds it, and its file layout. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import { MailyardError } from '../error.ts';
import { unreadable, writing } from './file.ts';

export type Backend = FileBackend | CliBackend;

export interface FileBackend {
  kind: 'file';
  /** Absolute `file://` URL, as the Pulumi CLI takes it. */
  url: string;
  /** The folder that holds `.pulumi`. */
  root: string;
  /** Nobody named this place: it is `<state>/pulumi`, and is made when it is first needed. */
  default: boolean;
}

/** Anything else (s3, azblob, gs, https): only the Pulumi CLI reads and writes it. */
export interface CliBackend {
  kind: 'cli';
  url: string;
}

export interface Project {
  name: string;
  backendUrl?: string;
}

/** Reads name and back end from the `Pulumi.yaml` of `folder`. */
export async function readProject(folder: string): Promise<Project> {
  const file = join(folder, 'Pulumi.yaml');
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new MailyardError('project', `${file} cannot be read: ${message(cause)}`, {
      fix: 'run Mailyard in a project folder, or make one with `mailyard init`',
      cause,
    });
  });
  const document = load(text) as { name?: unknown; backend?: { url?: unknown } } | null;
  if (typeof document?.name !== 'string') throw new MailyardError('project', `${file} has no \`name\``);
  const url = document.backend?.url;
  return { name: document.name, backendUrl: typeof url === 'string' && url ? url : undefined };
}

/** `PULUMI_BACKEND_URL`, else `backend.url` of Pulumi.yaml, else `<stateDir>/pulumi`. Pure. */
export function findBackend(options: {
  env: Record<string, string | undefined>;
  projectUrl?: string;
  stateDir: string;
  cwd: string;
  home: string;
}): Backend {
  const url = options.env.PULUMI_BACKEND_URL || options.projectUrl;
  if (url === undefined) return fileBackend(resolve(options.cwd, options.stateDir, 'pulumi'), true);
  if (!url.startsWith('file://')) return { kind: 'cli', url };
  return fileBackend(filePath(url, options.cwd, options.home), false);
}

/** The file back end at `root` (absolute). */
export function fileBackend(root: string, isDefault = false): FileBackend {
  return { kind: 'file', url: pathToFileURL(root).href, root, default: isDefault };
}

/** As Pulumi's massageBlobPath: the query is dropped, `~` is the home folder, the rest counts from the working folder. */
function filePath(url: string, cwd: string, home: string): string {
  const path = decodeURIComponent(url.slice('file://'.length).split('?')[0] ?? '');
  if (path === '~') return home;
  if (path.startsWith('~')) return resolve(home, path.slice(2));
  return resolve(cwd, path);
}

/** Makes the folder and Pulumi's `meta.yaml` where they are missing; refuses Pulumi's old layout without projects. */
export async function prepareBackend(backend: FileBackend): Promise<void> {
  if ((await layoutVersion(backend)) !== undefined) return;
  await writing(backend.root, async () => {
    await mkdir(join(backend.root, '.pulumi'), { recursive: true });
    await writeFile(join(backend.root, '.pulumi', 'meta.yaml'), 'version: 1\n');
  });
}

/** 1, or undefined where there is no state yet. Throws where the layout is not the one with projects. */
export async function layoutVersion(backend: FileBackend): Promise<1 | undefined> {
  const file = join(backend.root, '.pulumi', 'meta.yaml');
  const text = await readFile(file, 'utf8').catch(cause => {
    if (cause.code === 'ENOENT') return undefined;
    throw unreadable(file, cause);
  });
  if (text === undefined) return undefined;
  const version = (load(text) as { version?: unknown } | null)?.version;
  if (version === 1) return 1;
  throw new MailyardError('state-version', `${file} says version ${String(version)}; Mailyard knows version 1`, {
    fix: version === 0 ? 'run `pulumi state upgrade` once' : 'use a Mailyard that is as new as the Pulumi CLI',
  });
}

export function stacksFolder(backend: FileBackend, project: string): string {
  return join(backend.root, '.pulumi', 'stacks', project);
}

export function lockFolder(backend: FileBackend, project: string, stack: string): string {
  return join(backend.root, '.pulumi', 'locks', 'organization', project, stack);
}

export function journalFile(backend: FileBackend, project: string, stack: string): string {
  return join(backend.root, '.pulumi', 'mailyard', project, `${stack}.journal`);
}

/** The Pulumi names that are safe as a file name: letters, digits, `_`, `-`, `.`. */
export function checkStackName(stack: string): void {
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(stack) && !/^\.+$/.test(stack)) return;
  throw new MailyardError('stack-name', `"${stack}" cannot be the name of a Pulumi stack`, {
    fix: 'a segment name takes letters, digits, "-", "_" and ".", at most 100',
  });
}

function message(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The folder of the Pulumi.yaml here or the nearest one above. */
export function projectFolder(from: string): string | undefined {
  if (existsSync(join(from, 'Pulumi.yaml'))) return from;
  return dirname(from) === from ? undefined : projectFolder(dirname(from));
}
