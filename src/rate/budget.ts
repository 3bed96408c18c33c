/**
 * The rate budget that all of this user's processes share: preview, update, parallel stacks and the daemon count their
 * calls to one service in one small SQLite file. Cloudflare allows 1,200 calls in 300 s a user and then refuses every
 * call for 300 s (2026-04), so its default stays below it and leaves room for the dashboard.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';
import { type BudgetStore, type Limit, NO_LIMIT, openStore } from './budget-store.ts';
import { cacheFolder } from './cache-folder.ts';
import type { RateHint } from './rate-headers.ts';

export interface Budget {
  /** Counts a call if one may be sent now; else says how long to wait before asking again. */
  reserve(token: string): BudgetWait | undefined;
  /** Takes in what an answer said about the rate; `refused` (429) stops all processes until its end. */
  learn(token: string, hint: RateHint, refused: boolean): void;
  close(): void;
}

export interface BudgetWait {
  milliseconds: number;
  /** `refused`: the service answered 429; `left`: its headers leave no call; `budget`: ours is used up. */
  reason: 'refused' | 'left' | 'budget';
}

/** Calls in any stretch of so many seconds. */
export interface Rate {
  calls: number;
  seconds: number;
}

export interface BudgetOptions {
  /** Whose calls: a file each. Default `cloudflare`. */
  service?: string;
  rate?: Rate;
  /** Where the file lies; it is made if missing. */
  folder?: string;
  /** Epoch milliseconds. */
  clock?: () => number;
  /** Told once if the file cannot be used and this process counts alone. */
  onWarning?: (message: string) => void;
}

const DEFAULT_RATE: Rate = { calls: 1000, seconds: 300 };
/** However long an answer asks to wait, it is asked again after an hour. */
const LONGEST_BLOCK_MS = 3_600_000;

/** The rate that `MAILYARD_CLOUDFLARE_RATE="calls/seconds"` asks for, else 1,000 calls in 300 s. */
export function rateFromEnv(env: NodeJS.ProcessEnv = process.env): Rate {
  const setting = env.MAILYARD_CLOUDFLARE_RATE;
  if (!setting) return DEFAULT_RATE;
  const match = /^(\d+)\/(\d+)$/.exec(setting.trim());
  const [calls, seconds] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || calls < 1 || seconds < 1) {
    throw new MailyardError('bad-setting', `MAILYARD_CLOUDFLARE_RATE is "${setting}", which is no rate.`, {
      fix: 'Write it as calls/seconds, such as 1000/300.',
    });
  }
  return { calls, seconds };
}

/** Opens the shared budget; where the file cannot be written the process counts alone. */
export function openBudget(options: BudgetOptions = {}): Budget {
  const { service = 'cloudflare', rate = rateFromEnv(), folder = cacheFolder(), clock = Date.now } = options;
  const { onWarning = () => {} } = options;
  const file = join(folder, `${service}-rate.sqlite`);
  let store: BudgetStore;
  const alone = (error: unknown): BudgetStore => {
    onWarning(
      `The shared rate budget ${file} cannot be used (${reasonOf(error)}): this process counts its calls alone.`,
    );
    return openStore(':memory:', clock());
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    store = openStore(file, clock());
  } catch (error) {
    store = alone(error);
  }
  const use = <T>(step: (store: BudgetStore) => T): T => {
    try {
      return step(store);
    } catch (error) {
      store.close();
      store = alone(error);
      return step(store);
    }
  };
  return {
    reserve: token => use(current => reserve(current, token, rate, clock())),
    learn: (token, hint, refused) => {
      const limit = limitOf(hint, refused, rate, clock());
      if (limit) use(current => current.learn(token, limit));
    },
    close: () => store.close(),
  };
}

/** Undefined where the answer leaves us more than we would use anyway, which is nearly always: nothing is written then. */
function limitOf(hint: RateHint, refused: boolean, rate: Rate, now: number): Limit | undefined {
  const limit = { ...NO_LIMIT };
  if (refused) {
    const seconds = hint.retryAfter ?? hint.left?.seconds ?? rate.seconds;
    limit.refusedUntil = now + Math.min(seconds * 1000, LONGEST_BLOCK_MS);
  }
  if (hint.left && hint.left.calls < rate.calls) {
    limit.left = hint.left.calls;
    limit.leftUntil = now + Math.min(hint.left.seconds * 1000, LONGEST_BLOCK_MS);
  }
  if (hint.quota && hint.quota.calls / hint.quota.seconds < rate.calls / rate.seconds) {
    limit.quotaCalls = Math.max(1, hint.quota.calls);
    limit.quotaSeconds = hint.quota.seconds;
    limit.quotaUntil = now + hint.quota.seconds * 1000;
  }
  return limit.refusedUntil || limit.leftUntil || limit.quotaUntil ? limit : undefined;
}

function reserve(store: BudgetStore, token: string, rate: Rate, now: number): BudgetWait | undefined {
  return store.transaction(() => {
    const last = store.last(token);
    const wait = waitFor(store.limit(token), rate, now, back => store.callAt(token, last + 1 - back));
    if (!wait) store.count(token, last + 1, now);
    return wait;
  });
}

/** `sentAt(n)` is when the n-th last call was sent: while it lies inside its window of n calls, the window is full. */
function waitFor(
  limit: Limit,
  rate: Rate,
  now: number,
  sentAt: (back: number) => number | undefined,
): BudgetWait | undefined {
  if (limit.refusedUntil > now) return { milliseconds: limit.refusedUntil - now, reason: 'refused' };
  if (limit.leftUntil > now && limit.left < 1) return { milliseconds: limit.leftUntil - now, reason: 'left' };
  const quota = { calls: limit.quotaCalls, seconds: limit.quotaSeconds };
  const waits = (limit.quotaUntil > now ? [rate, quota] : [rate]).map(({ calls, seconds }) => {
    // A clock that was set back must not make a call of the future block for longer than its window.
    const at = Math.min(sentAt(calls) ?? Number.NEGATIVE_INFINITY, now);
    return at + seconds * 1000 - now;
  });
  const milliseconds = Math.max(...waits);
  return milliseconds > 0 ? { milliseconds, reason: 'budget' } : undefined;
}
