/** The actions that the workflows use, each doing here what it does there. One that is not known fails the test. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gitEnvironment } from './hub.ts';
import type { Runner } from './run-workflow.ts';

export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, string | number | boolean>;
  env?: Record<string, string>;
  run?: string;
}

type Inputs = Record<string, string | number | boolean>;

const actions: Record<string, { inputs: string[]; use: (runner: Runner, inputs: Inputs) => void }> = {
  'actions/checkout@v5': { inputs: ['fetch-depth', 'persist-credentials'], use: checkout },
  // Node comes with the packages, and a Pulumi CLI is there or not.
  'actions/setup-node@v5': { inputs: ['node-version', 'cache'], use: () => {} },
  'pulumi/actions@v6': { inputs: [], use: () => {} },
  'actions/upload-artifact@v6': { inputs: ['name', 'path'], use: upload },
  'actions/download-artifact@v7': { inputs: ['name'], use: download },
};

export function useAction(runner: Runner, { uses = '', with: inputs = {} }: Step): void {
  const action = actions[uses];
  if (!action) throw new Error(`The test does not know the action ${uses}.`);
  const strange = Object.keys(inputs).filter(name => !action.inputs.includes(name));
  if (strange.length > 0) throw new Error(`The test does not know ${strange.join(', ')} of ${uses}.`);
  action.use(runner, inputs);
}

/** The commit alone, or with a depth of 0 all branches and their history. */
function checkout({ hub, trigger, workspace, permissions }: Runner, inputs: Inputs): void {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workspace, env: { ...process.env, ...gitEnvironment }, stdio: 'pipe' });
  git('init', '--quiet');
  git('remote', 'add', 'origin', hub.url);
  // A token that may not write to contents, or is not kept, can push nowhere.
  const mayPush = permissions.contents === 'write' && inputs['persist-credentials'] !== false;
  if (!mayPush) git('config', 'remote.origin.pushurl', '/no/such/place');
  const depth = Number(inputs['fetch-depth'] ?? 1);
  const branches = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [`--depth=${depth}`];
  git(
    'fetch',
    '--quiet',
    '--no-tags',
    ...branches.filter(each => each.startsWith('--')),
    'origin',
    ...branches.filter(each => !each.startsWith('--')),
    trigger.sha,
  );
  git('checkout', '--quiet', '--detach', trigger.sha);
}

const shelf = ({ hub }: Runner, name: unknown): string => join(hub.folder, 'artifacts', String(name));

function upload(runner: Runner, { name, path }: Inputs): void {
  const file = join(runner.workspace, String(path));
  if (!existsSync(file)) throw new Error(`There is no ${path} to upload.`);
  mkdirSync(shelf(runner, name), { recursive: true });
  cpSync(file, join(shelf(runner, name), basename(file)));
}

function download(runner: Runner, { name }: Inputs): void {
  cpSync(shelf(runner, name), runner.workspace, { recursive: true });
}
