/** `mailyard init [DIR]`: a new project around the package. What is there already stays as it is. No network. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { MailyardError } from '../../error.ts';
import { type Files, missingInPackage, missingInPulumi, newProject, projectName } from '../../init/project.ts';
import { isPackage, manifest, root } from '../../install.ts';
import { counted } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';

interface Outcome {
  /** Paths from the project's folder. */
  written: string[];
  kept: string[];
  /** What was kept still needs this: commands, and lines of Pulumi.yaml. */
  missing: string[];
}

export async function init(
  { options, terminal }: Context,
  _: Record<string, unknown>,
  [dir = '.']: string[],
): Promise<number> {
  const folder = resolve(dir);
  refuseOwnFolder(folder);
  const files = newProject(projectName(folder), {
    example: filesIn(join(root, 'examples/project')),
    workflows: workflowsOf(join(root, '.github/workflows')),
    manifest: manifest(),
  });
  const kept = [...files.keys()].filter(isThere(folder));
  const outcome: Outcome = { kept, written: [...files.keys()].filter(path => !kept.includes(path)), missing: [] };
  outcome.missing = kept.flatMap(path => missingIn(folder, path));
  for (const path of outcome.written) write(join(folder, path), files.get(path) ?? '');
  if (options.json) printJson({ folder, ...outcome });
  else report(folder, outcome, terminal);
  return 0;
}

/** In a clone everything is there, and a package belongs to npm. */
function refuseOwnFolder(folder: string): void {
  if (folder === root) {
    throw new MailyardError('init', `${folder} is Mailyard itself, which needs no project around it.`, {
      fix: 'Name the folder of the new project: mailyard init DIR',
    });
  }
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new MailyardError('init', `${folder} is a file.`, { fix: 'Name a folder, which need not exist yet.' });
  }
}

function filesIn(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** All but the one that tests Mailyard itself. */
function workflowsOf(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const all = filesIn(folder);
  all.delete('ci.yml');
  return all;
}

/** Inventories are kept as a whole: an example beside real domains would be carried out with them. */
function isThere(folder: string): (path: string) => boolean {
  const domains = join(folder, 'domains');
  const inventories = existsSync(domains) && (!statSync(domains).isDirectory() || readdirSync(domains).length > 0);
  return path => (path.startsWith('domains/') && inventories) || existsSync(join(folder, path));
}

/** Before anything is written: what cannot be read cannot carry the project either. */
function missingIn(folder: string, path: string): string[] {
  const file = join(folder, path);
  try {
    if (path === 'package.json') return missingInPackage(readFileSync(file, 'utf8'), manifest());
    return path === 'Pulumi.yaml' ? missingInPulumi(readFileSync(file, 'utf8')) : [];
  } catch (cause) {
    throw new MailyardError('init', `${file} cannot be read, so nothing was written: ${(cause as Error).message}`, {
      fix: 'Mend it first.',
      cause,
    });
  }
}

/** `wx`: what came between the look and the write is not written over either. */
function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (cause) {
    throw new MailyardError('init', `${file} cannot be written: ${(cause as Error).message}`, {
      fix: 'Put that right and run it again: what has been written is kept.',
      cause,
    });
  }
}

function report(folder: string, { written, kept, missing }: Outcome, { print, colors }: Context['terminal']): void {
  const here = relative(process.cwd(), folder);
  const keptAs = kept.length > 0 ? `; ${counted(kept.length, 'file')} kept as before` : '';
  print(`${counted(written.length, 'file')} written${here && ` in ${here}`}${keptAs}.`);
  print();
  for (const path of written) print(`  ${colors.green('+')} ${path}`);
  for (const path of kept) print(`  ${colors.dim(`= ${path}`)}`);
  if (missing.length > 0) {
    print('\nWhat was kept needs more:\n');
    for (const step of missing) print(`  ${colors.cyan(step)}`);
  }
  const steps: [string, string][] = [
    ...((here ? [[`cd ${/\s/.test(here) ? JSON.stringify(here) : here}`, '']] : []) as [string, string][]),
    isPackage
      ? ['npm install', 'brings Mailyard and the Node that it needs']
      : [`npm install ./mailyard-${manifest().version}.tgz`, 'what `npm pack` makes in the clone, moved here'],
    ['npx mailyard check', 'then put your own names into domains/'],
    ['npx mailyard doctor', 'what is missing for real use'],
    ['npx mailyard sandbox', 'local twins, to try `up` without an account'],
  ];
  print(`\n${colors.bold('Next:')}\n`);
  const width = Math.max(...steps.map(([command]) => command.length)) + 2;
  for (const [command, why] of steps) print(`  ${colors.cyan(command.padEnd(width))}${why}`.trimEnd());
}
