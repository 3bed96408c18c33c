/** The command line. Each command is a file that is loaded only when it runs, so that `check` never pays for Pulumi. */
import { enableCompileCache } from 'node:module';
import { Command } from 'commander';

enableCompileCache();

import { MailyardError } from '../error.ts';
import type { Context, GlobalOptions } from './context.ts';

type Run = (context: Context, options: Record<string, unknown>, args: string[]) => Promise<number>;

const program = new Command('mailyard')
  .description("Keeps an organisation's outbound e-mail estate as code: domains, DNS records and mailboxes.")
  .helpOption('-h, --help', 'what a command takes')
  .showHelpAfterError()
  .exitOverride();

// `mailyard plan | head` closes the pipe early; that is no failure.
process.stdout.on('error', error => process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1));

const collect = (value: string, before: string[]): string[] => [...before, value];

function command(name: string, description: string, load: () => Promise<Run>): Command {
  return program
    .command(name)
    .description(description)
    .option('--domains <dir>', 'the inventories', 'domains')
    .option('--templates <dir>', 'adds to the built-in templates and overrides them (repeatable)', collect, [])
    .option('--state <dir>', 'where the state is, unless PULUMI_BACKEND_URL or Pulumi.yaml say otherwise', '.mailyard')
    .option('--segment <name>', 'only this segment (repeatable)', collect, [])
    .option('--domain <glob>', 'only domains like this (repeatable)', collect, [])
    .option('--allow <guard=value>', 'let a guarded change pass (repeatable)', collect, [])
    .option('--json', 'one JSON document instead of text', false)
    .option('--no-color', 'plain text')
    .option('--quiet', 'less text', false)
    .action(async (...args: unknown[]) => {
      const self = args.at(-1) as Command;
      const options = self.opts() as GlobalOptions & Record<string, unknown>;
      process.exitCode = await carefully(options, async () => {
        const { openContext } = await import('./context.ts');
        const run = await load();
        return run(openContext(options), options, self.args);
      });
    });
}

command(
  'check',
  'inventories, templates and rules: every finding at once',
  async () => (await import('./check.ts')).check,
);

command('records', 'the records of the estate', async () => (await import('./records.ts')).records)
  .option('--format <format>', 'table, bind or json', 'table')
  .option('--out <dir>', 'with bind: one file a zone');

command('plan', 'what `up` would do; exit 2 when there is anything to do', async () => (await import('./plan.ts')).plan)
  .option('--refresh', 'compare with the live zones instead of the state', false)
  .option('--out <file>', 'save the plan for `up --plan`');

command('up', 'carries the plan out', async () => (await import('./up.ts')).up)
  .option('--refresh', 'take the live zones into the state first', false)
  .option('--plan <file>', 'carry out exactly this saved plan, or refuse')
  .option('--yes', 'do not ask', false)
  .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');

command(
  'drift',
  'what someone changed by hand; writes nothing; exit 2 when there is any',
  async () => (await import('./drift.ts')).drift,
);

command('destroy', 'removes what Mailyard made, and nothing else', async () => (await import('./destroy.ts')).destroy)
  .option('--yes', 'do not ask', false)
  .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');

command(
  'sandbox',
  'local twins of Cloudflare and DNS, to try everything on',
  async () => (await import('./sandbox.ts')).sandbox,
)
  .option('--port <port>', "of the twin of Cloudflare's API", '8787')
  .option('--dns-port <port>', 'of the DNS server', '8753');

command('demo', 'the whole story on the local twins, in under a minute', async () => (await import('./demo.ts')).demo);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own message; --help and --version are no failures.
  process.exitCode = (error as { exitCode?: number }).exitCode === 0 ? 0 : 1;
}

/** Errors that people can act on are said in their words; anything else is a defect and keeps its stack. */
async function carefully(options: GlobalOptions, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const known = error instanceof MailyardError ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (options.json) {
      const { printJson } = await import('./json.ts');
      printJson({ error: { code: known?.code ?? 'internal', message, fix: known?.fix } });
    }
    const text = known
      ? [message, known.fix && `→ ${known.fix}`].filter(Boolean).join('\n')
      : ((error as Error).stack ?? message);
    process.stderr.write(`mailyard: ${text}\n`);
    return 1;
  }
}
