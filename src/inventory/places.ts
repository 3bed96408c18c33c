/** Where things were written that have no origin of their own: items of lists, and what estate.yaml holds for all. */
import type { Position } from './finding.ts';
import type { SettingsInput } from './input.ts';
import { addRecords } from './levels.ts';
import type { Domain, Origin } from './model.ts';
import { recordName } from './normalise.ts';
import type { Path } from './positions.ts';
import { relativeName, type Source } from './resolve.ts';
import type { YamlFile } from './yaml.ts';

export interface Places {
  /** A path of estate.yaml, such as `['identities', 2]`; undefined where it is not written. */
  shared(path: Path): Position | undefined;
  /** What the domain's segment, or else estate.yaml, says of an account; undefined where neither does. */
  account(domain: Domain, path: Path): Origin | undefined;
  /** An item of a list (`relays`, `spf.include`), or something in it, at the level that wrote the list. */
  item(domain: Domain, list: string, path: Path): Position | undefined;
  /** A mailbox of a list has its own line; a counted one has the line of the count. */
  mailbox(domain: Domain, index: number): Position;
  /** Of each of the domain's `records`, in their order: they add up over the levels. */
  records(domain: Domain): (Origin | undefined)[];
}

export function placesOf(sources: Map<Domain, Source>, estate: YamlFile | undefined): Places {
  const item: Places['item'] = (domain, list, path) => {
    const origin = domain.origins()[list];
    const source = sources.get(domain);
    const file = origin?.level === 'estate' ? estate : source?.file;
    if (!file || !source || origin?.level === 'built-in') return origin?.position;
    const above = origin?.level === 'domain' ? ['domains', source.index] : ['defaults'];
    return file.locate([...above, ...list.split('.'), ...path]);
  };
  return {
    item,
    shared: path => writtenAt(estate, path),
    account(domain, path) {
      const [own, shared] = [sources.get(domain)?.file, estate].map(file => writtenAt(file, ['accounts', ...path]));
      if (own) return { level: 'segment', position: own };
      return shared && { level: 'estate', position: shared };
    },
    mailbox(domain, index) {
      const counted = typeof domain.settings.mailboxes === 'number';
      const place = counted ? domain.origins().mailboxes?.position : item(domain, 'mailboxes', [index, 'user']);
      return place ?? domain.position;
    },
    records(domain) {
      const source = sources.get(domain);
      return source ? recordPlaces(domain, source, estate) : domain.settings.records.map(() => undefined);
    },
  };
}

/** The levels' records once more, each with its place, added up as the settings were. */
function recordPlaces({ domain }: Domain, { file, index }: Source, estate: YamlFile | undefined): Origin[] {
  const levels: { level: Origin['level']; file: YamlFile; path: Path }[] = [
    ...(estate ? [{ level: 'estate' as const, file: estate, path: ['defaults'] }] : []),
    { level: 'segment', file, path: ['defaults'] },
    { level: 'domain', file, path: ['domains', index] },
  ];
  const written = levels.map(({ level, file, path }) => {
    const records = (at(file.data, path) as SettingsInput | undefined)?.records ?? [];
    return records.map(({ name, type }, index) => ({
      name: relativeName(recordName(name), domain),
      type,
      origin: { level, position: file.locate([...path, 'records', index]) },
    }));
  });
  return written.reduce((above, own) => addRecords(above, own), []).map(({ origin }) => origin);
}

const writtenAt = (file: YamlFile | undefined, path: Path): Position | undefined =>
  file && at(file.data, path) !== undefined ? file.locate(path) : undefined;

function at(data: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string | number, unknown> | undefined | null)?.[key], data);
}
