/** Brings notices to people one round at a time, whoever asks for it: the daemon with each look, a call that raised an alert at once. */
export interface Postman {
  /** Whoever asks while a round is on its way waits for its end: what came meanwhile goes with the next one. */
  now(): Promise<unknown>;
  /** A round that begins from now on. */
  soon(): Promise<unknown>;
  /** Milliseconds since the last round. */
  idleFor(): number;
  ended(): Promise<void>;
}

export function postman(deliver: () => Promise<unknown>): Postman {
  let current: Promise<unknown> | undefined;
  let last = performance.now();
  const now = (): Promise<unknown> => {
    current ??= deliver().finally(() => {
      current = undefined;
      last = performance.now();
    });
    return current;
  };
  const ended = async () => void (await current?.catch(() => {}));
  return {
    ...{ now, ended },
    soon: async () => {
      await ended();
      return now();
    },
    idleFor: () => (current ? 0 : performance.now() - last),
  };
}
