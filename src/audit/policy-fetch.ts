/** The MTA-STS policy of a domain, as strictly as senders fetch it. RFC 8461 §3.3. */
import { type HttpsGet, httpsGet } from './https-get.ts';

/** `refused`: an answer that senders must not take; `failed`: none at all, for a reason that may pass. */
export type Fetched =
  | { status: 'ok'; body: string; contentType: string }
  | { status: 'refused'; reason: string }
  | { status: 'failed'; reason: string };

/** Never rejects. `addresses`: of `host`, as the audit's own DNS says. */
export type FetchPolicy = (host: string, addresses: readonly string[]) => Promise<Fetched>;

const WANTED = { accept: 'text/plain', largest: 64 * 1024 };

/** §3.3: only 200, and no redirects. */
export function policyFetch(get: HttpsGet = httpsGet()): FetchPolicy {
  return async (host, addresses) => {
    const answer = await get(new URL(`https://${host}/.well-known/mta-sts.txt`), addresses, WANTED);
    if (answer.status === 'moved') return { status: 'refused', reason: answer.reason };
    return answer.status === 'ok' ? { ...answer, body: answer.body.toString('utf8') } : answer;
  };
}
