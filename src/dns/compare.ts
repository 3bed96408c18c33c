/** Whether two contents are the same data: presentation forms may differ in case, quotes and spaces. */
import { isIPv6, SocketAddress } from 'node:net';
import type { RecordType } from '../records/record.ts';
import { foldName } from './name.ts';

interface Value {
  content: string;
  priority?: number;
}

/** An expected value without a priority takes any. */
export function sameValue(type: RecordType, expected: Value, seen: Value): boolean {
  if (expected.priority !== undefined && expected.priority !== seen.priority) return false;
  return canonical(type, expected.content) === canonical(type, seen.content);
}

function canonical(type: RecordType, content: string): string {
  return (forms[type] ?? spaced)(content);
}

const forms: Partial<Record<RecordType, (content: string) => string>> = {
  A: content => content.trim(),
  AAAA: content => (isIPv6(content.trim()) ? compressed(content.trim()) : content),
  CNAME: host,
  NS: host,
  PTR: host,
  MX: host,
  // Decoded text is compared as it is: a space more or less is another record.
  TXT: content => content,
  SRV: content => hostLast(fields(content)),
  NAPTR: content => hostLast(fields(content)),
  // RFC 8659 §4.1: tags are matched without case, values are not.
  CAA: content => joined(fields(content).map((field, at) => (at === 1 ? field.toLowerCase() : field))),
  TLSA: content => hexAfter(3, content),
  SMIMEA: content => hexAfter(3, content),
  DS: content => hexAfter(3, content),
  SSHFP: content => hexAfter(2, content),
  DNSKEY: content => blobAfter(3, content),
  CERT: content => blobAfter(3, content),
  OPENPGPKEY: content => blobAfter(0, content),
};

/** The null MX of RFC 7505 is the root, written `.` or left empty. */
function host(content: string): string {
  return foldName(content.trim()) || '.';
}

function compressed(address: string): string {
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

function spaced(content: string): string {
  return joined(fields(content));
}

function hostLast(parts: string[]): string {
  return joined([...parts.slice(0, -1), host(parts.at(-1) ?? '')]);
}

function hexAfter(count: number, content: string): string {
  return blobAfter(count, content).toLowerCase();
}

/** Hex and base64 may be written in groups (RFC 6698 §2.2, RFC 4034 §2.2). */
function blobAfter(count: number, content: string): string {
  const parts = fields(content);
  return joined([...parts.slice(0, count), parts.slice(count).join('')]);
}

/** Fields by white space, but a quoted one as a whole and without its quotes (RFC 1035 §5.1). */
function fields(content: string): string[] {
  const found = content.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g);
  return [...found].map(([, quoted, bare]) => quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
}

function joined(parts: string[]): string {
  return parts.join('\n');
}
