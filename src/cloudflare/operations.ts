/** A batch as the transactions it is sent in. Pure. */
import type { BatchPatchParam, RecordBatchParams } from 'cloudflare/resources/dns/records';
import type { ZoneRecord } from '../records/record.ts';
import { toWire } from '../records/wire.ts';
import type { RecordBatch } from './api.ts';

export type Operation = { key: string; record: ZoneRecord } & (
  | { kind: 'delete'; id: string }
  | { kind: 'patch'; id: string; comment: string; commentOnly?: boolean }
  | { kind: 'post'; comment: string }
);

/** All changes of one record name: never split, so that nothing is deleted without its replacement. */
export interface Group {
  name: string;
  operations: Operation[];
}

/** Operations of a batch call over all its arrays (2026-08); plans that are not known to be paid count as free. */
export function batchLimit(plan: string): number {
  return paidPlans.has(plan) ? 3500 : 200;
}

const paidPlans = new Set(['lite', 'pro', 'pro_plus', 'business', 'enterprise']);

/** One group a name, in the batch's order, those with deletes first: a full zone must lose records before it gains any. */
export function groupByName(batch: RecordBatch): Group[] {
  const operations: Operation[] = [
    ...batch.deletes.map(each => ({ kind: 'delete', ...each }) as const),
    ...batch.patches.map(each => ({ kind: 'patch', ...each }) as const),
    ...[...batch.posts].sort(delegationsFirst).map(each => ({ kind: 'post', ...each }) as const),
  ];
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.record.name);
    if (group) group.push(operation);
    else groups.set(operation.record.name, [operation]);
  }
  return Array.from(groups, ([name, group]) => ({ name, operations: group }));
}

/** A DS record needs the NS records of its name (2026-11). */
function delegationsFirst(a: { record: ZoneRecord }, b: { record: ZoneRecord }): number {
  return Number(b.record.type === 'NS') - Number(a.record.type === 'NS');
}

/** Whole groups packed in order, at most `limit` operations a chunk; only a group above the limit is cut. */
export function packChunks(groups: Group[], limit: number): Group[][] {
  const chunks: Group[][] = [];
  let room = 0;
  for (const group of groups.flatMap(each => cut(each, limit))) {
    if (group.operations.length > room) {
      chunks.push([]);
      room = limit;
    }
    chunks.at(-1)?.push(group);
    room -= group.operations.length;
  }
  return chunks;
}

function cut({ name, operations }: Group, limit: number): Group[] {
  const pieces = Math.ceil(operations.length / limit);
  return Array.from({ length: pieces }, (_, index) => ({
    name,
    operations: operations.slice(index * limit, (index + 1) * limit),
  }));
}

export const operationsOf = (groups: Group[]): Operation[] => groups.flatMap(group => group.operations);

export const ofKind = <Kind extends Operation['kind']>(operations: Operation[], kind: Kind) =>
  operations.filter((each): each is Extract<Operation, { kind: Kind }> => each.kind === kind);

/** The body of the batch call; arrays that would be empty are left out. A patch never says its type: that cannot change. */
export function toBody(operations: Operation[]): Omit<RecordBatchParams, 'zone_id'> {
  const deletes = ofKind(operations, 'delete').map(({ id }) => ({ id }));
  const patches = ofKind(operations, 'patch').map(({ id, record, comment, commentOnly }) => ({
    id,
    ...(commentOnly ? { comment } : toWire(record, comment)),
  }));
  const posts = ofKind(operations, 'post').map(({ record, comment }) => ({
    type: record.type,
    ...toWire(record, comment),
  }));
  return {
    ...(deletes.length > 0 ? { deletes } : {}),
    // The SDK's types want name, type and ttl in a patch; the API takes what is there (7.3.0).
    ...(patches.length > 0 ? { patches: patches as BatchPatchParam[] } : {}),
    ...(posts.length > 0 ? { posts: posts as RecordBatchParams['posts'] } : {}),
  };
}

/** The operation that `errors[].source.pointer` names: `/posts/0` or `/posts/0/content`. */
export function pointedAt(operations: Operation[], pointer: string | undefined): Operation | undefined {
  const match = /\b(delete|patch|post)(?:e?s)\D(\d+)/.exec(pointer ?? '');
  return match ? ofKind(operations, match[1] as Operation['kind'])[Number(match[2])] : undefined;
}
