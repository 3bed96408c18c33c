/** Which engine carries a command out, and both behind one face. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Accounts, openAccounts } from '../cloudflare/accounts.ts';
import { checkBaseUrl, createCloudflare } from '../cloudflare/client.ts';
import { checkToken, TOKEN_VARIABLE } from '../cloudflare/token.ts';
import type { EngineEvent, EngineResult, StackRequest } from '../engine/engine.ts';
import { onInterrupt } from '../engine/interrupt.ts';
import { MailyardError } from '../error.ts';
import type { LockedPlan } from '../plan/locked.ts';
import { writePlanFile } from '../plan-file.ts';
import { type Mail, mailFrom } from '../provider/mail.ts';
import { policiesFrom } from '../provider/mta-sts-policy/policies.ts';
import { heldByEnvironment, resourceTypes } from '../provider/types.ts';
import { openBudget, rateFromEnv } from '../rate/budget.ts';
import { cacheFolder } from '../rate/cache-folder.ts';
import type { StackState } from '../state/state.ts';
import type { Context, Site } from './context.ts';
import type { Progress, Terminal } from './terminal.ts';

export interface Engine {
  name: 'embedded' | 'pulumi';
  apply(stacks: StackRequest[], options: HeldOptions): Promise<EngineResult>;
  refresh(stacks: string[], options: RunOptions): Promise<EngineResult>;
  destroy(stacks: string[], options: HeldOptions): Promise<EngineResult>;
  /** For what is asked of mail providers before anything is written. */
  mail: Mail;
  /** Cloudflare calls of this process; the Pulumi CLI's plugin counts its own, so there it is unknown. */
  calls(): number | undefined;
  /** Gives Ctrl-C back. */
  close(): void;
}

export interface RunOptions {
  selected: (stack: string, name: string) => boolean;
  /** What waits for something, and is left as it is. */
  without?: (stack: string, name: string) => boolean;
  progress: Progress;
}

export interface HeldOptions extends RunOptions {
  /** What was shown and approved: the state that the engine finds may be another by then. Asked for only where it is needed. */
  plan: () => LockedPlan;
  /** Compares it with the stacks under their locks; throws `plan-moved`. */
  recheck: (stacks: StackState[]) => void;
}

/**
 * Without a choice the Pulumi CLI where it is there, since a team's other stacks and policies may live in it. `tokens`: the
 * variables of the tokens that will be needed, so that one that is missing is said before anything else.
 */
export async function openEngine(
  context: Context,
  site: Site,
  choice: unknown,
  tokens: Iterable<string | undefined>,
): Promise<Engine> {
  if (choice !== undefined && choice !== 'embedded' && choice !== 'pulumi') {
    throw new MailyardError('bad-option', `There is no engine "${choice}".`, {
      fix: 'Write --engine embedded or --engine pulumi.',
    });
  }
  for (const variable of tokens) checkToken(context.env[variable ?? TOKEN_VARIABLE], variable);
  if (choice === 'embedded') return embeddedEngine(context, site);
  const missing = await missingForPulumi(context, site);
  if (!missing) return pulumiEngine(context, site);
  if (choice === undefined && site.backend.kind === 'file') return embeddedEngine(context, site);
  throw missing;
}

async function missingForPulumi({ env }: Context, { folder, backend }: Site): Promise<MailyardError | undefined> {
  const { pulumiAvailable } = await import('../engine/pulumi.ts');
  if (!(await pulumiAvailable(env))) {
    return new MailyardError('pulumi-missing', 'The Pulumi CLI is not on the PATH.', {
      fix:
        backend.kind === 'file'
          ? 'Install it, or use --engine embedded.'
          : `Install it: the state is at ${backend.url}.`,
    });
  }
  if (existsSync(join(folder, 'Pulumi.yaml'))) return undefined;
  return new MailyardError('no-project', 'There is no Pulumi.yaml here or above, so Pulumi has no program to run.', {
    fix: 'Go to the folder of the project, or make one: mailyard init',
  });
}

/** The clients for what this process itself asks of Cloudflare, one a token. The address is checked at once. */
export function openCloudflare({ env, terminal }: Context, signal?: AbortSignal): Accounts {
  const baseUrl = checkBaseUrl(env.CLOUDFLARE_BASE_URL);
  const budget = openBudget({ folder: cacheFolder(env), rate: rateFromEnv(env), onWarning: terminal.note });
  return openAccounts(variable =>
    createCloudflare({
      token: env[variable],
      variable,
      baseUrl,
      budget,
      signal,
      onWait: ({ seconds, reason }) => terminal.note(`Waiting ${seconds} s: ${reason}.`),
    }),
  );
}

function embeddedEngine(context: Context, { backend, project }: Site): Engine {
  const { terminal, allowed, env } = context;
  const policies = policiesFrom(env);
  const interrupt = onInterrupt(() => terminal.note(STOPPING));
  // One client for refresh and apply: its list of zones is asked once.
  const cloudflare = undoneOnError(() => openCloudflare(context, interrupt.signal), interrupt.dispose);
  const note = (_urn: string, text: string) => terminal.note(text);
  const mail = mailFrom({ env, sources: context.sources, signal: interrupt.signal, note: terminal.note });
  const own = resourceTypes({ cloudflare: cloudflare.client, allowed, policies, mail, note });
  const types = heldByEnvironment(env, own);
  const common = ({ selected, without = () => false, progress }: RunOptions) => ({
    selected: (stack: string, name: string) => selected(stack, name) && !without(stack, name),
    ...{ backend, project, types, signal: interrupt.signal, onEvent: told(progress, terminal) },
  });
  const engine = () => import('../engine/embedded.ts');
  return {
    ...{ name: 'embedded', mail },
    apply: async (stacks, run) =>
      ended(run, (await engine()).applyEmbedded({ ...common(run), stacks, onLocked: run.recheck })),
    refresh: async (stacks, run) => ended(run, (await engine()).refreshEmbedded({ ...common(run), stacks })),
    destroy: async (stacks, run) =>
      ended(run, (await engine()).destroyEmbedded({ ...common(run), stacks, onLocked: run.recheck })),
    calls: () => cloudflare.calls,
    close: interrupt.dispose,
  };
}

/** Ctrl-C is given back where there is nothing that it could end. */
function undoneOnError<T>(make: () => T, undo: () => void): T {
  try {
    return make();
  } catch (error) {
    undo();
    throw error;
  }
}

const STOPPING = 'Stopping: steps under way are finished first.';

async function ended(run: RunOptions, work: Promise<EngineResult>): Promise<EngineResult> {
  return work.finally(() => run.progress.end());
}

function pulumiEngine(context: Context, { backend, project, folder }: Site): Engine {
  const { terminal, options, env } = context;
  const childEnv = {
    ...env,
    MAILYARD_DOMAINS: resolve(options.domains),
    MAILYARD_TEMPLATES: options.templates.map(path => resolve(path)).join(':'),
    MAILYARD_ALLOW: [env.MAILYARD_ALLOW, ...options.allow].filter(Boolean).join(','),
  };
  const interrupt = onInterrupt(() => terminal.note(STOPPING));
  const mail = mailFrom({ env, sources: context.sources, signal: interrupt.signal, note: terminal.note });
  const everything = context.selection.segments.length + context.selection.domains.length === 0;
  const common = ({ selected, without, progress }: RunOptions) => ({
    without,
    ...{ backend, project, folder, env: childEnv, signal: interrupt.signal, onEvent: told(progress, terminal) },
    // Without a selection Pulumi is spared its list of targets.
    selected: everything ? undefined : selected,
  });
  const engine = () => import('../engine/pulumi.ts');
  return {
    ...{ name: 'pulumi', mail },
    apply: async (stacks, run) =>
      ended(
        run,
        underPlan(childEnv, run.plan, async env => (await engine()).applyPulumi({ ...common(run), stacks, env })),
      ),
    refresh: async (stacks, run) => ended(run, (await engine()).refreshPulumi({ ...common(run), stacks })),
    destroy: async (stacks, run) =>
      ended(
        run,
        underPlan(childEnv, run.plan, async env => (await engine()).destroyPulumi({ ...common(run), stacks, env })),
      ),
    calls: () => undefined,
    close: interrupt.dispose,
  };
}

/** The plugin is held to what was shown, be it in a file of the user's or not: it decides under Pulumi's own lock. */
async function underPlan<T>(
  env: NodeJS.ProcessEnv,
  plan: () => LockedPlan,
  work: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  if (env.MAILYARD_PLAN) return work(env);
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-plan-'));
  try {
    const file = join(folder, 'plan.json');
    writePlanFile(file, plan());
    return await work({ ...env, MAILYARD_PLAN: file });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(progress: Progress, terminal: Terminal): (event: EngineEvent) => void {
  let done = 0;
  return event => {
    if (event.kind === 'warning') return terminal.note(event.text);
    if (event.kind !== 'start') done += 1;
    progress.step(done, event.name);
  };
}
