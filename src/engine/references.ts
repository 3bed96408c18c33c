/** Values that only another resource can give: `{ from: 'name.output' }` in the inputs. DESIGN §4. */
import { MailyardError } from '../error.ts';

/** Names of the resources that `value` refers to. */
export function referencedNames(value: unknown): string[] {
  const names = new Set<string>();
  replaceReferences(value, reference => names.add(reference.name));
  return [...names].sort();
}

/** `inputs` with every reference replaced by the output it names. Throws `reference` where there is none. */
export function resolveReferences<T>(inputs: T, outputsOf: (name: string) => Record<string, unknown> | undefined): T {
  return replaceReferences(inputs, ({ name, output }) => {
    const value = outputsOf(name)?.[output];
    if (value !== undefined) return value;
    throw new MailyardError('reference', `${name} has no output \`${output}\``);
  }) as T;
}

function replaceReferences(value: unknown, replace: (reference: { name: string; output: string }) => unknown): unknown {
  if (Array.isArray(value)) return value.map(item => replaceReferences(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  const reference = asReference(value);
  if (reference) return replace(reference);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceReferences(item, replace)]));
}

/** Names are domains and hold dots themselves; outputs do not. */
function asReference(value: object): { name: string; output: string } | undefined {
  const [only, ...more] = Object.entries(value);
  if (more.length > 0 || only?.[0] !== 'from' || typeof only[1] !== 'string') return undefined;
  const dot = only[1].lastIndexOf('.');
  return dot > 0 ? { name: only[1].slice(0, dot), output: only[1].slice(dot + 1) } : undefined;
}
