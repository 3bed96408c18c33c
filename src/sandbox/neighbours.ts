/** The rest of the DNS, as far as an estate leads there: the hosts of includes, whose owners publish an SPF record of one address. */
import type { Estate } from '../estate/estate.ts';
import { isBelow } from '../inventory/names.ts';
import type { DnsZone } from './dns/zone.ts';

/** TEST-NET-2 (RFC 5737). */
const SPF = '"v=spf1 ip4:198.51.100.0/24 ~all"';
const TTL = 3600;

/** Each host is a zone of its own: nothing is said of what else its owner has. */
export function neighboursOf({ zones }: Estate): DnsZone[] {
  const includes = new Set(
    zones.flatMap(({ records }) =>
      records.flatMap(({ role, content }) =>
        role === 'spf' ? Array.from(content.matchAll(/\b(?:include:|redirect=)(\S+)/g), ([, host = '']) => host) : [],
      ),
    ),
  );
  const others = [...includes].filter(host => !zones.some(({ zone }) => host === zone || isBelow(host, zone)));
  return others.map(name => ({
    ...{ name, nameServers: [`ns.${name}`], serial: 1 },
    records: [{ name, type: 'TXT', content: SPF, ttl: TTL }],
  }));
}
