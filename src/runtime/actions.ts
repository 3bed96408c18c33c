/** Every automatic action, by its name: what `mailyard decisions approve` can carry out. */
import type { Action } from './action.ts';
import { holdListed } from './blocklists/actions/hold.ts';
import { releaseDelisted } from './blocklists/actions/release.ts';
import { dkimActions } from './dkim/actions.ts';
import { warmupActions } from './warmup/actions.ts';

export const actions: readonly Action<never>[] = [
  ...dkimActions,
  ...Object.values(warmupActions),
  holdListed,
  releaseDelisted,
];
