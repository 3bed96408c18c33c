/**
 * Zones of another tool → a segment file that plans to no change against them. What it renders is asked of the estate's own
 * compiler, so the file is right by construction: recognising a provider only makes it shorter.
 */
import { MailyardError } from '../error.ts';
import type { Finding } from '../inventory/finding.ts';
import { understandFolder } from '../inventory/read.ts';
import { standsInTheWay } from '../provider/zone-records/slots.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import { completeEntry, hoisted, inheritedTtl } from './entries.ts';
import { extraRecord } from './extra.ts';
import { isMail } from './mail.ts';
import { type DomainEntry, recognise } from './recognise.ts';
import { byZone, render, renderText, type Surroundings } from './render.ts';
import { type Draft, type ImportedZone, importedZone } from './report.ts';
import { settle } from './settle.ts';
import type { SourceZone } from './source.ts';
import { type SegmentFile, segmentText } from './write.ts';

export interface ImportOptions extends Surroundings {
  /** What is not mail stays unmanaged. */
  mailOnly: boolean;
}

export interface Imported {
  text: string;
  zones: ImportedZone[];
  /** What the estate has to say of the new file. */
  findings: Finding[];
}

/**
 * Throws `zone-twice`; `already-there` where a segment or domain is in the inventories; and `import-differs` where what was
 * written would not render what was read, which is a fault of Mailyard's own.
 */
export function importZones(sources: SourceZone[], options: ImportOptions): Imported {
  refuseKnown(sources, options);
  const bare = sources.map(({ zone }) => ({ domain: zone }));
  const { inventory } = render(bare, options);
  const drafts = sources.flatMap(source =>
    recognise(source.zone, source.records, options.templates.providers).map(found => ({
      ...{ source, found },
      entry: completeEntry(asked(found.entry, options), source, inventory, options.segment),
    })),
  );
  const wanted = withExtras(drafts, options).filter(draft => !isEmpty(draft, options));
  return written(sources, withOverrides(wanted, options), inheritedTtl(inventory, options.segment), options);
}

/** Who may issue certificates is the web site's affair. */
function asked({ caa, ...mail }: DomainEntry, { mailOnly }: ImportOptions): DomainEntry {
  return caa && !mailOnly ? { ...mail, caa } : mail;
}

/** What nothing renders goes to the nearest domain above it. */
function withExtras(drafts: Draft[], options: ImportOptions): Draft[] {
  const rendered = byZone(render(entriesOf(drafts), options));
  const extras = new Map<DomainEntry, ZoneRecord[]>();
  for (const source of new Set(drafts.map(draft => draft.source))) {
    const own = drafts.filter(draft => draft.source === source);
    const here = rendered.get(source.zone) ?? [];
    for (const record of settle(here, source.records).rest) {
      if (options.mailOnly && !isMail(record) && !isInTheWay(record, here)) continue;
      const { entry } = nearestAbove(record, own);
      const list = extras.get(entry);
      if (list) list.push(record);
      else extras.set(entry, [record]);
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
  const rendered = byZone(render(entriesOf(drafts), options));
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
  const estate = renderText(text, options, 'all');
  const rendered = byZone(estate);
  const zones = sources.map(source => importedZone(source, drafts, rendered.get(source.zone) ?? [], options));
  const findings = estate.findings.filter(finding => finding.file === options.file);
  return { text, zones, findings };
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
