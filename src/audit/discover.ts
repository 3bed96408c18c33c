/** Which zone carries a domain, and which servers speak for it. */
import { authoritativeServers } from '../dns/authoritative.ts';
import type { Query } from '../dns/client.ts';
import { foldName } from '../dns/name.ts';
import type { Server } from '../dns/server.ts';
import type { Delegation } from './subject.ts';

export interface Found {
  zone: string;
  delegation: Delegation;
}

/** `zone`: where the plan says it. */
export async function discover(
  domain: string,
  { resolver, query, zone: planned }: { resolver: Server; query: Query; zone?: string },
): Promise<Found> {
  const asked = await query({ name: domain, type: 'NS', server: resolver, recursion: true });
  const above = asked.zone !== undefined && foldName(domain).endsWith(`.${asked.zone}`) ? asked.zone : undefined;
  const zone = planned ?? (asked.status === 'answer' ? foldName(domain) : (above ?? foldName(domain)));
  const servers = await authoritativeServers(zone, { resolver, query });
  return { zone, delegation: { ...servers, domainStatus: asked.status } };
}
