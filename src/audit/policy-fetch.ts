/** One GET over HTTPS, as strict as MTA-STS asks for. RFC 8461 §3.3. */

import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { MailyardError } from '../error.ts';

/** `refused`: an answer that senders must not take; `failed`: none at all, for a reason that may pass. */
export type Fetched =
  | { status: 'ok'; body: string; contentType: string }
  | { status: 'refused'; reason: string }
  | { status: 'failed'; reason: string };

/** Never rejects. `addresses`: of `host`, as the audit's own DNS says. */
export type FetchPolicy = (host: string, addresses: readonly string[]) => Promise<Fetched>;

export interface FetchOptions {
  /** Default 443. */
  port?: number;
  /** In PEM, beside those that Node trusts: for tests. */
  ca?: string;
  /** Default 60,000, as §3.3 proposes for senders. */
  timeoutMs?: number;
}

/** Authorities beside those that Node trusts are Node's own affair: NODE_EXTRA_CA_CERTS. Throws `bad-setting`. */
export function policyFetchFrom({ MAILYARD_HTTPS_PORT: text }: NodeJS.ProcessEnv): FetchPolicy {
  const port = text ? Number(text) : undefined;
  if (port === undefined || (Number.isInteger(port) && port > 0 && port < 65_536)) return policyFetch({ port });
  throw new MailyardError('bad-setting', `MAILYARD_HTTPS_PORT is "${text}", which is no port.`, {
    fix: 'Leave it out: policies are fetched at port 443.',
  });
}

const PATH = '/.well-known/mta-sts.txt';
const LARGEST = 64 * 1024;

export function policyFetch({ port = 443, ca, timeoutMs = 60_000 }: FetchOptions = {}): FetchPolicy {
  return async (host, [address]) => {
    const { promise, resolve, reject } = Promise.withResolvers<Fetched>();
    const get = request(
      { host: address, servername: host, port, path: PATH, ca, agent: false, headers: { host, accept: 'text/plain' } },
      response => void read(response).then(resolve, reject),
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

/** §3.3: only 200, and no redirects. */
async function read(response: IncomingMessage): Promise<Fetched> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 500) return { status: 'failed', reason: `HTTP ${statusCode}` };
  if (statusCode >= 300 && statusCode < 400)
    return { status: 'refused', reason: `HTTP ${statusCode}, a redirect to ${headers.location}` };
  if (statusCode !== 200) return { status: 'refused', reason: `HTTP ${statusCode}` };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST) return { status: 'refused', reason: `more than ${LARGEST} bytes` };
  }
  return { status: 'ok', body: Buffer.concat(chunks).toString('utf8'), contentType: headers['content-type'] ?? '' };
}

/** A certificate that does not hold is an answer; a connection that fails may be the network's fault. */
function failure(error: Error & { code?: string }): Fetched {
  const bad = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/.test(
    error.code ?? '',
  );
  return { status: bad ? 'refused' : 'failed', reason: error.message };
}
