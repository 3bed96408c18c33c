/** Looks at a ring from outside: asks every authoritative server, and the signer. Reads only. */
import type { DkimKey } from '../../ledger/dkim.ts';
import { reasonOf } from '../../reason.ts';
import type { Runtime } from '../runtime.ts';
import { nextKey, type Ring } from './ring.ts';
import { recordName } from './selector.ts';
import { judgeServed, negativeTtlOf, type Served, type Sight, type Signs } from './sight.ts';
import type { Algorithm } from './signer.ts';
import type { ZoneServers } from './zone-servers.ts';

interface Asked {
  current(domain: string, algorithm: Algorithm): Promise<string | undefined>;
}

/** Never rejects: what cannot be seen is unknown. */
export async function observe(
  { query, now }: Pick<Runtime, 'query' | 'now'>,
  ring: Ring,
  signer: Asked,
  zone: string,
  servers: ZoneServers,
): Promise<Sight> {
  const keys = ring.keys.filter(isLookedFor);
  const [served, negativeTtl, signs] = await Promise.all([
    Promise.all(keys.map(async key => [key.selector, await lookUp(query, key, servers)] as const)),
    keys.some(({ heldAt }) => heldAt !== undefined) || nextKey(ring) ? negativeTtlIn(query, zone, servers) : undefined,
    signsWith(signer, ring),
  ]);
  return { at: now(), served: new Map(served), negativeTtl, signs };
}

/** What is generated is nowhere yet, and what is revoked or removed nobody needs. */
const isLookedFor = ({ phase, stands }: DkimKey): boolean =>
  phase === 'published' || phase === 'active' || phase === 'retiring' || (phase === 'compromised' && stands === 'key');

async function lookUp(query: Runtime['query'], key: DkimKey, { servers, missing }: ZoneServers): Promise<Served> {
  const name = recordName(key.selector, key.domain);
  const answers = await Promise.all(servers.map(server => query({ name, type: 'TXT', server })));
  return judgeServed(key.record, answers, missing);
}

async function negativeTtlIn(query: Runtime['query'], zone: string, { servers, missing }: ZoneServers) {
  const answers = await Promise.all(servers.map(server => query({ name: zone, type: 'SOA', server })));
  return missing.length > 0 ? undefined : negativeTtlOf(answers);
}

async function signsWith(signer: Asked, { domain, algorithm }: Ring): Promise<Signs> {
  try {
    return { with: await signer.current(domain, algorithm) };
  } catch (error) {
    return { unknown: reasonOf(error) };
  }
}
