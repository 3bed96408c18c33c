/** Records that are resources of their own, gathered into their zone's: plan, guards and drift see records, whatever carries them. */
import { recordOfResource } from '../estate/record-resources.ts';
import { type Resource, ZONE_RECORDS } from '../estate/resource.ts';
import type { ZoneRecord } from '../records/record.ts';
import type { State, StateResource } from '../state/state.ts';
import { makeUrn, parseUrn } from '../state/urn.ts';

/** A segment's list as if each zone carried its records itself. */
export function gatherList(list: Resource[]): Resource[] {
  const { others, zones } = sorted(list);
  if (zones.size === 0) return list;
  return others.map(resource => {
    const parts = resource.type === ZONE_RECORDS ? zones.get(resource.name) : undefined;
    return parts ? { ...resource, inputs: { ...(resource.inputs as object), records: recordsOf(parts) } } : resource;
  });
}

/** The state likewise; the ids of the records stand where a zone's own records have theirs. */
export function gatherState({ stacks }: State): State {
  return { stacks: stacks.map(({ stack, resources }) => ({ stack, resources: gatherStack(resources) })) };
}

interface Part<R> {
  key: string;
  record: ZoneRecord;
  resource: R;
}

function sorted<R extends Resource | StateResource>(list: R[]): { others: R[]; zones: Map<string, Part<R>[]> } {
  const others: R[] = [];
  const zones = new Map<string, Part<R>[]>();
  for (const resource of list) {
    const found = recordOfResource(resource);
    const parts = found && zones.get(found.zone);
    if (!found) others.push(resource);
    else if (parts) parts.push({ ...found, resource });
    else zones.set(found.zone, [{ ...found, resource }]);
  }
  return { others, zones };
}

/** Records may be there without their zone's resource: taken over by hand, or after a run that ended early. */
function gatherStack(resources: StateResource[]): StateResource[] {
  const { others, zones } = sorted(resources);
  if (zones.size === 0) return resources;
  const carriers = new Map(others.filter(({ type }) => type === ZONE_RECORDS).map(zone => [zone.name, zone]));
  const filled = [...zones].map(([zone, parts]) => withParts(carriers.get(zone) ?? carrierFor(zone, parts), parts));
  return [...others.filter(({ type, name }) => type !== ZONE_RECORDS || !zones.has(name)), ...filled];
}

function withParts(zone: StateResource, parts: Part<StateResource>[]): StateResource {
  const ids = Object.fromEntries(parts.map(({ key, resource }) => [key, resource.id]));
  return { ...zone, inputs: { ...zone.inputs, records: recordsOf(parts) }, outputs: { ...zone.outputs, ids } };
}

function carrierFor(zone: string, [first]: Part<StateResource>[]): StateResource {
  const { stack = '', project = '' } = parseUrn(first?.resource.urn ?? '') ?? {};
  const urn = makeUrn({ stack, project, type: ZONE_RECORDS, name: zone });
  const inputs = { zone, records: {}, domains: {}, recordMode: 'resources' };
  return { urn, type: ZONE_RECORDS, name: zone, id: zone, inputs, outputs: {} };
}

const recordsOf = (parts: Part<unknown>[]) => Object.fromEntries(parts.map(({ key, record }) => [key, record]));
