/** The throttler over a runtime: its ledger, its clock, and the inventories as they were read last. */
import type { Ledger } from '../../ledger/ledger.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { openThrottler, type Throttler } from './throttler.ts';
import { byLedger } from './warmup.ts';

export interface ThrottlerSource {
  ledger: Ledger;
  runtime(): Pick<Runtime, 'estate' | 'templates'>;
  /** UTC epoch milliseconds. */
  now(): number;
}

export const throttlerOf = ({ ledger, runtime, now }: ThrottlerSource): Throttler =>
  openThrottler({ ledger, now, inventories: runtime, warmup: byLedger });
