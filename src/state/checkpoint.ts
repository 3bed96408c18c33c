/** Pulumi's checkpoint, version 3: reading with its checks, and writing what the Pulumi CLI takes over as it is. */
import { createHash } from 'node:crypto';
import { MailyardError } from '../error.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
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

/** Whether steps that a run has begun, and may still be at, make a checkpoint unfit to go on from. */
export type Pending = 'refused' | 'ignored';

/** The text of a checkpoint file as a value. Throws `state-corrupt`, `state-version`, `state-foreign`, `state-pending`. */
export function parseCheckpoint(
  text: string,
  source: { file: string; project: string; stack: string },
  pending: Pending = 'refused',
): Checkpoint {
  const checkpoint = parseJson(text, source);
  if (checkpoint.version !== 3) {
    throw new MailyardError(
      'state-version',
      `${source.file} has version ${String(checkpoint.version)}; Mailyard reads 3`,
      {
        fix: `\`pulumi stack export --stack ${source.stack} --file s.json && pulumi stack import --stack ${source.stack} --file s.json\` with a current Pulumi CLI rewrites it`,
      },
    );
  }
  if (typeof checkpoint.checkpoint !== 'object' || checkpoint.checkpoint === null)
    throw corrupt(source, 'no `checkpoint`');
  const latest = checkpoint.checkpoint.latest;
  if (!Array.isArray(latest?.resources ?? [])) throw corrupt(source, '`resources` is no list');
  for (const [index, resource] of (latest?.resources ?? []).entries()) checkResource(resource, index, source);
  if (pending === 'refused' && latest?.pending_operations?.length)
    settlePending(latest, latest.pending_operations, source);
  return checkpoint;
}

/**
 * What a killed run of the Pulumi CLI left open. Our own types observe before they write, so a create finds its records
 * again and an update is simply sent again; how a foreign type ended, only the CLI can find out.
 */
function settlePending(latest: Deployment, operations: PendingOperation[], source: { file: string; stack: string }) {
  const foreign = operations.filter(({ resource }) => packageOf(resource.type) !== 'mailyard');
  if (foreign.length > 0) throw stillPending(foreign, source);
  const open = new Map(operations.map(({ resource, type }) => [resource.urn, type]));
  for (const resource of latest.resources ?? []) {
    const type = open.get(resource.urn);
    if (type === 'updating' || type === 'deleting')
      resource.initErrors ??= [`A run of the Pulumi CLI stopped while ${type} it`];
  }
  delete latest.pending_operations;
}

function parseJson(text: string, source: { file: string; stack: string }): Checkpoint {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw corrupt(source, cause instanceof Error ? cause.message : String(cause));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw corrupt(source, 'not a JSON object');
  return value as Checkpoint;
}

function checkResource(
  resource: CheckpointResource,
  index: number,
  source: { file: string; project: string; stack: string },
) {
  const urn = typeof resource?.urn === 'string' ? parseUrn(resource.urn) : undefined;
  if (urn === undefined || typeof resource.type !== 'string')
    throw corrupt(source, `resource ${index} has no URN or no type`);
  if (urn.project !== source.project || urn.stack !== source.stack) {
    throw new MailyardError(
      'state-foreign',
      `${source.file} should hold stack ${source.stack} of project ${source.project}, but has ${resource.urn}`,
      { fix: 'check PULUMI_BACKEND_URL and the `name` in Pulumi.yaml, or rename the stack with `pulumi stack rename`' },
    );
  }
  if (packageOf(resource.type) === 'mailyard') checkOwn(resource, urn.name, source);
}

/** Our own types are read without a further look: a hand in the file must not become a plan. */
function checkOwn(
  { type, inputs, outputs }: CheckpointResource,
  name: string,
  source: { file: string; stack: string },
) {
  if (!isMap(inputs)) throw corrupt(source, `${name} has no inputs`);
  if (outputs !== undefined && !isMap(outputs)) throw corrupt(source, `the outputs of ${name} are no map`);
  if (type !== ZONE_RECORDS) return;
  const { records, domains } = inputs;
  if (typeof inputs.zone !== 'string' || !isMap(domains) || !isMap(records))
    throw corrupt(source, `${name} lacks its zone, its domains or its records`);
  for (const key in records) if (!isRecord(records[key])) throw corrupt(source, `${key} of ${name} is no record`);
  if (outputs?.ids !== undefined && !isMap(outputs.ids)) throw corrupt(source, `the ids of ${name} are no map`);
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isRecord(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { name, type, content } = value;
  return typeof name === 'string' && typeof type === 'string' && typeof content === 'string';
}

function corrupt(source: { file: string; stack: string }, reason: string): MailyardError {
  return new MailyardError('state-corrupt', `${source.file} is not a Pulumi checkpoint: ${reason}`, {
    fix: `put ${source.file}.bak in its place, or \`pulumi stack import --stack ${source.stack} --file BACKUP\` with one of .pulumi/backups`,
  });
}

function stillPending(operations: PendingOperation[], source: { file: string; stack: string }) {
  const list = operations
    .slice(0, 3)
    .map(({ type, resource }) => `${type} ${parseUrn(resource.urn)?.name ?? resource.urn}`);
  const more = operations.length > 3 ? ` and ${operations.length - 3} more` : '';
  return new MailyardError(
    'state-pending',
    `The Pulumi CLI was stopped within stack ${source.stack} and does not know how these ended: ${list.join(', ')}${more} (${source.file})`,
    {
      fix: `\`pulumi cancel ${source.stack}\` if its lock is still there, then \`pulumi refresh --stack ${source.stack} --clear-pending-creates --yes\``,
    },
  );
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
