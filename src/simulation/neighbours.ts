/** The rest of the DNS, as far as an estate leads there: the hosts of includes, whose owners publish an SPF record of one address. */
import { getDomain } from 'tldts';
import { isBelow } from '../inventory/names.ts';
import type { World } from './world.ts';

/** TEST-NET-2 (RFC 5737). */
const SPF = 'v=spf1 ip4:198.51.100.0/24 ~all';

export function neighbours(world: World): void {
  const { cloudflare } = world.sandbox;
  const estate = world.estate();
  const own = estate.zones.map(({ zone }) => zone);
  const includes = new Set(
    estate.zones.flatMap(({ records }) =>
      records.flatMap(({ role, content }) =>
        role === 'spf' ? Array.from(content.matchAll(/\b(?:include:|redirect=)(\S+)/g), ([, host = '']) => host) : [],
      ),
    ),
  );
  for (const host of includes) {
    if (own.some(zone => host === zone || isBelow(host, zone))) continue;
    const zone = getDomain(host) ?? host;
    if (!cloudflare.zones.has(zone)) cloudflare.addZone(zone);
    cloudflare.editByHand(zone, { add: { type: 'TXT', name: host, content: SPF, ttl: 3600 } });
  }
}
