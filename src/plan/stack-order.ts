/** The order of the stacks: one that gains a domain runs before the one that loses it, so that mail never stops. DESIGN §4. */

import type { Estate } from '../estate/estate.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
import type { State } from '../state/state.ts';

/** All segments of the estate. Where two swap domains no order serves both, and names decide. */
export function stackOrder(estate: Estate, state: State): string[] {
  const after = stacksBefore(estate, state);
  const ordered: string[] = [];
  const visiting = new Set<string>();
  const visit = (stack: string) => {
    if (visiting.has(stack)) return;
    visiting.add(stack);
    for (const gainer of [...(after.get(stack) ?? [])].sort()) visit(gainer);
    ordered.push(stack);
  };
  for (const { segment } of estate.segments.toSorted((a, b) => (a.segment < b.segment ? -1 : 1))) visit(segment);
  return ordered;
}

/** Stack → those that come before it: they gain a domain that it loses, or make a zone that it writes in. */
function stacksBefore(estate: Estate, state: State): Map<string, Set<string>> {
  const home = new Map(estate.domains.map(({ domain, segment }) => [domain, segment]));
  const after = new Map<string, Set<string>>();
  for (const { zone, segment, created } of estate.zones) {
    if (created === 'elsewhere') after.set(segment, new Set([...(after.get(segment) ?? []), home.get(zone) as string]));
  }
  for (const { stack, resources } of state.stacks) {
    const served = resources
      .filter(({ type }) => type === ZONE_RECORDS)
      .flatMap(({ inputs }) => Object.keys(inputs.domains ?? {}));
    const gainers = served
      .map(domain => home.get(domain))
      .filter(segment => segment !== undefined && segment !== stack);
    after.set(stack, new Set([...(after.get(stack) ?? []), ...(gainers as string[])]));
  }
  return after;
}
