/** Stacks at a back end that only the Pulumi CLI reads and writes. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MailyardError } from '../error.ts';
import type { CliBackend } from './backend.ts';
import { type Deployment, type ResourceMap, resourcesOf } from './checkpoint.ts';
import { type Pending, parseCheckpoint } from './parse-checkpoint.ts';

export interface CliOptions {
  /** Where the Pulumi CLI runs, if it has to. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface ExportedStack {
  /** With the organisation, as the CLI takes it. */
  fullName: string;
  stack: string;
  /** What `pulumi stack export` printed. */
  text: string;
  resources: ResourceMap;
}

/** Every stack of the project. Throws `pulumi-missing`, `state`, and what reading a checkpoint does. */
export async function exportStacks(
  backend: CliBackend,
  project: string,
  options: CliOptions & { pending?: Pending } = {},
): Promise<ExportedStack[]> {
  const args = ['stack', 'ls', '--json', '--project', project];
  const list = JSON.parse(await runPulumi(args, backend, options)) as { name: string }[];
  const stacks: ExportedStack[] = [];
  for (const { name } of list) {
    const text = await exportText(backend, name, options);
    const stack = name.slice(name.lastIndexOf('/') + 1);
    const { version, deployment } = JSON.parse(text);
    const checkpoint = JSON.stringify({ version, checkpoint: { stack: name, latest: deployment } });
    const source = { file: `${backend.url} (stack ${name})`, project, stack };
    const resources = resourcesOf(parseCheckpoint(checkpoint, source, options.pending));
    stacks.push({ fullName: name, stack, text, resources });
  }
  return stacks;
}

/**
 * Puts other resources in the place of those that were exported. The CLI locks a stack for the import alone, so the stack is
 * read once more right before it. Throws `state-moved` where somebody else changed it meanwhile.
 */
export async function importStack(
  backend: CliBackend,
  { fullName, text }: ExportedStack,
  change: (deployment: Deployment) => Deployment,
  options: CliOptions = {},
): Promise<void> {
  const { deployment, ...rest } = JSON.parse(text);
  const changed = JSON.stringify({ ...rest, deployment: change(deployment) });
  if ((await exportText(backend, fullName, options)) !== text) {
    throw new MailyardError('state-moved', `Stack ${fullName} was changed by someone else meanwhile.`, {
      fix: 'Run it again.',
    });
  }
  await runPulumi(['stack', 'import', '--stack', fullName], backend, options, changed);
}

const exportText = (backend: CliBackend, name: string, options: CliOptions): Promise<string> =>
  runPulumi(['stack', 'export', '--stack', name], backend, options);

async function runPulumi(args: string[], backend: CliBackend, options: CliOptions, input?: string): Promise<string> {
  const env = { ...(options.env ?? process.env), PULUMI_BACKEND_URL: backend.url, PULUMI_SKIP_UPDATE_CHECK: 'true' };
  const command = ['pulumi', ...args.slice(0, 2)].join(' ');
  try {
    const running = promisify(execFile)('pulumi', [...args, '--non-interactive'], {
      cwd: options.cwd,
      env,
      maxBuffer: 1 << 30,
    });
    running.child.stdin?.end(input);
    return (await running).stdout;
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
