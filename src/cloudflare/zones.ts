/** The zones that the token sees: all of them, fifty a page, once. */
import { domainToASCII } from 'node:url';
import type Cloudflare from 'cloudflare';
import type { Zone } from 'cloudflare/resources/zones/zones';
import { bareHost } from '../records/host.ts';
import type { CloudflareZone } from './api.ts';
import { allPages } from './pages.ts';
import type { Transport } from './transport.ts';

/** The most that the API gives (2026-11). */
const PER_PAGE = 50;

/**
 * Asking by name would cost a call a zone; the whole list costs one for fifty zones of the account and serves all later
 * questions. Of zones with one name (moved between accounts) the active one counts.
 */
export async function listZones(transport: Transport): Promise<Map<string, CloudflareZone>> {
  const zones = (await everyZone(transport)).map(toZone);
  return new Map(zones.sort(activeLast).map(zone => [zone.name, zone]));
}

/** As the API tells them; `again` as in `Transport`. */
export function everyZone(transport: Transport, again = true): Promise<Zone[]> {
  const page = (number: number) =>
    transport.call('to list the zones', client => client.zones.list({ page: number, per_page: PER_PAGE }), again);
  return allPages(page, PER_PAGE);
}

/** One zone, asked for by its name: it may have been made since the list was. */
export async function zoneByName(transport: Transport, name: string): Promise<CloudflareZone | undefined> {
  const ask = (client: Cloudflare) => client.zones.list({ name: zoneName(name) });
  const { result } = await transport.call(`to find the zone ${name}`, ask, true);
  return result.map(toZone).sort(activeLast).at(-1);
}

const activeLast = (a: CloudflareZone, b: CloudflareZone): number =>
  Number(a.status === 'active') - Number(b.status === 'active');

/** A zone's name in the form that record names have: the API gives U-labels here and A-labels there. */
export function zoneName(name: string): string {
  return bareHost(domainToASCII(name) || name);
}

function toZone(zone: Zone): CloudflareZone {
  const plan = zone.plan as { id?: string; legacy_id?: string } | undefined;
  return {
    id: zone.id,
    name: zoneName(zone.name),
    status: zone.status ?? 'active',
    plan: plan?.legacy_id ?? plan?.id ?? 'free',
  };
}
