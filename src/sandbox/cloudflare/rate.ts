/**
 * The rate limit: 1,200 calls in five minutes; the call beyond blocks every call of the token for the next five minutes.
 * Counted in a sliding window, the strictest reading of the documentation.
 */
export interface RateLimit {
  /** Calls in a window. */
  quota: number;
  windowSeconds: number;
}

export const CLOUDFLARE_RATE: RateLimit = { quota: 1200, windowSeconds: 300 };

export interface RateVerdict {
  allowed: boolean;
  /** Seconds until calls are answered again, where they are not. */
  retryAfter: number;
  headers: Record<string, string>;
}

interface Usage {
  /** Times of the calls in the window, oldest at `first`. */
  times: number[];
  first: number;
  blockedUntil: number;
}

export interface RateCounter {
  count(token: string, now: number): RateVerdict;
  /** Blocks all calls of the token. */
  block(token: string, until: number): void;
}

export function rateCounter({ quota, windowSeconds }: RateLimit): RateCounter {
  const usages = new Map<string, Usage>();
  const windowMs = windowSeconds * 1000;

  function usageOf(token: string): Usage {
    let usage = usages.get(token);
    if (!usage) {
      usage = { times: [], first: 0, blockedUntil: 0 };
      usages.set(token, usage);
    }
    return usage;
  }

  return {
    count(token, now) {
      const usage = usageOf(token);
      if (now >= usage.blockedUntil) record(usage, now);
      const used = usage.times.length - usage.first;
      if (used > quota && now >= usage.blockedUntil) usage.blockedUntil = now + windowMs;
      const retryAfter = Math.max(0, Math.ceil((usage.blockedUntil - now) / 1000));
      const reset = retryAfter || Math.ceil(((usage.times[usage.first] ?? now) + windowMs - now) / 1000);
      const headers = {
        ratelimit: `"default";r=${retryAfter ? 0 : quota - used};t=${reset}`,
        'ratelimit-policy': `"burst";q=${quota};w=${windowSeconds}`,
      };
      return { allowed: retryAfter === 0, retryAfter, headers };
    },
    block(token, until) {
      usageOf(token).blockedUntil = until;
    },
  };

  function record(usage: Usage, now: number): void {
    usage.times.push(now);
    while ((usage.times[usage.first] ?? now) <= now - windowMs) usage.first += 1;
    if (usage.first > quota) {
      usage.times = usage.times.slice(usage.first);
      usage.first = 0;
    }
  }
}
