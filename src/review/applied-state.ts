/** The state as an `up` of this estate leaves it, so that the planner tells what another estate changes. */
import type { Estate } from '../estate/estate.ts';
import { wantedNow } from '../plan/wanted.ts';
import type { State } from '../state/state.ts';

export function appliedState(estate: Estate): State {
  const stacks = [...wantedNow(estate, { stacks: [] }).lists].map(([stack, resources]) => ({
    stack,
    resources: resources.map(({ type, name, inputs }) => ({
      ...{ urn: `${stack}::${type}::${name}`, type, name, id: name, outputs: {} },
      inputs: inputs as unknown as Record<string, unknown>,
    })),
  }));
  return { stacks: stacks.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}
