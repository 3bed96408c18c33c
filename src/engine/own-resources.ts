/** What the embedded engine may touch: lists that make sense, and resources of our own types. */
import { MailyardError } from '../error.ts';
import { needsOf } from '../estate/references.ts';
import { differs, knownInputs } from '../plan/differs.ts';
import { resourceWords } from '../plan/resource-words.ts';
import type { Properties } from '../provider/provider.ts';
import { outputsWithId, storedState } from '../state/applied-inputs.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { PROVIDER_TYPE, parseUrn } from '../state/urn.ts';
import { urnOf } from './apply.ts';
import type { EmbeddedRequest } from './embedded.ts';
import type { StackRequest } from './engine.ts';
import type { Run } from './run.ts';
import type { StackSession } from './session.ts';

/** Refuses a list that makes no sense, before anything is touched. */
export function checkList({ stack, resources }: StackRequest): void {
  const names = new Set<string>();
  for (const { name } of resources) {
    if (names.has(name))
      throw new MailyardError('duplicate-resource', `Stack ${stack} has two resources named ${name}`);
    names.add(name);
  }
  for (const resource of resources) {
    const missing = needsOf(resource).find(need => !names.has(need));
    if (missing === undefined) continue;
    throw new MailyardError(
      'unknown-dependency',
      `${resource.name} in stack ${stack} depends on ${missing}, which is not there`,
    );
  }
}

/**
 * Types of other packages need the Pulumi CLI. What stands in the state as the list wants it serves here as well; all else
 * of them ends the run before anything is touched.
 */
export function refuseForeign(
  run: Run,
  request: EmbeddedRequest,
  session: StackSession,
  { resources }: StackRequest,
): void {
  const { selected = () => true } = request;
  const present = new Map(
    resources.map(({ type, name }) => [name, session.resources.get(urnOf(session, { type, name }))]),
  );
  const outputsOf = (name: string) => outputsWithId(present.get(name));
  const waiting = resources.filter(({ type, name, inputs }) => {
    if (run.types.has(type) || type.startsWith(PROVIDER_TYPE) || !selected(session.stack, name)) return false;
    const old = present.get(name);
    return !old || differs(type, storedState(old).inputs, knownInputs(inputs as Properties, outputsOf));
  });
  if (waiting.length === 0) return;
  const names = waiting.slice(0, 3).map(({ type, name }) => resourceWords(type, name));
  const more = waiting.length > 3 ? ` and ${waiting.length - 3} more` : '';
  throw new MailyardError(
    'foreign-type',
    `The embedded engine makes records and mailboxes only, and cannot make or change ${names.join(', ')}${more} of stack ${session.stack}.`,
    { fix: 'Install the Pulumi CLI (https://www.pulumi.com/docs/install/) and use `--engine pulumi`.' },
  );
}

/** The resources of the state that this engine may touch; it says once what it leaves alone. */
export function ownResources(
  run: Run,
  request: Pick<EmbeddedRequest, 'selected'>,
  session: StackSession,
  wanted: ReadonlySet<string> = new Set(),
): CheckpointResource[] {
  const { selected = () => true } = request;
  const custom = [...session.resources.values()].filter(
    ({ custom, type, external }) => custom && !external && !type.startsWith(PROVIDER_TYPE),
  );
  const foreign = custom.filter(({ type, urn }) => !run.types.has(type) && !wanted.has(urn));
  if (foreign.length > 0) {
    const types = [...new Set(foreign.map(({ type }) => type))].sort().join(', ');
    run.warn(`Stack ${session.stack}: ${foreign.length} resources (${types}) are left to the Pulumi CLI`);
  }
  return custom.filter(({ type, urn }) => run.types.has(type) && selected(session.stack, parseUrn(urn)?.name ?? urn));
}
