/** The `up` of a simulation: the records of the whole estate, by the production's own engine, into the twin. */
import { join } from 'node:path';
import { applyEmbedded } from '../engine/embedded.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
import { wantedNow } from '../plan/wanted.ts';
import type { ResourceType } from '../provider/provider.ts';
import { zoneRecords } from '../provider/zone-records/zone-records.ts';
import { fileBackend, prepareBackend } from '../state/backend.ts';
import type { World } from './world.ts';

/** Zones only: what other plugins would make is not there in a simulation. Throws where a zone is refused. */
export async function publish(world: World): Promise<void> {
  const estate = world.estate();
  const { cloudflare, project } = world.runtime();
  for (const zone of new Set(estate.zones.map(({ zone }) => zone))) world.sandbox.cloudflare.addZone(zone);
  const backend = fileBackend(join(world.folder, 'pulumi'));
  await prepareBackend(backend);
  const stacks = Array.from(wantedNow(estate, { stacks: [] }, project).lists, ([stack, list]) => ({
    stack,
    resources: list.filter(({ type }) => type === ZONE_RECORDS).map(resource => ({ ...resource, dependsOn: [] })),
  }));
  const types = [zoneRecords({ cloudflare, allowed: () => false, note: () => {} })] as unknown as ResourceType[];
  const { failed } = await applyEmbedded({ backend, project, stacks, types });
  if (failed[0]) throw new Error(`${failed[0].name} could not be published: ${failed[0].message}`);
}
