/** What answers say about a rate limit (Cloudflare's headers since 2025-09); every one of them may be missing. */

export interface RateHint {
  /** Calls left, and the seconds until they are counted anew: `Ratelimit: "default";r=50;t=30`. */
  left?: { calls: number; seconds: number };
  /** The whole allowance: `Ratelimit-Policy: "burst";q=1200;w=300`. */
  quota?: { calls: number; seconds: number };
  /** Seconds that `Retry-After` asks for: a number or an HTTP date (RFC 9110 §10.2.3). */
  retryAfter?: number;
}

/** Reads the headers of one answer; `now` in epoch milliseconds. */
export function rateHint(headers: Headers, now: number): RateHint {
  return {
    left: pair(headers.get('ratelimit'), 'r', 't'),
    quota: pair(headers.get('ratelimit-policy'), 'q', 'w'),
    retryAfter: retryAfter(headers.get('retry-after'), now),
  };
}

/** Of several policies the one that leaves the fewest calls. */
function pair(header: string | null, callsKey: string, secondsKey: string) {
  const policies = (header ?? '').split(',').flatMap(item => {
    const calls = parameter(item, callsKey);
    const seconds = parameter(item, secondsKey);
    return calls === undefined || seconds === undefined ? [] : [{ calls, seconds }];
  });
  return policies.sort((a, b) => a.calls - b.calls)[0];
}

function parameter(item: string, key: string): number | undefined {
  const match = new RegExp(`;\\s*${key}=(\\d+)`).exec(item);
  return match ? Number(match[1]) : undefined;
}

function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
