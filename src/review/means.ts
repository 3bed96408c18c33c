/** What the estate can send and what it costs, before and after. */
import { type Capacity, capacityOf, type SegmentCapacity } from '../estate/capacity/capacity.ts';
import { type Cost, costOf } from '../estate/cost/cost.ts';
import type { BeforeAfter } from './segments.ts';
import type { Side } from './side.ts';

export interface CapacityChange {
  segment: string;
  /** Messages on this day. */
  today: BeforeAfter;
  /** Messages on the best day of the weeks that `mailyard capacity` looks at. */
  best: BeforeAfter;
  /** Domains that nothing limits, on that day: they are in neither number. */
  unlimited: BeforeAfter;
}

export interface CostChange {
  before: Cost;
  after: Cost;
}

/** Segments whose numbers differ, by name. */
export function capacityChanges(base: Side, head: Side, today: string): CapacityChange[] {
  const [old, now] = [base, head].map(side => bySegment(capacityOf(side.estate, side.templates, today)));
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names]
    .sort()
    .map(segment => capacityChange(segment, old?.get(segment), now?.get(segment)))
    .filter(({ today, best, unlimited }) => [today, best, unlimited].some(({ before, after }) => before !== after));
}

const bySegment = ({ segments }: Capacity): Map<string, SegmentCapacity> =>
  new Map(segments.map(each => [each.segment, each]));

function capacityChange(segment: string, old?: SegmentCapacity, now?: SegmentCapacity): CapacityChange {
  const sides = (of: (side: SegmentCapacity) => number | undefined): BeforeAfter => ({
    before: (old && of(old)) ?? 0,
    after: (now && of(now)) ?? 0,
  });
  return {
    segment,
    today: sides(({ days }) => days[0]?.messages),
    best: sides(({ most }) => most.messages),
    unlimited: sides(({ most }) => most.unlimited),
  };
}

export function costChange(base: Side, head: Side, today: string): CostChange {
  return {
    before: costOf(base.estate, base.templates, today),
    after: costOf(head.estate, head.templates, today),
  };
}
