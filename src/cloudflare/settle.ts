/** What became of operations whose answer was lost: told by what stands in the zone now. Pure. */
import { sameRecord } from '../records/canonical.ts';
import type { LiveRecord } from './api.ts';
import type { Operation } from './operations.ts';

export interface Settled {
  done: { operation: Operation; id: string }[];
  left: Operation[];
}

/**
 * Done is a delete whose id is gone, a patch whose record is as wanted, and a post that stands there with its comment.
 * One live record answers for one post only.
 */
export function settle(operations: Operation[], live: LiveRecord[]): Settled {
  const byId = new Map(live.map(record => [record.id, record]));
  const byName = Map.groupBy(live, record => record.name);
  const claimed = new Set<string>();
  const settled: Settled = { done: [], left: [] };
  for (const operation of operations) {
    const candidates = operation.kind === 'post' ? byName.get(operation.record.name) : undefined;
    const id = idIfDone(operation, byId, candidates ?? [], claimed);
    if (id === undefined) settled.left.push(operation);
    else {
      claimed.add(id);
      settled.done.push({ operation, id });
    }
  }
  return settled;
}

function idIfDone(
  operation: Operation,
  byId: Map<string, LiveRecord>,
  candidates: LiveRecord[],
  claimed: Set<string>,
): string | undefined {
  if (operation.kind === 'delete') return byId.has(operation.id) ? undefined : operation.id;
  const asWanted = (record: LiveRecord) => record.comment === operation.comment && sameRecord(record, operation.record);
  if (operation.kind === 'post') return candidates.find(record => !claimed.has(record.id) && asWanted(record))?.id;
  const record = byId.get(operation.id);
  return record && asWanted(record) ? record.id : undefined;
}
