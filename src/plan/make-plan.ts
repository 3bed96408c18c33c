/** The one planner: estate × state → plan. Pure, and the same for both engines. */

import type { Estate } from '../estate/estate.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { recordMap } from '../estate/resources.ts';
import type { Upcoming } from '../estate/upcoming.ts';
import type { State } from '../state/state.ts';
import type { Allowed } from './allow.ts';
import { diffRecords } from './diff.ts';
import { differingProperties } from './differs.ts';
import { gatherList, gatherState } from './gather.ts';
import { guards } from './guards.ts';
import { mailChange } from './mail-change.ts';
import { homesOf, moveNotes } from './moves.ts';
import type { Plan, PlanSummary, ResourceChange, UpcomingChange, ZonePlan } from './plan.ts';
import { refuseImpossible } from './record-mode.ts';
import { type Selection, selectedSteps, selects } from './select.ts';
import { type Step, steps } from './steps.ts';
import { wantedNow } from './wanted.ts';

export interface PlanRequest {
  estate: Estate;
  state: State;
  allowed: Allowed;
  selection: Selection;
}

export function makePlan({ estate, state, allowed, selection }: PlanRequest): Plan {
  const { lists, notes } = wantedNow(estate, state);
  const records = [...lists].map(([segment, list]) => [segment, gatherList(list)] as const);
  const all = steps(new Map(records), gatherState(state));
  refuseImpossible(all);
  const chosen = selectedSteps(all, selection);
  const homes = homesOf(estate, all);
  return {
    ...planOf(
      chosen,
      step => moveNotes(step, homes),
      ({ segment, name }) => notes(segment, name),
    ),
    guards: guards({
      steps: chosen,
      domains: new Set(homes.after.keys()),
      sendersOf: estate.sendersOf,
      identities: estate.sesIdentities,
      limits: new Map(estate.segments.map(({ segment, limits }) => [segment, limits.domainsPerChange])),
      allowed,
    }),
    upcoming: estate.upcoming
      .filter(({ segment, zone, domain }) =>
        selects(selection, { segment, name: zone, new: { domains: { [domain]: 'live' } } }),
      )
      .map(upcomingChange),
  };
}

/** What it takes to remove everything of the selected stacks but what is protected, whether or not a segment still describes them. */
export function destroyPlan(all: State, selection: Selection): Plan {
  const state = {
    stacks: all.stacks.map(stack => ({ ...stack, resources: stack.resources.filter(({ protect }) => !protect) })),
  };
  const none = new Map<string, Resource[]>(state.stacks.map(({ stack }) => [stack, []]));
  return { ...planOf(selectedSteps(steps(none, gatherState(state)), selection)), guards: [], upcoming: [] };
}

/** Nothing is wanted of any stack that there is. */
export const emptyLists = (state: State): Map<string, Resource[]> =>
  new Map(state.stacks.map(({ stack }) => [stack, []]));

/** `notes`: of a change; `waits`: of what is held back, whether or not anything changes. */
function planOf(
  chosen: Step[],
  notes: (step: Step) => string[] = () => [],
  waits: (step: Step) => string[] = () => [],
): Omit<Plan, 'guards' | 'upcoming'> {
  const records = chosen.filter(step => step.type === ZONE_RECORDS);
  const zones = byZone(records.map(step => zonePlan(step, notes, waits)));
  const moving = chosen.filter(step => step.type !== ZONE_RECORDS && step.action !== 'same');
  return {
    summary: summary(zones, chosen),
    zones: zones.filter(zone => zone.action !== 'same' || zone.warnings.length > 0),
    resources: moving.map(resourceChange),
  };
}

/** A record that waits for something is a resource of its own, but of the same zone. */
function byZone(plans: ZonePlan[]): ZonePlan[] {
  return [...Map.groupBy(plans, ({ segment, zone }) => `${segment} ${zone}`).values()].map(parts => {
    const [first, ...others] = parts as [ZonePlan, ...ZonePlan[]];
    if (others.length === 0) return first;
    const action = others.every(part => part.action === first.action) ? first.action : 'update';
    const changes = parts.flatMap(part => part.changes).sort((a, b) => (a.key < b.key ? -1 : 1));
    return { ...first, action, changes, warnings: parts.flatMap(part => part.warnings) };
  });
}

function zonePlan(step: Step, notes: (step: Step) => string[], waits: (step: Step) => string[]): ZonePlan {
  const { segment, name, action, old, new: wanted, unfinished } = step;
  const [before, after] = [old, wanted] as (ZoneRecordsInputs | undefined)[];
  const partly = (unfinished ?? []).map(reason => `The last change was carried out in part: ${reason}`);
  const warnings = [...partly, ...(action === 'same' ? [] : notes(step)), ...waits(step)];
  const changes = action === 'same' ? [] : diffRecords(before?.records ?? {}, after?.records ?? {});
  return { zone: after?.zone ?? before?.zone ?? name, segment, action, changes, warnings };
}

function upcomingChange({ before, after, ...upcoming }: Upcoming): UpcomingChange {
  return { ...upcoming, changes: diffRecords(recordMap(before), recordMap(after)) };
}

function resourceChange(step: Step): ResourceChange {
  const { action, segment, type, name, old, new: wanted, kept } = step;
  const properties = differingProperties(old, wanted);
  const mail = mailChange(step);
  return {
    ...{ action: action as ResourceChange['action'], segment, type, name, properties },
    ...(kept && { kept }),
    ...(mail && { mail }),
  };
}

function summary(zones: ZonePlan[], chosen: Step[]): PlanSummary {
  const wanted = chosen.reduce((sum, step) => sum + recordCount(step.new), 0);
  return totals(zones, wanted);
}

/** The plan with other changes in its zones: totals follow. */
export function withZones(plan: Plan, zones: ZonePlan[]): Plan {
  const { create, update, unchanged } = plan.summary;
  return { ...plan, zones, summary: totals(zones, create + update + unchanged) };
}

function totals(zones: ZonePlan[], wanted: number): PlanSummary {
  const changes = zones.flatMap(zone => zone.changes);
  const count = (action: string) => changes.filter(change => change.action === action).length;
  const [create, update] = [count('create') + count('adopt'), count('update')];
  return {
    // Two segments can share a zone.
    zones: new Set(zones.filter(({ action }) => action !== 'same').map(({ zone }) => zone)).size,
    create,
    update,
    delete: count('delete'),
    unchanged: wanted - create - update,
  };
}

function recordCount(inputs: Record<string, unknown> | undefined): number {
  return Object.keys((inputs?.records as object | undefined) ?? {}).length;
}
