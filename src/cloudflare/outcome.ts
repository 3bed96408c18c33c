/** What has become known of a batch so far. */
import type { BatchOutcome } from './api.ts';
import type { ApiError } from './failure.ts';
import type { Group, Operation } from './operations.ts';
import { explainRefusal } from './refusals.ts';

/** Then an error may be thrown without losing what the caller must keep. */
export const nothingApplied = ({ ids, deleted }: BatchOutcome): boolean =>
  Object.keys(ids).length + deleted.length === 0;

/** Nothing of a refused name was done: the culprit says why, if it is known, and the rest of the name follows it. */
export function refuseGroup(
  outcome: BatchOutcome,
  group: Group,
  culprit: Operation | undefined,
  error: ApiError,
): void {
  refuse(outcome, culprit ? [culprit] : group.operations, error.code, explainRefusal(error, group.name));
  const companions = culprit ? group.operations.filter(operation => operation !== culprit) : [];
  const because = `${group.name}: not changed, because it changes together with "${culprit?.key}", which was refused.`;
  refuse(outcome, companions, error.code, because);
}

export function refuse(outcome: BatchOutcome, operations: Operation[], code: number, message: string): void {
  if (operations.length > 0) outcome.refused.push({ keys: operations.map(({ key }) => key), code, message });
}

export function note(outcome: BatchOutcome, operation: Operation, id: string): void {
  if (operation.kind === 'delete') outcome.deleted.push(operation.key);
  else outcome.ids[operation.key] = id;
}
