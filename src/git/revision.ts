/** The files of a revision, read from git's objects: the work tree is not touched. */
import { disk, isListed, type Tree } from '../inventory/tree.ts';
import { git } from './git.ts';
import { isIgnored, objectAt, pathInside, type Repository } from './repository.ts';

/** What lies outside of the repository, or is ignored by it (node_modules), is the same for every revision: it is read from the disk. */
export function revisionTree(repository: Repository, commit: string): Tree {
  const folders = new Map<string, Files | undefined>();
  const filesOf = (dir: string): Files | undefined => {
    if (!folders.has(dir)) folders.set(dir, readFiles(repository, commit, pathInside(repository, dir) as string));
    return folders.get(dir);
  };
  const outside = new Map<string, boolean>();
  const elsewhere = (dir: string): boolean => {
    const known = outside.get(dir) ?? (pathInside(repository, dir) === undefined || isIgnored(repository, dir));
    outside.set(dir, known);
    return known;
  };
  return {
    has: dir => (elsewhere(dir) ? disk.has(dir) : filesOf(dir) !== undefined),
    list: dir => (elsewhere(dir) ? disk.list(dir) : [...(filesOf(dir)?.keys() ?? [])]),
    read: (dir, name) => (elsewhere(dir) ? disk.read(dir, name) : textOf(filesOf(dir), name)),
  };
}

/** By name; a link that leads nowhere has no text. */
type Files = Map<string, string | undefined>;

function textOf(files: Files | undefined, name: string): string {
  const text = files?.get(name);
  if (text === undefined) throw new Error('it is a link that leads nowhere in this revision');
  return text;
}

/** Every YAML and JSON file below the folder with its text; undefined where the revision has no such folder. */
function readFiles(repository: Repository, commit: string, path: string): Files | undefined {
  const object = objectAt(repository, commit, path);
  if (object?.type !== 'tree') return undefined;
  const names = namesIn(repository, object.id);
  const inside = path === '' ? '' : `${path}/`;
  const texts = readBlobs(
    repository,
    names.map(name => `${commit}:${inside}${name}`),
  );
  return new Map(names.map((name, index) => [name, texts[index]]));
}

function namesIn({ folder }: Repository, tree: string): string[] {
  const listed = git(folder, ['ls-tree', '-r', '-z', '--full-tree', tree]).toString().split('\0');
  return listed
    .filter(Boolean)
    .map(line => line.slice(line.indexOf('\t') + 1))
    .filter(name => isListed(name) && !name.includes('\n'))
    .sort();
}

/** One process for all of them. Links inside of the repository are followed, as on the disk; others have no text. */
function readBlobs({ folder }: Repository, names: string[]): (string | undefined)[] {
  if (names.length === 0) return [];
  const output = git(folder, ['cat-file', '--batch', '--follow-symlinks'], `${names.join('\n')}\n`);
  const texts: (string | undefined)[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [, kind, size] = WITH_BODY.exec(output.toString('utf8', at, end)) ?? [];
    at = end + 1;
    texts.push(kind === 'blob' ? output.toString('utf8', at, at + Number(size)) : undefined);
    if (size !== undefined) at += Number(size) + 1;
  }
  return texts;
}

/** Headers that a body of so many octets follows. `NAME missing` has none. */
const WITH_BODY = /(?:^| )(blob|tree|symlink|dangling|loop|notdir) (\d+)$/;
