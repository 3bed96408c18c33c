/** octoDNS's YAML zones (octodns.provider.yaml, 1.x): one file a zone, or a folder a zone with a file a name. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MailyardError } from '../error.ts';
import { domainProblem, toAscii } from '../inventory/names.ts';
import { readYaml, type YamlFile } from '../inventory/yaml.ts';
import { fromData } from '../records/data.ts';
import { bareHost } from '../records/host.ts';
import { AUTOMATIC_TTL, DEFAULT_TTL, type RecordType } from '../records/record.ts';
import { fqdnIn } from './names.ts';
import { textOf, type Value } from './rdata.ts';
import { type FoundRecord, type SourceZone, sourceZone } from './source.ts';

type Fields = Record<string, unknown>;

/** Every zone of the folder, by name. Throws `octodns` with the place of what does not read. */
export function readOctodns(folder: string): SourceZone[] {
  const files = Map.groupBy(zoneFiles(folder), ({ zone }) => zone);
  if (files.size === 0) {
    throw new MailyardError('octodns', `${folder} holds no zone: no file is named like acme.example.yaml.`, {
      fix: 'Name the folder that the YamlProvider has as its `directory`.',
    });
  }
  return [...files.keys()].sort().map(zone => {
    const parts = files.get(zone) ?? [];
    return sourceZone(
      zone,
      parts.flatMap(({ path }) => recordsOf(readYaml(path, readFileSync(path, 'utf8')), zone)),
    );
  });
}

/** `acme.example.yaml`; or `acme.example.yaml` and more in `acme.example./`. */
function zoneFiles(folder: string): { zone: string; path: string }[] {
  return entriesOf(folder).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const zone = zoneName(entry.name);
      const yaml = zone ? entriesOf(path).filter(({ name }) => name.endsWith('.yaml')) : [];
      return yaml.map(({ name }) => ({ zone: zone as string, path: join(path, name) }));
    }
    const zone = entry.name.endsWith('.yaml') ? zoneName(basename(entry.name, '.yaml')) : undefined;
    return zone ? [{ zone, path }] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new MailyardError('octodns', `The folder ${folder} cannot be read: ${(error as Error).message}.`);
  }
}

/** octoDNS's own settings lie beside the zones: `production.yaml` is no domain. */
function zoneName(name: string): string | undefined {
  const zone = toAscii(name.replace(/^\$/, '').replace(/\.$/, ''));
  return domainProblem(zone) ? undefined : zone;
}

function recordsOf(yaml: YamlFile, zone: string): FoundRecord[] {
  const [finding] = yaml.findings;
  if (finding) throw fault(finding, finding.message);
  if (yaml.data === null) return [];
  if (!isMap(yaml.data)) throw fault(yaml.locate([]), 'a zone is a map of names, and this is none.');
  return Object.entries(yaml.data).flatMap(([name, written]) => {
    const several = Array.isArray(written);
    const list: unknown[] = several ? written : [written];
    return list.flatMap((record, index) => {
      const path = several ? [name, index] : [name];
      if (!isMap(record) || typeof record.type !== 'string')
        throw fault(yaml.locate(path), `the record \`${name}\` has no \`type\`.`);
      const values = valuesOf(record);
      if (values.length === 0) throw fault(yaml.locate(path), `the record \`${name}\` has no value.`);
      return values.flatMap(value => found(name, record as Fields & { type: string }, value, zone));
    });
  });
}

const valuesOf = ({ value, values }: Fields): unknown[] =>
  values === undefined ? (value === undefined || value === null ? [] : [value]) : [values].flat();

/** octoDNS serves a record with `geo` or `dynamic` by rules; its plain values are what any other server gives. */
function found(name: string, record: Fields & { type: string }, value: unknown, zone: string): FoundRecord[] {
  const options = isMap(record.octodns) ? record.octodns : {};
  const cloudflare = isMap(options.cloudflare) ? options.cloudflare : {};
  const type = record.type.toUpperCase();
  const host = fqdnIn(name, zone);
  const one: FoundRecord = {
    name: host,
    // Cloudflare flattens a CNAME at the apex: octodns-cloudflare writes ALIAS so.
    type: type === 'ALIAS' ? 'CNAME' : type,
    ttl: cloudflare['auto-ttl'] === true ? AUTOMATIC_TTL : Number(record.ttl ?? DEFAULT_TTL),
    ...(cloudflare.proxied === true && { proxied: true }),
    ...readOctodnsValue(type, value),
  };
  if (options.ignored === true) return [{ ...one, problem: 'octoDNS was told to ignore it' }];
  if (record.geo === undefined && record.dynamic === undefined) return [one];
  return [one, { ...one, problem: 'its `geo` or `dynamic` rules have no place in a record' }];
}

function readOctodnsValue(type: string, value: unknown): Value {
  if (type === 'TXT' || type === 'SPF') return textValue(String(value));
  if (!isMap(value)) return { content: plain(type, value) };
  if (type === 'MX')
    return {
      priority: Number(value.preference ?? value.priority),
      content: bareHost(String(value.exchange ?? value.value ?? '')),
    };
  const data = fieldsOf[type]?.(value);
  if (!data) return { content: JSON.stringify(value), problem: `no reader knows the fields of octoDNS's ${type}` };
  const read = fromData(type as RecordType, data);
  return type === 'URI' ? { ...read, priority: Number(value.priority) } : read;
}

const plain = (type: string, value: unknown): string =>
  ['CNAME', 'ALIAS', 'NS', 'PTR'].includes(type) ? bareHost(String(value)) : String(value);

/** A semicolon is escaped; chunks in quotes are those of a zone file. */
function textValue(value: string): Value {
  if (/^"(?:[^"\\]|\\.)*"(\s+"(?:[^"\\]|\\.)*")*$/s.test(value))
    return textOf(Array.from(value.matchAll(/"((?:[^"\\]|\\.)*)"/gs), match => match[1] ?? ''));
  return { content: value.replaceAll('\\;', ';') };
}

const same = (fields: Fields): Fields => fields;

/** octoDNS's names of the fields → Cloudflare's. */
const fieldsOf: Record<string, (fields: Fields) => Fields> = {
  CAA: ({ flags = 0, tag, value }) => ({ flags, tag, value }),
  CERT: same,
  DNSKEY: same,
  DS: same,
  HTTPS: service,
  LOC: same,
  NAPTR: ({ regexp, ...rest }) => ({ ...rest, regex: regexp }),
  SMIMEA: association,
  SRV: same,
  SSHFP: ({ algorithm, fingerprint_type, fingerprint }) => ({ algorithm, type: fingerprint_type, fingerprint }),
  SVCB: service,
  TLSA: association,
  URI: same,
};

function association({ certificate_usage, selector, matching_type, certificate_association_data }: Fields): Fields {
  return { usage: certificate_usage, selector, matching_type, certificate: certificate_association_data };
}

/** Parameters are a map of text, lists and, where they stand alone, nothing. */
function service({ svcpriority, targetname, svcparams }: Fields): Fields {
  const parameters = Object.entries(isMap(svcparams) ? svcparams : {}).map(([key, value]) =>
    value === null || value === '' ? key : `${key}="${[value].flat().join(',')}"`,
  );
  return { priority: svcpriority, target: targetname, value: parameters.join(' ') };
}

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = ({ file, line, column }: { file: string; line: number; column: number }, says: string): MailyardError =>
  new MailyardError('octodns', `${file}:${line}:${column}: ${says}`, { fix: 'Mend the file, then import it again.' });
