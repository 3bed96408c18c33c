/** What the rules look at, made once for all of them. */
import type { Inventory } from '../../inventory/model.ts';
import type { OwnedRecord, Subject, Whole, Zone } from './rule.ts';

export function wholeOf(
  inventory: Inventory,
  subjects: Subject[],
  around: Pick<Whole, 'templates' | 'today' | 'outsideReports'>,
): Whole {
  const byName = new Map(subjects.map(subject => [subject.domain.domain, subject]));
  return { inventory, subjects, byName, ownerOf: remembered(name => nearestAbove(name, byName)), ...around };
}

/** One after the other: what is made for a zone is gone before the next. */
export function* zonesOf(subjects: Subject[]): Generator<Zone> {
  const byZone = Map.groupBy(subjects, ({ context }) => context.zone);
  for (const [zone, here] of byZone) yield { zone, here, crowded: crowded(here) };
}

/** Few names have several records, so the others are only counted. */
function crowded(here: Subject[]): Zone['crowded'] {
  const [names, again] = [new Set<string>(), new Map<string, OwnedRecord[]>()];
  for (const { records } of here) {
    for (const { name } of records) {
      const known = names.size;
      if (names.add(name).size === known) again.set(name, []);
    }
  }
  if (again.size === 0) return [];
  for (const { records, domain } of here) {
    for (const record of records) again.get(record.name)?.push({ record, owner: domain });
  }
  return [...again];
}

function nearestAbove(name: string, byName: Map<string, Subject>): Subject | undefined {
  for (let rest = name; rest !== ''; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') {
    const subject = byName.get(rest);
    if (subject) return subject;
  }
  return undefined;
}

/** Thousands of domains point at the same few hosts. */
function remembered<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return name => {
    if (!known.has(name)) known.set(name, find(name));
    return known.get(name) as T;
  };
}
