/** The sandbox: Cloudflare's twin, its edge, and a DNS server that answers from what it holds and for blocklists, over one clock. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MailyardError } from '../error.ts';
import type { Estate } from '../estate/estate.ts';
import type { Blocklist } from '../inventory/blocklist.ts';
import { type SlackTwin, startSlackTwin } from './alerts/slack.ts';
import { startTelegramTwin, type TelegramTwin } from './alerts/telegram.ts';
import { type BlocklistTwins, blocklistTwins } from './blocklists/twin.ts';
import { type SandboxClock, sandboxClock } from './clock.ts';
import type { Call } from './cloudflare/calls.ts';
import { type CloudflareTwin, startCloudflareTwin } from './cloudflare/twin.ts';
import { type DnsTwin, startDnsTwin } from './dns/twin.ts';
import type { DnsZone } from './dns/zone.ts';
import { type Edge, startEdge } from './edge/edge.ts';
import type { TwinCall } from './http/twin.ts';
import type { MailTwin } from './mail/twin.ts';
import { lookupAt, startMailTwin } from './mail/twins.ts';
import { neighboursOf } from './neighbours.ts';

export interface SandboxOptions {
  clock?: SandboxClock;
  /** Default: any free one. */
  port?: number;
  dnsPort?: number;
  httpsPort?: number;
  /** Where the certificate of its authority is kept; default: a folder that goes with the sandbox. */
  folder?: string;
  /** Of a Worker's new host, on the sandbox's clock; default none. */
  certificateDelayMs?: number;
  /** Told of each API call when it is over. */
  onCall?: (call: Call) => void;
  /** Mail providers that are to be there, by the names of their templates. */
  mail?: readonly string[];
  onMailCall?: (provider: string, call: TwinCall) => void;
  /** Blocklists that are to be there, beside the zones and behind the same server; default none. */
  blocklists?: Iterable<Blocklist>;
  /** Told of each message that reaches people, in one line. */
  onMessage?: (channel: 'slack' | 'telegram', text: string) => void;
}

export interface Sandbox {
  cloudflare: CloudflareTwin;
  dns: DnsTwin;
  blocklists: BlocklistTwins;
  edge: Edge;
  /** By the names of their templates. */
  mail: ReadonlyMap<string, MailTwin>;
  /** Where notices go. */
  slack: SlackTwin;
  telegram: TelegramTwin;
  /** From now on the DNS server also answers for the hosts of others that this estate's records lead to; for keys where their providers sign already. */
  knowNeighbours(estate: Estate, options?: { keys: boolean }): void;
  /** What sends Mailyard here instead of out into the world. */
  env: Record<(typeof variables)[number], string> & Record<string, string>;
  close(): Promise<void>;
}

const variables = [
  'CLOUDFLARE_API_TOKEN',
  'CLOUDFLARE_BASE_URL',
  'MAILYARD_DNS',
  'MAILYARD_DNS_SERVERS',
  'MAILYARD_HTTPS_PORT',
  'NODE_EXTRA_CA_CERTS',
] as const;

/** Throws `port-in-use` and leaves nothing running. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { clock = sandboxClock(), port = 0, dnsPort = 0, httpsPort = 0, certificateDelayMs, onCall } = options;
  const running: { close(): Promise<void> }[] = [];
  const close = async () => void (await Promise.all(running.map(twin => twin.close())));
  const start = async <T extends { close(): Promise<void> }>(twin: Promise<T>, at: number, option: string) => {
    const started = await twin.catch(async error => {
      await close();
      throw portError(error, at, option);
    });
    running.push(started);
    return started;
  };
  const cloudflare = await start(startCloudflareTwin({ clock, port, onCall }), port, '--port');
  const { zones, above } = cloudflare;
  const neighbours = new Map<string, DnsZone>();
  const others = () => above.size + neighbours.size;
  const source = () => (others() === 0 ? zones : new Map<string, DnsZone>([...above, ...neighbours, ...zones]));
  const blocklists = blocklistTwins(options.blocklists ?? []);
  const first = blocklists.answer;
  const dns = await start(startDnsTwin({ source, port: dnsPort, edge: { A: HERE }, first }), dnsPort, '--dns-port');
  const worker = cloudflare.worker;
  const edge = await start(
    startEdge({ clock, port: httpsPort, certificateDelayMs, worker }),
    httpsPort,
    '--https-port',
  );
  const authority = keptAuthority(edge, options.folder);
  running.push(authority);
  const mail = new Map<string, MailTwin>();
  for (const provider of options.mail ?? []) {
    const onMailCall = (call: TwinCall) => options.onMailCall?.(provider, call);
    const twin = startMailTwin(provider, { clock, lookup: lookupAt(dns), onCall: onMailCall });
    mail.set(provider, await start(twin, 0, '--port'));
  }
  const onSlack = (text: string) => options.onMessage?.('slack', text);
  const slack = await start(startSlackTwin({ clock, onMessage: onSlack }), 0, '--port');
  const onTelegram = (text: string) => options.onMessage?.('telegram', text);
  const telegram = await start(startTelegramTwin({ clock, onMessage: onTelegram }), 0, '--port');
  return {
    ...{ cloudflare, dns, blocklists, edge, mail, slack, telegram },
    knowNeighbours(estate, { keys } = { keys: false }) {
      for (const zone of neighboursOf(estate, keys)) neighbours.set(zone.name, zone);
    },
    env: {
      CLOUDFLARE_API_TOKEN: cloudflare.token,
      CLOUDFLARE_BASE_URL: cloudflare.url,
      MAILYARD_DNS: `${dns.host}:${dns.port}`,
      MAILYARD_DNS_SERVERS: `${dns.host}:${dns.port}`,
      MAILYARD_HTTPS_PORT: String(edge.port),
      NODE_EXTRA_CA_CERTS: authority.file,
      ...mailEnvironment(mail),
      ...blocklists.env,
      ...slack.env,
      ...telegram.env,
    },
    close,
  };
}

/** Their secrets, and their accounts in the place of those that the inventories name. */
function mailEnvironment(mail: ReadonlyMap<string, MailTwin>): Record<string, string> {
  if (mail.size === 0) return {};
  const accounts = Object.fromEntries(Array.from(mail, ([provider, { account }]) => [provider, account]));
  return Object.assign({ MAILYARD_ACCOUNTS: JSON.stringify(accounts) }, ...mail.values().map(({ env }) => env));
}

const HERE = '127.0.0.1';

/** Node reads whom else it trusts from a file, when it starts. */
function keptAuthority({ authority }: Edge, folder?: string) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'mailyard-sandbox-'));
  mkdirSync(home, { recursive: true });
  const file = resolve(home, 'sandbox-authority.pem');
  writeFileSync(file, authority);
  return { file, close: async () => rmSync(folder ? file : home, { recursive: true, force: true }) };
}

function portError(error: NodeJS.ErrnoException, port: number, option: string): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new MailyardError('port-in-use', `Port ${port} of 127.0.0.1 is taken.`, {
    fix: `Is a sandbox running already? Else give another one with ${option}, or ${option} 0 for any.`,
  });
}
