/**
 * Records that are resources of their own, and those that a zone serves only once its provider is ready, gathered into their
 * zone's: plan, guards and drift see records, whatever carries them.
 */
import { recordOfResource } from '../estate/record-resources.ts';
import { needsOf } from '../estate/references.ts';
import { type Resource, serveName, ZONE_RECORDS, type ZoneRecordsInputs, zoneOfName } from '../estate/resource.ts';
import type { ZoneRecord } from '../records/record.ts';
import type { State, StateResource } from '../state/state.ts';
import { makeUrn, parseUrn } from '../state/urn.ts';

/** A segment's list as if each zone carried its records itself. */
export function gatherList(all: Resource[]): Resource[] {
  const list = folded(all, joinedList);
  const { others, zones } = sorted(list);
  if (zones.size === 0) return list;
  return others.map(resource => {
    const parts = resource.type === ZONE_RECORDS ? zones.get(resource.name) : undefined;
    if (!parts) return resource;
    // What a record waits for its zone waits for: so its value is looked for.
    const dependsOn = [...new Set([resource, ...parts.map(part => part.resource)].flatMap(needsOf))];
    const inputs = { ...(resource.inputs as object), records: recordsOf(parts) };
    return { ...resource, inputs, dependsOn: dependsOn.filter(name => name !== resource.name) };
  });
}

/** Each zone with what it serves later; `joined` makes one resource of both. */
function folded<R extends { type: string; name: string }>(all: R[], joined: (zone: R, serve: R) => R): R[] {
  const serving = new Map(all.filter(isServing).map(each => [each.name, each]));
  if (serving.size === 0) return all;
  const zones = new Set(all.filter(({ type }) => type === ZONE_RECORDS).map(({ name }) => name));
  return all.flatMap(each => {
    if (isServing(each)) return zones.has(zoneOfName(each.name)) ? [] : [{ ...each, name: zoneOfName(each.name) }];
    const serve = each.type === ZONE_RECORDS ? serving.get(serveName(each.name)) : undefined;
    return serve ? [joined(each, serve)] : [each];
  });
}

/** What a zone serves once its provider is ready. */
export const isServing = ({ type, name }: { type: string; name: string }): boolean =>
  type === ZONE_RECORDS && name.endsWith(serveName(''));

function joinedInputs(zone: unknown, serve: unknown): ZoneRecordsInputs {
  const [main, later] = [zone, serve] as ZoneRecordsInputs[];
  const { parts: _, ...inputs } = main as ZoneRecordsInputs;
  return { ...inputs, records: { ...inputs.records, ...later?.records } };
}

const joinedList = (zone: Resource, serve: Resource): Resource => ({
  ...zone,
  inputs: joinedInputs(zone.inputs, serve.inputs),
  dependsOn: [...new Set([...zone.dependsOn, ...serve.dependsOn])].filter(name => name !== zone.name),
});

function joinedState(zone: StateResource, serve: StateResource): StateResource {
  const initErrors = [...(zone.initErrors ?? []), ...(serve.initErrors ?? [])];
  const ids = { ...(zone.outputs.ids as object), ...(serve.outputs.ids as object) };
  return {
    ...zone,
    inputs: joinedInputs(zone.inputs, serve.inputs) as unknown as StateResource['inputs'],
    outputs: { ...zone.outputs, ids },
    ...(initErrors.length > 0 && { initErrors }),
  };
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
function gatherStack(all: StateResource[]): StateResource[] {
  const resources = folded(all, joinedState);
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
