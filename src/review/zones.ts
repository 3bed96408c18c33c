/** The records that change, by zone: what one segment hands to another is neither new nor gone. */

import { plain } from '../estate/resources.ts';
import type { Plan, RecordChange, ZonePlan } from '../plan/plan.ts';
import { sameRecord } from '../records/canonical.ts';

export interface ZoneChange {
  zone: string;
  changes: SegmentRecordChange[];
  /** Records that stay as they are, in another segment. */
  handedOver: HandedOver[];
  notes: string[];
}

export interface SegmentRecordChange extends RecordChange {
  segment: string;
}

export interface HandedOver {
  key: string;
  from: string;
  to: string;
}

export interface RecordTotals {
  create: number;
  update: number;
  delete: number;
  handedOver: number;
}

/** By zone name. Zones in which only the state's knowledge changes are left out. */
export function zoneChanges({ zones }: Plan): ZoneChange[] {
  const byZone = Map.groupBy(zones, ({ zone }) => zone);
  return Array.from(byZone, ([zone, plans]) => zoneChange(zone, plans))
    .filter(({ changes, handedOver, notes }) => changes.length + handedOver.length + notes.length > 0)
    .sort((a, b) => (a.zone < b.zone ? -1 : 1));
}

function zoneChange(zone: string, plans: ZonePlan[]): ZoneChange {
  const all = plans.flatMap(({ segment, changes }) => changes.map(change => ({ ...change, segment })));
  const gained = new Map(all.filter(({ action }) => action === 'create').map(change => [change.key, change]));
  const lost = new Map(all.filter(({ action }) => action === 'delete').map(change => [change.key, change]));
  const handedOver: HandedOver[] = [];
  const changes = all.flatMap((change): SegmentRecordChange[] => {
    const [from, to] = [lost.get(change.key), gained.get(change.key)];
    if (!from || !to) return [change];
    if (change === from) return [];
    if (!sameRecord(from, to)) return [{ ...to, action: 'update', old: plain(from) }];
    handedOver.push({ key: to.key, from: from.segment, to: to.segment });
    return [];
  });
  return { zone, changes, handedOver, notes: plans.flatMap(({ warnings }) => warnings) };
}

export function recordTotals(zones: ZoneChange[]): RecordTotals {
  const all = zones.flatMap(({ changes }) => changes);
  const count = (wanted: RecordChange['action']) => all.filter(({ action }) => action === wanted).length;
  return {
    create: count('create'),
    update: count('update'),
    delete: count('delete'),
    handedOver: zones.reduce((sum, { handedOver }) => sum + handedOver.length, 0),
  };
}
