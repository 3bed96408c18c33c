/** What a resource's inputs really are after a change that was carried out only in part. */

import type { CheckpointResource } from './checkpoint.ts';

type Properties = Record<string, unknown>;

/**
 * Of such a change the Pulumi CLI keeps the outputs and drops the provider's `inputs`: its state then has all the new inputs
 * of a create, though some were refused, and only the old ones of an update, though some were applied (3.260,
 * pkg/resource/plugin/provider_plugin.go and pkg/engine/update.go). Our outputs repeat the inputs as they were applied, so
 * these count wherever both have them.
 */
export function appliedInputs(inputs: Properties, outputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, name in outputs ? outputs[name] : value]),
  );
}

/** A resource of the checkpoint as its type takes it: what is really there. */
export function storedState({ id = '', inputs = {}, outputs = {}, initErrors }: CheckpointResource) {
  return { id, inputs: initErrors?.length ? appliedInputs(inputs, outputs) : inputs, outputs };
}

/** What others may refer to. */
export function outputsWithId(
  resource: Pick<CheckpointResource, 'id' | 'outputs'> | undefined,
): Properties | undefined {
  return resource && { ...resource.outputs, id: resource.id };
}

/** Outputs as both engines keep them: the inputs among them. What a service adds within one of these stays beside it. */
export function outputsToStore({ inputs, outputs }: { inputs: Properties; outputs: Properties }): Properties {
  const merged = { ...outputs, ...inputs };
  for (const name in inputs) {
    const [added, asked] = [outputs[name], inputs[name]];
    if (isMap(added) && isMap(asked)) merged[name] = { ...added, ...asked };
  }
  return merged;
}

const isMap = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
