/** A record in one line, as people know it from a zone file. */
import type { ZoneRecord } from './record.ts';

/** `TXT acme.example "v=spf1 -all"`. */
export function recordText({ type, name, content, priority }: ZoneRecord): string {
  return `${type} ${name} ${valueText({ type, content, priority })}`;
}

/** `"v=spf1 -all"`, `10 mx.acme.example`. */
export function valueText({ type, content, priority }: Pick<ZoneRecord, 'type' | 'content' | 'priority'>): string {
  const value = type === 'TXT' ? JSON.stringify(content) : content;
  return priority === undefined ? value : `${priority} ${value}`;
}
