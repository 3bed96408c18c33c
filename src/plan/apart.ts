/** Where two changes of one zone differ, record by record and in words. */
import { isDeepStrictEqual } from 'node:util';
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
  const { action, old, ttl, proxied } = change;
  if (action !== 'update' || !old) return `${action} ${recordText(change)}`;
  const [before, after] = [old, change].map(record => valueText(record));
  const aside =
    before === after ? ` (TTL ${old.ttl}${old.proxied ? ', proxied' : ''} to ${ttl}${proxied ? ', proxied' : ''})` : '';
  const named = old.name === change.name && old.type === change.type;
  return aside || named
    ? `change ${recordText(old)}${aside || ` to ${after}`}`
    : `change ${recordText(old)} to ${recordText(change)}`;
}
