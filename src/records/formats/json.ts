/** The records of the estate as JSON, a record a line: a diff of two of them shows records, and so does grep. CONTRACT §3. */
import type { EstateZone } from '../../estate/estate.ts';
import type { EstateRecord, RecordRole, RecordType } from '../record.ts';

/** `provided`: only a provider can give the value, and nobody has yet; then there is no `content`. */
interface RecordEntry {
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

/** `{ version, zones: [{ zone, segment, records }] }`; zones in the order in which the estate has them: by segment, then name. */
export function recordsJson(zones: EstateZone[]): string {
  return `{ "version": 1, "zones": ${listed(zones.map(zoneJson), '')} }`;
}

const zoneJson = ({ zone, segment, records }: EstateZone): string => {
  const lines = records.map(record => JSON.stringify(entry(record)));
  return `{ "zone": ${JSON.stringify(zone)}, "segment": ${JSON.stringify(segment)}, "records": ${listed(lines, '  ')} }`;
};

/** One a line. */
const listed = (items: string[], indent: string): string =>
  items.length === 0 ? '[]' : `[\n${indent}  ${items.join(`,\n${indent}  `)}\n${indent}]`;

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
