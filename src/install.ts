/** Where this Mailyard is. A clone runs its TypeScript; a package runs what was compiled from it, as Node strips no types there. */
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** The folder of package.json. `src` and `dist` are equally deep, so a path relative to a module holds in both. */
export const root = resolve(import.meta.dirname, '..');

export const isPackage = basename(import.meta.dirname) === 'dist';

export interface Manifest {
  version: string;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

export function manifest(): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}
