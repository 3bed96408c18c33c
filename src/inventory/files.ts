/** The files of an inventory folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Finding } from './finding.ts';
import { locator } from './positions.ts';
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
export function readFolder(dir: string): Folder {
  const names = yamlNames(dir);
  if (!names) return { segments: [], findings: [noFolder(dir)] };
  const shown = (name: string) => relative(process.cwd(), resolve(dir, name));
  const yaml = names.filter(name => name.endsWith('.yaml'));
  const files = yaml.map(name => ({ name, file: readFile(join(dir, name), shown(name)) }));
  const estate = files.find(({ name }) => name === 'estate.yaml')?.file;
  return {
    estate,
    // JSON is YAML, so its findings have their lines too.
    ...(existsSync(join(dir, SPF_LOCK)) && { spfLock: readFile(join(dir, SPF_LOCK), shown(SPF_LOCK)) }),
    segments: files.filter(({ name }) => name !== 'estate.yaml').map(({ file }) => file),
    findings: [
      ...names.filter(name => name.endsWith('.yml')).map(name => wrongExtension(shown(name))),
      ...(estate ? [] : [noEstate(shown('estate.yaml'))]),
    ],
  };
}

/** Undefined where there is no such folder. Editors leave hidden files (`.#pool-a.yaml`), which are not meant. */
function yamlNames(dir: string): string[] | undefined {
  try {
    return readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .map(name => name.replaceAll('\\', '/'))
      .filter(name => /\.ya?ml$/.test(name) && !/(^|\/)\./.test(name))
      .sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function readFile(path: string, shown: string): YamlFile {
  try {
    return readYaml(shown, readFileSync(path, 'utf8'));
  } catch (error) {
    const message = `The file cannot be read: ${(error as Error).message}.`;
    return { file: shown, locate: locator(shown, '', []), findings: [finding('unreadable-file', shown, message)] };
  }
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
