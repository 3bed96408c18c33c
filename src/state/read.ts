/** The one way in which commands see the state, wherever it is. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MailyardError } from '../error.ts';
import { storedState } from './applied-inputs.ts';
import { type Backend, type CliBackend, layoutVersion } from './backend.ts';
import { type CheckpointResource, type Pending, parseCheckpoint, type ResourceMap, resourcesOf } from './checkpoint.ts';
import { loadStacks } from './stack-file.ts';
import type { StackState, State, StateResource } from './state.ts';
import { PROVIDER_TYPE, parseUrn } from './urn.ts';

export interface ReadOptions {
  /** Where the Pulumi CLI runs, if it has to. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Default: refused. */
  pending?: Pending;
}

/**
 * All stacks of the project. On a file back end it needs no Pulumi CLI, and steps of a run that was killed count already.
 * Throws `state-corrupt`, `state-version`, `state-foreign`, `state-pending`, `state`, and `pulumi-missing` for other back
 * ends without the CLI.
 */
export async function readState(backend: Backend, project: string, options: ReadOptions = {}): Promise<State> {
  if (backend.kind === 'cli') return readThroughCli(backend, project, options);
  if ((await layoutVersion(backend)) === undefined) {
    if (backend.default) return { stacks: [] };
    throw new MailyardError('state', `There is no Pulumi state at ${backend.root}`, {
      fix: `if this is a new place: \`mkdir -p ${backend.root}\` and \`pulumi login ${backend.url}\`; else check PULUMI_BACKEND_URL and Pulumi.yaml`,
    });
  }
  const stacks = await loadStacks(backend, project, undefined, options.pending);
  return sorted([...stacks].map(([stack, { resources }]) => stackState(stack, resources)));
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

async function readThroughCli(backend: CliBackend, project: string, options: ReadOptions): Promise<State> {
  const pulumi = (...args: string[]) => runPulumi(args, backend, options);
  const list = JSON.parse(await pulumi('stack', 'ls', '--json', '--project', project)) as { name: string }[];
  const stacks: StackState[] = [];
  for (const { name } of list) {
    const exported = JSON.parse(await pulumi('stack', 'export', '--stack', name));
    const stack = name.slice(name.lastIndexOf('/') + 1);
    const text = JSON.stringify({
      version: exported.version,
      checkpoint: { stack: name, latest: exported.deployment },
    });
    const source = { file: `${backend.url} (stack ${name})`, project, stack };
    stacks.push(stackState(stack, resourcesOf(parseCheckpoint(text, source, options.pending))));
  }
  return sorted(stacks);
}

async function runPulumi(
  args: string[],
  backend: CliBackend,
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
  const env = { ...(options.env ?? process.env), PULUMI_BACKEND_URL: backend.url, PULUMI_SKIP_UPDATE_CHECK: 'true' };
  const command = ['pulumi', ...args.slice(0, 2)].join(' ');
  try {
    const run = promisify(execFile);
    const { stdout } = await run('pulumi', [...args, '--non-interactive'], {
      cwd: options.cwd,
      env,
      maxBuffer: 1 << 30,
    });
    return stdout;
  } catch (cause) {
    const error = cause as { code?: unknown; stderr?: string };
    if (error.code === 'ENOENT') {
      throw new MailyardError(
        'pulumi-missing',
        `The state is at ${backend.url}, which only the Pulumi CLI reads; it is not on the PATH`,
        {
          fix: 'install the Pulumi CLI, or keep the state in files (PULUMI_BACKEND_URL=file://…)',
        },
      );
    }
    throw new MailyardError('state', `\`${command}\` failed: ${(error.stderr ?? String(cause)).trim()}`, {
      fix: `run \`pulumi login ${backend.url}\` and \`${command}\` by hand`,
      cause,
    });
  }
}

function sorted(stacks: StackState[]): State {
  return { stacks: stacks.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}
