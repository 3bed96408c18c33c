/** The command line as a process: what was typed, how it ended, and what is said of a failure. */
import type { Command, CommanderError } from 'commander';
import { MailyardError } from '../error.ts';
import type { GlobalOptions } from './context.ts';
import { failureDocument, failureText } from './failure.ts';
import { mailyard } from './program.ts';

/** Commander's code for `mailyard ledger`, which wants to know what of it. */
const SHORT = 'commander.help';

const program = mailyard(async ({ load, options, args }) => {
  const code = await carefully(options, async () => {
    const { openContext } = await import('./context.ts');
    const run = await load();
    return run(openContext(options), options, args);
  });
  process.exitCode ??= code;
});

// What was begun is brought to its end where nobody reads on, as in `mailyard up | head`: that is no failure. A full disk is one.
let unwritten = false;
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || unwritten) return;
  unwritten = true;
  process.exitCode = 1;
  process.stderr.write(`${failureText(notWritten(message))}\n`);
});
process.stderr.on('error', () => {});

try {
  await program.parseAsync();
} catch (error) {
  const { exitCode, code } = error as CommanderError;
  // What was typed could not be read: as far as it can be known, whether it asks for JSON.
  const json = process.argv.includes('--json');
  // --help and --version end by an error too, and are no failures. Where the line stops short of a command, its help has been shown.
  const isSaid = exitCode === 0 || (code === SHORT && !json);
  process.exitCode = isSaid
    ? exitCode
    : await carefully({ json }, () => Promise.reject(usage(error as CommanderError)));
}

async function carefully({ json }: Pick<GlobalOptions, 'json'>, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (json) (await import('./json.ts')).printJson(failureDocument(error));
    process.stderr.write(`${failureText(error)}\n`);
    return 1;
  }
}

function notWritten(reason: string): MailyardError {
  return new MailyardError('stdout', `What it prints cannot be written: ${reason}.`, {
    fix: 'What it was to do is done all the same. Make room where its output goes.',
  });
}

/** Commander's message as one of ours: a sentence, and where to look. */
function usage({ code, message }: CommanderError): MailyardError {
  const text = code === SHORT ? 'No command is named.' : message.replace(/^error: /, '').replaceAll('\n', ' ');
  return new MailyardError('usage', text.charAt(0).toUpperCase() + text.slice(1), {
    fix: `See \`${[...typed(), '--help'].join(' ')}\`.`,
  });
}

/** The command as far as the line names it: `mailyard`, `dkim`, `rollback`. */
function typed(): string[] {
  const names = ['mailyard'];
  let at: Command = program;
  for (const word of process.argv.slice(2)) {
    const next = at.commands.find(each => each.name() === word);
    if (!next) continue;
    names.push(word);
    at = next;
  }
  return names;
}
