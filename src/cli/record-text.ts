/** Records and their changes on one line, for every form in which they are read. */
import type { RecordChange } from '../plan/plan.ts';
import { AUTOMATIC_TTL, DEFAULT_TTL, recordRoles, type ZoneRecord } from '../records/record.ts';

/** MX and SPF before the rest, as people look for them. */
export function byRole<Change extends RecordChange>(changes: Change[]): Change[] {
  return changes.toSorted((a, b) => recordRoles.indexOf(a.role) - recordRoles.indexOf(b.role));
}

export const relativeName = (name: string, zone: string): string =>
  name === zone ? '@' : name.slice(0, -zone.length - 1);

const GIVEN = '(given by the provider in this run)';

/** The content with what is unusual about it. */
export function value({ type, content, priority, ttl, proxied, given }: ZoneRecord): string {
  const text = given ? GIVEN : type === 'TXT' ? JSON.stringify(content) : content;
  const usual = ttl === DEFAULT_TTL || ttl === AUTOMATIC_TTL;
  return [priority, text, proxied ? '(proxied)' : usual ? '' : `(TTL ${ttl})`]
    .filter(part => part !== undefined && part !== '')
    .join(' ');
}

/** The value; where only the TTL, the type or the proxy differ, those. */
export function difference(record: ZoneRecord, other: ZoneRecord): string {
  const type = record.type === other.type ? '' : `${record.type} `;
  const name = record.name === other.name ? '' : `${record.name} `;
  const ttl = record.ttl === other.ttl || record.proxied ? '' : ` (TTL ${record.ttl})`;
  const proxied = record.proxied === other.proxied ? '' : record.proxied ? ' (proxied)' : ' (not proxied)';
  const text = record.given ? GIVEN : record.type === 'TXT' ? JSON.stringify(record.content) : record.content;
  const priority = record.priority === undefined ? '' : `${record.priority} `;
  return `${name}${type}${priority}${text}${ttl}${proxied}`;
}

export function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
