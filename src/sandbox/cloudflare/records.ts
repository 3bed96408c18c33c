/** From what is sent to the record that is stored. A record that is stored is a valid input again, so PATCH is merge and PUT. */
import { attributesOf } from './attributes.ts';
import { type Forms, fieldsOf, type Json } from './body.ts';
import { isContentType, storedContent } from './content.ts';
import { contentOf, dataOf, isDataType } from './data.ts';
import type { TwinRecord } from './model.ts';
import { recordName } from './names.ts';
import type { Plan } from './plans.ts';
import { badBody, badRecord, UNKNOWN_CODE } from './refusal.ts';

const forms: Forms = {
  name: 'string',
  type: 'string',
  content: 'string',
  data: 'object',
  priority: 'integer',
  ttl: 'integer',
  proxied: 'boolean',
  comment: 'string or null',
  tags: 'array of strings',
  settings: 'object',
  private_routing: 'boolean',
  include_shadow_metadata: 'boolean',
};

/** Where a record goes: it decides the name's suffix and the plan's limits. */
export interface Place {
  zone: string;
  plan: Plan;
}

export function createdRecord(input: unknown, place: Place, id: string, now: string): TwinRecord {
  const value = recordValue(fieldsOf(input, forms), place);
  return { id, ...value, meta: {}, created_on: now, modified_on: now, ...attributeTimes(undefined, value, now) };
}

/** PUT: fields that are left out go back to their defaults. */
export function replacedRecord(old: TwinRecord, input: unknown, place: Place, now: string): TwinRecord {
  const body = fieldsOf(input, forms);
  refuseTypeChange(old, body);
  const value = recordValue(body, place);
  const { id, meta, created_on } = old;
  return { id, ...value, meta, created_on, modified_on: now, ...attributeTimes(old, value, now) };
}

/** PATCH: fields that are left out stay. */
export function patchedRecord(old: TwinRecord, input: unknown, place: Place, now: string): TwinRecord {
  const patch = fieldsOf(input, forms);
  return replacedRecord(old, { ...inputOf(old), ...patch }, place, now);
}

type Value = Omit<
  TwinRecord,
  'id' | 'meta' | 'created_on' | 'modified_on' | 'comment_modified_on' | 'tags_modified_on'
>;

function recordValue(input: Json, place: Place): Value {
  if (input.name === undefined) throw badBody('"name" is a required field.');
  const type = typeOf(input.type as string | undefined);
  const name = recordName(input.name as string, place.zone);
  const value = isDataType(type) ? fromData(type, input) : fromContent(type, input);
  if (type === 'CNAME' && value.content === name) throw badRecord(9039, 'CNAME content cannot reference itself.');
  return { name, type, ...value, ...attributesOf(type, input, place.plan) };
}

function typeOf(type: string | undefined): string {
  if (type === undefined) throw badBody('"type" is a required field.');
  if (!isDataType(type) && !isContentType(type)) throw badBody(`"${type}" is not a known record type.`);
  return type;
}

function fromContent(type: string, input: Json): Pick<Value, 'content' | 'priority'> {
  if (input.data !== undefined) throw badBody(`"data" is not a field of a ${type} record: send "content".`);
  if (input.content === undefined) throw badBody('"content" is a required field.');
  const content = storedContent(type, input.content as string);
  if (type === 'MX') return { content, priority: priorityOf(input) };
  if (input.priority !== undefined) throw badBody(`"priority" is not a field of a ${type} record.`);
  return { content };
}

function fromData(type: string, input: Json): Pick<Value, 'content' | 'priority' | 'data'> {
  if (input.content !== undefined) throw badBody(`"content" is not a field of a ${type} record: send "data".`);
  const data = dataOf(type, input.data);
  const content = contentOf(type, data);
  if (type === 'URI') return { content, priority: priorityOf(input), data };
  if (type === 'SRV') return { content, priority: data.priority as number, data };
  if (input.priority !== undefined) throw badBody(`"priority" is not a field of a ${type} record.`);
  return { content, data };
}

function priorityOf(input: Json): number {
  const priority = input.priority as number | undefined;
  if (priority === undefined) throw badRecord(UNKNOWN_CODE, 'priority is a required field.');
  if (priority < 0 || priority > 65535) throw badBody('"priority" must be between 0 and 65535.');
  return priority;
}

/** Deprecated on 2026-01-23 and refused since 2026-06-30: a delete and a create in one batch instead. */
function refuseTypeChange(old: TwinRecord, input: Json): void {
  if (input.type !== undefined && input.type !== old.type) {
    throw badRecord(UNKNOWN_CODE, 'The type of a record cannot be changed.');
  }
}

function inputOf(record: TwinRecord): Json {
  const { name, type, content, data, priority, ttl, proxied, comment, tags, settings } = record;
  const value = data ? { data } : { content };
  return {
    name,
    type,
    ...value,
    ...(priority === undefined ? {} : { priority }),
    ttl,
    proxied,
    comment,
    tags,
    settings,
  };
}

function attributeTimes(old: TwinRecord | undefined, value: Value, now: string) {
  const commented = (old?.comment ?? null) === value.comment ? old?.comment_modified_on : now;
  const tagged = (old?.tags ?? []).join() === value.tags.join() ? old?.tags_modified_on : now;
  return {
    ...(commented === undefined ? {} : { comment_modified_on: commented }),
    ...(tagged === undefined ? {} : { tags_modified_on: tagged }),
  };
}
