/** Values that only another resource can give: `{ from: 'name.output' }` in the inputs. DESIGN §4. */
import { MailyardError } from '../error.ts';
import type { Resource } from './resource.ts';

export interface Reference {
  /** Of a resource in the same list. */
  name: string;
  /** One of its outputs; `id` is what it is known by at its service. */
  output: string;
}

export const from = (name: string, output: string): { from: string } => ({ from: `${name}.${output}` });

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
  return replaceReferences(inputs, ({ name, output }) => {
    const value = outputsOf(name)?.[output];
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
  const [only, ...more] = Object.entries(value);
  if (more.length > 0 || only?.[0] !== 'from' || typeof only[1] !== 'string') return undefined;
  const dot = only[1].lastIndexOf('.');
  return dot > 0 ? { name: only[1].slice(0, dot), output: only[1].slice(dot + 1) } : undefined;
}
