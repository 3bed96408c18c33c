/** Placeholders of a description become values. Pure. */
import { type ApiCall, placeholdersOf } from '../../inventory/api.ts';
import type { HttpRequest } from '../http.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Method, path, query and body of a call, with what has a value. */
export function requestOf({ call, query, body }: ApiCall, values: Values): Omit<HttpRequest, 'doing'> {
  const [method, path] = call.split(' ', 2) as [HttpRequest['method'], string];
  return {
    method,
    path: filledPath(path, values),
    ...(query && { query: fill(query, values) as HttpRequest['query'] }),
    ...(body !== undefined && { json: fill(body, values) ?? {} }),
  };
}

/**
 * A text that is one placeholder becomes its value, of whatever type; in a longer text it becomes part of the text. What has no
 * value is left out, and a map of which nothing is left with it.
 */
export function fill(template: unknown, values: Values): unknown {
  if (typeof template === 'string') return filledText(template, values);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map(item => fill(item, values)).filter(item => item !== undefined);
  const filled = Object.entries(template).map(([key, value]) => [key, fill(value, values)]);
  const kept = filled.filter(([, value]) => value !== undefined);
  return kept.length === 0 && filled.length > 0 ? undefined : Object.fromEntries(kept);
}

function filledText(template: string, values: Values): unknown {
  const names = placeholdersOf(template);
  if (names.length === 1 && template === `{${names[0]}}`) return values[names[0] as string];
  if (names.some(name => values[name] === undefined)) return undefined;
  return template.replace(/\{([^{}]*)\}/g, (_, name) => String(values[name]));
}

const filledPath = (path: string, values: Values): string =>
  path.replace(/\{([^{}]*)\}/g, (_, name) => encodeURIComponent(String(values[name])));
