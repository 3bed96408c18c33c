/** What the change is for each segment, in numbers. */
import type { Estate } from '../estate/estate.ts';
import { type RecordTotals, recordTotals, type ZoneChange } from './zones.ts';

export interface BeforeAfter {
  before: number;
  after: number;
}

export interface SegmentTotals {
  segment: string;
  domains: BeforeAfter;
  mailboxes: BeforeAfter;
  records: RecordTotals;
}

/** Every segment of both sides, by name. What is handed over counts where it arrives. */
export function segmentTotals(before: Estate, after: Estate, zones: ZoneChange[]): SegmentTotals[] {
  const names = new Set([...before.segments, ...after.segments].map(({ segment }) => segment));
  const [old, now] = [sizes(before), sizes(after)];
  const parts = Map.groupBy(zones.flatMap(partsOf), ({ segment }) => segment);
  return [...names].sort().map(segment => ({
    segment,
    domains: { before: old.get(segment)?.domains ?? 0, after: now.get(segment)?.domains ?? 0 },
    mailboxes: { before: old.get(segment)?.mailboxes ?? 0, after: now.get(segment)?.mailboxes ?? 0 },
    records: recordTotals((parts.get(segment) ?? []).map(({ part }) => part)),
  }));
}

function sizes({ domains }: Estate): Map<string, { domains: number; mailboxes: number }> {
  const bySegment = Map.groupBy(domains, ({ segment }) => segment);
  return new Map(
    Array.from(bySegment, ([segment, own]) => [
      segment,
      { domains: own.length, mailboxes: own.reduce((sum, { mailboxes }) => sum + mailboxes().length, 0) },
    ]),
  );
}

/** Two segments can share a zone. */
function partsOf(zone: ZoneChange): { segment: string; part: ZoneChange }[] {
  const segments = new Set([...zone.changes.map(({ segment }) => segment), ...zone.handedOver.map(({ to }) => to)]);
  return [...segments].map(segment => ({
    segment,
    part: {
      ...zone,
      changes: zone.changes.filter(change => change.segment === segment),
      handedOver: zone.handedOver.filter(({ to }) => to === segment),
    },
  }));
}
