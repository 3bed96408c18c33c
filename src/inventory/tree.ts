/** Where inventories and templates are read from: the disk, or a revision of a repository. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MailyardError } from '../error.ts';

/** Folders are named as on the command line. */
export interface Tree {
  has(dir: string): boolean;
  /**
   * All YAML and JSON files below the folder, sub-folders too, `/` between, in code-point order. Empty without the folder.
   * Throws `folder-unreadable`.
   */
  list(dir: string): string[];
  /** The text of one that was listed. Throws where it cannot be read. */
  read(dir: string, name: string): string;
}

export const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** The lock of SPF is JSON. */
export const isListed = (name: string): boolean => isYaml(name) || name.endsWith('.json');

const isFolder = (dir: string): boolean => statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false;

export const disk: Tree = {
  has: isFolder,
  list: dir => (isFolder(dir) ? namesBelow(dir, []).filter(isListed).sort() : []),
  read: (dir, name) => {
    const path = join(dir, name);
    // A pipe would be waited for, perhaps for ever.
    if (!statSync(path).isFile()) throw new Error('it is no file');
    return readFileSync(path, 'utf8');
  },
};

/** Links are followed, except to a folder that one is in: `above` has their real paths. */
function namesBelow(dir: string, above: string[]): string[] {
  const here = realpathSync(dir);
  if (above.includes(here)) return [];
  return entriesOf(dir).flatMap(entry => {
    const path = join(dir, entry.name);
    if (!entry.isDirectory() && !(entry.isSymbolicLink() && isFolder(path))) return [entry.name];
    return namesBelow(path, [...above, here]).map(name => `${entry.name}/${name}`);
  });
}

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'this user may not' : message;
    throw new MailyardError('folder-unreadable', `The folder ${dir} cannot be read: ${reason}.`, { cause });
  }
}
