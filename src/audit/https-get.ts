/** One GET over HTTPS with a certificate that holds, at the addresses that the audit's own DNS gave. */

import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { MailyardError } from '../error.ts';

/** `refused`: an answer that nobody should take; `failed`: none at all, for a reason that may pass. */
export type HttpsAnswer =
  | { status: 'ok'; body: Buffer; contentType: string }
  | { status: 'moved'; location: string; reason: string }
  | { status: 'refused'; reason: string }
  | { status: 'failed'; reason: string };

export interface Wanted {
  /** Media type. */
  accept: string;
  /** In bytes: more than that is refused. */
  largest: number;
}

/** Never rejects, follows no redirect. `addresses`: of the URL's host. */
export type HttpsGet = (url: URL, addresses: readonly string[], wanted: Wanted) => Promise<HttpsAnswer>;

export interface HttpsOptions {
  /** Where the URL names none. Default 443. */
  port?: number;
  /** In PEM, beside those that Node trusts: for tests. */
  ca?: string;
  /** Default 60,000, as RFC 8461 §3.3 proposes for senders. */
  timeoutMs?: number;
}

/** Authorities beside those that Node trusts are Node's own affair: NODE_EXTRA_CA_CERTS. Throws `bad-setting`. */
export function httpsGetFrom({ MAILYARD_HTTPS_PORT: text }: NodeJS.ProcessEnv): HttpsGet {
  const port = text ? Number(text) : undefined;
  if (port === undefined || (Number.isInteger(port) && port > 0 && port < 65_536)) return httpsGet({ port });
  throw new MailyardError('bad-setting', `MAILYARD_HTTPS_PORT is "${text}", which is no port.`, {
    fix: 'Leave it out: policies are fetched at port 443.',
  });
}

export function httpsGet({ port = 443, ca, timeoutMs = 60_000 }: HttpsOptions = {}): HttpsGet {
  return async (url, [address], { accept, largest }) => {
    const { promise, resolve, reject } = Promise.withResolvers<HttpsAnswer>();
    const get = request(
      {
        ...{ host: address, servername: url.hostname, port: url.port || port, path: url.pathname + url.search },
        ...{ ca, agent: false, headers: { host: url.host, accept } },
      },
      response => void read(response, largest).then(resolve, reject),
    );
    const timer = setTimeout(() => get.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    get.on('error', error => resolve(failure(error)));
    get.end();
    try {
      return await promise.catch(failure);
    } finally {
      clearTimeout(timer);
      get.destroy();
    }
  };
}

async function read(response: IncomingMessage, largest: number): Promise<HttpsAnswer> {
  const { statusCode = 0, headers } = response;
  const { location = '' } = headers;
  if (statusCode >= 500) return { status: 'failed', reason: `HTTP ${statusCode}` };
  if (statusCode >= 300 && statusCode < 400)
    return { status: 'moved', location, reason: `HTTP ${statusCode}, a redirect to ${location || 'nowhere'}` };
  if (statusCode !== 200) return { status: 'refused', reason: `HTTP ${statusCode}` };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largest) return { status: 'refused', reason: `more than ${largest} bytes` };
  }
  return { status: 'ok', body: Buffer.concat(chunks), contentType: headers['content-type'] ?? '' };
}

/** A certificate that does not hold is an answer; a connection that fails may be the network's fault. */
function failure(error: Error & { code?: string }): HttpsAnswer {
  const bad = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/.test(
    error.code ?? '',
  );
  return { status: bad ? 'refused' : 'failed', reason: error.message };
}
