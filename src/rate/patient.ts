/** Calls to one service, one after the other: within the shared budget, and with retries that can be seen. */
import type { Budget, BudgetWait } from './budget.ts';

export interface PatientOptions {
  /** Whose calls, as people know it: `Cloudflare`. */
  service: string;
  /** What the budget counts by: never a secret itself. */
  key: string;
  budget: Budget;
  signal?: AbortSignal;
  onWait: (wait: Wait) => void;
  clock: () => number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  random: () => number;
  /** The service's own error for what ends a call before its answer. */
  failure: (kind: 'limited' | 'aborted', message: string, fix?: string) => Error;
}

export interface Wait {
  seconds: number;
  reason: string;
}

export interface Patient {
  /**
   * What `send` gives. Where it throws an error whose `kind` is `limited`, nothing was done, and it is sent again; where it is
   * `lost`, perhaps it was: only `again` sends that once more. What ends the call after a lost try has `afterLost: true`, as
   * that try may have been carried out.
   */
  call<T>(doing: string, send: () => Promise<T>, again: boolean): Promise<T>;
  /** Waits before the next try, longer each time: 1, 2, 4, 8 s, less up to a quarter. */
  backOff(attempt: number): Promise<void>;
}

/** A call is sent at most so often where its answers get lost, and outlasts so many 429s. */
export const MOST_TRIES = 5;
/** Each can cost a whole window, and one that ends a moment early costs another: two blocks in a row are survived. */
const MOST_REFUSALS = 5;
/** Longer than this nobody waits for a rate limit: Cloudflare's own window is 300 s. */
const LONGEST_WAIT_MS = 900_000;

export function patient(options: PatientOptions): Patient {
  const { service, key, budget, signal, onWait, clock, sleep, random, failure } = options;
  let announced = 0;

  const reasonOf: Record<BudgetWait['reason'], string> = {
    refused: `${service} refuses all calls for now (429)`,
    left: `${service}'s rate limit leaves no call`,
    budget: 'the shared rate budget is used up',
  };

  const throwIfAborted = (): void => {
    if (signal?.aborted) throw failure('aborted', `Stopped while talking to ${service}.`);
  };

  const pause = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds, signal).catch(() => {});
    throwIfAborted();
  };

  /** Many calls wait for the same moment: it is told once. */
  const announce = (wait: BudgetWait): void => {
    const until = clock() + wait.milliseconds;
    if (until > announced + 1000)
      onWait({ seconds: Math.ceil(wait.milliseconds / 1000), reason: reasonOf[wait.reason] });
    announced = Math.max(announced, until);
  };

  const admit = async (doing: string): Promise<void> => {
    throwIfAborted();
    for (let wait = budget.reserve(key); wait; wait = budget.reserve(key)) {
      if (wait.milliseconds > LONGEST_WAIT_MS) throw tooLong(wait, doing);
      announce(wait);
      // Up to a second more, so that all who wait do not start in the same moment.
      await pause(wait.milliseconds + random() * Math.min(1000, wait.milliseconds / 10));
    }
  };

  const tooLong = ({ milliseconds }: BudgetWait, doing: string): Error => {
    const minutes = Math.ceil(milliseconds / 60_000);
    const message = `${service} takes no call for the next ${minutes} minutes, not even ${doing}.`;
    return failure('limited', message, 'Run it again then.');
  };

  const backOff = async (attempt: number): Promise<void> => {
    const milliseconds = 1000 * 2 ** Math.min(attempt - 1, 3) * (1 - random() / 4);
    onWait({ seconds: Math.round(milliseconds / 100) / 10, reason: `${service} gave no usable answer` });
    await pause(milliseconds);
  };

  const call = async <T>(doing: string, send: () => Promise<T>, again: boolean): Promise<T> => {
    let [lost, limited] = [0, 0];
    for (;;) {
      await admit(doing);
      try {
        return await send();
      } catch (error) {
        throwIfAborted();
        const { kind } = error as { kind?: unknown };
        if (lost > 0) Object.assign(error as object, { afterLost: true });
        if (kind === 'limited' && ++limited < MOST_REFUSALS) continue;
        if (kind !== 'lost' || !again || ++lost >= MOST_TRIES) throw error;
        await backOff(lost);
      }
    }
  };

  return { call, backOff };
}
