/**
 * Zones of another tool → a segment file that plans to no change against them. What it renders is asked of the estate's own
 * compiler, so the file is right by construction: recognising a provider only makes it shorter.
 */
import { MailyardError } from '../error.ts';
import { compileEstate } from '../estate/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Folder } from '../inventory/files.ts';
import type { Finding } from '../inventory/finding.ts';
import type { SettingsInput } from '../inventory/input.ts';
import type { Inventory } from '../inventory/model.ts';
import { understandFolder } from '../inventory/read.ts';
import type { Templates } from '../inventory/template.ts';
import { readYaml } from '../inventory/yaml.ts';
import { standsInTheWay } from '../provider/zone-records/slots.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import { completeEntry, hoisted, inheritedTtl } from './entries.ts';
import { extraRecord } from './extra.ts';
import { isMail } from './mail.ts';
import { type DomainEntry, type Recognised, recognise } from './recognise.ts';
import { settle } from './settle.ts';
import type { SourceZone } from './source.ts';
import { type SegmentFile, segmentText } from './write.ts';

export interface ImportOptions {
  segment: string;
  /** Where the text will be: findings name it. */
  file: string;
  /** The inventories that are there already, without `file`. */
  folder: Folder;
  templates: Templates;
  /** ISO date. */
  today: string;
  /** What is not mail stays unmanaged. */
  mailOnly: boolean;
}

export interface Imported {
  text: string;
  zones: ImportedZone[];
  /** What the estate has to say of the new file. */
  findings: Finding[];
}

export interface ImportedZone extends Pick<SourceZone, 'zone' | 'kept' | 'leftOut' | 'clamped'> {
  /** All that the source has, kept ones and left-out ones not counted. */
  records: number;
  domains: ImportedDomain[];
  /** Records of the source that the file does not speak of, by `--mail-only`. */
  unmanaged: number;
}

export interface ImportedDomain {
  domain: string;
  provider?: string;
  relays: string[];
  dmarc?: string;
  /** Records by who explains them: settings and templates, overrides, `records`. */
  explained: number;
  overridden: number;
  extra: number;
}

interface Draft {
  source: SourceZone;
  found: Recognised;
  entry: DomainEntry;
}

/**
 * Throws `zone-twice`; `already-there` where a segment or domain is in the inventories, and `import-differs` where what was written would not
 * render what was read, which is a fault of Mailyard's own.
 */
export function importZones(sources: SourceZone[], options: ImportOptions): Imported {
  refuseKnown(sources, options);
  const bare = sources.map(({ zone }) => ({ domain: zone }));
  const { inventory } = render(bare, {}, options);
  const drafts = sources.flatMap(source =>
    recognise(source.zone, source.records, options.templates.providers).map(found => ({
      ...{ source, found },
      entry: completeEntry(found.entry, source, inventory, options.segment),
    })),
  );
  const extras = withExtras(drafts, options);
  const wanted = extras.filter(draft => !isEmpty(draft, options));
  const settled = withOverrides(wanted, options);
  return written(sources, settled, inheritedTtl(inventory, options.segment), options);
}

/** What nothing renders goes to the nearest domain above it. */
function withExtras(drafts: Draft[], options: ImportOptions): Draft[] {
  const rendered = byZone(render(entriesOf(drafts), {}, options));
  const extras = new Map<DomainEntry, ZoneRecord[]>();
  for (const source of new Set(drafts.map(draft => draft.source))) {
    const own = drafts.filter(draft => draft.source === source);
    const here = rendered.get(source.zone) ?? [];
    for (const record of settle(here, source.records).rest) {
      if (options.mailOnly && !isMail(record) && !isInTheWay(record, here)) continue;
      const { entry } = nearestAbove(record, own);
      extras.set(entry, [...(extras.get(entry) ?? []), record]);
    }
  }
  return drafts.map(draft => {
    const records = (extras.get(draft.entry) ?? []).map(record => extraRecord(record, draft.entry));
    return records.length === 0 ? draft : { ...draft, entry: { ...draft.entry, records } };
  });
}

/** `up` would find it in a slot of its own: it has to be known. */
const isInTheWay = (record: ZoneRecord, rendered: EstateRecord[]): boolean =>
  rendered.some(wanted => wanted.name === record.name && standsInTheWay(record, wanted, wanted.key));

function nearestAbove({ name }: ZoneRecord, drafts: Draft[]): Draft {
  const above = drafts.filter(({ entry }) => name === entry.domain || name.endsWith(`.${entry.domain}`));
  return above.reduce((near, draft) => (draft.entry.domain.length > near.entry.domain.length ? draft : near));
}

function withOverrides(drafts: Draft[], options: ImportOptions): Draft[] {
  const rendered = byZone(render(entriesOf(drafts), {}, options));
  return drafts.map(draft => {
    const { zone, records } = draft.source;
    const { overrides } = settle(rendered.get(zone) ?? [], records);
    const own = overrides.filter(({ record }) => record.domain === draft.entry.domain);
    if (own.length === 0) return draft;
    const byKey = Object.fromEntries(own.map(({ record, override }) => [record.key, override]));
    const { records: last, ...entry } = draft.entry;
    return { ...draft, entry: { ...entry, overrides: byKey, ...(last && { records: last }) } };
  });
}

/** With `--mail-only` a domain without any mail is left alone altogether. */
function isEmpty({ entry, found, source }: Draft, { mailOnly }: ImportOptions): boolean {
  const below = (name: string) => name === entry.domain || name.endsWith(`.${entry.domain}`);
  const hasMail = source.records.some(record => isMail(record) && below(record.name));
  return mailOnly && !hasMail && !found.provider && found.relays.length === 0;
}

function written(sources: SourceZone[], drafts: Draft[], usual: number, options: ImportOptions): Imported {
  const file = segmentFile(sources, drafts, usual, options.segment);
  const text = segmentText(file);
  const estate = renderText(text, options);
  const rendered = byZone(estate);
  const zones = sources.map(source => importedZone(source, drafts, rendered.get(source.zone) ?? [], options));
  const findings = estate.findings.filter(finding => finding.file === options.file);
  return { text, zones, findings };
}

function importedZone(
  source: SourceZone,
  drafts: Draft[],
  rendered: EstateRecord[],
  { mailOnly, file }: ImportOptions,
): ImportedZone {
  const { zone, records, kept, leftOut, clamped } = source;
  const { overrides, rest } = settle(rendered, records);
  if (overrides.length > 0 || (rest.length > 0 && !mailOnly))
    throw differs(zone, [...overrides.map(each => each.record), ...rest], file);
  const own = drafts.filter(draft => draft.source === source);
  const domains = own.map(draft => importedDomain(draft, rendered));
  return { zone, kept, leftOut, clamped, records: records.length, domains, unmanaged: rest.length };
}

function importedDomain({ entry, found }: Draft, rendered: EstateRecord[]): ImportedDomain {
  const own = rendered.filter(({ domain, provided }) => domain === entry.domain && !provided);
  const extra = own.filter(({ source }) => source === 'records').length;
  const changed = Object.keys(entry.overrides ?? {});
  const overridden = own.filter(({ key }) => changed.includes(key)).length;
  const dmarc = entry.overrides?.dmarc === 'none' ? undefined : entry.dmarc?.policy;
  return {
    domain: entry.domain,
    ...(found.provider && { provider: found.provider }),
    relays: found.relays,
    ...(dmarc && { dmarc }),
    ...{ explained: own.length - extra - overridden, overridden, extra },
  };
}

function segmentFile(sources: SourceZone[], drafts: Draft[], usual: number, segment: string): SegmentFile {
  const { defaults, entries } = hoisted(entriesOf(drafts), usual);
  const domains = drafts.map(({ source }, index) => {
    const isFirst = drafts.findIndex(draft => draft.source === source) === index;
    return { entry: entries[index] as DomainEntry, kept: isFirst ? source.kept : [] };
  });
  const without = sources.filter(source => !drafts.some(draft => draft.source === source));
  return { segment, defaults: { ...defaults, adopt: true }, domains, kept: without.flatMap(({ kept }) => kept) };
}

const entriesOf = (drafts: Draft[]): DomainEntry[] => drafts.map(({ entry }) => entry);

const byZone = (estate: Estate): Map<string, EstateRecord[]> => {
  const groups = Map.groupBy(estate.zones, ({ zone }) => zone);
  return new Map([...groups].map(([zone, parts]) => [zone, parts.flatMap(({ records }) => records)]));
};

/** JSON is YAML: what is not yet to be read by people need not look well. */
function render(domains: DomainEntry[], defaults: SettingsInput, options: ImportOptions): Estate {
  return renderText(JSON.stringify({ segment: options.segment, defaults, domains }), options);
}

function renderText(text: string, { file, folder, templates, today }: ImportOptions): Estate {
  const segments = [...folder.segments, readYaml(file, text)];
  const { inventory, findings } = understandFolder({ ...folder, segments, findings: [] }, file);
  const estate = compileEstate(inventory ?? nothing(), templates, today);
  return { ...estate, findings: [...findings, ...estate.findings] };
}

const nothing = (): Inventory => ({ contacts: { consent: 'each' }, identities: [], cloudflare: {}, segments: [] });

function refuseKnown(sources: SourceZone[], { folder, segment, file }: ImportOptions): void {
  const names = sources.map(({ zone }) => zone);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new MailyardError('zone-twice', `${twice} would be imported twice.`, { fix: 'Name each zone once.' });
  const { inventory } = understandFolder({ ...folder, findings: [] }, file);
  for (const known of inventory?.segments ?? []) {
    if (known.segment === segment)
      throw already(`The segment ${segment}`, known.position.file, 'Name another with --segment.');
    for (const { domain, position } of known.domains) {
      if (sources.some(({ zone }) => zone === domain))
        throw already(domain, position.file, 'Leave it out of the import, or take it out of that file first.');
    }
  }
}

const already = (what: string, file: string, fix: string): MailyardError =>
  new MailyardError('already-there', `${what} is in ${file} already.`, { fix });

function differs(zone: string, records: ZoneRecord[], file: string): MailyardError {
  const shown = records.slice(0, 5).map(({ type, name }) => `${type} ${name}`);
  return new MailyardError(
    'import-differs',
    `${file} was not written: it would not render ${zone} as it is (${shown.join(', ')}).`,
    { fix: 'This is a fault of Mailyard: please report it with these records.' },
  );
}
