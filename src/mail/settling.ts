/**
 * Where a provider's servers hear of a new mailbox one after the other: for a minute after it was made, "not there" is not
 * believed.
 */
import type { Connection } from './adapter.ts';
import { isFailure } from './failure.ts';

/** `ask`, again and again while it says that a mailbox that was just made is not there. */
export type Settled = <T>(address: string, ask: () => Promise<T>) => Promise<T>;

const SETTLING_MS = 60_000;
const PAUSE_MS = 3_000;

export interface Settling {
  made(address: string): void;
  deleted(address: string): void;
  settled: Settled;
}

export function settling({ now, sleep }: Connection): Settling {
  const madeAt = new Map<string, number>();
  return {
    made: address => void madeAt.set(address, now()),
    deleted: address => void madeAt.delete(address),
    async settled(address, ask) {
      const end = (madeAt.get(address) ?? Number.NEGATIVE_INFINITY) + SETTLING_MS;
      for (;;) {
        try {
          return await ask();
        } catch (error) {
          if (now() >= end || !isFailure(error, 'missing')) throw error;
        }
        await sleep(PAUSE_MS);
      }
    },
  };
}
