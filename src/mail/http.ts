/** Calls to a provider's HTTP API by got: within the rate budget, with retries that never make anything twice. */
import type { Got, Response } from 'got';
import type { Budget } from '../rate/budget.ts';
import { patient } from '../rate/patient.ts';
import { rateHint } from '../rate/rate-headers.ts';
import { deepestReason, oneLine } from '../reason.ts';
import { type FailureKind, ProviderFailure } from './failure.ts';

export interface HttpOptions {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Sent with every call and asked for anew each time, as tokens run out. They are taken out of every message. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Headers that depend on the call, such as its signature: asked for each time that it is sent. */
  sign?(call: SignableCall): Promise<Record<string, string>>;
  /** Where an answer says another thing than its status does; undefined: the status is right. */
  judge?(answer: HttpAnswer): Verdict | 'good' | undefined;
  /** What the body of a failure says to people. Default: its `message`, `error.message`, `error_description` or `error`. */
  said?(body: unknown): string | undefined;
  /** The way out, where the provider has a particular one. */
  fixes?: Partial<Record<FailureKind, string>>;
}

export interface SignableCall {
  method: string;
  url: URL;
  /** As it goes out; empty where there is none. */
  body: string;
}

export interface HttpAnswer {
  status: number;
  /** Parsed where it is JSON, else its text; undefined where there is none. */
  body: unknown;
  headers: Headers;
}

export interface Verdict {
  kind: FailureKind;
  said?: string;
  fix?: string;
  /** Of `limited`: seconds to wait where the answer does not say. Default: longer each time. */
  retryAfter?: number;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, beginning with a slash, its parts encoded; or a whole URL of the same service. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** What the call is for, to complete "Migadu refused …": `to make alex@acme.example`. */
  doing: string;
  /** Whether sending it twice does no more than once. Default: all but POST. */
  again?: boolean;
}

export interface Http {
  /** The body of the answer. Throws ProviderFailure. */
  call<T>(request: HttpRequest): Promise<T>;
  /** The whole of it, where its headers say more, such as `Link`. */
  answer(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpSurroundings {
  /** The provider as people know it: `Google Workspace`. */
  title: string;
  /** What the budget counts by: provider and account. */
  key: string;
  budget: Budget;
  signal?: AbortSignal;
  /** Milliseconds that one call may take; default 60,000. */
  timeout?: number;
  clock(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  random(): number;
  onWait(wait: { seconds: number; reason: string }): void;
  /** Takes secrets out of what others wrote. */
  hide(text: string): string;
  /** A secret that was made or got on the way. */
  keepSecret(text: string): void;
}

/** Characters of what a provider says that people are shown. */
const LONGEST_WORDS = 160;

/** However often a provider says 429 without saying for how long. */
const LONGEST_PAUSE_SECONDS = 60;

export function createHttp(around: HttpSurroundings, options: HttpOptions): Http {
  const { title, key, budget, signal, timeout = 60_000, clock, hide, keepSecret } = around;
  let client: Promise<Got> | undefined;
  let refusals = 0;
  const calling = patient({
    ...{ service: title, key, budget, signal, onWait: around.onWait, clock },
    ...{ sleep: around.sleep, random: around.random },
    failure: (kind, message, fix) => new ProviderFailure(kind, message, { fix }),
  });

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const headers = { ...(await options.headers?.()), ...request.headers };
    for (const value of Object.values(headers)) for (const part of secretParts(value)) keepSecret(part);
    client ??= import('got').then(({ default: got }) => got.extend({ retry: { limit: 0 }, throwHttpErrors: false }));
    const { method, path, query, json, form, doing } = request;
    const url = new URL(/^https?:/.test(path) ? path : options.baseUrl + path);
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value));
    Object.assign(headers, await options.sign?.({ method, url, body: bodyOf(request) }));
    const got = await client;
    const response = await got(url, {
      ...{ method, headers, signal, followRedirect: false, timeout: { request: timeout }, responseType: 'text' },
      ...(json !== undefined && { json }),
      ...(form && { form }),
    }).catch(error => {
      throw failureOf({ kind: 'lost', said: oneLine(deepestReason(error), LONGEST_WORDS) }, doing, undefined);
    });
    return judged(answerOf(response as Response<string>), doing);
  }

  function judged(answer: HttpAnswer, doing: string): HttpAnswer {
    const verdict = options.judge?.(answer) ?? byStatus(answer);
    const limited = verdict !== 'good' && verdict.kind === 'limited';
    refusals = limited ? refusals + 1 : 0;
    if (limited) {
      const asked = rateHint(answer.headers, clock()).retryAfter ?? verdict.retryAfter;
      budget.learn(key, { retryAfter: asked ?? Math.min(2 ** (refusals - 1), LONGEST_PAUSE_SECONDS) }, true);
    }
    if (verdict === 'good') return answer;
    throw failureOf({ ...verdict, said: verdict.said ?? saidIn(answer.body, options.said) }, doing, answer.status);
  }

  function failureOf({ kind, said, fix }: Verdict, doing: string, status: number | undefined): ProviderFailure {
    const details = [status && `HTTP ${status}`, said && hide(said)].filter(Boolean).join(': ');
    const message = `${title} ${verb[kind]} ${doing}${details ? ` (${details})` : ''}.`;
    return new ProviderFailure(kind, message, { fix: fix ?? options.fixes?.[kind] ?? usualFix[kind] });
  }

  const answer = (request: HttpRequest): Promise<HttpAnswer> =>
    calling.call(request.doing, () => send(request), request.again ?? request.method !== 'POST');

  return { answer, call: async <T>(request: HttpRequest) => (await answer(request)).body as T };
}

const verb: Record<FailureKind, string> = {
  exists: 'already has what it was asked',
  missing: 'does not have what it was asked for,',
  refused: 'refused',
  credentials: 'rejected the credentials when asked',
  forbidden: 'does not allow these credentials',
  limited: 'refused, its rate limit being reached,',
  early: 'is not ready yet',
  lost: 'gave no usable answer when asked',
  aborted: 'was not asked',
};

const usualFix: Partial<Record<FailureKind, string>> = {
  limited: 'Wait some minutes, and let fewer programs use this account at once.',
  lost: 'Run it again.',
};

/** A page of HTML comes from something in front of the provider, whatever its status. */
function byStatus({ status, body, headers }: HttpAnswer): Verdict | 'good' {
  if (status === 429) return { kind: 'limited' };
  if (/html/.test(headers.get('content-type') ?? '') && typeof body === 'string') return { kind: 'lost' };
  if (status >= 200 && status < 300) return 'good';
  const kinds: Record<number, FailureKind> = { 401: 'credentials', 403: 'forbidden', 404: 'missing', 409: 'exists' };
  if (status >= 500 || status === 408 || status < 400) return { kind: 'lost' };
  return { kind: kinds[status] ?? 'refused' };
}

function bodyOf({ json, form }: HttpRequest): string {
  if (json !== undefined) return JSON.stringify(json);
  return form ? new URLSearchParams(form).toString() : '';
}

function answerOf({ statusCode, body, headers }: Response<string>): HttpAnswer {
  const flat = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
  );
  return { status: statusCode, body: parsed(body), headers: new Headers(flat) };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function saidIn(body: unknown, own: HttpOptions['said']): string | undefined {
  const text = own?.(body) ?? usualWords(body);
  return text && oneLine(text, LONGEST_WORDS);
}

function usualWords(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  const { message, error, error_description } = (body ?? {}) as Record<string, unknown>;
  const inner = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : undefined;
  return [message, inner, error_description, error].find(each => typeof each === 'string') as string | undefined;
}

/** `Bearer abc` holds a secret, `application/json` does not. */
function secretParts(value: string): string[] {
  const [, token] = /^(?:Bearer|Basic|Zoho-oauthtoken) (.+)$/.exec(value) ?? [];
  return token ? [token] : [];
}
