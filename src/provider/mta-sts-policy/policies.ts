/** A domain's policy as a sender gets it: by its name, over HTTPS with a certificate that holds. RFC 8461 §3.3. */
import { setTimeout as sleep } from 'node:timers/promises';
import { httpsGetFrom } from '../../audit/https-get.ts';
import { type Fetched, type FetchPolicy, policyFetch } from '../../audit/policy-fetch.ts';
import { authoritativeServers } from '../../dns/authoritative.ts';
import { query } from '../../dns/client.ts';
import { resolverFrom, type Server } from '../../dns/server.ts';
import { MailyardError } from '../../error.ts';
import { policyHostOf } from '../../records/mta-sts.ts';
import type { Waiting } from '../until.ts';

/** How policies are seen, and how long one is waited for. */
export interface Policies {
  /** Never rejects for what the network does. */
  ask(domain: string, zone: string): Promise<Fetched>;
  waiting: Omit<Waiting, 'onWait'>;
}

/** Cloudflare issues a host's certificate some time after it is attached, and does not say how long; a quarter of an hour leaves room. */
const PATIENCE_SECONDS = 900;

/** Throws `bad-setting`; a resolver is looked for when it is needed. */
export function policiesFrom(
  env: NodeJS.ProcessEnv,
  fetchPolicy: FetchPolicy = policyFetch(httpsGetFrom(env)),
): Policies {
  return {
    async ask(domain, zone) {
      const host = policyHostOf(domain);
      const { addresses, reason } = await addressesOf(host, zone, resolverFrom(env));
      return addresses.length > 0 ? fetchPolicy(host, addresses) : { status: 'failed', reason };
    },
    waiting: { patience: patienceOf(env.MAILYARD_POLICY_WAIT) * 1000, now: Date.now, sleep },
  };
}

function patienceOf(text: string | undefined): number {
  if (!text) return PATIENCE_SECONDS;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new MailyardError('bad-setting', `MAILYARD_POLICY_WAIT is "${text}", which is no number of seconds.`, {
    fix: `Leave it out: policies are waited for ${PATIENCE_SECONDS} seconds.`,
  });
}

/**
 * From the zone's own servers: a resolver that is asked too early keeps its "no" for the zone's negative TTL (RFC 2308 §5),
 * half an hour at Cloudflare. It answers where it does not know them.
 */
async function addressesOf(host: string, zone: string, resolver: Server) {
  const { servers } = await authoritativeServers(zone, { resolver, query });
  const [server = resolver] = servers;
  const ask = (type: 'A' | 'AAAA') => query({ name: host, type, server, recursion: server === resolver });
  const answers = [await ask('A'), await ask('AAAA')];
  const addresses = answers.flatMap(({ records }) => records.map(({ content }) => content));
  return { addresses, reason: `${host} has no address yet (${answers[0]?.status})` };
}
