/** One record on one line, for terminals. */
import { AUTOMATIC_TTL, DEFAULT_TTL, type ZoneRecord } from '../records/record.ts';

export const relativeName = (name: string, zone: string): string =>
  name === zone ? '@' : name.slice(0, -zone.length - 1);

/** The content with what is unusual about it. */
export function value({ type, content, priority, ttl, proxied }: ZoneRecord): string {
  const text = type === 'TXT' ? JSON.stringify(content) : content;
  const usual = ttl === DEFAULT_TTL || ttl === AUTOMATIC_TTL;
  return [priority, text, proxied ? '(proxied)' : usual ? '' : `(TTL ${ttl})`]
    .filter(part => part !== undefined && part !== '')
    .join(' ');
}

export function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
