/** A yes from a person, or from `--yes` where there is none. */
import { createInterface } from 'node:readline/promises';
import { MailyardError } from '../error.ts';
import type { Terminal } from './terminal.ts';

export async function confirm(question: string, terminal: Terminal, yes: unknown): Promise<boolean> {
  if (yes) return true;
  if (!terminal.interactive) {
    throw new MailyardError('needs-yes', 'There is no terminal to ask on, so nothing was done.', { fix: 'Say --yes.' });
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(`${question} [y/N] `);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
