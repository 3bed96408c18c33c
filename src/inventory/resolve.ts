/** From one segment file to its domains, with all their settings resolved. */
import type { Finding } from './finding.ts';
import type { DomainInput, SegmentInput, SettingsInput } from './input.ts';
import { descend, type Level } from './levels.ts';
import type { Domain, ExtraRecord, Origin } from './model.ts';
import { isBelow, toAscii } from './names.ts';
import { type Layer, normalise } from './normalise.ts';
import type { Path } from './positions.ts';
import { checkRecord } from './record-checks.ts';
import type { YamlFile } from './yaml.ts';

/** Where a domain came from: enough to find any of its lines again. */
export interface Source {
  file: YamlFile;
  index: number;
}

/** What `defaults` of a file add to the level above; the same level where there are none. */
export function withDefaults(
  above: Level,
  written: SettingsInput | undefined,
  file: YamlFile,
  level: Origin['level'],
): Level {
  return written ? descend(above, normalise(written), level, path => file.locate(['defaults', ...path])) : above;
}

/** The domains of a file in its order. Those without settings of their own share one settings object. */
export function resolveDomains(segment: SegmentInput, above: Level, file: YamlFile): Map<Domain, Source> {
  const domains = new Map<Domain, Source>();
  for (const [index, written] of (segment.domains ?? []).entries()) {
    const path = typeof written === 'string' ? ['domains', index] : ['domains', index, 'domain'];
    const domain = toAscii(typeof written === 'string' ? written : written.domain);
    const level = domainLevel(written, domain, above, inner => file.locate(['domains', index, ...inner]));
    domains.set({ domain, segment: segment.segment, ...level, position: file.locate(path) }, { file, index });
  }
  return domains;
}

function domainLevel(
  written: DomainInput,
  domain: string,
  above: Level,
  at: (path: Path) => Domain['position'],
): Level {
  const inherited = withRelativeNames(above, domain);
  if (typeof written === 'string') return inherited;
  const { domain: _, ...settings } = written;
  if (Object.keys(settings).length === 0) return inherited;
  return descend(inherited, relativeLayer(normalise(settings), domain), 'domain', at);
}

/** Records of a level above are compared by name, so a whole name must become a relative one first. */
function withRelativeNames(level: Level, domain: string): Level {
  const { records } = level.settings;
  if (!records.some(({ name }) => relativeName(name, domain) !== name)) return level;
  return { ...level, settings: { ...level.settings, records: relativeRecords(records, domain) } };
}

const relativeLayer = (layer: Layer, domain: string): Layer =>
  layer.records ? { ...layer, records: relativeRecords(layer.records, domain) } : layer;

const relativeRecords = (records: ExtraRecord[], domain: string): ExtraRecord[] =>
  records.map(record => ({ ...record, name: relativeName(record.name, domain) }));

/** `www.acme.example.` in acme.example is `www`; a name that ends in a dot and lies elsewhere stays, to be refused. */
export function relativeName(name: string, domain: string): string {
  const bare = name.replace(/\.$/, '');
  if (bare === domain) return '@';
  return isBelow(bare, domain) ? bare.slice(0, -domain.length - 1) : name;
}

/** Each record is looked at where it is written, once, however many domains inherit it. */
export function checkRecords(file: YamlFile, data: { defaults?: SettingsInput; domains?: DomainInput[] }): Finding[] {
  const written: [Path, SettingsInput][] = data.defaults ? [[['defaults'], data.defaults]] : [];
  for (const [index, domain] of (data.domains ?? []).entries()) {
    if (typeof domain !== 'string') written.push([['domains', index], domain]);
  }
  return written.flatMap(([path, { records = [] }]) =>
    records.flatMap((record, index) => checkRecord(record, () => file.locate([...path, 'records', index]))),
  );
}
