import { describe, expect, test } from 'vitest';
import { rateHint } from '../../src/rate/rate-headers.ts';

const now = Date.UTC(2027, 0, 1);
const hint = (headers: Record<string, string>) => rateHint(new Headers(headers), now);

describe('rate headers', () => {
  test('Ratelimit and Ratelimit-Policy give calls and seconds', () => {
    expect(hint({ ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"burst";q=100;w=60' })).toEqual({
      left: { calls: 50, seconds: 30 },
      quota: { calls: 100, seconds: 60 },
      retryAfter: undefined,
    });
  });

  test('of several policies the tightest counts', () => {
    expect(hint({ ratelimit: '"a";r=900;t=30, "b";r=3;t=10' }).left).toEqual({ calls: 3, seconds: 10 });
  });

  test('Retry-After may be seconds or a date', () => {
    expect(hint({ 'retry-after': '300' }).retryAfter).toBe(300);
    expect(hint({ 'retry-after': 'Fri, 01 Jan 2027 00:01:30 GMT' }).retryAfter).toBe(90);
    expect(hint({ 'retry-after': 'Thu, 31 Dec 2026 00:00:00 GMT' }).retryAfter).toBe(0);
    expect(hint({ 'retry-after': 'soon' }).retryAfter).toBeUndefined();
  });

  test('missing or unreadable headers say nothing', () => {
    expect(hint({ ratelimit: 'nonsense' })).toEqual({ left: undefined, quota: undefined, retryAfter: undefined });
  });
});
