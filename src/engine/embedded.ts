/** The embedded engine: carries a resource list out by calling the provider's methods, on Pulumi's own state. DESIGN §4. */
import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../error.ts';
import { needsOf } from '../estate/references.ts';
import { differs, knownInputs } from '../plan/differs.ts';
import { resourceWords } from '../plan/resource-words.ts';
import type { Properties, ResourceType } from '../provider/provider.ts';
import { outputsToStore, outputsWithId, storedState } from '../state/applied-inputs.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { dependenciesFirst } from '../state/order.ts';
import { stackState } from '../state/read.ts';
import { PROVIDER_TYPE, parseUrn } from '../state/urn.ts';
import { applyResource, standsAsWanted, urnOf, type WantedResource } from './apply.ts';
import type { EngineRequest, EngineResult, EngineStep, StackRequest } from './engine.ts';
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
  return inStacks(
    run,
    request,
    request.stacks.map(({ stack }) => stack),
    async sessions => {
      for (const [index, session] of sessions.entries())
        refuseForeign(run, request, session, request.stacks[index] as StackRequest);
      const outcomes = new Map<string, Transfer[]>();
      for (const [index, session] of sessions.entries())
        startApplying(run, request, session, request.stacks[index] as StackRequest, outcomes);
      await Promise.all([...outcomes.values()].flat().map(({ outcome }) => outcome));
      if (run.stopped()) return;
      const removals = sessions.map((session, index) =>
        removeGone(run, request, session, request.stacks[index] as StackRequest, outcomes),
      );
      await Promise.all(removals);
    },
  );
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

/** Refuses a list that makes no sense, before anything is touched. */
function checkList({ stack, resources }: StackRequest): void {
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
function refuseForeign(run: Run, request: EmbeddedRequest, session: StackSession, { resources }: StackRequest): void {
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

/** How a resource of this type and name fared in one stack. */
interface Transfer {
  stack: string;
  outcome: Promise<Outcome>;
}

/**
 * Starts every resource as soon as its dependencies allow. A zone that several stacks speak of is on its way from one to
 * the other: there the order of the stacks counts.
 */
function startApplying(
  run: Run,
  request: EmbeddedRequest,
  session: StackSession,
  list: StackRequest,
  transfers: Map<string, Transfer[]>,
) {
  const { selected = () => true } = request;
  const urns = new Map(list.resources.map(resource => [resource.name, urnOf(session, resource)]));
  const types = new Map(list.resources.map(({ name, type }) => [name, type]));
  const own = new Map<string, Promise<Outcome>>();
  for (const resource of dependenciesFirst(list.resources, ({ name }) => name, needsOf)) {
    const wanted: WantedResource = { session, resource, urn: urns.get(resource.name) as string, urns };
    const earlier = transfers.get(transferKey(resource)) ?? [];
    const apply = async () => {
      await Promise.all(earlier.map(({ outcome }) => outcome));
      const needs = needsOf(resource).map(async name => ({
        words: resourceWords(types.get(name) ?? '', name),
        outcome: await own.get(name),
      }));
      return afterDependencies(run, wanted, await Promise.all(needs));
    };
    const ours = run.types.has(resource.type) && selected(session.stack, resource.name);
    const outcome = ours ? apply() : standing(wanted);
    own.set(resource.name, outcome);
    transfers.set(transferKey(resource), [...earlier, { stack: session.stack, outcome }]);
  }
}

function transferKey({ type, name }: { type: string; name: string }): string {
  return `${type}\n${name}`;
}

/** What is not selected, or not ours, serves its dependents if it is in the state. Providers make nothing themselves. */
async function standing({ session, resource, urn }: WantedResource): Promise<Outcome> {
  return session.resources.has(urn) || resource.type.startsWith(PROVIDER_TYPE) ? 'ok' : 'failed';
}

async function afterDependencies(
  run: Run,
  wanted: WantedResource,
  needs: { words: string; outcome?: Outcome }[],
): Promise<Outcome> {
  const failed = needs.find(({ outcome }) => outcome === 'failed');
  if (failed && !standsAsWanted(run, wanted)) {
    const { session, resource, urn } = wanted;
    const op = session.resources.has(urn) ? 'update' : 'create';
    const step: EngineStep = { stack: session.stack, type: resource.type, name: resource.name, op };
    return run.fail(step, new MailyardError('dependency', `not tried: it needs ${failed.words} first`));
  }
  if (failed) return run.isUnchanged();
  return needs.some(({ outcome }) => outcome === 'stopped') ? 'stopped' : applyResource(run, wanted);
}

async function removeGone(
  run: Run,
  request: EmbeddedRequest,
  session: StackSession,
  list: StackRequest,
  transfers: Map<string, Transfer[]>,
) {
  const wanted = new Set(list.resources.map(resource => urnOf(session, resource)));
  const gone = ownResources(run, request, session, wanted).filter(
    resource => resource.delete || !wanted.has(resource.urn),
  );
  await removeResources(run, session, gone, async resource => {
    if (resource.delete) return undefined;
    const key = transferKey({ type: resource.type, name: parseUrn(resource.urn)?.name ?? '' });
    for (const { stack, outcome } of transfers.get(key) ?? []) {
      if ((await outcome) === 'ok') continue;
      return new MailyardError('transfer', `kept, as stack ${stack} has not taken it over`);
    }
    return undefined;
  });
}

/** The resources of the state that this engine may touch; it says once what it leaves alone. */
function ownResources(
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
