/** Values that only another resource can give: `{ from: 'name.output' }` in the inputs. DESIGN §4. */
import { MailyardError } from '../error.ts';
import type { From } from '../records/record.ts';
import { encodeTxt } from '../records/txt.ts';
import type { Resource } from './resource.ts';

export interface Reference {
  /** Of a resource in the same list. */
  name: string;
  /** One of its outputs; `id` is what it is known by at its service. */
  output: string;
  /** The way to the value within the output. */
  at: (string | number)[];
  /** A text in which `{}` stands for the value. */
  text?: string;
  as?: From['as'];
}

export const from = (name: string, output: string): From => ({ from: `${name}.${output}` });

/** What a reference stands for, where the output is known; undefined where it lacks what is asked of it. */
export function valueIn({ at, text, as }: Reference, output: unknown): unknown {
  const value = at.reduce((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], output);
  if (value === undefined || (text === undefined && !as)) return value;
  const filled = (text ?? '{}').replaceAll('{}', String(value));
  return as === 'txt' ? encodeTxt(filled) : filled;
}

/** What the resource waits for: what it says, its provider, and what its inputs refer to. */
export function needsOf({ dependsOn, inputs, options }: Resource): string[] {
  const provider = options?.provider ? [options.provider] : [];
  return [...new Set([...dependsOn, ...provider, ...referencedNames(inputs)])];
}

/** Names of the resources that `value` refers to. */
export function referencedNames(value: unknown): string[] {
  return [...new Set(referencesIn(value).map(({ name }) => name))].sort();
}

export function referencesIn(value: unknown): Reference[] {
  const found: Reference[] = [];
  replaceReferences(value, reference => found.push(reference));
  return found;
}

/** `inputs` with every reference replaced by the output it names. Throws `reference` where there is none. */
export function resolveReferences<T>(inputs: T, outputsOf: (name: string) => Record<string, unknown> | undefined): T {
  return replaceReferences(inputs, reference => {
    const { name, output } = reference;
    const value = valueIn(reference, outputsOf(name)?.[output]);
    if (value !== undefined) return value;
    throw new MailyardError('reference', `${name} has no output \`${output}\``);
  });
}

/** A copy of `value` in which each reference is what `replace` makes of it. */
export function replaceReferences<T>(value: T, replace: (reference: Reference) => unknown): T {
  return replaced(value, replace) as T;
}

function replaced(value: unknown, replace: (reference: Reference) => unknown): unknown {
  if (Array.isArray(value)) return value.map(item => replaced(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  const reference = asReference(value);
  if (reference) return replace(reference);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, replace)]));
}

/** Names are domains and hold dots themselves; outputs do not. */
function asReference(value: object): Reference | undefined {
  const { from, at = [], in: text, as, ...more } = value as Partial<From>;
  if (typeof from !== 'string' || Object.keys(more).length > 0) return undefined;
  const dot = from.lastIndexOf('.');
  return dot > 0 ? { name: from.slice(0, dot), output: from.slice(dot + 1), at, text, as } : undefined;
}

/** The reference as it stands in the inputs. */
export function written({ name, output, at, text, as }: Reference): From {
  return {
    ...from(name, output),
    ...(at.length > 0 && { at }),
    ...(text !== undefined && { in: text }),
    ...(as && { as }),
  };
}
