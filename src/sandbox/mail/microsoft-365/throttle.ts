/**
 * How much one app may ask of one tenant: resource units in 10 s and writes in 150 s, for a tenant below 50 users
 * (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits; facts §2).
 */
import type { SandboxClock } from '../../clock.ts';
import type { Answer, TwinRequest } from '../../http/request.ts';
import { tooMany } from './errors.ts';

const UNITS = { most: 3500, seconds: 10 };
const WRITES = { most: 3000, seconds: 150 };

/** Answers 429 for the call that is too much, and counts the others. */
export function throttle(clock: SandboxClock): (request: TwinRequest) => Answer | undefined {
  const units = sliding(clock, UNITS);
  const writes = sliding(clock, WRITES);
  return request => {
    const isWrite = request.method !== 'GET';
    const wait = Math.max(units.wait(cost(request)), isWrite ? writes.wait(1) : 0);
    if (wait > 0) return tooMany(wait);
    units.count(cost(request));
    if (isWrite) writes.count(1);
    return undefined;
  };
}

/** `$select` makes a call cheaper by one, and none costs less than one. */
function cost({ method, path, query }: TwinRequest): number {
  const base = method !== 'GET' ? 1 : path.endsWith('/users') ? 2 : path.endsWith('/subscribedSkus') ? 3 : 1;
  return Math.max(1, base - (query.has('$select') ? 1 : 0));
}

function sliding(clock: SandboxClock, { most, seconds }: { most: number; seconds: number }) {
  let spent: { at: number; amount: number }[] = [];
  return {
    /** Seconds until so much may be spent; 0 for now. */
    wait(amount: number): number {
      const now = clock.now();
      spent = spent.filter(({ at }) => at > now - seconds * 1000);
      const total = spent.reduce((sum, each) => sum + each.amount, 0);
      const [oldest] = spent;
      if (!oldest || total + amount <= most) return 0;
      return Math.max(1, Math.ceil((oldest.at + seconds * 1000 - now) / 1000));
    },
    count(amount: number): void {
      spent.push({ at: clock.now(), amount });
    },
  };
}
