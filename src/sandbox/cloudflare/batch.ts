/** `POST dns_records/batch`: deletes, patches, puts, posts, in this order and in one transaction. */
import { fieldsOf, isObject } from './body.ts';
import type { TwinRecord } from './model.ts';
import { plans } from './plans.ts';
import { badBody, badRecord, Refusal, UNKNOWN_CODE } from './refusal.ts';
import { patch, post, put, remove, type Transaction, withoutId } from './writes.ts';

type Operation = (on: Transaction, input: unknown) => TwinRecord;

const operations: readonly (readonly [list: string, run: Operation])[] = [
  ['deletes', (on, input) => remove(on, idOf(fieldsOf(input, { id: 'string' })))],
  ['patches', (on, input) => patch(on, idOf(input), withoutId(input))],
  ['puts', (on, input) => put(on, idOf(input), withoutId(input))],
  ['posts', post],
];

const forms = {
  deletes: 'array',
  patches: 'array',
  puts: 'array',
  posts: 'array',
  include_shadow_metadata: 'boolean',
} as const;

export type BatchResult = Record<string, TwinRecord[]>;

/** Throws the refusal of the first operation that fails; the transaction's store is then to be thrown away. */
export function runBatch(on: Transaction, body: unknown): BatchResult {
  const lists = fieldsOf(body, forms) as Record<string, unknown[]>;
  refuseTooMany(on, lists);
  const result: BatchResult = {};
  for (const [list, run] of operations) {
    result[list] = (lists[list] ?? []).map((input, index) => pointed(`/${list}/${index}`, () => run(on, input)));
  }
  return result;
}

/** Whether the limit counts all lists together is not documented; external-dns assumes it, and so does the twin. */
function refuseTooMany(on: Transaction, lists: Record<string, unknown[]>): void {
  const limit = plans[on.zone.plan].batch;
  const count = operations.reduce((sum, [list]) => sum + (lists[list]?.length ?? 0), 0);
  if (count > limit)
    throw badRecord(UNKNOWN_CODE, `The batch has ${count} operations, exceeding the maximum of ${limit}.`);
}

/** Only a refusal that asks for it (an empty pointer) says which operation it was: the real API seldom does. */
function pointed<T>(pointer: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal && error.pointer === '') error.pointer = pointer;
    throw error;
  }
}

function idOf(input: unknown): string {
  if (!isObject(input) || typeof input.id !== 'string') throw badBody('"id" is a required field.');
  return input.id;
}
