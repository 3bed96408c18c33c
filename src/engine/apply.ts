/** One resource brought to what the list says: check, diff, then create, update or replace. */
import { MailyardError } from '../error.ts';
import { needsOf, referencedNames, resolveReferences } from '../estate/references.ts';
import type { Resource } from '../estate/resource.ts';
import { type Created, PartialFailure, type Properties, type ResourceType } from '../provider/provider.ts';
import { outputsToStore, outputsWithId, storedState } from '../state/applied-inputs.ts';
import { type CheckpointResource, dependenciesOf, keyOf, stackUrn } from '../state/checkpoint.ts';
import type { JournalChange } from '../state/journal.ts';
import { makeUrn } from '../state/urn.ts';
import type { EngineStep } from './engine.ts';
import type { Outcome, Run } from './run.ts';
import type { StackSession } from './session.ts';

/** A resource of the list with what the engine knows about it. */
export interface WantedResource {
  session: StackSession;
  resource: Resource;
  urn: string;
  /** URN by name, of this stack's list. */
  urns: Map<string, string>;
}

export function urnOf({ stack, project }: StackSession, { type, name }: Pick<Resource, 'type' | 'name'>): string {
  return makeUrn({ stack, project, type, name });
}

/** Its dependencies are done. Never throws: failures go to the run. */
export async function applyResource(run: Run, wanted: WantedResource): Promise<Outcome> {
  if (run.stopped()) return 'stopped';
  const { session, resource, urn } = wanted;
  const old = session.resources.get(urn);
  const step: EngineStep = {
    stack: session.stack,
    type: resource.type,
    name: resource.name,
    op: old ? 'update' : 'create',
  };
  const type = run.types.get(resource.type) as ResourceType;
  let decision: Decision;
  try {
    decision = decide(type, wanted, old);
  } catch (error) {
    return run.fail(step, error);
  }
  const { op, inputs } = decision;
  if (op === 'same') return rewire(run, wanted, old as CheckpointResource, step);
  return run.step({ ...step, op }, async () => {
    await session.begin(op, urn);
    await carryOut(type, wanted, old, { op, inputs });
    return { ...step, op };
  });
}

interface Decision {
  op: 'same' | 'create' | 'update' | 'replace';
  inputs: Properties;
}

/** Pure but for the guards that `check` may ask. Throws what refuses the resource. */
function decide(type: ResourceType, wanted: WantedResource, old: CheckpointResource | undefined): Decision {
  const { session, resource, urns } = wanted;
  const outputsOf = (name: string) => outputsWithId(session.resources.get(urns.get(name) ?? ''));
  const news = resolveReferences(resource.inputs as Properties, outputsOf);
  const olds = old && storedState(old).inputs;
  const { inputs, failures } = type.check(olds, news);
  if (failures.length > 0) {
    throw new MailyardError('check', failures.map(({ property, reason }) => `${property}: ${reason}`).join('; '));
  }
  if (old === undefined || olds === undefined) return { op: 'create', inputs };
  const diff = type.diff(olds, inputs);
  if (old.taint || diff.replaces.length > 0) return { op: 'replace', inputs };
  return { op: diff.changed || old.initErrors?.length ? 'update' : 'same', inputs };
}

/** Whether the state has it just as the list says. What refers to something that is not there does not stand so. */
export function standsAsWanted(run: Run, wanted: WantedResource): boolean {
  const old = wanted.session.resources.get(wanted.urn);
  try {
    return decide(run.types.get(wanted.resource.type) as ResourceType, wanted, old).op === 'same';
  } catch {
    return false;
  }
}

/** A part of the change may have been applied: the state then keeps that part, and the step failed all the same. */
async function carryOut(
  type: ResourceType,
  wanted: WantedResource,
  old: CheckpointResource | undefined,
  { op, inputs }: { op: 'create' | 'update' | 'replace'; inputs: Properties },
): Promise<void> {
  const { session, urn } = wanted;
  const record = (created: Created<Properties, Properties>, initErrors?: string[]) =>
    session.record(op, urn, changes(op, old, { ...described(wanted, old, created, op), initErrors }));
  try {
    await record(await call(type, urn, op === 'update' ? old : undefined, inputs));
  } catch (error) {
    if (error instanceof PartialFailure) await record(error, error.reasons);
    throw error;
  }
}

function call(type: ResourceType, urn: string, old: CheckpointResource | undefined, inputs: Properties) {
  if (old === undefined) return type.create({ urn, inputs, preview: false });
  const { id, inputs: oldInputs, outputs: oldOutputs } = storedState(old);
  return type.update({ urn, id, oldInputs, oldOutputs, inputs, preview: false });
}

/** A replaced resource stays in the state until the deletes, as with the Pulumi CLI: create first, then delete. */
function changes(op: string, old: CheckpointResource | undefined, resource: CheckpointResource): JournalChange[] {
  const now: JournalChange[] = [[resource.urn, resource]];
  if (op !== 'replace' || old === undefined) return now;
  const condemned = { ...old, delete: true };
  return [[keyOf(condemned), condemned], ...now];
}

/** The resource as the checkpoint holds it; what others wrote beside it stays on an update. */
function described(
  wanted: WantedResource,
  old: CheckpointResource | undefined,
  created: Created<Properties, Properties>,
  op: string,
): CheckpointResource {
  const { session, resource, urn } = wanted;
  const now = new Date().toISOString();
  const { taint, retainOnDelete, ...kept } = old ?? {};
  return {
    ...kept,
    urn,
    custom: true,
    id: created.id,
    type: resource.type,
    inputs: created.inputs,
    outputs: outputsToStore(created),
    parent: old?.parent ?? stackUrn(session.project, session.stack),
    ...wiring(wanted),
    provider: old?.provider ?? session.provider(resource.type),
    created: op === 'update' ? (old?.created ?? now) : now,
    modified: now,
  };
}

type Wiring = Pick<CheckpointResource, 'dependencies' | 'propertyDependencies' | 'retainOnDelete'>;

function wiring({ resource, urns }: WantedResource): Wiring {
  const toUrns = (names: string[]) => names.map(name => urns.get(name) as string).sort();
  const inputs = Object.entries(resource.inputs as Properties);
  return {
    ...(resource.options?.retainOnDelete && { retainOnDelete: true }),
    dependencies: toUrns(needsOf(resource)),
    propertyDependencies: Object.fromEntries(inputs.map(([key, value]) => [key, toUrns(referencedNames(value))])),
  };
}

/** Nothing to send; but what it depends on may have changed, and whether it stays when it leaves: the deletes go by that. */
async function rewire(run: Run, wanted: WantedResource, old: CheckpointResource, step: EngineStep): Promise<Outcome> {
  const { retainOnDelete, ...kept } = old;
  const now = { ...kept, ...wiring(wanted) };
  if (dependenciesOf(now).join() !== dependenciesOf(old).join() || now.retainOnDelete !== retainOnDelete) {
    try {
      await wanted.session.record('update', wanted.urn, [[wanted.urn, now]]);
    } catch (error) {
      return run.fail(step, error);
    }
  }
  return run.isUnchanged();
}
