/** A zone as it is, seen through the keys of one stack: what `refresh`, `drift` and `import` know. Pure. */
import type { LiveRecord } from '../../cloudflare/api.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { plain } from '../../estate/resources.ts';
import { sameRecord } from '../../records/canonical.ts';
import { hostOfKey, roleOfKey } from '../../records/key.ts';
import { isOwnKey } from '../../records/own-key.ts';
import { type Owner, ownedBy, ownerComment, ownerOf, unadopted } from '../../records/owner.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { standsInTheWay } from './slots.ts';

export interface Observation {
  /** What is live of the known keys; a key that is gone is missing. */
  records: Record<string, ZoneRecord>;
  ids: Record<string, string>;
  /** Records that stand in a slot of ours and are not ours: a second SPF that somebody added. */
  intruders: { key: string; live: LiveRecord }[];
}

/** A live value that means the same as the known one keeps the known form, so that a refresh never changes what nobody changed. */
export function observe(
  owner: Owner,
  known: Record<string, ZoneRecord>,
  ids: Record<string, string>,
  live: LiveRecord[],
): Observation {
  const byId = new Map(live.map(record => [record.id, record]));
  const byComment = new Map(live.map(record => [unadopted(record.comment), record]));
  const seen: Observation = { records: {}, ids: {}, intruders: [] };
  for (const [key, record] of Object.entries(known)) {
    const found = byId.get(ids[key] ?? '') ?? byComment.get(ownerComment(owner, key));
    if (!found || takenOver(found, owner)) continue;
    seen.records[key] = sameRecord(found, record) ? record : plain(found);
    seen.ids[key] = found.id;
  }
  const ours = new Set(Object.values(seen.ids));
  for (const other of live) {
    if (ours.has(other.id) || ownerOf(other.comment)?.project === owner.project) continue;
    const slot = Object.entries(seen.records).find(([key, record]) => standsInTheWay(other, record, key));
    if (slot) seen.intruders.push({ key: slot[0], live: other });
  }
  return seen;
}

/** By another stack, or by another project that adopted it. */
const takenOver = (found: LiveRecord, owner: Owner): boolean =>
  ownerOf(found.comment) !== undefined && !ownedBy(owner, found.comment);

/**
 * The inputs of a zone of which only the name is known: everything that carries this stack's mark, but for the DKIM
 * keys that the ledger knows. A key too long for its comment comes back shortened, and the next update puts it right. Its domains
 * are those with a DMARC record.
 */
export function imported(
  zone: string,
  owner: Owner,
  live: LiveRecord[],
): { inputs: ZoneRecordsInputs; ids: Record<string, string> } {
  const own = live.filter(record => ownedBy(owner, record.comment));
  const entries = own
    .map(record => [ownerOf(record.comment)?.key ?? '', record] as const)
    .filter(([key]) => !isOwnKey(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const hosts = entries.filter(([key]) => roleOfKey(key) === 'dmarc').map(([key]) => hostOfKey(key, zone));
  return {
    inputs: {
      zone,
      records: Object.fromEntries(entries.map(([key, record]) => [key, plain(record)])),
      domains: Object.fromEntries(hosts.map(host => [host, 'live'])),
    },
    ids: Object.fromEntries(entries.map(([key, record]) => [key, record.id])),
  };
}
