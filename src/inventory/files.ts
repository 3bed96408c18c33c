/** The files of an inventory folder. */
import { relative, resolve } from 'node:path';
import type { Finding } from './finding.ts';
import { locator } from './positions.ts';
import { disk, isYaml, type Tree } from './tree.ts';
import { readYaml, type YamlFile } from './yaml.ts';

export interface Folder {
  estate?: YamlFile;
  segments: YamlFile[];
  /** The addresses that stand in place of SPF includes, as `mailyard spf flatten` left them. */
  spfLock?: YamlFile;
  findings: Finding[];
}

export const SPF_LOCK = 'spf.lock.json';

/** Reads `estate.yaml`, every other `*.yaml`, sub-folders too, in code-point order of their names, and the lock of SPF. */
export function readFolder(dir: string, tree: Tree = disk): Folder {
  if (!tree.has(dir)) return { segments: [], findings: [noFolder(dir)] };
  const all = tree.list(dir);
  const names = all.filter(isMeant);
  const shown = (name: string) => relative(process.cwd(), resolve(dir, name));
  const yaml = names.filter(name => name.endsWith('.yaml'));
  const files = yaml.map(name => ({ name, file: readFile(tree, dir, name, shown(name)) }));
  const estate = files.find(({ name }) => name === 'estate.yaml')?.file;
  return {
    estate,
    // JSON is YAML, so its findings have their lines too.
    ...(all.includes(SPF_LOCK) && { spfLock: readFile(tree, dir, SPF_LOCK, shown(SPF_LOCK)) }),
    segments: files.filter(({ name }) => name !== 'estate.yaml').map(({ file }) => file),
    findings: [
      ...names.filter(name => name.endsWith('.yml')).map(name => wrongExtension(shown(name))),
      ...(estate ? [] : [noEstate(shown('estate.yaml'))]),
    ],
  };
}

/** Editors leave hidden files (`.#pool-a.yaml`), which are not meant. */
const isMeant = (name: string): boolean => isYaml(name) && !/(^|\/)\./.test(name);

/** One file of a folder; where it cannot be read, that is its only finding. */
export function readFile(tree: Tree, dir: string, name: string, shown: string): YamlFile {
  try {
    return readYaml(shown, tree.read(dir, name));
  } catch (error) {
    const message = `The file cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.`;
    return { file: shown, locate: locator(shown, '', []), findings: [finding('unreadable-file', shown, message)] };
  }
}

function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  const reasons: Record<string, string> = {
    ...{ ENOENT: 'it is a link that leads nowhere', ELOOP: 'it is a link that leads to itself' },
    ...{ EACCES: 'this user may not', EPERM: 'this user may not' },
  };
  return reasons[code] ?? message;
}

const noFolder = (dir: string): Finding =>
  finding(
    'no-inventory',
    relative(process.cwd(), resolve(dir)) || '.',
    'There is no such folder, and inventories live in one.',
    'Run `mailyard init` for an example, or name the folder with `--domains DIR`.',
  );

const noEstate = (shown: string): Finding =>
  finding(
    'missing-estate',
    shown,
    'The estate has no estate.yaml, which holds what all segments share.',
    'Make one: `organization: <name>` is enough.',
  );

const wrongExtension = (shown: string): Finding =>
  finding(
    'wrong-extension',
    shown,
    'Only *.yaml is read, so this file counts for nothing.',
    'Rename it to end in .yaml.',
  );

function finding(rule: string, file: string, message: string, fix?: string): Finding {
  return { file, line: 1, column: 1, rule, severity: 'error', message, ...(fix && { fix }) };
}
