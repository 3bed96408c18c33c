/** Where inventories and templates are read from: the disk, or a revision of a repository. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders are named as on the command line. */
export interface Tree {
  has(dir: string): boolean;
  /** All YAML and JSON files below the folder, sub-folders too, `/` between, in code-point order. Empty without the folder. */
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
  list: dir => {
    if (!isFolder(dir)) return [];
    const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
    return names
      .map(name => name.replaceAll('\\', '/'))
      .filter(isListed)
      .sort();
  },
  read: (dir, name) => readFileSync(join(dir, name), 'utf8'),
};
