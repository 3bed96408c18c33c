/** Git as a child process. What it says is read in English and without the user's colours, pagers and external tools. */
import { spawnSync } from 'node:child_process';
import { MailyardError } from '../error.ts';

export interface GitAnswer {
  /** 0 where all went well. */
  status: number;
  stdout: Buffer;
  stderr: string;
}

/** Runs in `folder`; `input` goes to its standard input. Throws MailyardError `no-git` where there is no git. */
export function runGit(folder: string, args: string[], input?: string): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-c', 'core.quotepath=off', '--no-pager', ...args], {
    cwd: folder,
    input: input ?? '',
    maxBuffer: 1 << 30,
    // Only reading: the index is not refreshed, and nobody is asked for a password.
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
  });
  if (error) {
    throw new MailyardError('no-git', `git cannot be run: ${error.message}`, {
      fix: 'Install git: a review compares two revisions of a repository.',
      cause: error,
    });
  }
  return { status: status ?? 1, stdout, stderr: stderr.toString().trim() };
}

/** The text that it prints. Throws MailyardError `git` with git's own words. */
export function git(folder: string, args: string[], input?: string): Buffer {
  const { status, stdout, stderr } = runGit(folder, args, input);
  if (status === 0) return stdout;
  throw new MailyardError('git', `\`git ${args[0]}\` failed: ${stderr || `exit ${status}`}`);
}
