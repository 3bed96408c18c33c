/** `mailyard init` beside what is there already, and the Node that its commands look for. */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectName } from '../../src/init/project.ts';
import { readInventory } from '../../src/inventory/read.ts';

const repository = resolve(import.meta.dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-init-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function init(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(repository, 'bin/mailyard'), ['init', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_OPTIONS: process.env.NODE_OPTIONS, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

test('a folder that is not there yet is made, and gives the project its name', () => {
  const { code, stdout } = init('Acme Mail');
  expect(code).toBe(0);
  expect(stdout).toContain('cd "Acme Mail"');
  expect(stdout).toContain('npm install ./mailyard-');
  expect(read('Acme Mail/Pulumi.yaml')).toMatch(/^name: acme-mail$/m);
  const { version, devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  expect(JSON.parse(read('Acme Mail/package.json'))).toMatchObject({
    name: 'acme-mail',
    dependencies: { mailyard: `^${version}` },
    devDependencies: { node: devDependencies.node },
  });
  expect(read('Acme Mail/.gitignore')).toContain('.mailyard/');
});

test('what is there is kept to the byte and named; the rest is written, and what the kept files lack is said', () => {
  put('package.json', '{ "name": "mine", "dependencies": { "mailyard": "^0.1.0" } }');
  put('Pulumi.yaml', 'name: mine\n');
  put('README.md', '# Mine\n');
  const { code, stdout } = init('--json');
  expect(code).toBe(0);
  const { written, kept, missing } = JSON.parse(stdout);
  expect(kept).toEqual(['Pulumi.yaml', 'README.md', 'package.json']);
  expect(written).toContain('stacks/index.js');
  expect(missing).toEqual([
    'in Pulumi.yaml: main: stacks/index.js',
    'in Pulumi.yaml: plugins: { providers: [{ name: mailyard, path: node_modules/mailyard/bin/provider }] }',
    'npm pkg set type=module',
    'npm pkg set scripts.pulumi=node_modules/mailyard/bin/pulumi',
    'npm pkg set allowScripts.node=true --json',
    expect.stringMatching(/^npm install --save-dev node@\^24\./),
  ]);
  expect(read('package.json')).toBe('{ "name": "mine", "dependencies": { "mailyard": "^0.1.0" } }');
  expect(read('README.md')).toBe('# Mine\n');
});

test('inventories are kept as a whole: no example domain comes beside real ones', () => {
  put('domains/acme.yaml', 'segment: primary\ndomains: [acme.example]\n');
  expect(init().code).toBe(0);
  expect(readdirSync(join(folder, 'domains'))).toEqual(['acme.yaml']);
});

test('a package.json that cannot be read stops it before anything is written', () => {
  put('package.json', '{ "name": ');
  const { code, stderr } = init();
  expect(code).toBe(1);
  expect(stderr).toContain('package.json cannot be read, so nothing was written');
  expect(readdirSync(folder)).toEqual(['package.json']);
});

test('a file in the place of the folder, and the folder of Mailyard itself, are refused', () => {
  put('file', '');
  expect(init('file')).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file.') });
  expect(init(repository)).toMatchObject({ code: 1, stderr: expect.stringContaining('is Mailyard itself') });
});

test('every name of the example inventory is a placeholder', () => {
  const { inventory } = readInventory(join(repository, 'examples/project/domains'));
  const names = inventory?.segments.flatMap(({ domains }) => domains.map(({ domain }) => domain)) ?? [];
  expect(names.filter(name => !/^your-[a-z]+\.example$/.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(2);
});

test.each([
  ['/srv/mail', 'mail'],
  ['/srv/Acme & Söhne', 'acme-s-hne'],
  ['/', 'mailyard'],
  [`/srv/${'x'.repeat(80)}`, 'x'.repeat(30)],
])('the project of %s is called %s', (path, name) => expect(projectName(path)).toBe(name));

test('the workflows are those of the repository, but for its own tests, and none of them starts what only a clone has', () => {
  const folder = join(repository, '.github/workflows');
  const names = readdirSync(folder).filter(name => name !== 'ci.yml');
  const { written } = JSON.parse(init('--json').stdout);
  expect(written.filter((path: string) => path.startsWith('.github/'))).toEqual(
    names.map(name => `.github/workflows/${name}`),
  );
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(read(`.github/workflows/${name}`)).toBe(text);
    expect(
      text,
      `${name} starts what only a clone has: let it find \`mailyard\` on the PATH, as up.yml does`,
    ).not.toMatch(/(^|run:)\s*(\.\/)?bin\/(mailyard|pulumi)\b/m);
  }
});

describe('the Node that runs it', () => {
  /** Mailyard as a global install has it: no Node of its own, and none of a project. */
  function installedAlone(nodeVersion: string): ReturnType<typeof spawnSync> {
    cpSync(join(repository, 'bin'), join(folder, 'lib/mailyard/bin'), { recursive: true });
    put('path/node', `#!/bin/sh\n[ "$1" = --version ] && echo ${nodeVersion} || echo "started $*"\n`);
    chmodSync(join(folder, 'path/node'), 0o755);
    symlinkSync('../lib/mailyard/bin/mailyard', join(folder, 'path/mailyard'));
    const env = { PATH: `${join(folder, 'path')}:/usr/bin:/bin` };
    return spawnSync(join(folder, 'path/mailyard'), ['check'], { encoding: 'utf8', env });
  }

  test.each(['v24.0.0', 'v31.2.0'])('%s of the PATH is taken', version => {
    const { stdout } = installedAlone(version);
    expect(stdout).toMatch(/started .*mailyard\/dist\/cli\/main\.js check/);
  });

  test.each(['v20.20.0', 'v9.1.0'])('%s is refused with the way out', version => {
    const { status, stderr } = installedAlone(version);
    expect(status).toBe(1);
    expect(stderr).toContain(`Mailyard needs Node 24, and the PATH has ${version}.\n→ In a project: npm install.`);
  });
});
