/** A state as after an `up`, and the plan from there. */
import type { Estate } from '../../src/estate/estate.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../../src/estate/resource.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Selection } from '../../src/plan/select.ts';
import { wantedNow } from '../../src/plan/wanted.ts';
import type { State, StateResource } from '../../src/state/state.ts';
import { PROVIDER_TYPE } from '../../src/state/urn.ts';
import { anEstate, type InventoryParts } from './estate.ts';

export function aResource(stack: string, inputs: ZoneRecordsInputs, initErrors?: string[]): StateResource {
  return {
    urn: `urn:pulumi:${stack}::acme::${ZONE_RECORDS}::${inputs.zone}`,
    type: ZONE_RECORDS,
    name: inputs.zone,
    id: inputs.zone,
    inputs: inputs as unknown as Record<string, unknown>,
    outputs: {},
    ...(initErrors && { initErrors }),
  };
}

export const everything: Selection = { segments: [], domains: [] };

export const nothingYet: State = { stacks: [] };

/** Segment → its resources, where nothing was carried out before. */
export const listsOf = (estate: Estate, project?: string): Map<string, Resource[]> =>
  wantedNow(estate, nothingYet, project).lists;

/** What the state holds once the estate has been carried out, from nothing or from the state before. */
export function stateOf(estate: Estate, before: State = nothingYet): State {
  const stacks = [...wantedNow(estate, before).lists].map(([stack, resources]) => ({
    stack,
    resources: resources
      .filter(({ type }) => !type.startsWith(PROVIDER_TYPE))
      .map(({ type, name, inputs }) => ({
        urn: `urn:pulumi:${stack}::acme::${type}::${name}`,
        ...{ type, name, id: name, inputs: inputs as Record<string, unknown>, outputs: {} },
      })),
  }));
  return { stacks: stacks.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}

export interface PlanParts extends InventoryParts {
  allow?: string[];
  selection?: Partial<Selection>;
}

/** The plan for `domains` where the state is that of `before`: domains, or a state of its own. */
export function planFor(
  domains: Domain[],
  before: Domain[] | State,
  { allow = [], selection, ...parts }: PlanParts = {},
): Plan {
  const state = Array.isArray(before) ? stateOf(anEstate(before, parts)) : before;
  return makePlan({
    estate: anEstate(domains, parts),
    state,
    allowed: parseAllow(allow),
    selection: { ...everything, ...selection },
  });
}
