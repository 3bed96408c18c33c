/** Stable order in which whatever is needed comes first; among equals the given order stays. */
import { MailyardError } from '../error.ts';

/**
 * `keyOf` names an item, `needsOf` the keys it needs; keys that no item has are passed over. Several items may share a
 * key. Throws `dependency-cycle`, unless `onCycle` lets it pass: then one of the circle comes before what it needs.
 */
export function dependenciesFirst<T>(
  items: T[],
  keyOf: (item: T) => string,
  needsOf: (item: T) => string[],
  onCycle: (keys: string[]) => void = refuseCycle,
): T[] {
  const byKey = Map.groupBy(items, keyOf);
  const state = new Map<T, 'open' | 'done'>();
  const ordered: T[] = [];
  const visit = (item: T, path: T[]) => {
    if (state.get(item) === 'done') return;
    if (state.get(item) === 'open') return onCycle([...path, item].map(keyOf));
    state.set(item, 'open');
    const needs = needsOf(item);
    if (needs.length > 0) {
      path.push(item);
      for (const key of needs) for (const need of byKey.get(key) ?? []) visit(need, path);
      path.pop();
    }
    state.set(item, 'done');
    ordered.push(item);
  };
  for (const item of items) visit(item, []);
  return ordered;
}

function refuseCycle(keys: string[]): never {
  const circle = keys.slice(keys.indexOf(keys.at(-1) ?? ''));
  throw new MailyardError('dependency-cycle', `Each waits for the next: ${circle.join(' → ')}`);
}
