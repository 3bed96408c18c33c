/** The daemon's server on its address. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { MailyardError } from '../../error.ts';

export interface Address {
  host: string;
  /** 0 is any. */
  port: number;
}

export interface Listening {
  /** `http://127.0.0.1:8788` */
  url: string;
  close(): Promise<void>;
}

/** Throws `listen`. */
export async function listen(app: Hono, { host, port }: Address): Promise<Listening> {
  const server = serve({ fetch: app.fetch, hostname: host, port }) as Server;
  try {
    await once(server, 'listening');
  } catch (error) {
    throw failureOf(error as NodeJS.ErrnoException, host, port);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      server.closeIdleConnections();
      const closed = once(server, 'close');
      server.close();
      setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref();
      await closed;
    },
  };
}

/** Calls that have begun are answered, within reason. */
const CLOSE_MS = 5_000;

function failureOf(error: NodeJS.ErrnoException, host: string, port: number): MailyardError {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'it is taken, perhaps by another daemon',
    EACCES: 'this user may not',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'there is no such host',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new MailyardError('listen', `The daemon cannot listen on ${host}:${port}: ${reason}.`, {
    fix: 'Give another address: --listen HOST:PORT; port 0 is any.',
    cause: error,
  });
}
