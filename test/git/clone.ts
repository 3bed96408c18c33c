/** A git repository of the test's own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Clone {
  folder: string;
  git(...args: string[]): string;
  /** Writes files; undefined removes one. */
  write(files: Record<string, string | undefined>): void;
  /** The same as a commit, whose id it gives. */
  commit(files: Record<string, string | undefined>): string;
  /** Another clone of it, with so many commits. */
  shallow(depth: number): Clone;
}

export function openClone(from?: string, ...options: string[]): Clone {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mailyard-git-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const who = { NAME: 'Alex', EMAIL: 'alex@acme.example' };
  const people = ['AUTHOR', 'COMMITTER'].flatMap(role =>
    Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  );
  const env = {
    ...process.env,
    ...Object.fromEntries(people),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe' }).trim();
  if (from) git('clone', '--quiet', ...options, `file://${from}`, '.');
  else git('init', '--quiet', '--initial-branch=main');
  const write: Clone['write'] = files => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      if (text === undefined) rmSync(file);
      else writeFileSync(file, text);
    }
  };
  return {
    ...{ folder, git, write },
    commit(files) {
      write(files);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'A change');
      return git('rev-parse', 'HEAD');
    },
    shallow: depth => openClone(folder, `--depth=${depth}`),
  };
}
