/** Names and records in the one form that is signed. RFC 4034 §6. */
import {
  type Answer,
  type DnskeyData,
  encode,
  type MxData,
  type RrsigData,
  type SoaData,
  type TxtData,
} from 'dns-packet';
import { foldName } from './name.ts';

/** Where an answer's data begins in a message with nothing else in it: after the header, the root's name and ten bytes. */
const DATA = 12 + 1 + 10;

/** §6.2 (3): the names inside the data without capitals. Only the types whose signatures are looked at. */
const forms: Partial<Record<string, (data: never) => { data: unknown; names: string[] }>> = {
  DNSKEY: (data: DnskeyData) => ({ data, names: [] }),
  TXT: (data: TxtData) => ({ data, names: [] }),
  MX: ({ preference, exchange }: MxData) => ({ data: { preference, exchange: foldName(exchange) }, names: [exchange] }),
  SOA: ({ mname, rname, ...rest }: SoaData) => ({
    data: { ...rest, mname: foldName(mname), rname: foldName(rname) },
    names: [mname, rname],
  }),
};

/** The data of a record as dns-packet decoded it. Undefined where that is no longer all of it: names of other than ASCII, other types. */
export function canonicalData(type: string, decoded: unknown): Buffer | undefined {
  const form = forms[type]?.(decoded as never);
  return form?.names.every(isAscii) ? wireData(type, form.data) : undefined;
}

export function canonicalName(name: string): Buffer {
  const labels = labelsOf(name).map(label => Buffer.from(label));
  return Buffer.concat([...labels.flatMap(label => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}

/** RFC 4034 §3.1.8.1: what a signature is made over: its own data, then each record with the TTL that it names. */
export function signedBytes(name: string, records: readonly Buffer[], signature: RrsigData): Buffer {
  const own = wireData('RRSIG', {
    ...signature,
    signersName: foldName(signature.signersName),
    signature: Buffer.alloc(0),
  });
  const head = Buffer.concat([canonicalName(signedName(name, signature.labels)), own.subarray(0, 2), CLASS_IN]);
  // §6.3: ordered by their bytes, and none twice.
  const ordered = [...records]
    .sort(Buffer.compare)
    .filter((data, at, all) => at === 0 || !data.equals(all[at - 1] as Buffer));
  return Buffer.concat([
    own,
    ...ordered.flatMap(data => [head, numberOf(signature.originalTTL, 4), numberOf(data.length, 2), data]),
  ]);
}

/** RFC 4034 §3.1.3: neither the root nor a leading asterisk counts. */
export const countLabels = (name: string): number =>
  labelsOf(name).filter((label, at) => at > 0 || label !== '*').length;

const CLASS_IN = numberOf(1, 2);

/** RFC 4035 §5.3.2: fewer labels than the name has mean that a wildcard stood for it. */
function signedName(name: string, labels: number): string {
  const own = labelsOf(name);
  return labels < countLabels(name) ? ['*', ...own.slice(own.length - labels)].join('.') : name;
}

function labelsOf(name: string): string[] {
  const folded = foldName(name);
  return folded === '.' || folded === '' ? [] : folded.split('.');
}

/** dns-packet compresses no names when it encodes. */
function wireData(type: string, data: unknown): Buffer {
  const message = encode({ answers: [{ type, name: '.', class: 'IN', ttl: 0, data } as unknown as Answer] });
  return message.subarray(DATA, DATA + message.readUInt16BE(DATA - 2));
}

function numberOf(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

const isAscii = (name: string): boolean => /^[\x20-\x7e]+$/.test(name);
