/** The hosts whose SPF is flattened, or has to be: what the lock is for. */
import type { Inventory } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import { domainContext } from '../records/context.ts';
import { type FlattenedHost, flattenedHosts } from '../records/spf-hosts.ts';
import { surroundings } from './surroundings.ts';
import { zoneOf } from './zone-of.ts';

export function flattenings(inventory: Inventory, templates: Templates, today: string): FlattenedHost[] {
  const around = surroundings(inventory, templates, today);
  return inventory.segments
    .flatMap(({ domains }) => domains)
    .filter(({ settings }) => settings.spf.flatten !== 'never')
    .flatMap(domain => flattenedHosts(domainContext(domain, zoneOf(domain), around)));
}
