/** The servers that speak for a zone, as the rotation asks them: each one, and never a cache. */
import { authoritativeServers } from '../../dns/authoritative.ts';
import { parseServer, type Server } from '../../dns/server.ts';
import type { Runtime } from '../runtime.ts';

export interface ZoneServers {
  servers: readonly Server[];
  /** Those that have no address: nobody can say what they serve. */
  missing: readonly string[];
}

type Asks = Pick<Runtime, 'env' | 'query' | 'resolver'>;

const looked = new WeakMap<Asks, Map<string, Promise<ZoneServers>>>();

/** Looked up once a tick; `MAILYARD_DNS_SERVERS` (`host:port,…`) names them where the delegation leads elsewhere. */
export function zoneServers(runtime: Asks, zone: string): Promise<ZoneServers> {
  const known = looked.get(runtime) ?? new Map<string, Promise<ZoneServers>>();
  looked.set(runtime, known);
  const found = known.get(zone) ?? lookUp(zone, runtime);
  known.set(zone, found);
  return found;
}

async function lookUp(zone: string, runtime: Asks): Promise<ZoneServers> {
  const { MAILYARD_DNS_SERVERS: named = '' } = runtime.env;
  const given = named.split(',').filter(text => text.trim() !== '');
  if (given.length > 0) return { servers: given.map(parseServer), missing: [] };
  const { servers, unresolved } = await authoritativeServers(zone, runtime);
  return { servers, missing: unresolved };
}
