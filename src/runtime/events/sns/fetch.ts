/** What a message of SNS may have fetched: the certificate that it is signed with, and the yes to a subscription. */
import { isIP } from 'node:net';
import type { HttpsGet } from '../../../audit/https-get.ts';
import type { Query } from '../../../dns/client.ts';
import type { Server } from '../../../dns/server.ts';
import { MailyardError } from '../../../error.ts';

/** The text behind a URL of SNS. Throws `sns-unreachable`, which may pass, or `sns-refused`. */
export type SnsFetch = (url: URL) => Promise<string>;

export interface FetchParts {
  get: HttpsGet;
  query: Query;
  resolver(): Server;
}

const LARGEST = 64 * 1024;

/** Follows no redirect: whoever could answer with one could answer with anything. */
export function snsFetch({ get, query, resolver }: FetchParts): SnsFetch {
  return async url => {
    const { records, status } = await query({ name: url.hostname, type: 'A', server: resolver(), recursion: true });
    const addresses = records.map(({ content }) => content).filter(address => isIP(address) !== 0);
    if (addresses.length === 0) throw unreachable(url, `the DNS gives no address (${status})`);
    const answer = await get(url, addresses, { accept: '*/*', largest: LARGEST });
    if (answer.status === 'ok') return answer.body.toString('utf8');
    if (answer.status === 'failed') throw unreachable(url, answer.reason);
    throw new MailyardError('sns-refused', `${url.origin}${url.pathname} is refused: ${answer.reason}.`);
  };
}

const unreachable = (url: URL, reason: string): MailyardError =>
  new MailyardError('sns-unreachable', `${url.hostname} cannot be reached: ${reason}. SNS comes again.`);

/** Certificates change about once a year, and a name is never used for another one. */
const KEPT = 20;

/** Each is fetched once, however many messages ask at the same time; what failed is asked for anew. */
export function certificatesBy(fetch: SnsFetch): SnsFetch {
  const known = new Map<string, Promise<string>>();
  return url => {
    const cached = known.get(url.href);
    if (cached) return cached;
    if (known.size >= KEPT) known.delete(known.keys().next().value as string);
    const fetching = fetch(url);
    known.set(url.href, fetching);
    fetching.catch(() => known.delete(url.href));
    return fetching;
  };
}
