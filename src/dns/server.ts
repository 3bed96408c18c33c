/** Where a question goes: the address and port of one DNS server. */
import { getServers, promises } from 'node:dns';
import { isIP } from 'node:net';
import { MailyardError } from '../error.ts';

export interface Server {
  /** An IP address, or a host name that the system can look up. */
  host: string;
  port: number;
}

export const DNS_PORT = 53;

/**
 * Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353` or `ns.example:5353`; the default port is 53.
 * @throws MailyardError `DNS_SERVER`
 */
export function parseServer(text: string): Server {
  const trimmed = text.trim();
  if (isIP(trimmed)) return { host: trimmed, port: DNS_PORT };
  const [, bracketed, bare, digits] = /^(?:\[([^\]]+)\]|([^:\s[\]]+))(?::(\d{1,5}))?$/.exec(trimmed) ?? [];
  const host = bracketed ?? bare;
  const port = digits === undefined ? DNS_PORT : Number(digits);
  if (!host || port < 1 || port > 65_535 || (bracketed && isIP(bracketed) !== 6) || looksLikeBadIPv4(host)) {
    throw new MailyardError('DNS_SERVER', `"${text}" is not a DNS server`, {
      fix: 'Write host:port, for example 192.0.2.53:53 or [2001:db8::53]:53.',
    });
  }
  return { host, port };
}

/** The server as people write it; the port only where it is not 53. */
export function formatServer({ host, port }: Server): string {
  if (port === DNS_PORT) return host;
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * The resolver to ask: `MAILYARD_DNS`, else the system's first.
 * @throws MailyardError `DNS_SERVER`, `DNS_NO_RESOLVER`
 */
export function resolverFrom(env: NodeJS.ProcessEnv, system: () => string[] = getServers): Server {
  const text = env.MAILYARD_DNS || system()[0];
  if (text) return parseServer(text);
  throw new MailyardError('DNS_NO_RESOLVER', 'The system names no DNS resolver', {
    fix: 'Set MAILYARD_DNS to the host:port of one.',
  });
}

/** The address that a socket can connect to. Rejects where the host name cannot be looked up. */
export async function addressOf({ host }: Server): Promise<{ address: string; family: number }> {
  const family = isIP(host);
  return family ? { address: host, family } : promises.lookup(host);
}

function looksLikeBadIPv4(host: string): boolean {
  return /^[\d.]+$/.test(host) && !isIP(host);
}
