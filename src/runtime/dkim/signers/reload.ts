/** The command that makes a program read its tables again. Hundreds of domains that change together share a few runs of it. */
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { MailyardError } from '../../../error.ts';

const run = promisify(exec);
const TIMEOUT_MS = 60_000;

export type Reload = () => Promise<void>;

/** Whoever asks waits for a run that began after it asked. Throws `reload-failed`. */
export function reloading(command: string | undefined, env: NodeJS.ProcessEnv): Reload {
  if (command === undefined) return async () => {};
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  return () => {
    if (!running) {
      running = started();
      return running;
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        running = started();
        return running;
      });
    return next;
  };

  function started(): Promise<void> {
    const run = reload(command as string, env);
    const ended = () => {
      if (running === run) running = undefined;
    };
    run.then(ended, ended);
    return run;
  }
}

async function reload(command: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run(command, { env, timeout: TIMEOUT_MS });
  } catch (error) {
    const { stderr = '', code, killed } = error as { stderr?: string; code?: number; killed?: boolean };
    const why = killed
      ? `no end after ${TIMEOUT_MS / 1000} s`
      : stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') || `exit ${code}`;
    throw new MailyardError('reload-failed', `\`${command}\` failed: ${why}.`, {
      fix: 'Until it succeeds the program may sign with the key before, which stays in DNS. Mend it under `dkim.signers`, `reload`.',
      cause: error,
    });
  }
}
