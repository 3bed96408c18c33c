/** Estate → resource list: what each segment's stack consists of. */
import type { Segment } from '../inventory/model.ts';
import { ownerComment } from '../records/owner.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { Estate, EstateZone } from './estate.ts';
import { recordResource } from './record-resources.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from './resource.ts';
import { cloudflareProvider, ofCloudflare, zoneExtras } from './zone-resources.ts';

/**
 * Segment (= stack) → its resources. Every segment is there, also one whose domains wait for all their values. The project
 * stands in the marks of records that are resources of their own.
 */
export function resourceLists(estate: Estate, project = 'mailyard'): Map<string, Resource[]> {
  const zones = Map.groupBy(estate.zones, ({ segment }) => segment);
  const listOf = (segment: Segment) => segmentList(segment, zones.get(segment.segment) ?? [], project);
  return new Map(estate.segments.map(segment => [segment.segment, listOf(segment)]));
}

function segmentList(segment: Segment, zones: EstateZone[], project: string): Resource[] {
  const list = zones.flatMap(zone => {
    const carrier = zoneResource(zone, segment);
    const all = [...zoneExtras(zone, segment), carrier];
    return segment.recordMode === 'zone' ? all : [...all, ...recordResources(carrier, segment.segment, project)];
  });
  return list.some(({ options }) => options?.provider) ? [cloudflareProvider(segment), ...list] : list;
}

function zoneResource(zone: EstateZone, { cloudflare }: Segment): Resource<ZoneRecordsInputs> {
  const inputs: ZoneRecordsInputs = { zone: zone.zone, records: recordMap(zone.records), domains: zone.domains };
  if (zone.released.length > 0) inputs.released = zone.released;
  if (zone.adopt) inputs.adopt = true;
  if (Object.keys(zone.mtaSts).length > 0) inputs.mtaSts = zone.mtaSts;
  if (zone.created) inputs.created = true;
  if (cloudflare.token) inputs.token = cloudflare.token;
  return {
    type: ZONE_RECORDS,
    name: zone.zone,
    inputs,
    dependsOn: zone.created === 'here' ? [`${zone.zone}/zone`] : [],
  };
}

/** Takes the records out of their carrier. */
function recordResources({ inputs }: Resource<ZoneRecordsInputs>, stack: string, project: string): Resource[] {
  const { zone, records } = inputs;
  Object.assign(inputs, { records: {}, recordMode: 'resources' } satisfies Partial<ZoneRecordsInputs>);
  return Object.entries(records).map(([key, record]) =>
    recordResource(zone, key, record, ownerComment({ project, stack }, key), ofCloudflare),
  );
}

/** By key; what waits for a provider's value is not there yet. */
export function recordMap(wanted: EstateRecord[]): ZoneRecordsInputs['records'] {
  const records: ZoneRecordsInputs['records'] = {};
  for (const record of wanted) if (!record.provided) records[record.key] = plain(record);
  return records;
}

/** The record without who wants it and why. */
export function plain({ name, type, content, priority, ttl, proxied }: EstateRecord | ZoneRecord): ZoneRecord {
  const record: ZoneRecord = { name, type, content, ttl };
  if (priority !== undefined) record.priority = priority;
  if (proxied) record.proxied = true;
  return record;
}
