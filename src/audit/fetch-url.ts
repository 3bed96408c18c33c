/** What stands behind an https: address that a record names. */
import { isIP } from 'node:net';
import { isDnsName } from '../spf/domain-spec.ts';
import { lookUpHost } from './hosts.ts';
import type { HttpsAnswer, HttpsGet, Wanted } from './https-get.ts';
import type { View } from './view.ts';

export type Loaded = Exclude<HttpsAnswer, { status: 'moved' }>;

const MOST_REDIRECTS = 3;

/** Never rejects. Redirects are followed, as long as they stay within HTTPS. */
export async function fetchUrl(text: string, get: HttpsGet, view: View, wanted: Wanted): Promise<Loaded> {
  let url = new URL(text);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const answer = await getOnce(url, get, view, wanted);
    if (answer.status !== 'moved') return answer;
    const next = answer.location ? URL.parse(answer.location, url.href) : null;
    if (next?.protocol !== 'https:') return { status: 'refused', reason: answer.reason };
    url = next;
  }
  return { status: 'refused', reason: `more than ${MOST_REDIRECTS} redirects` };
}

async function getOnce(url: URL, get: HttpsGet, view: View, wanted: Wanted): Promise<HttpsAnswer> {
  const name = url.hostname.replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || !isDnsName(name)) {
    return { status: 'refused', reason: `${name} is not the name of a host` };
  }
  const { addresses, unanswered } = await lookUpHost(name, view);
  if (unanswered) return { status: 'failed', reason: `nobody could say where ${name} is` };
  if (addresses.length === 0) return { status: 'refused', reason: `${name} has no address` };
  return get(url, addresses, wanted);
}
