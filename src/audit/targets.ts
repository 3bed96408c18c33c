/** The estate's domains as things to audit. Pure. */
import type { Estate, EstateZone } from '../estate/estate.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../estate/resource.ts';
import { zoneOf } from '../estate/zone-of.ts';
import { gatherList } from '../plan/gather.ts';
import { servedDomain } from '../plan/served-domain.ts';
import { roleOfKey } from '../records/key.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { Target } from './audit.ts';

type Records = ZoneRecordsInputs['records'];

/**
 * By the order of the estate. A domain's records may stand in another's zone. `lists`: what the stacks should hold today, so
 * that an MX that waits for its day is expected as it still is.
 */
export function targetsOf(estate: Estate | undefined, lists?: Map<string, Resource[]>): Target[] {
  const zones = estate?.zones ?? [];
  const all = lists ? zones.flatMap(zone => today(zone, recordsNow(zone, lists))) : zones.flatMap(zone => zone.records);
  const records = Map.groupBy(all, ({ domain }) => domain);
  return (estate?.domains ?? []).map(domain => ({
    domain: domain.domain,
    segment: domain.segment,
    zone: zoneOf(domain),
    expected: { records: records.get(domain.domain) ?? [], settings: domain.settings, phase: domain.phase },
  }));
}

/** What a provider gave is known from then on, and checked like any other; what nobody knows yet stays as the estate has it. */
function ofToday({ provided, ...record }: EstateRecord, now: ZoneRecord | undefined): EstateRecord {
  if (!now) return { ...record, provided };
  const known = !now.given && typeof now.content === 'string';
  return known ? { ...record, ...now } : { ...record, provided };
}

/** Whatever carries them. */
function recordsNow({ segment, zone }: EstateZone, lists: Map<string, Resource[]>): Records {
  const parts = gatherList(lists.get(segment) ?? []).filter(isZoneRecords);
  return Object.assign({}, ...parts.filter(({ inputs }) => inputs.zone === zone).map(({ inputs }) => inputs.records));
}

function today({ zone, domains, records }: EstateZone, now: Records): EstateRecord[] {
  const known = new Set(records.map(({ key }) => key));
  const standing = records.filter(({ key, provided }) => provided || key in now);
  const staying = Object.entries(now).filter(([key]) => !known.has(key));
  return [
    ...standing.map(record => ofToday(record, now[record.key])),
    ...staying.map(([key, record]) => {
      const domain = servedDomain(record.name, domains) ?? zone;
      return { ...record, key, role: roleOfKey(key), domain, source: 'the state' };
    }),
  ];
}
