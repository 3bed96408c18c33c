/** One call to Cloudflare after the other: within the shared budget, with a deadline, and with retries that can be seen. */
import type Cloudflare from 'cloudflare';
import type { Budget, BudgetWait } from './budget.ts';
import { apiErrors, CallFailure, type Doing, toFailure } from './failure.ts';
import { rateHint } from './rate-headers.ts';
import { tokenKey } from './token.ts';

export interface TransportOptions {
  token: string;
  baseUrl: string;
  budget: Budget;
  /** Milliseconds that one call may take, its body included. */
  timeout: number;
  signal?: AbortSignal;
  onWait: (wait: Wait) => void;
  clock: () => number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
}

export interface Wait {
  seconds: number;
  reason: string;
}

export interface Transport {
  /** Sends one call and retries what certainly was not done, with `again` also what perhaps was. Throws `CallFailure`. */
  call<T>(doing: Doing, send: (client: Cloudflare) => Promise<T>, again: boolean): Promise<T>;
  /** Waits before the next try, longer each time: 1, 2, 4, 8 s, less up to a quarter. */
  backOff(attempt: number): Promise<void>;
  readonly calls: number;
}

/** A call is sent at most so often where its answers get lost, and outlasts so many 429s. */
export const MOST_TRIES = 5;
/** Each can cost a whole window, and one that ends a moment early costs another: two blocks in a row are survived. */
const MOST_REFUSALS = 5;
/** Longer than this nobody waits for a rate limit: Cloudflare's own window is 300 s. */
const LONGEST_WAIT_MS = 900_000;

export function createTransport(options: TransportOptions): Transport {
  const { token, baseUrl, budget, timeout, signal, onWait, clock, sleep, random } = options;
  const key = tokenKey(token, baseUrl);
  const hide = (text: string) => text.replaceAll(token, '***');
  let calls = 0;
  let announced = 0;
  let client: Promise<Cloudflare> | undefined;

  /** The client reads the body inside `timeout`, tells the budget, and takes `success` for the truth, not the status. */
  const checkedFetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    calls += 1;
    const signals = [init?.signal, signal].filter(each => each != null);
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    const body = await response.text();
    budget.learn(key, rateHint(response.headers, clock()), response.status === 429);
    if (response.ok) expectSuccess(body, response.status);
    return new Response(body, { status: response.status, headers: { 'content-type': 'application/json' } });
  };

  const connect = async (): Promise<Cloudflare> => {
    // Half a second and 45 MB: only who talks to Cloudflare pays for it (cloudflare 7.3.0, 2026-11).
    const { default: Client } = await import('cloudflare');
    const off = { apiKey: null, apiEmail: null, userServiceKey: null, maxRetries: 0, logLevel: 'off' } as const;
    return new Client({ ...off, apiToken: token, baseURL: baseUrl, timeout, fetch: checkedFetch });
  };

  const pause = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds, signal).catch(() => {});
    throwIfAborted();
  };

  const throwIfAborted = (): void => {
    if (signal?.aborted) throw new CallFailure('aborted', 'Stopped while talking to Cloudflare.');
  };

  /** Many calls wait for the same moment: it is told once. */
  const announce = (wait: BudgetWait): void => {
    const until = clock() + wait.milliseconds;
    if (until > announced + 1000)
      onWait({ seconds: Math.ceil(wait.milliseconds / 1000), reason: reasonOf[wait.reason] });
    announced = Math.max(announced, until);
  };

  const admit = async (doing: Doing): Promise<void> => {
    throwIfAborted();
    for (let wait = budget.reserve(key); wait; wait = budget.reserve(key)) {
      if (wait.milliseconds > LONGEST_WAIT_MS) throw tooLong(wait, doing);
      announce(wait);
      // Up to a second more, so that all who wait do not start in the same moment.
      await pause(wait.milliseconds + random() * Math.min(1000, wait.milliseconds / 10));
    }
  };

  const backOff = async (attempt: number): Promise<void> => {
    const milliseconds = 1000 * 2 ** Math.min(attempt - 1, 3) * (1 - random() / 4);
    onWait({ seconds: Math.round(milliseconds / 100) / 10, reason: 'Cloudflare gave no usable answer' });
    await pause(milliseconds);
  };

  const once = async <T>(doing: Doing, send: (client: Cloudflare) => Promise<T>): Promise<T | CallFailure> => {
    client ??= connect();
    const connected = await client;
    try {
      return await send(connected);
    } catch (error) {
      throwIfAborted();
      return toFailure(error, doing, hide);
    }
  };

  const call = async <T>(doing: Doing, send: (client: Cloudflare) => Promise<T>, again: boolean): Promise<T> => {
    let [lost, limited] = [0, 0];
    for (;;) {
      await admit(doing);
      const answer = await once(doing, send);
      if (!(answer instanceof CallFailure)) return answer;
      if (answer.kind === 'limited' && ++limited < MOST_REFUSALS) continue;
      if (answer.kind !== 'lost' || !again || ++lost >= MOST_TRIES) throw answer;
      await backOff(lost);
    }
  };

  return {
    call,
    backOff,
    get calls() {
      return calls;
    },
  };
}

const reasonOf: Record<BudgetWait['reason'], string> = {
  refused: 'Cloudflare refuses all calls for now (429)',
  left: "Cloudflare's rate limit leaves no call",
  budget: 'the shared rate budget is used up',
};

function tooLong({ milliseconds }: BudgetWait, doing: Doing): CallFailure {
  const minutes = Math.ceil(milliseconds / 60_000);
  return new CallFailure('limited', `Cloudflare takes no call for the next ${minutes} minutes, not even ${doing}.`, {
    fix: 'Run it again then.',
  });
}

/** A 2xx may carry `success: false` or a page of HTML; the SDK would take both for a result. */
function expectSuccess(body: string, status: number): void {
  let envelope: { success?: unknown } | undefined;
  try {
    envelope = JSON.parse(body);
  } catch {
    throw new Error(`HTTP ${status} without JSON: ${body.slice(0, 60)}`);
  }
  if (envelope?.success === true) return;
  const said = apiErrors(envelope).map(({ code, message }) => `${code} ${message}`);
  throw new Error(`HTTP ${status} without success: ${said.join('; ') || 'no reason given'}`);
}
