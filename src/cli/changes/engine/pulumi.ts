/** The Pulumi CLI as a child process, with the command's selection and plan in its environment. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onInterrupt } from '../../../engine/interrupt.ts';
import type { LockedPlan } from '../../../plan/locked.ts';
import { writePlanFile } from '../../../plan-file.ts';
import { mailFrom } from '../../../provider/mail.ts';
import type { Context, Site } from '../../context.ts';
import { type Engine, ended, type RunOptions, STOPPING, told } from './engine.ts';

export function pulumiEngine(context: Context, { backend, project, folder }: Site): Engine {
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
  const engine = () => import('../../../engine/pulumi.ts');
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
