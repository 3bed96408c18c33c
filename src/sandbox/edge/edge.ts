/** Cloudflare's edge, as far as Workers go: an HTTPS server on loopback that runs what was uploaded for the host that is asked. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { SandboxClock } from '../clock.ts';
import type { TwinScript } from '../cloudflare/model.ts';
import type { AttachedWorker } from '../cloudflare/worker-domains.ts';
import { makeAuthority } from './certificates.ts';

export interface EdgeOptions {
  clock: SandboxClock;
  worker(hostname: string): AttachedWorker | undefined;
  /** Default: any free port. */
  port?: number;
  /** Until a host has its certificate after it was attached, on the sandbox's clock; default none. */
  certificateDelayMs?: number;
}

export interface Edge {
  readonly port: number;
  /** PEM of the authority that signs for the hosts. */
  readonly authority: string;
  /** Hosts that were asked, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startEdge({ clock, worker, port = 0, certificateDelayMs = 0 }: EdgeOptions): Promise<Edge> {
  const authority = makeAuthority();
  const asked: string[] = [];
  const isCertified = (host: string): boolean => {
    const attached = worker(host);
    return attached !== undefined && clock.now() - attached.attachedAt >= certificateDelayMs;
  };
  const server = createServer({
    // Without a certificate there is no answer but an alert.
    SNICallback: (host, done) => {
      asked.push(host);
      if (isCertified(host)) done(null, authority.contextFor(host));
      else done(new Error(`no certificate for ${host}`));
    },
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('request', (request, response) => {
    respond(request, response, worker).catch(error => response.writeHead(500).end(String(error)));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    authority: authority.certificate,
    asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Module = { default: { fetch(request: Request): Response | Promise<Response> } };

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  worker: EdgeOptions['worker'],
): Promise<void> {
  const host = (incoming.socket as TLSSocket).servername || '';
  const attached = worker(host);
  if (!attached) return void outgoing.writeHead(404).end();
  const module = await load(attached.script);
  const request = new Request(`https://${host}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
  });
  const response = await module.default.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Node keeps a module by its address, which here is the whole of it. */
function load({ module }: TwinScript): Promise<Module> {
  return import(`data:text/javascript;base64,${Buffer.from(module).toString('base64')}`);
}
