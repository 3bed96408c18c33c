/** Estate → resource list: what each segment's stack consists of. */
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { Estate, EstateZone } from './estate.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from './resource.ts';

/** Segment (= stack) → its resources. Every segment is there, also one whose domains wait for all their values. */
export function resourceLists(estate: Estate): Map<string, Resource<ZoneRecordsInputs>[]> {
  const lists = new Map(estate.segments.map(({ segment }) => [segment, [] as Resource<ZoneRecordsInputs>[]]));
  for (const zone of estate.zones) lists.get(zone.segment)?.push(zoneResource(zone));
  return lists;
}

function zoneResource(zone: EstateZone): Resource<ZoneRecordsInputs> {
  const inputs: ZoneRecordsInputs = { zone: zone.zone, records: recordMap(zone.records), domains: zone.domains };
  if (zone.released.length > 0) inputs.released = zone.released;
  if (zone.adopt) inputs.adopt = true;
  if (Object.keys(zone.mtaSts).length > 0) inputs.mtaSts = zone.mtaSts;
  return { type: ZONE_RECORDS, name: zone.zone, inputs, dependsOn: [] };
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
