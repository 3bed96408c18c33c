/** Runs a line as one would type it, in this process, with a context of its own. */
import { stripVTControlCharacters } from 'node:util';
import { MailyardError } from '../../../error.ts';
import { type Clock, openContext } from '../../context.ts';
import { failureText } from '../../failure.ts';
import { mailyard } from '../../program.ts';
import type { Colors, Terminal } from '../../terminal.ts';

export interface CommandRun {
  /** The exit code. */
  code: number;
  /** As printed, with colours where there are any. */
  output: string;
  /** The same without colours. */
  text: string;
}

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  clock: Clock;
  colors: Colors;
  width: number;
}

export async function runLine(line: string, { env, clock, ...look }: Surroundings): Promise<CommandRun> {
  const lines: string[] = [];
  let code = 0;
  const program = mailyard(async ({ load, options, args }) => {
    code = await outcome(lines, async () => {
      const run = await load();
      return run({ ...openContext(options, env, clock), terminal: recording(lines, look) }, options, args);
    });
  }, env);
  await program.parseAsync(line.split(' ').slice(1), { from: 'user' });
  const output = lines.join('\n').trim();
  return { code, output, text: stripVTControlCharacters(output) };
}

/** Errors that people can act on are part of the story; a defect ends it. */
async function outcome(lines: string[], run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    lines.push(failureText(error));
    return 1;
  }
}

function recording(lines: string[], { colors, width }: Omit<Surroundings, 'env' | 'clock'>): Terminal {
  return {
    colors,
    interactive: false,
    width,
    print: (text = '') => lines.push(text),
    note: text => lines.push(text),
    progress: () => ({ step: () => {}, end: () => {} }),
  };
}
