/** The daemon's server on its address. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Address, cannotListen, placeOf } from '../cannot-listen.ts';

export interface Listening {
  /** `http://127.0.0.1:8788` */
  url: string;
  close(): Promise<void>;
}

/** Throws `listen`. */
export async function listen(app: Hono, address: Address): Promise<Listening> {
  const { host, port } = address;
  const server = serve({ fetch: app.fetch, hostname: host, port }) as Server;
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen('The daemon', address, error as NodeJS.ErrnoException);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${placeOf({ host, port: taken })}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref();
      await closed;
    },
  };
}

/** Calls that have begun are answered, within reason. */
const CLOSE_MS = 5_000;
