/** Deletes: what needs a resource goes before it, and what is still needed stays. */
import { MailyardError } from '../error.ts';
import type { ResourceType } from '../provider/provider.ts';
import { storedState } from '../state/applied-inputs.ts';
import { type CheckpointResource, keyOf, needsOf } from '../state/checkpoint.ts';
import { dependenciesFirst } from '../state/order.ts';
import { parseUrn } from '../state/urn.ts';
import type { EngineStep } from './engine.ts';
import type { Outcome, Run } from './run.ts';
import type { StackSession } from './session.ts';

/** Deletes these resources of the stack. `blocked` may give a reason to keep one. */
export async function removeResources(
  run: Run,
  session: StackSession,
  condemned: CheckpointResource[],
  blocked: (resource: CheckpointResource) => Promise<MailyardError | undefined> = async () => undefined,
): Promise<void> {
  const dependents = dependentsOf(session);
  const outcomes = new Map<string, Promise<Outcome>>();
  const order = dependenciesFirst(
    condemned,
    resource => resource.urn,
    needsOf,
    () => {},
  ).reverse();
  for (const resource of order) {
    const waiting = resource.delete ? [] : (dependents.get(resource.urn) ?? []);
    const needed = waiting.find(dependent => !outcomes.has(keyOf(dependent)));
    const before = waiting.flatMap(dependent => outcomes.get(keyOf(dependent)) ?? []);
    const refuse = async () => (needed ? stillNeeded(needed) : blocked(resource));
    outcomes.set(keyOf(resource), removeResource(run, session, resource, before, refuse));
  }
  await Promise.all(outcomes.values());
}

function dependentsOf(session: StackSession): Map<string, CheckpointResource[]> {
  const dependents = new Map<string, CheckpointResource[]>();
  for (const resource of session.resources.values()) {
    for (const urn of needsOf(resource)) {
      const list = dependents.get(urn);
      if (list) list.push(resource);
      else dependents.set(urn, [resource]);
    }
  }
  return dependents;
}

function stillNeeded(dependent: CheckpointResource): MailyardError {
  return new MailyardError(
    'dependency',
    `kept, as ${parseUrn(dependent.urn)?.name ?? dependent.urn} still depends on it`,
  );
}

async function removeResource(
  run: Run,
  session: StackSession,
  resource: CheckpointResource,
  before: Promise<Outcome>[],
  refuse: () => Promise<MailyardError | undefined>,
): Promise<Outcome> {
  const name = parseUrn(resource.urn)?.name ?? resource.urn;
  const step: EngineStep = { stack: session.stack, type: resource.type, name, op: 'delete' };
  const ends = await Promise.all(before);
  if (run.stopped() || ends.includes('stopped')) return 'stopped';
  if (ends.includes('failed'))
    return run.fail(step, new MailyardError('dependency', 'kept, as what depends on it could not be deleted'));
  const refusal = (await refuse()) ?? (resource.protect ? protectedBy(session) : undefined);
  if (refusal) return run.fail(step, refusal);
  return run.step(step, async () => {
    await session.begin('delete', resource.urn);
    const type = run.types.get(resource.type) as ResourceType;
    if (!resource.retainOnDelete) await type.delete({ urn: resource.urn, ...storedState(resource) });
    await session.record('delete', resource.urn, [[keyOf(resource), null]]);
    return step;
  });
}

function protectedBy(session: StackSession): MailyardError {
  return new MailyardError('protected', 'it is protected in the state', {
    fix: `pulumi state unprotect --stack ${session.stack} URN`,
  });
}
