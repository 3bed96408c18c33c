/** What `dnscontrol print-ir` says (DNSControl 4): JSON of all domains. Its JavaScript is run by DNSControl alone. */
import { MailyardError } from '../error.ts';
import { toAscii } from '../inventory/names.ts';
import { readYaml } from '../inventory/yaml.ts';
import { fromData } from '../records/data.ts';
import type { RecordType } from '../records/record.ts';
import { zoneFileEntries } from './bind-tokens.ts';
import { fqdnIn } from './names.ts';
import { readValue, type Value } from './rdata.ts';
import { type FoundRecord, type SourceZone, sourceZone } from './source.ts';

type Fields = Record<string, unknown>;

/** DNSControl leaves out a TTL that is its own default. */
const DNSCONTROL_TTL = 300;

/** Every domain of the document, in its order. Throws `dnscontrol` where it is none of `print-ir`. */
export function readDnscontrol(text: string, file: string): SourceZone[] {
  const { domains } = parse(text, file) as { domains?: unknown };
  if (!Array.isArray(domains)) throw notIr(`${file} has no list of domains, so print-ir did not write it.`);
  const names = domains.map(domain => zoneName(domain, file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new MailyardError('dnscontrol', `${file} has ${twice} twice: a split horizon, and Cloudflare has one view.`, {
      fix: 'Print the one that is at Cloudflare: `dnscontrol print-ir` with `--domains`, or cut the other out.',
    });
  }
  return domains.map((domain, index) => zoneOf(domain, names[index] as string));
}

function parse(text: string, file: string): Fields {
  try {
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isMap(document)) return document;
  } catch (error) {
    // V8 says where in a long text only; a YAML parser stops at the same place.
    const at = readYaml(file, text).findings[0];
    throw notIr(`${file}:${at?.line ?? 1}:${at?.column ?? 1}: this is no JSON: ${(error as Error).message}.`);
  }
  throw notIr(`${file} is no JSON object.`);
}

function notIr(message: string): MailyardError {
  return new MailyardError('dnscontrol', message, {
    fix: 'Have DNSControl write it: `dnscontrol print-ir --out ir.json`. JavaScript is not read.',
  });
}

/** `acme.example!inside` is the view `inside` of acme.example. */
function zoneName(domain: unknown, file: string): string {
  if (isMap(domain) && typeof domain.name === 'string') return toAscii((domain.name.split('!', 1)[0] as string).trim());
  throw notIr(`${file} has a domain without a name.`);
}

function zoneOf(domain: Fields, zone: string): SourceZone {
  const records = Array.isArray(domain.records) ? domain.records.filter(isMap) : [];
  const proxied = metaOf(domain).cloudflare_proxy_default;
  return sourceZone(
    zone,
    records.map(record => found(record, zone, proxied)),
  );
}

function found(record: Fields, zone: string, proxyDefault: unknown): FoundRecord {
  const type = String(record.type).toUpperCase();
  const proxy = metaOf(record).cloudflare_proxy ?? proxyDefault;
  const proxiable = ['A', 'AAAA', 'CNAME', 'ALIAS'].includes(type);
  return {
    name: fqdnIn(String(record.name ?? '@'), zone),
    type: type === 'ALIAS' ? 'CNAME' : type,
    ttl: Number(record.ttl ?? DNSCONTROL_TTL),
    ...(proxiable && (proxy === 'on' || proxy === 'full') && { proxied: true }),
    ...recordValue(type, record, zone),
  };
}

function recordValue(type: string, record: Fields, zone: string): Value {
  const target = String(record.target ?? '');
  const number = (field: string): number => Number(record[field] ?? 0);
  if (type === 'TXT') return { content: Array.isArray(record.txtstrings) ? record.txtstrings.join('') : target };
  if (type === 'MX') return { priority: number('mxpreference'), content: hostOf(target, zone) };
  if (['CNAME', 'ALIAS', 'NS', 'PTR'].includes(type)) return { content: hostOf(target, zone) };
  const data = fieldsOf[type]?.(record, hostOf(target, zone));
  // Since 4.16 the newest types have their value in the form of a zone file only; the misspelling is DNSControl's.
  const partial = record.zonefilepartial ?? record.zonfefilepartial;
  if (!data) return typeof partial === 'string' ? inZoneFileForm(type, partial, zone) : { content: target };
  return fromData(type as RecordType, data);
}

function inZoneFileForm(type: string, text: string, zone: string): Value {
  const tokens = zoneFileEntries(text, 'print-ir')[0]?.tokens ?? [];
  return readValue(type, tokens, zone) ?? { content: text };
}

/** print-ir's names of the fields → Cloudflare's. Zeros are left out there. */
const fieldsOf: Record<string, (record: Fields, host: string) => Fields> = {
  CAA: record => ({ flags: record.caaflag ?? 0, tag: record.caatag, value: record.target }),
  DNSKEY: record => ({
    flags: record.dnskeyflags ?? 0,
    protocol: record.dnskeyprotocol ?? 3,
    algorithm: record.dnskeyalgorithm ?? 0,
    public_key: record.dnskeypublickey,
  }),
  DS: record => ({
    key_tag: record.dskeytag ?? 0,
    algorithm: record.dsalgorithm ?? 0,
    digest_type: record.dsdigesttype ?? 0,
    digest: record.dsdigest,
  }),
  HTTPS: service,
  NAPTR: (record, host) => ({
    order: record.naptrorder ?? 0,
    preference: record.naptrpreference ?? 0,
    flags: record.naptrflags ?? '',
    service: record.naptrservice ?? '',
    regex: record.naptrregexp ?? '',
    replacement: host,
  }),
  SMIMEA: record => association(record, 'smimea'),
  SRV: (record, host) => ({
    priority: record.srvpriority ?? 0,
    weight: record.srvweight ?? 0,
    port: record.srvport ?? 0,
    target: host,
  }),
  SSHFP: record => ({
    algorithm: record.sshfpalgorithm ?? 0,
    type: record.sshfpfingerprint ?? 0,
    fingerprint: record.target,
  }),
  SVCB: service,
  TLSA: record => association(record, 'tlsa'),
};

const association = (record: Fields, prefix: string): Fields => ({
  usage: record[`${prefix}usage`] ?? 0,
  selector: record[`${prefix}selector`] ?? 0,
  matching_type: record[`${prefix}matchingtype`] ?? 0,
  certificate: record.target,
});

function service(record: Fields, host: string): Fields {
  return { priority: record.svcpriority ?? 0, target: host, value: record.svcparams ?? '' };
}

/** Validated names end in a dot; `print-ir --raw` also has labels of the domain itself. */
function hostOf(target: string, zone: string): string {
  return target.includes('.') && !target.endsWith('.') ? fqdnIn(`${target}.`, zone) : fqdnIn(target, zone);
}

const metaOf = ({ meta }: Fields): Fields => (isMap(meta) ? meta : {});

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
