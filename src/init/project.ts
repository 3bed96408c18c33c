/** The files of a new project, as values: nothing is written here. */
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../install.ts';

/** Text by path from the project's folder. */
export type Files = Map<string, string>;

/** Leaves room for the segment and the key in the mark of a record, which has 100 characters. */
const MOST_LETTERS = 30;

/** What the folder is called, in the letters that Pulumi takes for a project. */
export function projectName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_LETTERS);
  return name.replace(/^-+|-+$/g, '') || 'mailyard';
}

/**
 * `example` is what the package carries in examples/project; `workflows` are those of Mailyard's own repository, which find the
 * command in a clone and in a project alike.
 */
export function newProject(name: string, { example, workflows, manifest }: NewProject): Files {
  const files: Files = new Map([['package.json', packageJson(name, manifest)]]);
  // npm would take a .gitignore inside the package for its own.
  for (const [path, text] of example) files.set(path === 'gitignore' ? '.gitignore' : path, named(text, path, name));
  for (const [file, text] of workflows) files.set(`.github/workflows/${file}`, text);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface NewProject {
  example: Files;
  workflows: Files;
  manifest: Manifest;
}

function named(text: string, path: string, name: string): string {
  return path === 'Pulumi.yaml' ? text.replace(/^name: .*$/m, `name: ${name}`) : text;
}

const PULUMI = 'node_modules/mailyard/bin/pulumi';

/** Node comes as a devDependency, so that it is 24 where the machine's is not. */
function packageJson(name: string, { version, devDependencies, allowScripts }: Manifest): string {
  const content = {
    name,
    private: true,
    type: 'module',
    scripts: { check: 'mailyard check', plan: 'mailyard plan', up: 'mailyard up', pulumi: PULUMI },
    dependencies: { mailyard: `^${version}` },
    devDependencies: { node: devDependencies.node },
    allowScripts,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** What to run so that a package.json that was there before carries the project. */
export function missingInPackage(text: string, { version, devDependencies }: Manifest): string[] {
  const { type, scripts = {}, allowScripts = {}, dependencies = {}, devDependencies: dev = {} } = JSON.parse(text);
  const commands = [
    type !== 'module' && 'npm pkg set type=module',
    !scripts.pulumi && `npm pkg set scripts.pulumi=${PULUMI}`,
    allowScripts.node !== true && 'npm pkg set allowScripts.node=true --json',
    !(dependencies.mailyard || dev.mailyard) && `npm install mailyard@^${version}`,
    !(dependencies.node || dev.node) && `npm install --save-dev node@${devDependencies.node}`,
  ];
  return commands.filter(command => command !== false);
}

/** What to add to a Pulumi.yaml that was there before. */
export function missingInPulumi(text: string): string[] {
  const { main, plugins } = (parse(text) ?? {}) as { main?: string; plugins?: { providers?: { name?: string }[] } };
  const lines = [
    !main?.startsWith('stacks') && 'main: stacks/index.js',
    !plugins?.providers?.some(({ name }) => name === 'mailyard') &&
      'plugins: { providers: [{ name: mailyard, path: node_modules/mailyard/bin/provider }] }',
  ];
  return lines.filter(line => line !== false).map(line => `in Pulumi.yaml: ${line}`);
}
