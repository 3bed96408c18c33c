/** How settings resolve: built-in < estate < segment < domain. Maps merge, scalars and lists replace, records add up. */

import { once } from '../once.ts';
import { builtIn, builtInParts } from './defaults.ts';
import type { Position } from './finding.ts';
import type { DomainSettings, ExtraRecord, Origin, Origins } from './model.ts';
import type { Layer } from './normalise.ts';

/** The settings as they stand after some level, and who set what. Never changed: levels below share it. */
export interface Level {
  settings: DomainSettings;
  /** Worked out when somebody asks, which only a finding and `explain` do. */
  origins: () => Origins;
}

type Tree = Record<string, unknown>;

const noPosition = () => undefined;

export const builtInLevel: Level = {
  settings: builtIn,
  // Spread, because V8 copies an object of its own copying sixty times as fast as one that grew key by key.
  origins: once(() => ({ ...originsOf(builtIn as unknown as Tree, 'built-in', noPosition) })),
};

/** The next level: what `layer` says over what stood before; `at` finds where a key of the layer was written. */
export function descend(
  above: Level,
  layer: Layer,
  level: Origin['level'],
  at: (path: string[]) => Position | undefined,
): Level {
  const begun = beginParts(above, layer);
  const settings = merge(begun.settings as unknown as Tree, layer as Tree) as unknown as DomainSettings;
  if (layer.records) settings.records = addRecords(begun.settings.records, layer.records);
  const own = () => ({ ...originsOf(layer as Tree, level, at), ...originsOfRecords(layer.records, level, at) });
  return { settings, origins: once(() => ({ ...begun.origins(), ...own() })) };
}

/** Key by key where both are maps; else the later one. Associative, as long as no key is a map at one level only. */
export function merge(base: Tree, over: Tree): Tree {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? merge(below, value) : value;
  }
  return merged;
}

type Slot = Pick<ExtraRecord, 'name' | 'type'>;

/** Later records stand beside the inherited ones, and in place of all of the same name and type. */
export function addRecords<R extends Slot>(inherited: R[], own: R[]): R[] {
  const slots = new Set(own.map(slotOf));
  return [...inherited.filter(record => !slots.has(slotOf(record))), ...own];
}

const slotOf = ({ name, type }: Slot): string => `${name} ${type}`;

/** Where the origins have the records of a name and type, which one level writes: `records.www CNAME`. */
export const recordOrigin = (slot: Slot): string => `records.${slotOf(slot)}`;

function originsOfRecords(
  records: Slot[] = [],
  level: Origin['level'],
  at: (path: string[]) => Position | undefined,
): Origins {
  const placed = records.map((record, index) => [recordOrigin(record), originAt(level, at(['records', `${index}`]))]);
  return Object.fromEntries(placed);
}

function beginParts(above: Level, layer: Layer): Level {
  let begun = above;
  for (const [key, part] of parts) {
    if (!(key in layer) || key in above.settings) continue;
    const before = begun.origins;
    begun = {
      settings: { ...begun.settings, [key]: part },
      origins: () => ({ ...before(), ...originsOf({ [key]: part }, 'built-in', noPosition) }),
    };
  }
  return begun;
}

const parts = Object.entries(builtInParts);

/** One entry for each value: dotted below the top, for that is how maps merge. */
function originsOf(tree: Tree, level: Origin['level'], at: (path: string[]) => Position | undefined): Origins {
  const origins: Origins = {};
  const walk = (map: Tree, above: string[]) => {
    for (const [key, value] of Object.entries(map)) {
      const path = [...above, key];
      if (isMap(value)) walk(value, path);
      else origins[path.join('.')] = originAt(level, at(path));
    }
  };
  walk(tree, []);
  return origins;
}

function originAt(level: Origin['level'], position: Position | undefined): Origin {
  return position ? { level, position } : { level };
}

function isMap(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
