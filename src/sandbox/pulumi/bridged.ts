/** A resource type as the bridge to Terraform's provider serves it: strict inputs, computed outputs, replacement by field. */
import { isDeepStrictEqual } from 'node:util';
import type { Properties, ResourceType } from '../../provider/provider.ts';
import { UNKNOWN } from '../../provider/unknown.ts';

export type Json = Record<string, unknown>;

/** What the API answered instead of what was asked. A status of 404 means that there is no such object. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface BridgedForm<Api> {
  /** Pulumi type token. */
  type: string;
  /** Every input that there is, in camelCase, with a check of its value. */
  inputs: Record<string, (value: unknown) => boolean>;
  required: readonly string[];
  /** Inputs that cannot be changed in place. */
  replaces: readonly string[];
  /** Outputs that the API gives, in camelCase. */
  computed: readonly string[];
  /** Fields of an input that is an object, which the API adds to what was asked. */
  computedWithin?: Readonly<Record<string, readonly string[]>>;
  /** What no single input can tell. */
  refuse?(inputs: Properties): string | undefined;
  /** The object's own id is `id`; import gives the ids of its path instead, separated by slashes. */
  idOf(result: Json, inputs: Properties): string;
  create(inputs: Properties, api: Api): Promise<Json>;
  /** `given` is the id in the state, or what import was asked for. */
  read(given: string, inputs: Properties | undefined, api: Api): Promise<Json>;
  update(id: string, inputs: Properties, api: Api, oldInputs: Properties): Promise<Json>;
  delete(id: string, inputs: Properties, api: Api): Promise<void>;
}

export function bridged<Api>(form: BridgedForm<Api>, api: Api): ResourceType {
  const within = Object.entries(form.computedWithin ?? {});
  const done = (result: Json, inputs: Properties) => {
    const found = camelCased(result);
    const added = within.map(([name, fields]) => [name, picked(found[name] as Json, fields)]);
    const id = form.idOf(result, inputs);
    return { id, inputs, outputs: { ...picked(found, form.computed), ...Object.fromEntries(added), id } };
  };
  /** As it was asked for: outputs have what the API added. */
  const asked = (inputs: Properties): Properties => {
    const own = within.flatMap(([name, fields]) =>
      inputs[name] ? [[name, without(inputs[name] as Json, fields)]] : [],
    );
    return { ...inputs, ...Object.fromEntries(own) };
  };
  return {
    type: form.type,

    check: (_olds, news) => ({ inputs: news, failures: failuresOf(form, news) }),

    diff(old, news) {
      const olds = asked(old);
      const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
      const changed = names.filter(name => name in form.inputs && !isDeepStrictEqual(olds[name], news[name]));
      const kindOf = (name: string) => (name in olds ? (name in news ? 'update' : 'delete') : 'add');
      return {
        changed: changed.length > 0,
        replaces: changed.filter(name => form.replaces.includes(name)),
        detailed: Object.fromEntries(changed.map(name => [name, kindOf(name)])),
      };
    },

    async create({ inputs, preview }) {
      if (preview) return { id: '', inputs, outputs: {}, foreseen: unknownOutputs(form) };
      return done(await form.create(inputs, api), inputs);
    },

    /** What is found replaces what was known of each input, changed by hand or not. */
    async read({ id, inputs }) {
      try {
        const result = await form.read(id, inputs, api);
        const found = camelCased(result);
        const names = inputs ? Object.keys(inputs) : Object.keys(form.inputs);
        const live = names.flatMap(name => (name in found && found[name] !== null ? [[name, found[name]]] : []));
        return done(result, asked({ ...inputs, ...Object.fromEntries(live) }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      }
    },

    async update({ id, oldInputs, oldOutputs, inputs, preview }) {
      if (preview)
        return { id, inputs, outputs: picked(oldOutputs, [...form.computed, ...within.map(([name]) => name)]) };
      return done(await form.update(id, inputs, api, oldInputs), inputs);
    },

    delete: ({ id, inputs }) => form.delete(id, inputs, api),
  };
}

function failuresOf<Api>(form: BridgedForm<Api>, inputs: Properties) {
  const failures = Object.entries(inputs).flatMap(([name, value]) => {
    const fits = form.inputs[name];
    if (!fits) return [{ property: name, reason: `An argument named "${name}" is not expected here` }];
    return value === UNKNOWN || fits(value) ? [] : [{ property: name, reason: `Inappropriate value for "${name}"` }];
  });
  for (const name of form.required)
    if (!(name in inputs)) failures.push({ property: name, reason: `The argument "${name}" is required` });
  const refused = form.refuse?.(inputs);
  return refused ? [...failures, { property: '', reason: refused }] : failures;
}

/** In a preview whatever waits for one of them is not known either. */
function unknownOutputs<Api>({ computed, computedWithin = {} }: BridgedForm<Api>): Json {
  const unknown = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, UNKNOWN]));
  const within = Object.entries(computedWithin).map(([name, fields]) => [name, unknown(fields)]);
  return { ...unknown(computed), ...Object.fromEntries(within) };
}

const without = (values: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

const picked = (values: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.flatMap(name => (values[name] == null ? [] : [[name, values[name]]])));

export const isText = (value: unknown): boolean => typeof value === 'string';
export const isNumber = (value: unknown): boolean => typeof value === 'number';
export const isFlag = (value: unknown): boolean => typeof value === 'boolean';
export const isAnything = (): boolean => true;
export const isOneOf =
  (...values: string[]) =>
  (value: unknown): boolean =>
    values.includes(value as string);
export const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** An object with none but these fields. */
export const isObjectOf =
  (fields: Record<string, (value: unknown) => boolean>) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, entry]) => entry === UNKNOWN || fields[name]?.(entry));

/** `name_servers` → `nameServers`, all the way down. */
export const camelCased = (value: Json): Json =>
  renamed(value, name => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())) as Json;

/** `nameServers` → `name_servers`, all the way down. */
export const snakeCased = (value: Json): Json =>
  renamed(value, name => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)) as Json;

/** Every name in it as `rename` has it, all the way down. */
export function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map(item => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [rename(name), renamed(entry, rename)]));
}
