/** The one way in which commands see the state, wherever it is. */
import { MailyardError } from '../error.ts';
import { storedState } from './applied-inputs.ts';
import { type Backend, layoutVersion } from './backend.ts';
import type { CheckpointResource, ResourceMap } from './checkpoint.ts';
import type { Pending } from './parse-checkpoint.ts';
import { type CliOptions, exportStacks } from './pulumi-cli.ts';
import { eachStack } from './stack-file.ts';
import type { StackState, State, StateResource } from './state.ts';
import { PROVIDER_TYPE, parseUrn } from './urn.ts';

export interface ReadOptions extends CliOptions {
  /** Default: refused. */
  pending?: Pending;
}

/**
 * All stacks of the project. On a file back end it needs no Pulumi CLI, and steps of a run that was killed count already.
 * Throws `state-corrupt`, `state-version`, `state-foreign`, `state-pending`, `state`, and `pulumi-missing` for other back
 * ends without the CLI.
 */
export async function readState(backend: Backend, project: string, options: ReadOptions = {}): Promise<State> {
  if (backend.kind === 'cli') {
    const exported = await exportStacks(backend, project, options);
    return sorted(exported.map(({ stack, resources }) => stackState(stack, resources)));
  }
  if ((await layoutVersion(backend)) === undefined) {
    if (backend.default) return { stacks: [] };
    throw new MailyardError('state', `There is no Pulumi state at ${backend.root}`, {
      fix: `if this is a new place: \`mkdir -p ${backend.root}\` and \`pulumi login ${backend.url}\`; else check PULUMI_BACKEND_URL and Pulumi.yaml`,
    });
  }
  const stacks: StackState[] = [];
  for await (const [stack, { resources }] of eachStack(backend, project, undefined, options.pending)) {
    stacks.push(stackState(stack, resources));
  }
  return sorted(stacks);
}

export function stackState(stack: string, resources: ResourceMap): StackState {
  const list: StateResource[] = [];
  for (const resource of resources.values()) if (isLive(resource)) list.push(stateResource(resource));
  return { stack, resources: list };
}

function isLive(resource: CheckpointResource): boolean {
  return resource.custom && !resource.delete && !resource.external && !resource.type.startsWith(PROVIDER_TYPE);
}

function stateResource(resource: CheckpointResource): StateResource {
  const { urn, type, initErrors, protect, retainOnDelete } = resource;
  return {
    ...{ urn, type, name: parseUrn(urn)?.name ?? urn, ...storedState(resource) },
    ...(initErrors?.length ? { initErrors } : {}),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
  };
}

function sorted(stacks: StackState[]): State {
  return { stacks: stacks.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}
