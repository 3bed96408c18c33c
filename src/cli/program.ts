/** The program `mailyard` with all its commands. What each does is loaded only when it runs, so that `check` never pays for Pulumi. */
import { Command } from 'commander';
import { manifest } from '../install.ts';
import { changes } from './changes/commands.ts';
import type { AddCommand, Load } from './command.ts';
import type { GlobalOptions } from './context.ts';
import { estate } from './estate/commands.ts';
import { imports } from './imports/commands.ts';
import { ledger } from './ledger/commands.ts';
import { mailboxes } from './mailboxes/commands.ts';
import { repeatable } from './repeatable.ts';
import { reports } from './reports/commands.ts';
import { runtime } from './runtime/commands.ts';
import { sandbox } from './sandbox/commands.ts';
import { sending } from './sending/commands.ts';

/** A command as someone typed it. */
export interface Typed {
  load: Load;
  /** The global ones and its own. */
  options: Options;
  args: string[];
}

export type Options = GlobalOptions & Record<string, unknown>;

/** In the order of `mailyard --help`, under its headings; each has a folder of its own. */
const groups: [heading: string, add: (command: AddCommand) => void][] = [
  ['The estate:', estate],
  ['Changes:', changes],
  ['Reports:', reports],
  ['Mailboxes and keys:', mailboxes],
  ['Decisions and the ledger:', ledger],
  ['From other tools:', imports],
  ['The runtime:', runtime],
  ['Sending:', sending],
  ['To try it out:', sandbox],
];

export function mailyard(run: (typed: Typed) => Promise<void>, env = process.env): Command {
  const program = new Command('mailyard')
    .description("Keeps an organisation's outbound e-mail estate as code: domains, DNS records and mailboxes.")
    .version(manifest().version, '--version', 'the version of Mailyard')
    .helpOption('-h, --help', 'what a command takes')
    .option('--domains <dir>', 'the inventories', 'domains')
    .option('--templates <dir>', 'adds to the built-in templates and overrides them (repeatable)', repeatable)
    .option(
      '--state <dir>',
      'where the state is, unless PULUMI_BACKEND_URL or Pulumi.yaml say otherwise',
      env.MAILYARD_STATE || '.mailyard',
    )
    .option('--segment <name>', 'only this segment (repeatable)', repeatable)
    .option('--domain <glob>', 'only domains like this (repeatable)', repeatable)
    .option('--allow <guard=value>', 'let a guarded change pass (repeatable)', repeatable)
    .option('--json', 'one JSON document instead of text')
    .option('--no-color', 'plain text')
    .option('--quiet', 'less text')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => {} })
    .exitOverride();

  const command: AddCommand = (name, description, load) => {
    const words = name.split(' ');
    const own = words.pop() as string;
    const parent = words.reduce((at, word) => at.commands.find(each => each.name() === word) as Command, program);
    const added = parent.command(own).description(description);
    if (!load) return withHelp(added);
    return added.action(() => run({ load, options: withDefaults(added.optsWithGlobals()), args: added.args }));
  };
  for (const [heading, add] of groups) {
    program.commandsGroup(heading);
    add(command);
  }
  return withHelp(program.commandsGroup('Help:'));
}

const withHelp = (command: Command): Command => command.helpCommand('help [command]', 'what a command takes');

export function withDefaults(options: Record<string, unknown>): Options {
  const none = { templates: [], segment: [], domain: [], allow: [], json: false, quiet: false };
  return { ...none, ...options } as unknown as Options;
}
