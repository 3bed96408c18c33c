/**
 * Holds a lease for as long as something is done. Its beats and the patience of those who wait are real time, whatever the clock of
 * the runtime says: they tell whether a process is alive, not what day it is.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { beatLease, type Lease, releaseLease, replaceLease, takeLease } from '../ledger/leases.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { reasonOf } from '../reason.ts';
import type { Log } from './runtime.ts';

export interface Pace {
  /** Milliseconds between two beats. */
  beat: number;
  /** How long beats stand still before their process counts as dead. */
  dead: number;
}

/** A process that is stopped for less than `dead`, a long garbage collection or a database that is away lose nothing. */
export const PACE: Pace = { beat: 10_000, dead: 45_000 };

export interface Holder {
  ledger: Ledger;
  /** A process's own name, never used again. */
  holder: string;
  who: string;
  log: Log;
  now(): number;
  pace?: Pace;
}

/**
 * Waits for the lease, does the work, and gives the lease back; `lost` is aborted where another process had to take us for dead.
 * `onWait` is told once whom it waits for. Throws AbortError where `signal` ends the wait.
 */
export async function underLease<T>(
  around: Holder,
  name: string,
  signal: AbortSignal,
  work: (lost: AbortSignal) => Promise<T>,
  onWait: (held: Lease) => void = () => {},
): Promise<T> {
  await acquire(around, name, signal, onWait);
  const { lost, stop } = beats(around, name);
  try {
    return await work(lost);
  } finally {
    stop();
    await releaseLease(around.ledger, name, around.holder).catch(error => notReached(around.log, error));
  }
}

async function acquire(around: Holder, name: string, signal: AbortSignal, onWait: (held: Lease) => void) {
  const { ledger, holder, who, now, pace = PACE } = around;
  let seen: Lease | undefined;
  let unmoved = 0;
  for (;;) {
    signal.throwIfAborted();
    const ours = { holder, who, since: now() };
    const held = await takeLease(ledger, { name, ...ours });
    if (held === undefined) return;
    if (seen === undefined) onWait(held);
    const still = seen?.holder === held.holder && seen.beat === held.beat;
    unmoved = still ? unmoved + pace.beat / 2 : 0;
    if (unmoved >= pace.dead && (await replaceLease(ledger, held, ours))) return;
    seen = held;
    await pause(pace.beat / 2, undefined, { signal });
  }
}

function beats({ ledger, holder, log, pace = PACE }: Holder, name: string) {
  const lost = new AbortController();
  const timer = setInterval(async () => {
    try {
      if (!(await beatLease(ledger, name, holder))) lost.abort(new Error(`another process has taken over ${name}`));
    } catch (error) {
      notReached(log, error);
    }
  }, pace.beat);
  // A process that does nothing but beat has nothing left to do.
  timer.unref();
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}

const notReached = (log: Log, error: unknown): void =>
  log.warn({ reason: reasonOf(error) }, 'the ledger could not be reached');
