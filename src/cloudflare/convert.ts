/** Records between Mailyard's form and the API's. */
import type { RecordResponse } from 'cloudflare/resources/dns/records';
import { fromData, hasData, toData } from '../records/data.ts';
import { bareHost } from '../records/host.ts';
import type { RecordType, ZoneRecord } from '../records/record.ts';
import { decodeTxt, encodeTxt } from '../records/txt.ts';
import type { LiveRecord } from './api.ts';

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

/** A record as it stands in the zone. A data type whose `data` is missing keeps the content that Cloudflare generated. */
export function toLive(response: RecordResponse): LiveRecord {
  const type = response.type as RecordType;
  const fields = response as { data?: Record<string, unknown>; priority?: number };
  const decoded: { content: string; priority?: number } =
    hasData(type) && fields.data
      ? fromData(type, fields.data)
      : { content: decodeContent(type, response.content ?? '') };
  const priority = decoded.priority ?? fields.priority;
  return {
    id: response.id,
    name: bareHost(response.name),
    type,
    content: decoded.content,
    ...(priority !== undefined && (type === 'MX' || type === 'SRV' || type === 'URI') ? { priority } : {}),
    ttl: response.ttl,
    ...(response.proxied ? { proxied: true } : {}),
    comment: response.comment ?? '',
    readOnly: (response.meta as { read_only?: boolean } | null | undefined)?.read_only === true,
  };
}

function decodeContent(type: RecordType, content: string): string {
  if (type === 'TXT') return decodeTxt(content);
  return typesWithTarget.includes(type) ? bareHost(content) : content;
}
