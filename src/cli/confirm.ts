/** A yes from a person, or from `--yes` where there is none. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { MailyardError } from '../error.ts';
import type { Terminal } from './terminal.ts';

export async function confirm(question: string, terminal: Terminal, yes: unknown): Promise<boolean> {
  if (yes) return true;
  if (!terminal.interactive) {
    throw new MailyardError('needs-yes', 'There is no terminal to ask on, so nothing was done.', { fix: 'Say --yes.' });
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D close the question without an answer.
  const left = once(asking, 'close').then(() => '');
  const answer = await Promise.race([asking.question(`${question} [y/N] `).catch(() => ''), left]);
  asking.close();
  const agreed = /^y(es)?$/i.test(answer.trim());
  if (!agreed) terminal.print('\nNothing was done.');
  return agreed;
}
