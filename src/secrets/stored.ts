/** The sealed values of the state: what each belongs to, and how a resource looks once they are sealed anew. */
import { MailyardError } from '../error.ts';
import { MAILBOX } from '../estate/resource.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { isSealed, type Keys, seal, sealedBy, unseal } from './seal.ts';

/** What a mailbox's passwords are sealed for: they open for no other mailbox. */
export const mailboxContext = (address: string): string => `mailbox:${address}`;

/** By type: what a resource's sealed values were sealed for. */
const contexts: Readonly<Record<string, (properties: Record<string, unknown>) => string>> = {
  [MAILBOX]: ({ address }) => mailboxContext(String(address)),
};

export interface Resealed {
  /** The same one where nothing in it had to change. */
  resource: CheckpointResource;
  /** Sealed values that it holds, and how many of them another key than the first had sealed. */
  values: number;
  changed: number;
}

/**
 * Every sealed value under the first key. All are opened, those of the first key too: what does not open must not pass for
 * rotated. Throws `key-unknown`, `seal-broken`, `sealed-for-whom`.
 */
export function resealed(resource: CheckpointResource, keys: Keys): Resealed {
  let [values, changed] = [0, 0];
  const reseal = (sealed: string): string => {
    values += 1;
    const context = contextOf(resource);
    const plain = unseal(keys, sealed, context);
    if (sealedBy(sealed) === keys[0].id) return sealed;
    changed += 1;
    return seal(keys, plain, context);
  };
  const { inputs, outputs } = mapSealed({ inputs: resource.inputs, outputs: resource.outputs }, reseal) as Pick<
    CheckpointResource,
    'inputs' | 'outputs'
  >;
  return { resource: changed > 0 ? { ...resource, inputs, outputs } : resource, values, changed };
}

function contextOf({ type, urn, inputs, outputs }: CheckpointResource): string {
  const context = contexts[type];
  if (context) return context({ ...outputs, ...inputs });
  throw new MailyardError(
    'sealed-for-whom',
    `${urn} holds a sealed value, and this Mailyard knows no secrets of ${type}.`,
    {
      fix: 'Use the version of Mailyard that made it, or a later one.',
    },
  );
}

function mapSealed(value: unknown, change: (sealed: string) => string): unknown {
  if (isSealed(value)) return change(value);
  if (Array.isArray(value)) return value.map(each => mapSealed(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapSealed(each, change)]));
}
