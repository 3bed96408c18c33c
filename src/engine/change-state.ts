/** Changes what the state says of resources, without a provider: under the locks and through the journal, or through the Pulumi CLI. */
import { type Backend, type CliBackend, type FileBackend, layoutVersion } from '../state/backend.ts';
import { type CheckpointResource, type Deployment, keyOf, type ResourceMap } from '../state/checkpoint.ts';
import { type CliOptions, exportStacks, importStack } from '../state/pulumi-cli.ts';
import { loadStacks } from '../state/stack-file.ts';
import { withStacks } from './session.ts';

export interface ChangeRequest extends CliOptions {
  backend: Backend;
  project: string;
  /** Default: all that there are. */
  stacks?: string[];
  warn: (warning: string) => void;
}

/** Stack → its resources that become others; each keeps its URN and its id. */
type Changed = Map<string, CheckpointResource[]>;

type Decide = (stacks: Map<string, ResourceMap>) => Changed;

/**
 * `decide` sees all these stacks before anything is written; what it throws ends the run with nothing changed. In files they
 * are locked meanwhile, and a kill loses nothing. At another back end one stack is written after the other.
 */
export async function changeState(request: ChangeRequest, decide: Decide): Promise<void> {
  const { backend } = request;
  if (backend.kind === 'cli') await changeThroughCli(backend, request, decide);
  else await changeFiles(backend, request, decide);
}

async function changeFiles(backend: FileBackend, { project, warn, ...request }: ChangeRequest, decide: Decide) {
  const there = (await layoutVersion(backend)) !== undefined;
  const stacks = request.stacks ?? (there ? [...(await loadStacks(backend, project)).keys()] : []);
  if (stacks.length === 0) return void decide(new Map());
  await withStacks({ backend, project, stacks, warn }, async sessions => {
    const changed = decide(new Map(sessions.map(({ stack, resources }) => [stack, resources])));
    const modified = new Date().toISOString();
    const records = sessions.flatMap(session =>
      (changed.get(session.stack) ?? []).map(resource =>
        session.record('update', resource.urn, [[keyOf(resource), { ...resource, modified }]]),
      ),
    );
    await Promise.all(records);
  });
}

async function changeThroughCli(backend: CliBackend, { project, stacks, ...options }: ChangeRequest, decide: Decide) {
  const all = await exportStacks(backend, project, options);
  const exported = all.filter(({ stack }) => stacks?.includes(stack) ?? true);
  const changed = decide(new Map(exported.map(({ stack, resources }) => [stack, resources])));
  for (const stack of exported) {
    const resources = changed.get(stack.stack) ?? [];
    if (resources.length > 0) await importStack(backend, stack, replacing(resources), options);
  }
}

function replacing(resources: CheckpointResource[]): (deployment: Deployment) => Deployment {
  const changed = new Map(resources.map(resource => [keyOf(resource), resource]));
  return deployment => ({
    ...deployment,
    resources: deployment.resources?.map(resource => changed.get(keyOf(resource)) ?? resource),
  });
}
