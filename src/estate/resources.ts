/** Estate → resource list: what each segment's stack consists of. */
import type { Segment } from '../inventory/model.ts';
import { ownerComment } from '../records/owner.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { Estate, EstateZone } from './estate.ts';
import { recordResource } from './record-resources.ts';
import { isZoneRecords, type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from './resource.ts';
import { cloudflareProvider, ofCloudflare, zoneExtras } from './zone-resources.ts';

/**
 * Segment (= stack) → its zones, each with its records. Every segment is there, also one whose domains wait for all their
 * values. The `_mta-sts` records of policies that a Worker serves are not: they wait for their policy, and `plan/wanted.ts`
 * adds both.
 */
export function zoneLists(estate: Estate): Map<string, Resource[]> {
  const zones = Map.groupBy(estate.zones, ({ segment }) => segment);
  const waiting: Waiting = new Set(estate.policies.map(({ record }) => record));
  const listOf = (segment: Segment) =>
    (zones.get(segment.segment) ?? []).flatMap(zone => [
      ...zoneExtras(zone, segment),
      zoneResource(zone, segment, waiting),
    ]);
  return new Map(estate.segments.map(segment => [segment.segment, listOf(segment)]));
}

type Waiting = ReadonlySet<EstateRecord | undefined>;

/**
 * A segment's list as an engine takes it: with the provider that its resources name, and records that are resources of their
 * own where the segment wants them so. The project stands in their marks.
 */
export function carried(list: Resource[], segment: Segment, project: string): Resource[] {
  const all = segment.recordMode === 'zone' ? list : list.flatMap(each => single(each, segment.segment, project));
  return all.some(({ options }) => options?.provider) ? [cloudflareProvider(segment), ...all] : all;
}

function zoneResource(zone: EstateZone, { cloudflare }: Segment, waiting: Waiting): Resource<ZoneRecordsInputs> {
  const records = recordMap(zone.records.filter(record => !waiting.has(record)));
  const inputs: ZoneRecordsInputs = { zone: zone.zone, records, domains: zone.domains };
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

/** The zone without its records, and these; what carries nothing but a record that waits is that record. */
function single(carrier: Resource, stack: string, project: string): Resource[] {
  if (!isZoneRecords(carrier)) return [carrier];
  const { zone, records } = carrier.inputs;
  const isZone = carrier.name === zone;
  const resources = Object.entries(records).map(([key, record]) => ({
    ...recordResource(zone, key, record, ownerComment({ project, stack }, key), ofCloudflare),
    ...(!isZone && { dependsOn: carrier.dependsOn }),
  }));
  const emptied = { ...carrier, inputs: { ...carrier.inputs, records: {}, recordMode: 'resources' as const } };
  return isZone ? [emptied, ...resources] : resources;
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
