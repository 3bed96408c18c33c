/** The command line. Each command is a file that is loaded only when it runs, so that `check` never pays for Pulumi. */
import { Command, type CommanderError } from 'commander';
import { MailyardError } from '../error.ts';
import { manifest } from '../install.ts';
import type { Context, GlobalOptions } from './context.ts';
import { failureDocument, failureText } from './failure.ts';

type Run = (context: Context, options: Record<string, unknown>, args: string[]) => Promise<number>;

const collect = (value: string, before: string[] = []): string[] => [...before, value];

const program = new Command('mailyard')
  .description("Keeps an organisation's outbound e-mail estate as code: domains, DNS records and mailboxes.")
  .version(manifest().version, '--version', 'the version of Mailyard')
  .helpOption('-h, --help', 'what a command takes')
  .option('--domains <dir>', 'the inventories', 'domains')
  .option('--templates <dir>', 'adds to the built-in templates and overrides them (repeatable)', collect)
  .option(
    '--state <dir>',
    'where the state is, unless PULUMI_BACKEND_URL or Pulumi.yaml say otherwise',
    process.env.MAILYARD_STATE || '.mailyard',
  )
  .option('--segment <name>', 'only this segment (repeatable)', collect)
  .option('--domain <glob>', 'only domains like this (repeatable)', collect)
  .option('--allow <guard=value>', 'let a guarded change pass (repeatable)', collect)
  .option('--json', 'one JSON document instead of text')
  .option('--no-color', 'plain text')
  .option('--quiet', 'less text')
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: () => {} })
  .exitOverride();

// `mailyard plan | head` closes the pipe early; that is no failure.
process.stdout.on('error', error => process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1));

function command(name: string, description: string, load: () => Promise<Run>, parent = program): Command {
  return parent
    .command(name)
    .description(description)
    .action(async (...args: unknown[]) => {
      const self = args.at(-1) as Command;
      const options = withDefaults(self.optsWithGlobals());
      process.exitCode = await carefully(options, async () => {
        const { openContext } = await import('./context.ts');
        const run = await load();
        return run(openContext(options), options, self.args);
      });
    });
}

command(
  'init',
  'a new project: package.json, Pulumi.yaml, stacks/, an example inventory, workflows',
  async () => (await import('./init.ts')).init,
).argument('[dir]', 'default: this folder; made where it is missing. What is there already is kept');

command(
  'doctor',
  'what is missing for real use: Node, Pulumi, token, zones, resolver, key, state; exit 2 when something is',
  async () => (await import('./doctor.ts')).doctor,
);

command(
  'check',
  'inventories, templates and rules: every finding at once',
  async () => (await import('./check.ts')).check,
);

command('rules', 'every rule: its set, id, level and reference', async () => (await import('./rules.ts')).rules);

command('records', 'the records of the estate', async () => (await import('./records.ts')).records)
  .option('--format <format>', 'table, bind or json', 'table')
  .option('--out <dir>', 'with bind: one file a zone');

command(
  'explain',
  'why a domain, a mailbox or a record is as it is: file and line, template, rules, cost',
  async () => (await import('./explain.ts')).explain,
)
  .argument('<what...>', 'acme.example, alex@acme.example, acme.example/spf, or a name in DNS: _dmarc.acme.example TXT')
  .option('--all', 'of a domain, the built-in defaults too');

command(
  'todo',
  'what only a person can do: consoles, registrars, values to paste; looks by itself; exit 2 while there is any',
  async () => (await import('./todo.ts')).todo,
);

command('plan', 'what `up` would do; exit 2 when there is anything to do', async () => (await import('./plan.ts')).plan)
  .option('--refresh', 'compare with the live zones instead of the state')
  .option('--out <file>', 'save the plan for `up --plan`');

command('up', 'carries the plan out', async () => (await import('./up.ts')).up)
  .option('--refresh', 'take the live zones into the state first')
  .option('--plan <file>', 'carry out exactly this saved plan, or refuse')
  .option('--yes', 'do not ask')
  .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');

command(
  'drift',
  'what someone changed by hand; writes nothing; exit 2 when there is any',
  async () => (await import('./drift.ts')).drift,
);

command(
  'review',
  'what a change of the inventories does, as Markdown for a pull request; exit 2 with an error in them',
  async () => (await import('./review.ts')).review,
)
  .requiredOption('--base <revision>', 'what to compare with, from where the change left it')
  .option('--head <revision>', 'the change; default: the files as they are')
  .option('--annotate', 'findings also as workflow commands of GitHub Actions, on stderr');

command('destroy', 'removes what Mailyard made, and nothing else', async () => (await import('./destroy.ts')).destroy)
  .option('--yes', 'do not ask')
  .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');

command(
  'audit',
  'asks the authoritative servers and reports per domain; exit 2 on a failed check',
  async () => (await import('./audit.ts')).audit,
)
  .argument('[domain...]', 'default: the whole estate; domains outside it too')
  .option('--servers <host:port,…>', 'ask these servers for the zones, wherever they are delegated to')
  .option('--public', "compare with public resolvers: Cloudflare's, Google's and Quad9's")
  .option('--resolvers <host:port,…>', 'compare with these resolvers')
  .option('--selector <name>', 'a DKIM selector to look at beside the usual ones (repeatable)', collect)
  .option('--starttls', 'connect to the mail hosts on port 25: TLS and certificates')
  .option('--wait', 'look again until everything planned is served')
  .option('--timeout <time>', 'with --wait: 90s, 30m, 2h', '30m')
  .option('--html <file>', 'the report as a file of its own');

command(
  'capacity',
  'what can be sent on each day of the next eight weeks, or what a target needs',
  async () => (await import('./capacity.ts')).capacity,
)
  .option('--days', 'day by day instead of week by week')
  .option('--target <volume>', 'what it needs: 1200/day, 36,000/month, 500M/day');

command(
  'cost',
  'what the estate costs by the prices in the templates, or what a target would cost',
  async () => (await import('./cost.ts')).cost,
).option('--target <volume>', 'what it costs: 1200/day, 36,000/month');

const blocklists = program.command('blocklists').description('what blocklists say of addresses and domains');
command(
  'check',
  'asks the blocklists: what has changed, what is listed, and the way off; exit 2 when something is listed',
  async () => (await import('./blocklists.ts')).check,
  blocklists,
)
  .argument(
    '[name or IP...]',
    'addresses, networks and domains, outside the estate too; default: all that the estate has',
  )
  .option('--confirm-after <time>', 'how long after its first answer a list is asked again: 0s, 30s, 5m', '10s');

const spf = command(
  'spf',
  'the SPF record of a domain as a tree with its price in lookups; exit 2 with an error in it',
  async () => (await import('./spf.ts')).spf,
).argument('<domain>');

command(
  'evaluate',
  "RFC 7208's result for one message; exit 2 for permerror and temperror",
  async () => (await import('./spf.ts')).evaluate,
  spf,
)
  .argument('[domain]', 'whose policy; default: the domain of --mail-from')
  .option('--ip <address>', 'the client that sends')
  .option('--mail-from <address>', 'the reverse-path; empty for a bounce')
  .option('--helo <name>', "the client's name in HELO or EHLO");

command(
  'flatten',
  'what stands in place of includes that are too many, from the DNS into spf.lock.json; exit 2 where a record does not fit',
  async () => (await import('./spf-flatten.ts')).flatten,
  spf,
).option('--check', 'write nothing; exit 2 where the DNS says something else than the lock');

const events = command(
  'events',
  'what each domain sent and what became of it; exit 2 while an alert on bounces or complaints is open',
  async () => (await import('./events.ts')).events,
).option('--days <number>', 'of so many days', '7');
command(
  'import',
  'sends, deliveries, bounces and complaints from files; exit 2 with a bad line or a new alert',
  async () => (await import('./events-import.ts')).importEvents,
  events,
)
  .argument('<file...>', 'JSON lines or CSV, by gzip or not; `-` for the standard input')
  .option('--format <format>', 'jsonl or csv; default: as it looks')
  .option('--source <name>', 'who told it', 'import')
  .option(
    '--tells-complaints',
    'this source would tell of complaints: that it tells of none means that there are none',
  );

const key = program.command('key').description('the key of MAILYARD_KEY, which seals passwords and private keys');
command(
  'generate',
  'a new key on stdout, and what to do with it on stderr',
  async () => (await import('./key-generate.ts')).generate,
  key,
);
command(
  'rotate',
  'seals everything anew with the first key of MAILYARD_KEY',
  async () => (await import('./key-rotate.ts')).rotate,
  key,
);

const mailboxes = command(
  'mailboxes',
  'every mailbox with its provider, state, limit of today, last activity, and what differs',
  async () => (await import('./mailboxes.ts')).mailboxes,
);
command(
  'export',
  'with their passwords, into a file that a sending platform imports',
  async () => (await import('./mailboxes-export.ts')).exportMailboxes,
  mailboxes,
)
  .requiredOption('--out <file>', 'the file; only you can read it')
  .option('--format <format>', 'csv, smartlead, instantly or emailbison', 'csv');

const mailbox = program.command('mailbox').description('the password of one mailbox');
command(
  'credentials',
  'shows its password, and where it is reached',
  async () => (await import('./mailbox-credentials.ts')).credentials,
  mailbox,
)
  .argument('<address>')
  .option('--relay <name>', 'of its login at this relay');
command(
  'rotate-password',
  'gives it a new one, at the provider and in the state; what was interrupted is finished',
  async () => (await import('./mailbox-rotate-password.ts')).rotatePassword,
  mailbox,
)
  .argument('<address>')
  .option('--relay <name>', 'of its login at this relay')
  .option('--end-old', 'where old and new work side by side: the old one ends');

const decisions = command(
  'decisions',
  'what jobs wait for a yes to, per --segment and --domain; exit 2 while there is any',
  async () => (await import('./decisions.ts')).decisions,
).option('--all', 'the latest too, whatever became of them');
command(
  'show',
  'why, on what evidence, and what became of it',
  async () => (await import('./decisions.ts')).show,
  decisions,
).argument('<id...>');
for (const [name, description, load] of [
  ['approve', 'a yes: it is carried out now', async () => (await import('./decisions.ts')).approve],
  ['refuse', 'a no: it is not asked again for the same reason', async () => (await import('./decisions.ts')).refuse],
] as [string, string, () => Promise<Run>][]) {
  command(name, description, load, decisions)
    .argument('[id...]')
    .option('--all', 'all that wait, of --segment and --domain');
}

const ledger = program
  .command('ledger')
  .description('the ledger: SQLite in the state folder, or PostgreSQL at DATABASE_URL');
command(
  'verify',
  'whether it is sound: pages, schema, decisions, sealed keys; exit 2 with a problem',
  async () => (await import('./ledger.ts')).verify,
  ledger,
);
command(
  'backup',
  'a copy in a file, while others write to it',
  async () => (await import('./ledger.ts')).backup,
  ledger,
).argument('[file]', 'default: <state>/backups/ledger-<time>');
command(
  'restore',
  'puts a backup, of SQLite or PostgreSQL, in its place',
  async () => (await import('./ledger.ts')).restore,
  ledger,
)
  .argument('<file>')
  .option('--replace', 'what it holds goes; it is backed up first');
command(
  'prune',
  'drops what is older than it is kept for, as the job `retention` does each day',
  async () => (await import('./ledger.ts')).prune,
  ledger,
);

const imports = program
  .command('import')
  .description('zones of other tools as a segment of the inventories (--segment names it); exit 2 with a finding');

const importing = async () => import('./import.ts');
for (const [name, args, description, load] of [
  ['cloudflare', '<zone...>', 'zones as they stand at Cloudflare', async () => (await importing()).importCloudflare],
  ['bind', '<file...>', 'zone files of BIND and its like', async () => (await importing()).importBind],
  ['octodns', '<dir>', "octoDNS's YAML zones", async () => (await importing()).importOctodns],
  ['dnscontrol', '<file>', 'what `dnscontrol print-ir` wrote', async () => (await importing()).importDnscontrol],
] as [string, string, string, () => Promise<Run>][]) {
  command(name, description, load, imports)
    .argument(args)
    .option('--out <file>', 'the file to write; default: <domains>/<segment>.yaml')
    .option('--mail-only', 'leave what is not mail unmanaged');
}

command(
  'run',
  'the runtime: its jobs on their schedules until it is stopped, with /health, /metrics and /v1',
  async () => (await import('./run.ts')).run,
)
  .option(
    '--once <job>',
    'run this job now instead (repeatable); exit 2 with findings, 1 where something failed',
    collect,
  )
  .option('--list', 'tell of the jobs instead: schedules, last runs, open notices')
  .option('--listen <host:port>', 'where the daemon answers', '127.0.0.1:8788')
  .option('--probe <host:port>', 'where it receives the test messages that prove DKIM keys: SMTP for `contacts.probe`')
  .option('--log-level <level>', 'debug, info, warn or error');

const dkim = program.command('dkim').description('DKIM keys: what signs, since when, and what comes next');
const dkimCommands = async () => import('./dkim-commands.ts');
command(
  'status',
  'every key with its phase and what comes next; asks servers and signers, writes nothing',
  async () => (await import('./dkim-status.ts')).status,
  dkim,
);
command(
  'ensure',
  'makes the keys that are missing, and goes on with what was begun',
  async () => (await dkimCommands()).ensure,
  dkim,
);
command('rotate', 'new keys now, whatever the age', async () => (await dkimCommands()).rotate, dkim).argument(
  '[domain...]',
  'or --segment, --domain',
);
command(
  'emergency',
  'a key has leaked: a new one at once, the old one revoked',
  async () => (await dkimCommands()).leaked,
  dkim,
)
  .argument('<domain>')
  .option('--yes', 'do not ask');
command('rollback', 'back to the key before, which is still in DNS', async () => (await dkimCommands()).back, dkim)
  .argument('<domain>')
  .option('--to <selector>', 'to this one');

command(
  'throttle',
  'may this mailbox send now, and if not, when; exit 2 when not now',
  async () => (await import('./throttle.ts')).throttle,
)
  .argument('[mailbox]', 'alex@acme.example')
  .option('--receiver <name>', 'where to: gmail, outlook, …, or the domain of a recipient')
  .option('--ip <address>', 'from which address of the domain')
  .option('--count <number>', 'so many messages at once; each recipient counts as one')
  .option('--take', 'take a grant where the answer is yes: it counts as sent')
  .option('--key <key>', 'with --take: asked again under it, nothing more is taken')
  .option('--release <key>', 'give a grant back whose messages were surely not sent')
  .option('--export <format>', "kumomta: today's limits as its shaping file, and beside it its queues file")
  .option('--out <file>', 'with --export: shaping.toml; beside it shaping-queues.toml');

command(
  'submission',
  'an SMTP submission server that lets through what the throttler allows, on to the providers, until it is stopped',
  async () => (await import('./submission.ts')).submission,
)
  .option('--listen <host:port>', 'where clients submit', '127.0.0.1:2587')
  .option('--cert <file>', 'its certificate with the chain, PEM')
  .option('--key <file>', 'the key of the certificate, PEM')
  .option('--implicit-tls', 'TLS from the first byte, as on port 465; else STARTTLS')
  .option('--wait <time>', 'how long a recipient is kept waiting for its time; then it is refused with 450', '20s')
  .option('--log-level <level>', 'debug, info, warn or error');

const warmup = command(
  'warmup',
  'where each warm-up is: week, allowed and sent today, gate',
  async () => (await import('./warmup.ts')).status,
).argument('[domain...]', 'its weeks too; default: all domains');
for (const [name, description, load, args] of [
  ['status', 'the same', async () => (await import('./warmup.ts')).status, '[domain...]'],
  ['hold', 'stop a domain now: nothing is sent', async () => (await import('./warmup.ts')).hold, '<domain>'],
  ['resume', 'let it go on', async () => (await import('./warmup.ts')).resume, '<domain>'],
] as [string, string, () => Promise<Run>, string][]) {
  const each = command(name, description, load, warmup).argument(args);
  if (name === 'hold') each.option('--why <text>', 'why, for whoever asks later');
}
command(
  'advance',
  'look at every week now: it advances, stays, steps back or is held; exit 2 where it needs a person',
  async () => (await import('./warmup.ts')).advance,
  warmup,
).option('--patch <file>', 'what the inventories should say then, for `git apply`');

const sandbox = command(
  'sandbox',
  'local twins of Cloudflare and DNS, to try everything on',
  async () => (await import('./sandbox.ts')).sandbox,
)
  .option('--port <port>', "of the twin of Cloudflare's API", '8787')
  .option('--dns-port <port>', 'of the DNS server', '8753')
  .option('--https-port <port>', 'of the server that runs Workers', '8743');
command(
  'simulate',
  "the estate's first weeks in a minute, with what goes wrong in them; exit 1 where what must hold did not",
  async () => (await import('./sandbox-simulate.ts')).simulate as unknown as Run,
  sandbox,
)
  .option('--weeks <n>', 'how long it goes', '6')
  .option('--faults <file>', 'what goes wrong and when, as examples/simulation/story.yaml')
  .option('--mode <mode>', 'enforce, suggest, observe, or as-written in the inventory', 'enforce')
  .option('--start <date>', 'day 1; default: today')
  .option('--seed <n>', 'another one gives other chances', '1')
  .option('--chart <file>', 'a chart as SVG');

command('demo', 'the whole story on the local twins, in under a minute', async () => (await import('./demo.ts')).demo);

try {
  await program.parseAsync();
} catch (error) {
  // --help and --version end by an error too, and are no failures.
  const { exitCode, code } = error as CommanderError;
  const isHelp = exitCode === 0 || code === 'commander.help';
  process.exitCode = isHelp ? exitCode : await carefully(asked(), () => Promise.reject(usage(error as Error)));
}

async function carefully(options: GlobalOptions, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (options.json) (await import('./json.ts')).printJson(failureDocument(error));
    process.stderr.write(`${failureText(error)}\n`);
    return 1;
  }
}

/** Commander's message as one of ours: a sentence, and where to look. */
function usage({ message }: Error): MailyardError {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const name = program.commands.map(each => each.name()).find(each => process.argv.includes(each));
  return new MailyardError('usage', text.charAt(0).toUpperCase() + text.slice(1), {
    fix: `See \`${['mailyard', name, '--help'].filter(Boolean).join(' ')}\`.`,
  });
}

/** Options as far as they are known where the command line could not be read. */
function asked(): GlobalOptions {
  return withDefaults({ json: process.argv.includes('--json') });
}

function withDefaults(options: Record<string, unknown>): GlobalOptions & Record<string, unknown> {
  const none = { templates: [], segment: [], domain: [], allow: [], json: false, quiet: false };
  return { ...none, ...options } as unknown as GlobalOptions & Record<string, unknown>;
}
