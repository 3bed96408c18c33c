/** What the stacks should hold now: the estate's resource lists, with what has to wait for its day or for its turn. Pure. */
import type { Estate } from '../estate/estate.ts';
import type { Resource } from '../estate/resource.ts';
import { carried, zoneLists } from '../estate/resources.ts';
import type { State } from '../state/state.ts';
import { gatherState } from './gather.ts';
import { withoutGone } from './gone-mailboxes.ts';
import { withHandedOver } from './handed-over.ts';
import { knownOf } from './mta-sts/known.ts';
import { policyResources } from './mta-sts/resources.ts';
import { accountFor, casesOf, settled, tellGuard } from './mta-sts/settle.ts';
import { withOwnKeys } from './own-keys.ts';
import { withoutRetired } from './retired-domains.ts';

export interface Wanted {
  /** Segment (= stack) → its resources. */
  lists: Map<string, Resource[]>;
  /** What waits and why, by segment and zone. */
  notes(segment: string, zone: string): string[];
}

/** `project`: of the stacks; it stands in the marks of records that are resources of their own. */
export function wantedNow(estate: Estate, state: State, project = 'mailyard'): Wanted {
  const lists = zoneLists(estate);
  const gathered = gatherState(state);
  const known = knownOf(gathered);
  const cases = casesOf(estate, known, lists).map(each => ({
    ...{ segment: each.domain.segment, zone: each.domain.zone },
    ...settled(each, known, estate.today),
  }));
  const stacks = new Map(state.stacks.map(each => [each.stack, each]));
  const bySegment = Map.groupBy(cases, ({ segment }) => segment);
  for (const segment of estate.segments) {
    const served = (bySegment.get(segment.segment) ?? []).flatMap(({ served }) => served ?? []);
    const list = withOwnKeys(
      lists.get(segment.segment) ?? [],
      gathered.stacks.find(({ stack }) => stack === segment.segment),
      estate.zones.filter(zone => zone.segment === segment.segment),
    );
    if (segment.recordMode === 'resources') served.forEach(tellGuard);
    if (served.length > 0) list.push(...policyResources(segment.segment, accountFor(served, segment, known), served));
    const stack = stacks.get(segment.segment);
    const begun = withoutRetired(withoutGone(list, estate, segment, stack), estate, segment, stack);
    lists.set(segment.segment, carried(withHandedOver(begun, stack), segment, project));
  }
  const byZone = Map.groupBy(cases, ({ segment, zone }) => `${segment} ${zone}`);
  const notes = (segment: string, zone: string) =>
    (byZone.get(`${segment} ${zone}`) ?? []).flatMap(({ notes }) => notes);
  return { lists, notes };
}
