/** A record in the form that Cloudflare takes and stores. Pure. */
import { fromData, hasData, toData } from './data.ts';
import { bareHost } from './host.ts';
import type { RecordType, ZoneRecord } from './record.ts';
import { decodeTxt, encodeTxt } from './txt.ts';

/** What a patch or post says of a record. `content` and `data` exclude each other: for data types Cloudflare writes it. */
export interface WireRecord {
  name: string;
  ttl: number;
  content?: string;
  data?: Record<string, string | number>;
  priority?: number;
  proxied?: boolean;
  comment: string;
}

const typesWithTarget: readonly RecordType[] = ['CNAME', 'MX', 'NS', 'PTR'];
const proxiable: readonly RecordType[] = ['A', 'AAAA', 'CNAME'];

/** The record as the API takes it; `proxied` is always said where it can be, so that a patch also takes it back. */
export function toWire(record: ZoneRecord, comment: string): WireRecord {
  const { name, type, ttl, priority } = record;
  const data = toData(record);
  return {
    name,
    ttl: record.proxied ? 1 : ttl,
    ...(data ? { data } : { content: type === 'TXT' ? encodeTxt(record.content) : record.content }),
    ...(priority !== undefined && (type === 'MX' || type === 'URI') ? { priority } : {}),
    ...(proxiable.includes(type) ? { proxied: record.proxied ?? false } : {}),
    comment,
  };
}

/** Mailyard's form of it. A data type whose `data` is missing keeps the content that Cloudflare generated. */
export function fromWire(type: RecordType, wire: Partial<WireRecord> & { name: string; ttl: number }): ZoneRecord {
  const decoded: { content: string; priority?: number } =
    hasData(type) && wire.data ? fromData(type, wire.data) : { content: decodeContent(type, wire.content ?? '') };
  const priority = decoded.priority ?? wire.priority;
  return {
    name: bareHost(wire.name),
    type,
    content: decoded.content,
    ...(priority !== undefined && (type === 'MX' || type === 'SRV' || type === 'URI') ? { priority } : {}),
    ttl: wire.ttl,
    ...(wire.proxied ? { proxied: true } : {}),
  };
}

function decodeContent(type: RecordType, content: string): string {
  if (type === 'TXT') return decodeTxt(content);
  return typesWithTarget.includes(type) ? bareHost(content) : content;
}
