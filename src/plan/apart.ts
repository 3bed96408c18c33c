/** Where two changes of one zone differ, record by record and in words. */
import { isDeepStrictEqual } from 'node:util';
import type { ZoneRecord } from '../records/record.ts';
import { recordText, valueText } from '../records/text.ts';
import type { RecordChange } from './plan.ts';

export interface Difference {
  key: string;
  /** Undefined: nothing happens to this record. */
  planned?: string;
  now?: string;
}

/** In the order of the keys. */
export function differences(planned: RecordChange[], now: RecordChange[]): Difference[] {
  const [before, after] = [planned, now].map(changes => new Map(changes.map(change => [change.key, change])));
  const keys = [...new Set([...planned, ...now].map(({ key }) => key))].sort();
  return keys
    .filter(key => !isDeepStrictEqual(before?.get(key), after?.get(key)))
    .map(key => ({ key, planned: textOf(before?.get(key)), now: textOf(after?.get(key)) }));
}

/** `create TXT acme.example "v=spf1 -all"`, `change TXT acme.example "v=spf1 ~all" to "v=spf1 -all"`. */
function textOf(change: RecordChange | undefined): string | undefined {
  if (!change) return undefined;
  const { action, old, name, type } = change;
  if (action !== 'update' || !old) return `${action} ${recordText(change)}`;
  const [before, after] = [recordText(old), recordText(change)];
  if (before === after) return `change ${before} (${cacheText(old)} to ${cacheText(change)})`;
  return `change ${before} to ${old.name === name && old.type === type ? valueText(change) : after}`;
}

const cacheText = ({ ttl, proxied }: ZoneRecord): string => (proxied ? 'proxied' : `TTL ${ttl}`);
