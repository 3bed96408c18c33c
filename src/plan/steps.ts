/** Resource lists × state → what happens to each resource, of whatever type. */
import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../error.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { State, StateResource } from '../state/state.ts';
import { zoneDiffers } from './diff.ts';

/** One resource of one stack: `old` is what the state has, `new` what the estate wants. */
export interface Step {
  segment: string;
  type: string;
  name: string;
  action: 'create' | 'update' | 'delete' | 'same';
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  /** The last change was carried out only in part, so this resource is sent again even if nothing differs. */
  unfinished?: string[];
}

/** Steps by segment, in the order of their names. Throws MailyardError `segment-gone` for a stack without its segment. */
export function steps(lists: Map<string, Resource[]>, state: State): Step[] {
  const stacks = new Map(state.stacks.map(stack => [stack.stack, stack.resources]));
  for (const [stack, resources] of stacks) {
    if (!lists.has(stack) && resources.length > 0) throw segmentGone(stack, resources.length);
  }
  return [...lists.keys()]
    .sort()
    .flatMap(segment => segmentSteps(segment, lists.get(segment) ?? [], stacks.get(segment) ?? []));
}

function segmentSteps(segment: string, wanted: Resource[], present: StateResource[]): Step[] {
  const existing = new Map(present.map(resource => [identity(resource), resource]));
  const names = new Set(wanted.map(identity));
  const kept = wanted.map(resource => step(segment, resource, existing.get(identity(resource))));
  const gone = present.filter(resource => !names.has(identity(resource)));
  return [...kept, ...gone.map(resource => removal(segment, resource))].sort(byName);
}

function step(segment: string, { type, name, inputs }: Resource, before: StateResource | undefined): Step {
  const wanted = inputs as Record<string, unknown>;
  if (!before) return { segment, type, name, action: 'create', new: wanted };
  const unfinished = before.initErrors?.length ? before.initErrors : undefined;
  const same = !unfinished && !differs(type, before.inputs, wanted);
  return { segment, type, name, action: same ? 'same' : 'update', old: before.inputs, new: wanted, unfinished };
}

function differs(type: string, old: unknown, wanted: unknown): boolean {
  return type === ZONE_RECORDS
    ? zoneDiffers(old as ZoneRecordsInputs, wanted as ZoneRecordsInputs)
    : !isDeepStrictEqual(old, wanted);
}

const removal = (segment: string, { type, name, inputs }: StateResource): Step => ({
  segment,
  type,
  name,
  action: 'delete',
  old: inputs,
});

const identity = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;

const byName = (a: Step, b: Step): number => (identity(a) < identity(b) ? -1 : 1);

function segmentGone(stack: string, count: number): MailyardError {
  return new MailyardError(
    'segment-gone',
    `The state has a stack "${stack}" with ${count} resource${count === 1 ? '' : 's'}, but no inventory describes that segment.`,
    { fix: `Put its file back, or take it down first: mailyard destroy --segment ${stack}` },
  );
}
