/** The records of the estate as JSON, a record a line: a diff of two of them shows records, and so does grep. CONTRACT §3. */
import type { EstateRecord, RecordRole, RecordType } from '../../records/record.ts';
import type { EstateZone } from '../estate.ts';

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

/**
 * `{ version, zones: [{ zone, segment, records }] }`; zones in the order in which the estate has them: by segment, then name.
 * Text by text, each of some zones: as one a large estate would take its memory three times.
 */
export function* recordsJson(zones: EstateZone[]): Generator<string> {
  if (zones.length === 0) return yield '{ "version": 1, "zones": [] }';
  yield '{ "version": 1, "zones": [\n';
  for (let at = 0; at < zones.length; at += ZONES_A_TEXT) {
    const texts = zones.slice(at, at + ZONES_A_TEXT).map(zoneJson);
    yield `${texts.join(',\n')}${at + ZONES_A_TEXT < zones.length ? ',' : ''}\n`;
  }
  yield '] }';
}

/** Some hundred kilobytes. */
const ZONES_A_TEXT = 200;

const zoneJson = ({ zone, segment, records }: EstateZone): string => {
  const lines = records.map(record => `    ${JSON.stringify(entry(record))}`);
  const listed = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `  { "zone": ${JSON.stringify(zone)}, "segment": ${JSON.stringify(segment)}, "records": ${listed} }`;
};

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
