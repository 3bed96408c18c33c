/** The command line's selection as the engines ask it: by stack and resource name. */
import type { Estate } from '../estate/estate.ts';
import { selects } from '../plan/select.ts';
import type { State } from '../state/state.ts';
import type { Context } from './context.ts';

/** A zone is chosen by any domain that it serves in the state or will serve by the estate. */
export function selectedBy(
  { selection }: Context,
  state: State,
  estate?: Estate,
): (stack: string, name: string) => boolean {
  const served = new Map<string, Record<string, unknown>>();
  for (const { stack, resources } of state.stacks)
    for (const { name, inputs } of resources) served.set(`${stack} ${name}`, inputs);
  const wanted = new Map(
    (estate?.zones ?? []).map(zone => [`${zone.segment} ${zone.zone}`, { domains: zone.domains }]),
  );
  return (segment, name) => {
    const key = `${segment} ${name}`;
    return selects(selection, { segment, name, old: served.get(key), new: wanted.get(key) });
  };
}
