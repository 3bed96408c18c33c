/** Pulumi's checkpoint, version 3: its parts, and how one is composed that the Pulumi CLI takes over as it is. */
import { createHash } from 'node:crypto';
import { dependenciesFirst } from './order.ts';
import { makeUrn, PROVIDER_TYPE, packageOf, parseUrn, STACK_TYPE, splitReference } from './urn.ts';

/** A resource as it stands in the file. Fields that Mailyard does not know stay as they are. */
export interface CheckpointResource {
  urn: string;
  custom: boolean;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  initErrors?: string[];
  /** The old half of a replacement: still to be deleted, beside a new resource of the same URN. */
  delete?: boolean;
  protect?: boolean;
  retainOnDelete?: boolean;
  external?: boolean;
  taint?: boolean;
  created?: string;
  modified?: string;
  [field: string]: unknown;
}

export interface PendingOperation {
  resource: CheckpointResource;
  /** `creating`, `updating`, `deleting`, … */
  type: string;
}

export interface Deployment {
  manifest: { time: string; magic: string; version: string; [field: string]: unknown };
  metadata?: Record<string, unknown>;
  resources?: CheckpointResource[] | null;
  pending_operations?: PendingOperation[] | null;
  [field: string]: unknown;
}

export interface Checkpoint {
  version: number;
  checkpoint: { stack: string; latest?: Deployment | null; [field: string]: unknown };
  [field: string]: unknown;
}

/** Resources of a stack by their key: the URN, and for the old half of a replacement the URN with its id. */
export type ResourceMap = Map<string, CheckpointResource>;

export function keyOf(resource: CheckpointResource): string {
  return resource.delete ? `${resource.urn}\n${resource.id ?? ''}` : resource.urn;
}

export function resourcesOf(checkpoint: Checkpoint | undefined): ResourceMap {
  return new Map((checkpoint?.checkpoint.latest?.resources ?? []).map(resource => [keyOf(resource), resource]));
}

/** Everything that must stand before this resource, as URNs. */
export function needsOf(resource: CheckpointResource): string[] {
  const needs = dependenciesOf(resource);
  if (resource.parent) needs.push(resource.parent);
  if (resource.provider) needs.push(splitReference(resource.provider).urn);
  if (typeof resource.deletedWith === 'string') needs.push(resource.deletedWith);
  return needs;
}

/** The resources that it was declared to depend on, as sorted URNs without repeats. */
export function dependenciesOf(resource: CheckpointResource): string[] {
  const urns = new Set(resource.dependencies ?? []);
  for (const property of Object.values(resource.propertyDependencies ?? {}))
    for (const urn of property ?? []) urns.add(urn);
  return [...urns].sort();
}

/**
 * The checkpoint with these resources: the stack, its providers and all others by URN, each after what it needs. What
 * else `previous` holds stays. Deterministic apart from `now`.
 */
export function composeCheckpoint(
  previous: Checkpoint | undefined,
  content: { project: string; stack: string; resources: ResourceMap; now: Date },
): Checkpoint {
  const { project, stack, now } = content;
  const latest = previous?.checkpoint.latest ?? undefined;
  const resources = orderedResources(withScaffold(content.resources, project, stack, now));
  const manifest = { magic: '', version: '', ...latest?.manifest, time: now.toISOString() };
  const deployment = { ...latest, manifest, metadata: latest?.metadata ?? {}, resources };
  return {
    ...previous,
    version: 3,
    checkpoint: {
      ...previous?.checkpoint,
      stack: previous?.checkpoint.stack ?? `organization/${project}/${stack}`,
      latest: deployment,
    },
  };
}

function orderedResources(resources: ResourceMap): CheckpointResource[] {
  const keys = [...resources.keys()].sort();
  const sorted = keys.map(key => resources.get(key) as CheckpointResource);
  // A run that failed half-way through turning a dependency round leaves a circle. State is written all the same.
  return dependenciesFirst(
    sorted,
    resource => resource.urn,
    needsOf,
    () => {},
  );
}

/** Adds the stack and the providers that resources speak of; a stack of nothing else is empty, as after `pulumi destroy`. */
function withScaffold(resources: ResourceMap, project: string, stack: string, now: Date): ResourceMap {
  const real = [...resources.values()].filter(({ type }) => type !== STACK_TYPE && !type.startsWith(PROVIDER_TYPE));
  if (real.length === 0) return new Map();
  const all = new Map(resources);
  const time = now.toISOString();
  const add = (resource: CheckpointResource) => {
    if (!all.has(resource.urn)) all.set(resource.urn, { ...resource, created: time, modified: time });
  };
  add({ urn: stackUrn(project, stack), custom: false, type: STACK_TYPE });
  for (const reference of new Set(real.map(resource => resource.provider))) {
    if (!reference) continue;
    const { urn, id } = splitReference(reference);
    add({ urn, custom: true, id, type: parseUrn(urn)?.type ?? '' });
  }
  return all;
}

export function stackUrn(project: string, stack: string): string {
  return makeUrn({ stack, project, type: STACK_TYPE, name: `${project}-${stack}` });
}

/** The provider that the state already has for resources of `type`, else Pulumi's default one with an id of its own. */
export function providerReference(resources: ResourceMap, project: string, stack: string, type: string): string {
  const providerType = `${PROVIDER_TYPE}${packageOf(type)}`;
  const known = [...resources.values()].filter(resource => resource.type === providerType && !resource.delete);
  const names = known.map(resource => `${resource.urn}::${resource.id ?? ''}`).sort();
  const found = names.find(name => name.includes(`::${providerType}::default`));
  if (found) return found;
  const urn = makeUrn({ stack, project, type: providerType, name: 'default' });
  return `${urn}::${stableUuid(urn)}`;
}

/** The same UUID (version 8) for the same URN, so that a state that is written anew has the same provider. */
function stableUuid(urn: string): string {
  const hex = createHash('sha256').update(urn).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
