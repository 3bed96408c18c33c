/** Runs a line as one would type it, in this process: the command's own function, with a context of its own. */
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { MailyardError } from '../../error.ts';
import { check } from '../check.ts';
import { type Context, openContext } from '../context.ts';
import { drift } from '../drift.ts';
import { failureText } from '../failure.ts';
import { mailboxes } from '../mailboxes.ts';
import { plan } from '../plan.ts';
import type { Colors, Terminal } from '../terminal.ts';
import { todo } from '../todo.ts';
import { up } from '../up.ts';

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
  colors: Colors;
  width: number;
}

const commands: Record<string, (context: Context, options: Record<string, unknown>) => Promise<number>> = {
  check,
  plan,
  up,
  drift,
  mailboxes,
  todo,
};

export async function runLine(line: string, surroundings: Surroundings): Promise<CommandRun> {
  const [, name = '', ...args] = line.split(' ');
  const { domain = [], ...options } = optionsOf(args);
  const lines: string[] = [];
  const code = await outcome(lines, async () => {
    const command = commands[name];
    if (!command) throw new Error(`the demo has no command ${name}`);
    const global = { domains: 'domains', templates: [], state: '.mailyard', segment: [], domain, allow: [] };
    const context = openContext({ ...global, json: false, color: true, quiet: false }, surroundings.env);
    return command({ ...context, terminal: recording(lines, surroundings) }, options);
  });
  const output = lines.join('\n').trim();
  return { code, output, text: stripVTControlCharacters(output) };
}

function optionsOf(args: string[]) {
  const [flag, text] = [{ type: 'boolean' }, { type: 'string' }] as const;
  return parseArgs({ args, options: { refresh: flag, yes: flag, engine: text, domain: { ...text, multiple: true } } })
    .values;
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

function recording(lines: string[], { colors, width }: Surroundings): Terminal {
  return {
    colors,
    interactive: false,
    width,
    print: (text = '') => lines.push(text),
    note: text => lines.push(text),
    progress: () => ({ step: () => {}, end: () => {} }),
  };
}
