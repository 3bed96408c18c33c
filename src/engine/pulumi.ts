/** The Pulumi CLI as the engine, through its Automation API: one stack after the other, in the given order. */
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack, UpOptions } from '@pulumi/pulumi/automation/index.js';
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { type Backend, prepareBackend } from '../state/backend.ts';
import { clearDeadLocks, clearedText } from '../state/lock.ts';
import { readState } from '../state/read.ts';
import type { State } from '../state/state.ts';
import { makeUrn, PROVIDER_TYPE, STACK_TYPE } from '../state/urn.ts';
import {
  byStackAndName,
  DEFAULT_CONCURRENCY,
  type EngineFailure,
  type EngineRequest,
  type EngineResult,
  type EngineStep,
  type StackRequest,
} from './engine.ts';
import { collectEvents, type StackEvents } from './pulumi-events.ts';

export interface PulumiRequest extends EngineRequest {
  /** The project folder: where Pulumi.yaml is. */
  folder: string;
  /** Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
}

type StackOnly = { stack: string; resources?: StackRequest['resources'] };
type PulumiStateRequest = Omit<PulumiRequest, 'stacks'> & { stacks: string[] };
type CommonOptions = Pick<
  UpOptions,
  'parallel' | 'color' | 'suppressProgress' | 'onEvent' | 'signal' | 'target' | 'exclude'
>;
type Command = (stack: Stack, options: CommonOptions) => Promise<unknown>;

/** The version of the `pulumi` on the PATH, without its `v`; undefined where there is none. */
export async function pulumiAvailable(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  try {
    const skip = { PULUMI_SKIP_UPDATE_CHECK: 'true' };
    const { stdout } = await promisify(execFile)('pulumi', ['version'], { env: { ...env, ...skip } });
    return stdout.trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/** `pulumi up` for each stack, going on after failures. Throws `pulumi-missing`, `locked`. */
export async function applyPulumi(request: PulumiRequest): Promise<EngineResult> {
  return runStacks(request, request.stacks, (stack, options) => stack.up({ ...options, continueOnError: true }));
}

/** `pulumi refresh` for each stack. */
export async function refreshPulumi(request: PulumiStateRequest): Promise<EngineResult> {
  const stacks = request.stacks.map(stack => ({ stack }));
  return runStacks(request, stacks, (stack, options) => stack.refresh({ ...options, clearPendingCreates: true }));
}

/** `pulumi destroy` for each stack. The stacks themselves stay, and in them the zones that Mailyard made: they are protected. */
export async function destroyPulumi(request: PulumiStateRequest): Promise<EngineResult> {
  const stacks = request.stacks.map(stack => ({ stack }));
  // The CLI takes `--exclude-protected` or targets, not both (3.260): of what was chosen the protected is left out by name.
  const held = request.selected ? { ...request, without: await protectedIn(request) } : request;
  return runStacks(held, stacks, (stack, options) =>
    stack.destroy({ ...options, continueOnError: true, ...(!options.target && { excludeProtected: true }) }),
  );
}

async function protectedIn({ backend, project, folder, env }: PulumiStateRequest) {
  const { stacks } = await readState(backend, project, { cwd: folder, env });
  const names = stacks.flatMap(({ stack, resources }) =>
    resources.filter(({ protect }) => protect).map(({ name }) => `${stack} ${name}`),
  );
  const kept = new Set(names);
  return (stack: string, name: string) => kept.has(`${stack} ${name}`);
}

async function runStacks(
  request: Omit<PulumiRequest, 'stacks'>,
  stacks: StackOnly[],
  command: Command,
): Promise<EngineResult> {
  const started = performance.now();
  if (request.backend.kind === 'file') await prepareBackend(request.backend);
  const result: EngineResult = { done: [], failed: [], unchanged: 0, interrupted: false, warnings: [], durationMs: 0 };
  for (const stack of stacks) {
    if (request.signal?.aborted) break;
    const finished = await runStack(request, stack, command, result);
    if (!finished) break;
  }
  result.interrupted = request.signal?.aborted ?? false;
  result.done = byStackAndName(result.done);
  result.failed = byStackAndName(result.failed);
  result.durationMs = Math.round(performance.now() - started);
  return result;
}

/** False where the stack failed as a whole: those after it may have to take less away than they think. */
async function runStack(
  request: Omit<PulumiRequest, 'stacks'>,
  wanted: StackOnly,
  command: Command,
  result: EngineResult,
): Promise<boolean> {
  const held = await heldBack(request, wanted, result.failed);
  result.failed.push(...held.failures);
  if (held.target?.length === 0) return true;
  await clearLocks(request, wanted.stack, result);
  const events = collectEvents(wanted.stack, request.onEvent ?? (() => {}));
  let ended = true;
  try {
    const stack = await openStack(request, wanted.stack);
    await command(stack, {
      parallel: request.concurrency ?? DEFAULT_CONCURRENCY,
      color: 'never',
      suppressProgress: true,
      onEvent: events.take,
      signal: forwardedSignal(request.signal),
      ...(held.target ? { target: held.target } : {}),
      ...(held.exclude.length > 0 ? { exclude: held.exclude } : {}),
    });
  } catch (error) {
    ended = noteError(request, wanted.stack, events, error, result);
  }
  result.done.push(...events.done);
  result.failed.push(...events.failed(), ...neverReached(request, wanted, events));
  result.unchanged += events.unchanged();
  result.warnings.push(...events.warnings);
  return ended;
}

/** A run that was killed is gone: the next one goes on, as it does with the embedded engine. */
async function clearLocks(
  { backend, project, onEvent }: Omit<PulumiRequest, 'stacks'>,
  stack: string,
  result: EngineResult,
) {
  if (backend.kind !== 'file') return;
  for (const holder of await clearDeadLocks(backend, project, stack)) {
    const text = clearedText(stack, holder);
    result.warnings.push(text);
    onEvent?.({ kind: 'warning', text });
  }
}

/** Ctrl-C on a terminal reaches the CLI without us, and a second one would make it drop everything at once. */
function forwardedSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  return process.stdin.isTTY ? undefined : signal;
}

/** The URNs to run, or to leave alone: what was not chosen, and what a stack before this one was to take over and could not. */
async function heldBack(request: Omit<PulumiRequest, 'stacks'>, wanted: StackOnly, failed: EngineFailure[]) {
  const { selected, without = () => false, project } = request;
  const none = { target: undefined as string[] | undefined, exclude: [] as string[], failures: [] as EngineFailure[] };
  if (!selected && !request.without && failed.length === 0) return none;
  const known = await knownResources(request, wanted);
  const inList = new Set((wanted.resources ?? []).map(({ name }) => name));
  const isHeld = ({ type, name }: { type: string; name: string }) =>
    wanted.resources !== undefined &&
    !inList.has(name) &&
    failed.some(failure => failure.stack !== wanted.stack && failure.type === type && failure.name === name);
  const urn = ({ type, name }: { type: string; name: string }) => makeUrn({ stack: wanted.stack, project, type, name });
  const chosen = known.filter(({ name }) => selected?.(wanted.stack, name) ?? true);
  const held = chosen.filter(isHeld);
  const failures = held.map(resource => ({
    ...{ stack: wanted.stack, type: resource.type, name: resource.name, op: 'delete' as const },
    ...{ code: 'transfer', message: 'kept, as its new stack has not taken it over', reasons: [] },
  }));
  const isLeft = (resource: EngineStepName) => isHeld(resource) || without(wanted.stack, resource.name);
  if (!selected) return { ...none, exclude: known.filter(isLeft).map(urn), failures };
  const target = chosen.filter(resource => !isLeft(resource));
  // A provider serves whatever is chosen.
  const providers = target.length > 0 ? known.filter(({ type }) => type.startsWith(PROVIDER_TYPE)) : [];
  return { target: [...providers, ...target].map(urn), exclude: [], failures };
}

async function knownResources(request: Omit<PulumiRequest, 'stacks'>, wanted: StackOnly): Promise<EngineStepName[]> {
  const { backend, project, folder, env } = request;
  const state: State = await readState(backend, project, { cwd: folder, env });
  const there = state.stacks.find(({ stack }) => stack === wanted.stack)?.resources ?? [];
  const all = [...(wanted.resources ?? []), ...there].map(({ type, name }) => ({ type, name }));
  return [...new Map(all.map(resource => [`${resource.type}\n${resource.name}`, resource])).values()];
}

type EngineStepName = Pick<EngineStep, 'type' | 'name'>;

/** The Pulumi engine says nothing of resources whose dependency failed: it never hears of them. */
function neverReached(request: Omit<PulumiRequest, 'stacks'>, wanted: StackOnly, events: StackEvents): EngineFailure[] {
  const { selected = () => true, without = () => false } = request;
  if (events.failed().length === 0) return [];
  const missing = (wanted.resources ?? []).filter(
    ({ type, name }) =>
      !type.startsWith(PROVIDER_TYPE) &&
      selected(wanted.stack, name) &&
      !without(wanted.stack, name) &&
      !events.seen.has(name),
  );
  return missing.map(({ type, name }) => ({
    ...{ stack: wanted.stack, type, name, op: 'update' as const, code: 'dependency' },
    ...{ message: 'not tried, as what it depends on failed', reasons: [] },
  }));
}

/** Imported here and not above: loading it takes most of a second, which no other command should pay. */
async function openStack(request: Omit<PulumiRequest, 'stacks'>, stack: string): Promise<Stack> {
  if ((await pulumiAvailable(request.env)) === undefined) {
    throw new MailyardError('pulumi-missing', 'The Pulumi CLI is not on the PATH', {
      fix: 'install it (https://www.pulumi.com/docs/install/), or use `--engine embedded`',
    });
  }
  const { LocalWorkspace } = await import('@pulumi/pulumi/automation/index.js');
  const envVars = environment(request.env ?? process.env, request.backend, request.folder);
  return LocalWorkspace.createOrSelectStack({ stackName: stack, workDir: request.folder }, { envVars });
}

/** The project's own Node first: Pulumi takes the `node` of the PATH. */
function environment(env: NodeJS.ProcessEnv, backend: Backend, folder: string): Record<string, string> {
  const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(given),
    PULUMI_CONFIG_PASSPHRASE: env.PULUMI_CONFIG_PASSPHRASE ?? '',
    PULUMI_BACKEND_URL: backend.url,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PATH: `${join(folder, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`,
  };
}

/** True where the failures of single resources explain the CLI's exit code. */
function noteError(
  request: Omit<PulumiRequest, 'stacks'>,
  stack: string,
  events: StackEvents,
  error: unknown,
  result: EngineResult,
): boolean {
  if (error instanceof MailyardError) throw error;
  if (request.signal?.aborted) return false;
  if (events.failed().length > 0 && events.errors.length === 0) return true;
  const text = reasonOf(error);
  if (/currently locked/.test(text)) throw locked(stack, text);
  const untried = events.untried();
  if (events.errors.length === 0 && untried.length > 0) {
    result.failed.push(...untried);
    return false;
  }
  const reasons = events.errors.length > 0 ? events.errors : [lastLines(text)];
  result.failed.push({
    ...{ stack, type: STACK_TYPE, name: `${request.project}-${stack}`, op: 'update', code: 'pulumi' },
    ...{ message: reasons.join('\n'), reasons },
  });
  return false;
}

function locked(stack: string, text: string): MailyardError {
  const holder = /created by (.*)/.exec(text)?.[1] ?? 'another run';
  return new MailyardError('locked', `Stack ${stack} is in use by ${holder}`, {
    fix: `wait for it to end; if it is no longer there, \`pulumi cancel --stack ${stack}\``,
  });
}

/** What the CLI wrote to stderr is the end of the error's text. */
function lastLines(text: string): string {
  const stderr = /stderr: ([\s\S]*?)(?:\nerr\?:|$)/.exec(text)?.[1] ?? text;
  return stderr.trim().split('\n').slice(-8).join('\n');
}
