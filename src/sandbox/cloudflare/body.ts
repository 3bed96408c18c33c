/** Reading request bodies: what the real API does not know, it refuses. */
import { badBody } from './refusal.ts';

export type Json = Record<string, unknown>;

type Form = 'string' | 'string or null' | 'boolean' | 'number' | 'integer' | 'object' | 'array' | 'array of strings';
export type Forms = Readonly<Record<string, Form>>;

export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badBody('It is not JSON.');
  }
}

/** The body as an object with none but the given fields, each of its form. `where` names the place in messages. */
export function fieldsOf(body: unknown, forms: Forms, where = ''): Json {
  if (!isObject(body)) throw badBody(`${where ? `"${where}"` : 'It'} must be an object.`);
  for (const [field, value] of Object.entries(body)) {
    const path = where ? `${where}.${field}` : field;
    const form = Object.hasOwn(forms, field) ? forms[field] : undefined;
    if (!form) throw badBody(`"${path}" is not a known field.`);
    if (!fits(value, form)) throw badBody(`"${path}" must be of type ${form}.`);
  }
  return body;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(value: unknown, form: Form): boolean {
  switch (form) {
    case 'string or null':
      return value === null || typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'array of strings':
      return Array.isArray(value) && value.every(item => typeof item === 'string');
    default:
      return typeof value === form;
  }
}
