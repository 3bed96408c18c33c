/** The repository around a folder, and the revisions in it. */
import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { MailyardError } from '../error.ts';
import { git, runGit } from './git.ts';

export interface Repository {
  /** The folder, or the nearest one above that exists: git runs there. */
  folder: string;
  /** Path of that folder in the repository: empty, or ending in `/`. */
  prefix: string;
  /** Its history ends somewhere: older commits were not fetched. */
  shallow: boolean;
}

export function openRepository(dir: string): Repository {
  const folder = nearestFolder(resolve(dir));
  const { status, stdout, stderr } = runGit(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
  if (status !== 0) {
    throw new MailyardError('no-repository', `${dir} is in no git repository: ${stderr}`, {
      fix: 'Run it in a clone, or name the inventories of one with `--domains DIR`.',
    });
  }
  const [shallow, prefix = ''] = stdout.toString().split('\n');
  return { folder, prefix, shallow: shallow === 'true' };
}

/** A folder that a revision has may be gone from the disk. */
function nearestFolder(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** The path in the repository, `/` between; undefined for what lies outside of it. */
export function pathInside({ folder, prefix }: Repository, path: string): string | undefined {
  const parts = [...prefix.split('/').slice(0, -1)];
  for (const part of relative(folder, resolve(path)).split(sep).filter(Boolean)) {
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Whether git is told to leave this folder alone: no revision has it. */
export function isIgnored(repository: Repository, dir: string): boolean {
  return runGit(repository.folder, ['check-ignore', '--quiet', '--', `${resolve(dir)}/`]).status === 0;
}

/** The commit's full id. Throws MailyardError `shallow-clone` or `no-revision`, with the way to get it. */
export function commitOf(repository: Repository, ref: string): string {
  const found = revParse(repository, `${ref}^{commit}`);
  if (found) return found;
  const remote = revParse(repository, `origin/${ref}^{commit}`);
  if (repository.shallow && !remote) throw shallowClone(`This clone is shallow, and does not have ${ref}.`, ref);
  throw new MailyardError('no-revision', `The repository has no revision ${ref}.`, {
    fix: remote
      ? `Did you mean origin/${ref}?`
      : `${canBeFetched(ref) ? `Fetch it: \`git fetch origin ${ref}\`. ` : ''}\`git branch --all\` lists what is there.`,
  });
}

/** A name or an id, and not the way from one to its parents. */
const canBeFetched = (ref: string): boolean => /^(?!HEAD\b)\w[\w./-]*$/.test(ref);

/**
 * Where the two went apart, so that what came to `base` since is not taken for a change of `head`. Without a common commit it is
 * `base` itself; in a shallow clone nobody knows, which throws MailyardError `shallow-clone`.
 */
export function forkPoint(repository: Repository, base: string, head: string): string {
  const { status, stdout } = runGit(repository.folder, ['merge-base', base, head]);
  if (status === 0) return stdout.toString().split('\n')[0] as string;
  if (!repository.shallow) return base;
  throw shallowClone('This clone is shallow: where the two revisions went apart is not in it.');
}

/** The commit that is checked out; undefined before the first one. */
export const checkedOut = (repository: Repository): string | undefined => revParse(repository, 'HEAD^{commit}');

function revParse({ folder }: Repository, expression: string): string | undefined {
  const { status, stdout } = runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', expression]);
  return status === 0 ? stdout.toString().trim() : undefined;
}

function shallowClone(message: string, ref?: string): MailyardError {
  const one = ref && canBeFetched(ref) ? `\`git fetch origin ${ref}\`, or ` : '';
  return new MailyardError('shallow-clone', message, {
    fix: `${one}\`git fetch --unshallow\`. In a workflow: \`fetch-depth: 0\` under \`actions/checkout\`.`,
  });
}

/** The object of a path in a revision, with its kind; undefined where there is none. */
export function objectAt(
  repository: Repository,
  commit: string,
  path: string,
): { id: string; type: string } | undefined {
  const id = revParse(repository, `${commit}:${path}`);
  return id ? { id, type: git(repository.folder, ['cat-file', '-t', id]).toString().trim() } : undefined;
}
