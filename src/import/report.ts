/** What became of each zone: who explains its records, and what nobody could take over. */
import { MailyardError } from '../error.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { DomainEntry, Recognised } from './recognise.ts';
import { settle } from './settle.ts';
import type { SourceZone } from './source.ts';

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

/** A domain on its way into the file. */
export interface Draft {
  source: SourceZone;
  found: Recognised;
  entry: DomainEntry;
}

/** Throws `import-differs` where `rendered` is not what the source has: then nothing may be written. */
export function importedZone(
  source: SourceZone,
  drafts: Draft[],
  rendered: EstateRecord[],
  { mailOnly, file }: { mailOnly: boolean; file: string },
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

function differs(zone: string, records: ZoneRecord[], file: string): MailyardError {
  const shown = records.slice(0, 5).map(({ type, name }) => `${type} ${name}`);
  return new MailyardError(
    'import-differs',
    `${file} was not written: it would not render ${zone} as it is (${shown.join(', ')}).`,
    { fix: 'This is a fault of Mailyard: please report it with these records.' },
  );
}
