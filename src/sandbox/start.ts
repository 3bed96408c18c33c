/** The sandbox: Cloudflare's twin and a DNS server that answers from what it holds, over one clock. */
import { MailyardError } from '../error.ts';
import { type SandboxClock, sandboxClock } from './clock.ts';
import type { Call } from './cloudflare/calls.ts';
import { type CloudflareTwin, startCloudflareTwin } from './cloudflare/twin.ts';
import { type DnsTwin, startDnsTwin } from './dns/twin.ts';
import type { DnsZone } from './dns/zone.ts';

export interface SandboxOptions {
  clock?: SandboxClock;
  /** Default: any free one. */
  port?: number;
  dnsPort?: number;
  /** Told of each API call when it is over. */
  onCall?: (call: Call) => void;
}

export interface Sandbox {
  cloudflare: CloudflareTwin;
  dns: DnsTwin;
  /** What sends Mailyard here instead of out into the world. */
  env: Record<'CLOUDFLARE_API_TOKEN' | 'CLOUDFLARE_BASE_URL' | 'MAILYARD_DNS', string>;
  close(): Promise<void>;
}

/** Throws `port-in-use` and leaves nothing running. */
export async function startSandbox({ clock = sandboxClock(), port = 0, dnsPort = 0, onCall }: SandboxOptions = {}) {
  const cloudflare = await startCloudflareTwin({ clock, port, onCall }).catch(error => {
    throw portError(error, port, '--port');
  });
  const { zones, above } = cloudflare;
  const source = () => (above.size === 0 ? zones : new Map<string, DnsZone>([...above, ...zones]));
  const dns = await startDnsTwin({ source, port: dnsPort }).catch(async error => {
    await cloudflare.close();
    throw portError(error, dnsPort, '--dns-port');
  });
  const sandbox: Sandbox = {
    cloudflare,
    dns,
    env: {
      CLOUDFLARE_API_TOKEN: cloudflare.token,
      CLOUDFLARE_BASE_URL: cloudflare.url,
      MAILYARD_DNS: `${dns.host}:${dns.port}`,
    },
    async close() {
      await dns.close();
      await cloudflare.close();
    },
  };
  return sandbox;
}

function portError(error: NodeJS.ErrnoException, port: number, option: string): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new MailyardError('port-in-use', `Port ${port} of 127.0.0.1 is taken.`, {
    fix: `Is a sandbox running already? Else give another one with ${option}, or ${option} 0 for any.`,
  });
}
