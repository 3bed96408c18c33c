/** A person in the dashboard: the zone changes and no API call is made. */
import { fieldsOf, isObject, type Json } from './body.ts';
import { type Cloud, newId } from './cloud.ts';
import { type TwinRecord, type TwinZone, timestamp } from './model.ts';
import { recordName } from './names.ts';
import { patch, post, remove, type Transaction } from './writes.ts';

/** What is given must match; `content` is compared as stored. */
export interface RecordMatch {
  id?: string;
  name?: string;
  type?: string;
  content?: string;
}

export type HandEdit =
  /** `readOnly`: as Email Routing makes its records, which the API then refuses to edit. */
  | { add: Json; readOnly?: boolean }
  /** Exactly one record must match. */
  | { change: RecordMatch; to: Json }
  /** At least one record must match. */
  | { remove: RecordMatch };

/** Throws what the dashboard would refuse, for the same reasons as the API. Returns the records made, changed or removed. */
export function editByHand(cloud: Cloud, zone: TwinZone, edit: HandEdit): TwinRecord[] {
  const on: Transaction = {
    zone,
    store: zone.records.copy(),
    now: timestamp(cloud.clock.now()),
    newId: () => newId(cloud),
    inspect: () => {},
  };
  const records = apply(on, edit);
  zone.records = on.store;
  zone.serial += 1;
  return records;
}

function apply(on: Transaction, edit: HandEdit): TwinRecord[] {
  if ('add' in edit) return [added(on, edit.add, edit.readOnly ?? false)];
  const match = 'change' in edit ? edit.change : edit.remove;
  const found = [...on.store].filter(record => matches(on.zone, record, match));
  if (found.length === 0 || ('change' in edit && found.length > 1)) {
    throw new Error(`${found.length} records of ${on.zone.name} match ${JSON.stringify(match)}`);
  }
  return found.map(({ id }) => ('change' in edit ? patch(on, id, edit.to) : remove(on, id)));
}

function added(on: Transaction, input: Json, readOnly: boolean): TwinRecord {
  const record = post(on, input);
  if (!readOnly) return record;
  const marked = { ...record, meta: { read_only: true } };
  on.store.set(marked);
  return marked;
}

function matches(zone: TwinZone, record: TwinRecord, { id, name, type, content }: RecordMatch): boolean {
  return (
    (id === undefined || id === record.id) &&
    (name === undefined || recordName(name, zone.name) === record.name) &&
    (type === undefined || type === record.type) &&
    (content === undefined || content === record.content)
  );
}

const matchForms = { id: 'string', name: 'string', type: 'string', content: 'string' } as const;

/** An edit that came as JSON. */
export function parseEdit(input: unknown): HandEdit {
  const edit = fieldsOf(input, {
    add: 'object',
    readOnly: 'boolean',
    change: 'object',
    to: 'object',
    remove: 'object',
  });
  if (isObject(edit.add)) return { add: edit.add, readOnly: edit.readOnly === true };
  if (isObject(edit.change) && isObject(edit.to)) return { change: fieldsOf(edit.change, matchForms), to: edit.to };
  return { remove: fieldsOf(edit.remove, matchForms, 'remove') };
}
