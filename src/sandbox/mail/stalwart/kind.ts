/** What differs between the objects of the registry. */
import type { BodyFault } from '../strict.ts';
import type { SetError } from './jmap.ts';
import type { Kept } from './store.ts';

/** What the credentials may do: `sysAccountGet`, and what they may hand on. */
export type May = (permission: string) => boolean;

export interface Kind<T> {
  name: 'Account' | 'Domain' | 'DkimSignature';
  kept: Map<string, Kept<T>>;
  fault(object: unknown): BodyFault | undefined;
  /** What no schema tells: other objects, passwords, permissions. */
  refusal(id: string | undefined, object: T, before: T | undefined, may: May): SetError | undefined;
  linked(id: string): { object: string; id: string }[];
  /** What it has besides what is kept. */
  shown(object: Kept<T>): object;
  /** How a filter on a property compares; a property that is not here cannot be filtered by. */
  filters: Record<string, (object: T, value: string) => boolean>;
}

export const violation = (property: string, object: string, id: string): SetError => ({
  ...{ type: 'primaryKeyViolation', properties: [property], objectId: { object, id } },
});
