/** The JSON Schemas of inventories and templates, for pages about their keys. */
import { readFileSync } from 'node:fs';

/** As far as this project's schemas go. `then` is the text form of a setting that is text or a map, `else` its map. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  then?: Schema;
  else?: Schema;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  /** Its title is what the names of a map are. */
  propertyNames?: { title?: string };
  description?: string;
}

/** What stands at `segment.schema.json#/definitions/settings`. The references in it are made whole, to be followed from anywhere. */
export function schemaAt(ref: string): Schema {
  const [file = '', path = ''] = ref.split('#');
  const whole = JSON.parse(readFileSync(new URL(`../schema/${file}`, import.meta.url), 'utf8'), (key, value) =>
    key === '$ref' && value.startsWith('#') ? file + value : value,
  );
  return path
    .split('/')
    .filter(Boolean)
    .reduce((schema, step) => schema[step], whole);
}

/** With what it refers to; its own words come before those of the reference. */
export function flat(schema: Schema): Schema {
  const { $ref, allOf, ...own } = schema;
  const bases = [...($ref ? [schemaAt($ref)] : []), ...(allOf ?? [])].map(flat);
  const whole: Schema = Object.assign({}, ...bases, own);
  if (!whole.then || !whole.else) return whole;
  const [text, map] = [flat(whole.then), flat(whole.else)];
  return { ...whole, enum: text.enum, properties: map.properties };
}
