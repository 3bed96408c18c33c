/** Both engines behind one face. */
import type { EngineEvent, EngineResult, StackRequest } from '../../../engine/engine.ts';
import type { LockedPlan } from '../../../plan/locked.ts';
import type { Mail } from '../../../provider/mail.ts';
import type { StackState } from '../../../state/state.ts';
import type { Progress, Terminal } from '../../terminal.ts';

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

export const STOPPING = 'Stopping: steps under way are finished first.';

export async function ended(run: RunOptions, work: Promise<EngineResult>): Promise<EngineResult> {
  return work.finally(() => run.progress.end());
}

export function told(progress: Progress, terminal: Terminal): (event: EngineEvent) => void {
  let done = 0;
  return event => {
    if (event.kind === 'warning') return terminal.note(event.text);
    if (event.kind !== 'start') done += 1;
    progress.step(done, event.name);
  };
}
