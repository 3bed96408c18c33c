/** Records that change their carrier within a stack stay where they are in the zone: who had them must not delete them. Pure. */
import { type Resource, serveName, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { StackState } from '../state/state.ts';

/**
 * What a zone served once its provider was ready and now carries itself, because nobody provisions it any more: the resource
 * stays, without those records. From the zone to what it serves the inputs of the zone say it themselves: `parts`.
 */
export function withHandedOver(list: Resource[], stack: StackState | undefined): Resource[] {
  const serving = (stack?.resources ?? []).filter(({ type, name }) => type === ZONE_RECORDS && isServeName(name));
  if (serving.length === 0) return list;
  const wanted = new Map(list.filter(({ type }) => type === ZONE_RECORDS).map(each => [each.name, each]));
  for (const { name, inputs } of serving) {
    const before = inputs as unknown as ZoneRecordsInputs;
    const zone = wanted.get(before.zone)?.inputs as ZoneRecordsInputs | undefined;
    if (!zone) continue;
    const now = wanted.get(name)?.inputs as ZoneRecordsInputs | undefined;
    // What it served and nobody wants any more is its own to remove.
    const leaving = Object.keys(before.records).filter(key => !(key in zone.records));
    if (leaving.length > 0) zone.parts = [...new Set([...(zone.parts ?? []), ...leaving])].sort();
    const parts = Object.keys(before.records).filter(key => key in zone.records);
    if (now && parts.length > 0) now.parts = parts;
    if (!now) list.push(emptied(name, { ...before, parts }));
  }
  return list;
}

const isServeName = (name: string): boolean => name.endsWith(serveName(''));

/** What nobody wants any more goes; what the zone carries now does not. */
function emptied(name: string, inputs: ZoneRecordsInputs): Resource<ZoneRecordsInputs> {
  return { type: ZONE_RECORDS, name, inputs: { ...inputs, records: {} }, dependsOn: [] };
}
