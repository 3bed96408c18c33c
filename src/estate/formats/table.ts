/** The records of the estate as people read them: by segment, then by domain. */
import { hostBelow } from '../../records/key.ts';
import { AUTOMATIC_TTL, DEFAULT_TTL, type EstateRecord } from '../../records/record.ts';
import type { EstateZone } from '../estate.ts';

export interface TableStyle {
  /** Columns of the terminal. */
  width: number;
  heading(text: string): string;
}

const INDENT = 4;
const GAPS = 4;
/** Longer ones are rare: their line is a little longer. */
const LONGEST_TYPE = 5;

/** Contents are cut to the width; the other formats have them whole. */
export function recordsTable(zones: EstateZone[], style: TableStyle): string {
  const bySegment = Map.groupBy(zones, ({ segment }) => segment);
  return Array.from(bySegment, ([segment, ofSegment]) => {
    const entries = ofSegment.flatMap(({ zone, records }) => records.map(record => ({ zone, record })));
    const byDomain = Map.groupBy(entries, ({ record }) => record.domain);
    const domains = Array.from(byDomain, ([domain, own]) => {
      const title = own[0]?.zone === domain ? domain : `${domain} (in the zone ${own[0]?.zone})`;
      return `  ${title}\n${domainTable(
        own.map(({ record }) => record),
        style.width,
      )}`;
    });
    return [style.heading(segment), ...domains].join('\n\n');
  }).join('\n\n');
}

/** Names get what they need, up to half of the room: values are cut sooner than names. */
function domainTable(records: EstateRecord[], width: number): string {
  const room = width - INDENT - GAPS - LONGEST_TYPE;
  const longest = Math.max(...records.map(record => shownName(record).length));
  const names = Math.min(longest, Math.floor(room / 2));
  const lines = records.map(record => {
    const name = cut(shownName(record), names).padEnd(names);
    return `${' '.repeat(INDENT)}${name}  ${record.type.padEnd(LONGEST_TYPE)}  ${cut(value(record), Math.max(20, room - names))}`;
  });
  return lines.join('\n');
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

function shownName({ name, domain }: EstateRecord): string {
  return name === domain ? '@' : hostBelow(name, domain);
}

function value({ content, priority, ttl, proxied, provided }: EstateRecord): string {
  if (provided?.given) return `(${provided.values.join(', ')} comes from ${provided.provider})`;
  if (provided) return `(waits for ${provided.values.join(', ')} of ${provided.provider})`;
  const unusual = ttl !== DEFAULT_TTL && ttl !== AUTOMATIC_TTL ? `(TTL ${ttl})` : undefined;
  return [priority, content, proxied ? '(proxied)' : unusual].filter(part => part !== undefined).join(' ');
}
