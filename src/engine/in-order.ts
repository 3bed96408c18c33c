/** Resources in the order that their dependencies ask for, over all stacks of a run. */
import { MailyardError } from '../error.ts';
import { needsOf } from '../estate/references.ts';
import { resourceWords } from '../plan/resource-words.ts';
import { dependenciesFirst } from '../state/order.ts';
import { PROVIDER_TYPE, parseUrn } from '../state/urn.ts';
import { applyResource, standsAsWanted, urnOf, type WantedResource } from './apply.ts';
import type { EmbeddedRequest } from './embedded.ts';
import type { EngineStep, StackRequest } from './engine.ts';
import { ownResources } from './own-resources.ts';
import { removeResources } from './remove.ts';
import type { Outcome, Run } from './run.ts';
import type { StackSession } from './session.ts';

/** How a resource of this type and name fared in one stack. */
export interface Transfer {
  stack: string;
  outcome: Promise<Outcome>;
}

/**
 * Starts every resource as soon as its dependencies allow. A zone that several stacks speak of is on its way from one to
 * the other: there the order of the stacks counts.
 */
export function startApplying(
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

export async function removeGone(
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
