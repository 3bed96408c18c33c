/** The records of the estate as JSON. CONTRACT §3. */
import type { EstateZone } from '../../estate/estate.ts';
import type { EstateRecord, RecordRole, RecordType } from '../record.ts';

export interface RecordsDocument {
  zones: { zone: string; segment: string; records: RecordEntry[] }[];
}

/** `provided`: only a provider can give the value, and nobody has yet; then there is no `content`. */
export interface RecordEntry {
  key: string;
  role: RecordRole;
  name: string;
  type: RecordType;
  content?: string;
  priority?: number;
  ttl: number;
  proxied?: boolean;
  provided?: true;
}

/** Zones in the order in which the estate has them: by segment, then name. */
export function recordsDocument(zones: EstateZone[]): RecordsDocument {
  return { zones: zones.map(({ zone, segment, records }) => ({ zone, segment, records: records.map(entry) })) };
}

function entry({ key, role, name, type, content, priority, ttl, proxied, provided }: EstateRecord): RecordEntry {
  // JSON leaves out what is undefined.
  return {
    key,
    role,
    name,
    type,
    content: provided ? undefined : content,
    priority,
    ttl,
    proxied: proxied || undefined,
    provided: provided ? true : undefined,
  };
}
