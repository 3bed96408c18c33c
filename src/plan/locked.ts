/** A plan that is kept, with all it was decided on, so that it is carried out exactly or not at all. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { State } from '../state/state.ts';
import { diffRecords } from './diff.ts';
import { fingerprint } from './fingerprint.ts';
import { openKeys, withoutValues } from './known-records.ts';
import { movesFrom } from './mail-change.ts';
import type { RecordChange } from './plan.ts';
import { type Selection, selectedSteps } from './select.ts';
import { type Step, steps } from './steps.ts';

export interface LockedPlan {
  project: string;
  /** Made against the live zones: the state has to be refreshed before it is carried out. */
  refreshed: boolean;
  selection: Selection;
  /** Fingerprints of all that was selected: what the estate wants, and what the state had. */
  estate: string;
  state: string;
  /** Everything selected, also what stays as it is: only so can be said what moved since. */
  resources: LockedResource[];
}

export interface LockedResource {
  segment: string;
  type: string;
  name: string;
  action: Step['action'];
  /** Fingerprints of its inputs, as the estate wants them and as the state had them; absent where there were none. */
  estate?: string;
  state?: string;
  /** Of a zone that changes: each record with its old and new value. */
  changes?: RecordChange[];
  /** It moves to another provider: there it is made, and the old one leaves the state. */
  replaced?: true;
  /** Keys of records whose value a provider gives only in the run: the fingerprint leaves their values out. */
  open?: string[];
}

export interface LockRequest {
  /** Segment → its resources: what is wanted. */
  lists: Map<string, Resource[]>;
  state: State;
  project: string;
  selection: Selection;
  refreshed?: boolean;
}

export function lockPlan({ lists, state, project, selection, refreshed = false }: LockRequest): LockedPlan {
  const chosen = selectedSteps(steps(lists, state), selection);
  const resources = chosen.map(lockedResource);
  return {
    ...{ project, refreshed, selection },
    estate: fingerprint(resources.map(({ segment, type, name, estate }) => [segment, type, name, estate])),
    state: fingerprint(resources.map(({ segment, type, name, state }) => [segment, type, name, state])),
    resources,
  };
}

function lockedResource({ segment, type, name, action, old, new: wanted }: Step): LockedResource {
  const open = type === ZONE_RECORDS ? openKeys(wanted) : [];
  const estate = wanted && fingerprint(withoutValues(wanted, open));
  // Comparing is cheaper, and nearly everything of a large estate stays as it is.
  const state = action === 'same' && isDeepStrictEqual(old, wanted) ? estate : old && stateFingerprint(type, old);
  return {
    ...{ segment, type, name, action },
    ...(estate && { estate }),
    ...(state && { state }),
    ...(action !== 'same' && type === ZONE_RECORDS && { changes: zoneChanges(old, wanted) }),
    ...(old && movesFrom(old, wanted) && { replaced: true as const }),
    ...(open.length > 0 && { open }),
  };
}

/**
 * Of a zone what is compared: where nothing else changes, Pulumi takes the new inputs into the state by itself, and the outputs,
 * by which the plugin knows what stands there, stay as they were (3.260).
 */
export function stateFingerprint(type: string, inputs: unknown): string {
  if (type !== ZONE_RECORDS) return fingerprint(inputs);
  const { zone, records, domains, mtaSts, recordMode } = inputs as ZoneRecordsInputs;
  return fingerprint({ zone, records, domains, mtaSts, recordMode });
}

/** Of a zone's inputs; undefined on either side where it comes or goes. */
export function zoneChanges(old: unknown, wanted: unknown): RecordChange[] {
  const [before, after] = [old, wanted] as (ZoneRecordsInputs | undefined)[];
  return diffRecords(before?.records ?? {}, after?.records ?? {});
}
