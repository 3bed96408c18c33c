/** `mailyard sandbox`: local twins of Cloudflare, its edge, DNS and mail providers that hold the estate's zones, until Ctrl-C. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import { isPackage, root } from '../../install.ts';
import { wantedNow } from '../../plan/wanted.ts';
import type { Call } from '../../sandbox/cloudflare/calls.ts';
import type { Snapshot } from '../../sandbox/cloudflare/snapshot.ts';
import type { TwinCall } from '../../sandbox/http/twin.ts';
import { type MailSnapshot, mailSnapshot, mailTwinNames, restoreMail } from '../../sandbox/mail/twins.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { generateKey } from '../../secrets/seal.ts';
import { fileBackend, prepareBackend } from '../../state/backend.ts';
import { writeAtomically } from '../../state/file.ts';
import { packageOf } from '../../state/urn.ts';
import { counted } from '../../words.ts';
import { type Context, estateOf } from '../context.ts';
import { printJson } from '../json.ts';
import type { Terminal } from '../terminal.ts';

export async function sandbox(context: Context, options: Record<string, unknown>): Promise<number> {
  const { terminal } = context;
  const ports = {
    port: portOf(options.port, '--port'),
    dnsPort: portOf(options.dnsPort, '--dns-port'),
    httpsPort: portOf(options.httpsPort, '--https-port'),
  };
  const { estate, templates } = estateOf(context);
  // Those that `up` makes itself are not there before it.
  const zones = new Set(estate.zones.filter(({ created }) => !created).map(({ zone }) => zone));
  const stopped = untilStopped();
  const tell = (call: Call) => terminal.print(callLine(call, running, terminal));
  const onCall = context.options.quiet ? undefined : tell;
  const file = join(context.options.state, 'sandbox.json');
  const kept = readKept(file);
  const mail = mailTwinNames().filter(name => estate.segments.some(({ accounts }) => accounts[name]));
  const tellMail = (provider: string, call: TwinCall) => terminal.print(mailCallLine(provider, call, terminal));
  const onMailCall = context.options.quiet ? undefined : tellMail;
  const tellMessage = (channel: string, text: string) => terminal.print(`${channel.padEnd(8)}  ${text}`);
  const onMessage = context.options.quiet ? undefined : tellMessage;
  const running: Sandbox = await startSandbox({
    ...{ ...ports, folder: context.options.state, onCall, mail, onMailCall, onMessage },
    blocklists: templates.blocklists.values(),
  });
  try {
    restore(running, kept);
    running.knowNeighbours(estate);
    const key = kept?.key ?? generateKey();
    for (const zone of zones) if (!running.cloudflare.zones.has(zone)) running.cloudflare.addZone(zone);
    const env = {
      ...running.env,
      MAILYARD_KEY: key,
      ...(await ownState(context.options.state)),
      ...(needsPlugin(estate) && { PATH: `${STAND_IN}:${context.options.json ? context.env.PATH : '$PATH'}` }),
    };
    if (context.options.json) printJson({ env, zones: [...running.cloudflare.zones.keys()].sort(), file });
    else terminal.print(welcome(running, env, terminal));
    await stopped;
    await writeAtomically(file, JSON.stringify(keptOf(running, key)));
    terminal.print(`\nStopped. ${holdings(running)} kept in ${file}.`);
    return 0;
  } finally {
    await running.close();
  }
}

/** Where the Pulumi CLI finds the stand-in for its Cloudflare plugin. */
const STAND_IN = join(root, 'bin/sandbox');

const needsPlugin = (estate: Estate): boolean =>
  wantedNow(estate, { stacks: [] })
    .lists.values()
    .some(list => list.some(({ type }) => packageOf(type) !== 'mailyard'));

function portOf(text: unknown, option: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(String(text)) && port <= 65_535) return port;
  throw new MailyardError('bad-option', `${option} takes a port, not "${text}".`, {
    fix: 'Ports: 1 to 65535; 0 is any.',
  });
}

/** A closed terminal counts too: what the twins hold is kept then as well. */
function untilStopped(): Promise<unknown> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return Promise.race(signals.map(signal => new Promise(stop => process.once(signal, stop))));
}

/** What the twins hold from one start to the next, and the key that seals passwords here. */
interface Kept {
  cloudflare: Snapshot;
  mail: MailSnapshot[];
  key: string;
}

function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>;
    if (kept.cloudflare && kept.mail && kept.key) return kept as Kept;
    throw new Error('it is of an older Mailyard');
  } catch (cause) {
    throw new MailyardError('sandbox-state', `${file} cannot be read: ${(cause as Error).message}`, {
      fix: 'Remove it to start with empty zones.',
      cause,
    });
  }
}

function restore({ cloudflare, mail }: Sandbox, kept: Kept | undefined): void {
  if (!kept) return;
  cloudflare.restore(kept.cloudflare);
  for (const snapshot of kept.mail) {
    const twin = mail.get(snapshot.provider);
    if (twin) restoreMail(twin, snapshot);
  }
}

const keptOf = ({ cloudflare, mail }: Sandbox, key: string): Kept => ({
  cloudflare: cloudflare.snapshot(),
  mail: [...mail.values()].map(mailSnapshot),
  key,
});

/** A state and a ledger of its own: what Mailyard knows of the real zones must not mix with what it made here. */
async function ownState(stateFolder: string): Promise<Record<string, string>> {
  const backend = fileBackend(resolve(stateFolder, 'sandbox-pulumi'));
  await prepareBackend(backend);
  // An empty DATABASE_URL is none: the real ledger may be PostgreSQL.
  return { PULUMI_BACKEND_URL: backend.url, MAILYARD_STATE: resolve(stateFolder, 'sandbox'), DATABASE_URL: '' };
}

function welcome(running: Sandbox, env: Record<string, string>, { colors }: Terminal): string {
  const exports = Object.entries(env).map(
    ([name, value]) => `  export ${name}=${value.startsWith('{') ? `'${value}'` : value}`,
  );
  return [
    `${colors.bold('The sandbox is running')}: ${holdings(running)}. Ctrl-C stops it and keeps them.`,
    '',
    'In another terminal:',
    '',
    ...exports,
    `  ${isPackage ? 'npx mailyard' : 'bin/mailyard'} up --yes`,
    '',
    'Zones for domains that you add, and twins for accounts, come with the next start. Calls to the twins, as they come:',
  ].join('\n');
}

function holdings({ cloudflare, mail }: Sandbox): string {
  const records = [...cloudflare.zones.values()].reduce((sum, zone) => sum + zone.records.size, 0);
  const parts = [
    counted(cloudflare.zones.size, 'zone'),
    counted(records, 'record'),
    ...Array.from(mail, ([name, twin]) => `${counted(twin.mailboxes().length, 'mailbox')} at ${name}`),
  ];
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function mailCallLine(provider: string, { method, path, query, status }: TwinCall, { colors }: Terminal): string {
  const paint = status >= 200 && status < 300 ? colors.green : colors.red;
  const target = `${path}${query ? `?${query}` : ''}`;
  return `${paint(String(status).padStart(3))}  ${method.padEnd(6)} ${target}  ${colors.dim(provider)}`;
}

/** Status 0: no answer was given, as a fault asked for. */
function callLine({ method, path, query, status }: Call, { cloudflare }: Sandbox, { colors }: Terminal): string {
  const paint = status >= 200 && status < 300 ? colors.green : colors.red;
  const id = path.split('/')[2];
  const zone = [...cloudflare.zones.values()].find(zone => zone.id === id)?.name ?? '';
  const target = `${path}${query ? `?${query}` : ''}`;
  return `${paint(String(status).padStart(3))}  ${method.padEnd(6)} ${target}  ${colors.dim(zone)}`.trimEnd();
}
