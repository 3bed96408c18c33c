/** The text of a checkpoint file as a value, once it has been looked at: what cannot be gone on from is refused with a way out. */
import { MailyardError } from '../error.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
import type { Checkpoint, CheckpointResource, Deployment, PendingOperation } from './checkpoint.ts';
import { packageOf, parseUrn } from './urn.ts';

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
