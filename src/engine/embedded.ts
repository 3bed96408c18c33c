/** The embedded engine: carries a resource list out by calling the provider's methods, on Pulumi's own state. DESIGN §4. */
import { isDeepStrictEqual } from 'node:util';
import type { ResourceType } from '../provider/provider.ts';
import { outputsToStore, storedState } from '../state/applied-inputs.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { stackState } from '../state/read.ts';
import { parseUrn } from '../state/urn.ts';
import type { EngineRequest, EngineResult, EngineStep, StackRequest } from './engine.ts';
import { removeGone, startApplying, type Transfer } from './in-order.ts';
import { checkList, ownResources, refuseForeign } from './own-resources.ts';
import { removeResources } from './remove.ts';
import { type Outcome, type Run, startRun } from './run.ts';
import { type StackSession, withStacks } from './session.ts';

export interface EmbeddedRequest extends EngineRequest {
  types: ResourceType[];
}

/** The same for what needs no resource list. */
export type EmbeddedStateRequest = Omit<EmbeddedRequest, 'stacks'> & { stacks: string[] };

/**
 * Creates, updates and replaces what the lists say in all stacks, then deletes what they no longer hold. Failures are
 * collected; one resource's failure stops its dependents only. Throws before any change: `foreign-type`,
 * `duplicate-resource`, `unknown-dependency`, `dependency-cycle`, `locked`, `backend`, and whatever reading the state or
 * `onLocked` does.
 */
export async function applyEmbedded(request: EmbeddedRequest): Promise<EngineResult> {
  const run = startRun(request);
  for (const stack of request.stacks) checkList(stack);
  const stacks = request.stacks.map(({ stack }) => stack);
  return inStacks(run, request, stacks, async sessions => {
    const lists = sessions.map((session, index) => [session, request.stacks[index] as StackRequest] as const);
    for (const [session, list] of lists) refuseForeign(run, request, session, list);
    const outcomes = new Map<string, Transfer[]>();
    for (const [session, list] of lists) startApplying(run, request, session, list, outcomes);
    await Promise.all([...outcomes.values()].flat().map(({ outcome }) => outcome));
    if (run.stopped()) return;
    await Promise.all(lists.map(([session, list]) => removeGone(run, request, session, list, outcomes)));
  });
}

/** Takes what is really there into the state: live inputs and outputs; what is gone leaves it. Writes nothing else. */
export async function refreshEmbedded(request: EmbeddedStateRequest): Promise<EngineResult> {
  const run = startRun(request);
  return inStacks(run, request, request.stacks, async sessions => {
    const own = sessions.flatMap(session =>
      ownResources(run, request, session).map(resource => ({ session, resource })),
    );
    await Promise.all(
      own.map(({ session, resource }) => (resource.delete ? undefined : refreshResource(run, session, resource))),
    );
  });
}

/** Deletes everything that is selected, dependents first. */
export async function destroyEmbedded(request: EmbeddedStateRequest): Promise<EngineResult> {
  const run = startRun(request);
  return inStacks(run, request, request.stacks, async sessions => {
    await Promise.all(sessions.map(session => removeResources(run, session, ownResources(run, request, session))));
  });
}

async function inStacks(
  run: Run,
  request: Pick<EmbeddedRequest, 'backend' | 'project' | 'onLocked'>,
  stacks: string[],
  body: (sessions: StackSession[]) => Promise<void>,
): Promise<EngineResult> {
  const { backend, project } = request;
  const sessions = await withStacks({ backend, project, stacks, warn: run.warn }, async open => {
    request.onLocked?.(open.map(({ stack, resources }) => stackState(stack, resources)));
    await body(open);
    return open;
  });
  return run.result(sessions);
}

function refreshResource(run: Run, session: StackSession, resource: CheckpointResource): Promise<Outcome> {
  const { urn, type } = resource;
  const stored = storedState(resource);
  const step: EngineStep = { stack: session.stack, type, name: parseUrn(urn)?.name ?? urn, op: 'refresh' };
  return run.step(step, async () => {
    const live = await (run.types.get(type) as ResourceType).read({ urn, ...stored });
    if (live === undefined) {
      await session.record('refresh', urn, [[urn, null]]);
      return { ...step, gone: true };
    }
    const found = { id: live.id, inputs: live.inputs, outputs: outputsToStore(live) };
    if (isDeepStrictEqual(stored, found) && !resource.initErrors?.length) return undefined;
    const { initErrors, ...rest } = resource;
    await session.record('refresh', urn, [[urn, { ...rest, ...found, modified: new Date().toISOString() }]]);
    return step;
  });
}
