/** A resource list without some of its resources, on which then nothing depends any more. Pure. */
import type { Resource } from '../estate/resource.ts';

export function without(list: Resource[], isDropped: (resource: Resource) => boolean): Resource[] {
  const dropped = new Set(list.filter(isDropped).map(({ name }) => name));
  if (dropped.size === 0) return list;
  return list
    .filter(({ name }) => !dropped.has(name))
    .map(each => ({ ...each, dependsOn: each.dependsOn.filter(name => !dropped.has(name)) }));
}
