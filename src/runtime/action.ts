/**
 * An automatic action: what a job would do to the world. Only the gate performs one. What writes to the world stands in a folder
 * `actions/` of its job, one action a file (`src/runtime/dkim/actions/publish.ts`), and nowhere else in `src/runtime`: the linter
 * refuses an adapter's write in any other file (lint/writes.grit), and `.perform(…)` in any but gate.ts (lint/perform.grit).
 * `src/runtime/<job>/signers/` holds adapters themselves.
 */
import type { Runtime } from './runtime.ts';

export interface Action<Parameters = unknown> {
  /** `dkim.rotate`: job and verb. */
  name: string;
  /** Whose mode in the inventory holds it. */
  job: 'dkim' | 'warmup' | 'blocklists' | 'health';
  /**
   * Does it, and says in a sentence what was done. Safe to do again: after a kill nobody knows how far it came. `parameters` may be days
   * old when a person approves, so it looks again at what they rest on and throws where that no longer holds. `decision`: the id of the
   * one that let it through, which later steps may go by.
   */
  perform(runtime: Runtime, parameters: Parameters, decision: number): Promise<string>;
}
