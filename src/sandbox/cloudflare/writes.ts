/** The four operations on records, used one by one and in a batch. Each throws a `Refusal` and then has changed nothing. */
import { isObject } from './body.ts';
import { refuseConflicts } from './conflicts.ts';
import type { TwinRecord, TwinZone } from './model.ts';
import { plans } from './plans.ts';
import { createdRecord, type Place, patchedRecord, replacedRecord } from './records.ts';
import { badRecord, noSuchRecord, UNKNOWN_CODE } from './refusal.ts';
import type { RecordStore } from './store.ts';

/** One transaction on a zone. `inspect` may throw: that is how a fault refuses one record. */
export interface Transaction {
  zone: TwinZone;
  store: RecordStore;
  now: string;
  newId(): string;
  inspect(record: TwinRecord): void;
}

export function post(on: Transaction, input: unknown): TwinRecord {
  const record = createdRecord(input, placeOf(on.zone), on.newId(), on.now);
  if (on.store.size >= quotaOf(on.zone)) throw badRecord(81045, 'Record quota exceeded.');
  return store(on, record);
}

export function patch(on: Transaction, id: string, input: unknown): TwinRecord {
  return store(on, patchedRecord(writable(on, id), input, placeOf(on.zone), on.now));
}

export function put(on: Transaction, id: string, input: unknown): TwinRecord {
  return store(on, replacedRecord(writable(on, id), input, placeOf(on.zone), on.now));
}

export function remove(on: Transaction, id: string): TwinRecord {
  const record = writable(on, id);
  on.inspect(record);
  on.store.delete(id);
  return record;
}

export function quotaOf(zone: TwinZone): number {
  return zone.quota ?? plans[zone.plan].quota;
}

/** The fields of an operation in a batch without the id that it is about. */
export function withoutId(input: unknown): unknown {
  if (!isObject(input)) return input;
  const { id: _, ...fields } = input;
  return fields;
}

function store(on: Transaction, record: TwinRecord): TwinRecord {
  on.inspect(record);
  const others = on.store.at(record.name).filter(other => other.id !== record.id);
  refuseConflicts(record, others, on.zone.name);
  on.store.set(record);
  return record;
}

/** Records of another product, such as Email Routing, cannot be edited over the DNS API. */
function writable(on: Transaction, id: string): TwinRecord {
  const record = on.store.get(id);
  if (!record) throw noSuchRecord();
  if (record.meta.read_only) throw badRecord(UNKNOWN_CODE, 'This record is read only and cannot be edited.');
  return record;
}

function placeOf(zone: TwinZone): Place {
  return { zone: zone.name, plan: plans[zone.plan] };
}
