/** What the rotation may do to the world. */
import type { Action } from '../action.ts';
import { emergency } from './actions/emergency.ts';
import { make } from './actions/make.ts';
import { probe } from './actions/probe.ts';
import { providerRotate } from './actions/provider-rotate.ts';
import { publish } from './actions/publish.ts';
import { remove } from './actions/remove.ts';
import { revoke } from './actions/revoke.ts';
import { rollback } from './actions/rollback.ts';
import { start } from './actions/start.ts';
import { switchKey } from './actions/switch.ts';

export const dkimActions: readonly Action<never>[] = [
  start,
  make,
  publish,
  switchKey,
  probe,
  revoke,
  remove,
  rollback,
  emergency,
  providerRotate,
];
