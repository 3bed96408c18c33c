/** A repository on a GitHub of the test's own: a real bare repository, pull requests with their merges, secrets, artifacts. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type GithubApi, startGithubApi } from './github-api.ts';

export const REPOSITORY = 'acme/mail';

export interface Hub {
  folder: string;
  /** `file://`, so that depths count. */
  url: string;
  api: GithubApi;
  secrets: Record<string, string>;
  /** Writes inventories on a branch that leaves main here, and gives the commit of their merge into it. */
  propose(pull: number, files: Record<string, string | undefined>): string;
  /** Main goes on to this commit; without one to a commit of its own with these files. */
  push(files: Record<string, string | undefined>): string;
  merge(commit: string): void;
  /** The text of a file on a branch; undefined where there is none. */
  file(branch: string, path: string): string | undefined;
  git(...args: string[]): string;
}

const PROJECT = [
  ...['.github', '.gitignore', 'Pulumi.yaml', 'bin', 'package.json', 'package-lock.json'],
  ...['schema', 'src', 'stacks', 'templates', 'tsconfig.json'],
];

/** Nothing of the machine's own settings. */
export const gitEnvironment = {
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
  ...{ GIT_AUTHOR_NAME: 'Alex', GIT_AUTHOR_EMAIL: 'alex@acme.example' },
  ...{ GIT_COMMITTER_NAME: 'Alex', GIT_COMMITTER_EMAIL: 'alex@acme.example' },
};

/** Mailyard as it stands here, with these inventories, as the first commit of main. */
export async function openHub(files: Record<string, string>): Promise<Hub> {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-hub-'));
  const api = await startGithubApi(REPOSITORY);
  onTestFinished(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [origin, work] = [join(folder, 'origin.git'), join(folder, 'work')];
  const run = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, ...gitEnvironment },
      stdio: 'pipe',
    }).trim();
  const commit = (changed: Record<string, string | undefined>, message: string) => {
    writeFiles(join(work, 'domains'), changed);
    run('add', '--all');
    run('commit', '--quiet', '--message', message);
    return run('rev-parse', 'HEAD');
  };
  mkdirSync(work);
  for (const path of PROJECT) cpSync(resolve(path), join(work, path), { recursive: true });
  run('init', '--quiet', '--bare', '--initial-branch=main', origin);
  run('-C', origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  run('init', '--quiet', '--initial-branch=main');
  run('remote', 'add', 'origin', origin);
  commit(files, 'The first inventories');
  run('push', '--quiet', 'origin', 'main');
  return {
    ...{ folder, url: `file://${origin}`, api, secrets: {} },
    propose(pull, changed) {
      run('checkout', '--quiet', '-B', `change-${pull}`, 'main');
      commit(changed, `Change ${pull}`);
      run('checkout', '--quiet', '--detach', 'main');
      run('merge', '--quiet', '--no-ff', '--message', `Merge ${pull}`, `change-${pull}`);
      run('push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${pull}/merge`);
      return run('rev-parse', 'HEAD');
    },
    push(changed) {
      run('checkout', '--quiet', 'main');
      const made = commit(changed, 'A change');
      run('push', '--quiet', 'origin', 'main');
      return made;
    },
    merge(made) {
      run('checkout', '--quiet', 'main');
      run('merge', '--quiet', '--ff-only', made);
      run('push', '--quiet', 'origin', 'main');
    },
    file(branch, path) {
      try {
        return run('-C', origin, 'show', `${branch}:${path}`);
      } catch {
        return undefined;
      }
    },
    git: (...args) => run('-C', origin, ...args),
  };
}

function writeFiles(folder: string, files: Record<string, string | undefined>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
}
