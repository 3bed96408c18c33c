/** The embedded engine: this process calls the provider's methods. */
import { onInterrupt } from '../../../engine/interrupt.ts';
import { mailFrom } from '../../../provider/mail.ts';
import { policiesFrom } from '../../../provider/mta-sts-policy/policies.ts';
import { heldByEnvironment, resourceTypes } from '../../../provider/types.ts';
import { openCloudflare } from '../../cloudflare.ts';
import type { Context, Site } from '../../context.ts';
import { type Engine, ended, type RunOptions, STOPPING, told } from './engine.ts';

export function embeddedEngine(context: Context, { backend, project }: Site): Engine {
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
  const engine = () => import('../../../engine/embedded.ts');
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
