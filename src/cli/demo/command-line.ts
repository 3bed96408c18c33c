/** Runs a line as one would type it, in this process: the command's own function, with a context of its own. */
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { MailyardError } from '../../error.ts';
import { check as blocklistsCheck } from '../blocklists.ts';
import { check } from '../check.ts';
import { type Clock, type Context, openContext } from '../context.ts';
import { ensure, rotate } from '../dkim-commands.ts';
import { status as dkimStatus } from '../dkim-status.ts';
import { drift } from '../drift.ts';
import { importEvents } from '../events-import.ts';
import { failureText } from '../failure.ts';
import { mailboxes } from '../mailboxes.ts';
import { plan } from '../plan.ts';
import { run } from '../run.ts';
import type { Colors, Terminal } from '../terminal.ts';
import { throttle } from '../throttle.ts';
import { todo } from '../todo.ts';
import { up } from '../up.ts';
import { advance, status as warmupStatus } from '../warmup.ts';

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

type Command = (context: Context, options: Record<string, unknown>, args: string[]) => Promise<number>;

const commands: Record<string, Command> = {
  ...{ check, plan, up, drift, mailboxes, todo, throttle, run },
  'blocklists check': blocklistsCheck,
  ...{ 'dkim status': dkimStatus, 'dkim ensure': ensure, 'dkim rotate': rotate },
  'events import': importEvents,
  ...{ 'warmup status': warmupStatus, 'warmup advance': advance },
};

export async function runLine(line: string, { env, clock, ...look }: Surroundings): Promise<CommandRun> {
  const { command, args, domain = [], ...options } = parsed(line);
  const lines: string[] = [];
  const code = await outcome(lines, async () => {
    const global = { domains: 'domains', templates: [], state: '.mailyard', segment: [], domain, allow: [] };
    const context = openContext({ ...global, json: false, color: true, quiet: false }, env, clock);
    return command({ ...context, terminal: recording(lines, look) }, options, args);
  });
  const output = lines.join('\n').trim();
  return { code, output, text: stripVTControlCharacters(output) };
}

function parsed(line: string) {
  const [flag, text, several] = [{ type: 'boolean' }, { type: 'string' }, { type: 'string', multiple: true }] as const;
  const { values, positionals } = parseArgs({
    args: line.split(' ').slice(1),
    allowPositionals: true,
    options: {
      ...{ refresh: flag, yes: flag, take: flag, engine: text, count: text, domain: several, once: several },
      ...{ 'confirm-after': text, 'tells-complaints': flag },
    },
  });
  const { 'confirm-after': confirmAfter, 'tells-complaints': tellsComplaints, ...options } = values;
  const names = [positionals.slice(0, 2), positionals.slice(0, 1)].map(words => words.join(' '));
  const name = names.find(each => commands[each]) ?? '';
  const command = commands[name];
  if (!command) throw new Error(`the demo has no command ${positionals[0]}`);
  return { command, args: positionals.slice(name.split(' ').length), ...options, confirmAfter, tellsComplaints };
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
