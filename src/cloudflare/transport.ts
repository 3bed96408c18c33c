/** One call to Cloudflare after the other: within the shared budget, with a deadline, and with retries that can be seen. */
import type Cloudflare from 'cloudflare';
import type { Budget } from '../rate/budget.ts';
import { patient, type Wait } from '../rate/patient.ts';
import { rateHint } from '../rate/rate-headers.ts';
import { apiErrors, CallFailure, type Doing, toFailure } from './failure.ts';
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

export interface Transport {
  /** Sends one call and retries what certainly was not done, with `again` also what perhaps was. Throws `CallFailure`. */
  call<T>(doing: Doing, send: (client: Cloudflare) => Promise<T>, again: boolean): Promise<T>;
  /** Waits before the next try, longer each time: 1, 2, 4, 8 s, less up to a quarter. */
  backOff(attempt: number): Promise<void>;
  readonly calls: number;
}

export function createTransport(options: TransportOptions): Transport {
  const { token, baseUrl, budget, timeout, signal, onWait, clock, sleep, random } = options;
  const key = tokenKey(token, baseUrl);
  const hide = (text: string) => text.replaceAll(token, '***');
  let calls = 0;
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

  const calling = patient({
    ...{ service: 'Cloudflare', key, budget, signal, onWait, clock, sleep, random },
    failure: (kind, message, fix) => new CallFailure(kind, message, { fix }),
  });

  const once = async <T>(doing: Doing, send: (client: Cloudflare) => Promise<T>): Promise<T> => {
    client ??= connect();
    const connected = await client;
    try {
      return await send(connected);
    } catch (error) {
      throw toFailure(error, doing, hide);
    }
  };

  return {
    call: (doing, send, again) => calling.call(doing, () => once(doing, send), again),
    backOff: calling.backOff,
    get calls() {
      return calls;
    },
  };
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
