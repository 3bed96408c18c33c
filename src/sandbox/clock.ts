/** The one clock that all twins of a sandbox share: days can pass in a test without anybody waiting. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(ms: number): void;
}

/** Runs with real time from where it is moved to; with `start` (epoch milliseconds) it stands still until it is advanced. */
export function sandboxClock(start?: number): SandboxClock {
  let offset = 0;
  return {
    now: () => (start ?? Date.now()) + offset,
    advance(ms) {
      offset += ms;
    },
  };
}
