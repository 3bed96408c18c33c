/** Why a call to Cloudflare did not succeed, and what that says about what was done. */
import { MailyardError } from '../error.ts';
import { deepestReason, oneLine } from '../reason.ts';
import { NEEDED_RIGHTS } from './token.ts';

/** One entry of the `errors` of an answer, unwrapped to the innermost of its chain. */
export interface ApiError {
  code: number;
  message: string;
  /** `/posts/0`: which operation of a batch. */
  pointer?: string;
}

/**
 * - `refused`: Cloudflare read the request and said no: nothing was done.
 * - `credentials`, `forbidden`: the token, or its rights. `limited`: 429. In all three nothing was done.
 * - `lost`: no answer, or none that says what was done: connection, time-out, 408, 409, 5xx, HTML, 2xx without success.
 * - `aborted`: the caller gave up.
 */
export type FailureKind = 'refused' | 'credentials' | 'forbidden' | 'limited' | 'lost' | 'aborted';

export class CallFailure extends MailyardError {
  readonly kind: FailureKind;
  readonly errors: ApiError[];

  constructor(kind: FailureKind, message: string, options: { fix?: string; errors?: ApiError[] } = {}) {
    super(codeOf[kind], message, { fix: options.fix });
    this.kind = kind;
    this.errors = options.errors ?? [];
  }
}

const codeOf: Record<FailureKind, string> = {
  refused: 'cloudflare-refused',
  credentials: 'token-rejected',
  forbidden: 'forbidden',
  limited: 'rate-limited',
  lost: 'cloudflare-unreachable',
  aborted: 'aborted',
};

const TOKEN_FIX = 'Put a valid API token into CLOUDFLARE_API_TOKEN; it may have been revoked, rolled or has expired.';
const RIGHTS_FIX = `Give the token ${NEEDED_RIGHTS} on every zone that it shall work on (https://dash.cloudflare.com/profile/api-tokens).`;
const LOST_FIX = 'Run it again; https://www.cloudflarestatus.com tells of outages.';

/** What a call is for, to complete "Cloudflare refused …": `to list the records of acme.example`. */
export type Doing = string;

/** Turns whatever a call threw into a failure. `hide` takes secrets out of what others wrote. */
export function toFailure(error: unknown, doing: Doing, hide: (text: string) => string): CallFailure {
  if (error instanceof CallFailure) return error;
  const status = Number((error as { status?: unknown } | null)?.status ?? 0);
  const errors = apiErrors((error as { error?: unknown } | null)?.error).map(each => ({
    ...each,
    message: hide(each.message),
  }));
  const said = errors.map(({ code, message }) => `${code} ${message}`).join('; ');
  const kind = kindOf(status, errors);
  const what = `Cloudflare ${verb[kind]} ${doing} (${[status && `HTTP ${status}`, said || hide(reason(error))].filter(Boolean).join(': ')}).`;
  return new CallFailure(kind, what, { errors, fix: fixOf[kind] });
}

const verb: Record<FailureKind, string> = {
  refused: 'refused',
  credentials: 'rejected the API token when asked',
  forbidden: 'does not allow this API token',
  limited: 'refused, its rate limit being reached,',
  lost: 'gave no usable answer when asked',
  aborted: 'was not asked',
};

const fixOf: Partial<Record<FailureKind, string>> = {
  credentials: TOKEN_FIX,
  forbidden: RIGHTS_FIX,
  limited: 'Wait some minutes, and let fewer programs use this account at once.',
  lost: LOST_FIX,
};

/** 6003 with 6111: the header does not parse as a token; 1000: no such token (2026-09). A 403 without JSON is a proxy's. */
function kindOf(status: number, errors: ApiError[]): FailureKind {
  if (status === 429) return 'limited';
  if (status < 400 || status >= 500 || status === 408 || status === 409) return 'lost';
  if (status === 401 || errors.some(({ code }) => code === 6003 || code === 6111)) return 'credentials';
  return status === 403 && errors.length > 0 ? 'forbidden' : 'refused';
}

/** The errors of an answer's body; a chain tells the real one last (still so for 6003, 2026-08). */
export function apiErrors(body: unknown): ApiError[] {
  const list = (body as { errors?: unknown } | null | undefined)?.errors;
  return Array.isArray(list) ? list.map(innermost) : [];
}

function innermost(entry: {
  code?: unknown;
  message?: unknown;
  source?: { pointer?: string };
  error_chain?: unknown;
}): ApiError {
  const chain = Array.isArray(entry.error_chain) ? entry.error_chain : [];
  if (chain.length > 0) return innermost(chain[chain.length - 1]);
  return { code: Number(entry.code ?? 0), message: String(entry.message ?? ''), pointer: entry.source?.pointer };
}

/** The SDK begins its messages with the status, which is said beside them. */
const reason = (error: unknown): string => oneLine(deepestReason(error).replace(/^\d{3} /, ''), 120);
