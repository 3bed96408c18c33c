/** Access tokens that run out: got when one is first needed, and anew a minute before its end. */

export interface Token {
  value: string;
  /** How long it is good for, from now on. */
  seconds: number;
}

const MARGIN_MS = 60_000;

/** Calls that need a token at the same time wait for one. A failure is not kept. */
export function renewed(get: () => Promise<Token>, now: () => number): () => Promise<string> {
  let until = 0;
  let current: Promise<string> | undefined;

  async function fresh(): Promise<string> {
    const { value, seconds } = await get();
    until = now() + seconds * 1000 - MARGIN_MS;
    return value;
  }

  return () => {
    if (current && now() < until) return current;
    until = Number.POSITIVE_INFINITY;
    current = fresh();
    current.catch(() => {
      current = undefined;
    });
    return current;
  };
}
