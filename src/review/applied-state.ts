/** The state as an `up` of this estate leaves it, so that the planner tells what another estate changes. */
import type { Estate } from '../estate/estate.ts';
import { isZoneRecords, type Resource } from '../estate/resource.ts';
import { knownRecords } from '../plan/known-records.ts';
import { wantedNow } from '../plan/wanted.ts';
import type { State } from '../state/state.ts';

export function appliedState(estate: Estate): State {
  const stacks = [...wantedNow(estate, { stacks: [] }).lists].map(([stack, resources]) => ({
    stack,
    resources: resources.map(resource => {
      const { type, name } = resource;
      return { urn: `${stack}::${type}::${name}`, type, name, id: name, outputs: {}, inputs: inputsOf(resource) };
    }),
  }));
  return { stacks: stacks.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}

/** What a provider gives neither side knows. */
function inputsOf(resource: Resource): Record<string, unknown> {
  return isZoneRecords(resource)
    ? knownRecords(resource, () => undefined)
    : (resource.inputs as Record<string, unknown>);
}
