/** Record types on the wire: their names in dns-packet, and their data as the `content` of a ZoneRecord. */
import type {
  CaaData,
  DnskeyData,
  DsData,
  MxData,
  NaptrData,
  SoaData,
  SrvData,
  SshfpData,
  TlsaData,
  TxtData,
} from 'dns-packet';
import type { RecordType } from '../records/record.ts';
import { foldName } from './name.ts';

export type DnsType = RecordType | 'SOA' | `UNKNOWN_${number}`;

/** `raw`: the type is not decoded here, and `content` is RFC 3597 §5's form `\# length hex`. */
export interface RecordValue {
  content: string;
  priority?: number;
  raw?: true;
}

/** dns-packet 5.6.1 encodes a type name that it does not know as type 0; `UNKNOWN_n` works both ways. */
const numbers: Partial<Record<DnsType, number>> = { SMIMEA: 53, OPENPGPKEY: 61, SVCB: 64, HTTPS: 65, URI: 256 };
const namesOfNumbers = new Map(Object.entries(numbers).map(([type, number]) => [`UNKNOWN_${number}`, type as DnsType]));

export function wireType(type: DnsType): string {
  const number = numbers[type];
  return number === undefined ? type : `UNKNOWN_${number}`;
}

export function typeOfWire(name: string): string {
  return namesOfNumbers.get(name) ?? name;
}

/** The value of one record as dns-packet decoded it. Throws where the data is too short for its type. */
export function readValue(type: string, data: unknown): RecordValue {
  const read = readers[type];
  return read ? read(data as never) : rawValue(data);
}

const target = (name: string): RecordValue => ({ content: foldName(name) });

const readers: Partial<Record<string, (data: never) => RecordValue>> = {
  A: (address: string) => ({ content: address }),
  AAAA: (address: string) => ({ content: address }),
  CNAME: target,
  NS: target,
  PTR: target,
  TXT: (strings: TxtData) => ({ content: joinText(strings) }),
  MX: ({ preference, exchange }: MxData) => ({ content: foldName(exchange), priority: preference ?? 0 }),
  SRV: ({ priority, weight, port, target }: SrvData) => ({
    content: `${weight} ${port} ${foldName(target)}`,
    priority: priority ?? 0,
  }),
  CAA: ({ flags, tag, value }: CaaData) => ({ content: `${flags ?? 0} ${tag} ${quote(value)}` }),
  SOA: ({ mname, rname, serial, refresh, retry, expire, minimum }: SoaData) => ({
    content: [foldName(mname), foldName(rname), serial, refresh, retry, expire, minimum].join(' '),
  }),
  TLSA: ({ usage, selector, matchingType, certificate }: TlsaData) => ({
    content: `${usage} ${selector} ${matchingType} ${certificate.toString('hex')}`,
  }),
  SMIMEA: (data: Buffer) => ({
    content: `${data.readUInt8(0)} ${data.readUInt8(1)} ${data.readUInt8(2)} ${data.toString('hex', 3)}`,
  }),
  SSHFP: ({ algorithm, hash, fingerprint }: SshfpData) => ({
    content: `${algorithm} ${hash} ${fingerprint.toLowerCase()}`,
  }),
  DS: ({ keyTag, algorithm, digestType, digest }: DsData) => ({
    content: `${keyTag} ${algorithm} ${digestType} ${digest.toString('hex')}`,
  }),
  DNSKEY: ({ flags, algorithm, key }: DnskeyData) => ({ content: `${flags} 3 ${algorithm} ${key.toString('base64')}` }),
  CERT: (data: Buffer) => ({
    content: `${data.readUInt16BE(0)} ${data.readUInt16BE(2)} ${data.readUInt8(4)} ${data.toString('base64', 5)}`,
  }),
  OPENPGPKEY: (data: Buffer) => ({ content: data.toString('base64') }),
  NAPTR: ({ order, preference, flags, services, regexp, replacement }: NaptrData) => ({
    content: `${order} ${preference} ${[flags, services, regexp].map(quote).join(' ')} ${foldName(replacement)}`,
  }),
  URI: (data: Buffer) => ({
    content: `${data.readUInt16BE(2)} ${quote(data.toString('utf8', 4))}`,
    priority: data.readUInt16BE(0),
  }),
};

/** RFC 7208 §3.3, RFC 6376 §3.6.2.2: strings are joined with nothing between; a character may be cut by their border. */
function joinText(strings: TxtData): string {
  return Buffer.concat([strings].flat().map(part => Buffer.from(part))).toString('utf8');
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, character => `\\${character}`)}"`;
}

function rawValue(data: unknown): RecordValue {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.from(JSON.stringify(data ?? null));
  return { content: `\\# ${bytes.length} ${bytes.toString('hex')}`.trimEnd(), raw: true };
}
