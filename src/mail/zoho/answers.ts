/** What Zoho's answers mean: https://www.zoho.com/mail/help/api/response-codes.html, and the error codes beside them. Pure. */
import type { FailureKind } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import { wayToScopes } from './scopes.ts';

interface Envelope {
  status?: { code?: number | string; description?: string };
  data?: { errorCode?: string; moreInfo?: string; error?: string; message?: string };
}

/** The lock is of undisclosed length; public clients wait a minute. */
const LOCK_SECONDS = 60;

/** The envelope has the last word, and its error code before its number: a missing scope is 401 as well. */
export function judge({ status, body }: HttpAnswer): Verdict | 'good' | undefined {
  const { status: envelope, data } = envelopeOf(body);
  const error = data?.errorCode ?? '';
  if (/THROTTLES_LIMIT_EXCEEDED/.test(error)) return { kind: 'limited', retryAfter: LOCK_SECONDS };
  if (error === 'INVALID_OAUTHSCOPE') return { kind: 'forbidden', fix: wayToScopes };
  const code = Number(envelope?.code ?? status);
  if (code === status || status >= 300) return undefined;
  return code < 300 ? 'good' : { kind: kinds[code] ?? (code >= 500 ? 'lost' : 'refused') };
}

const kinds: Record<number, FailureKind> = { 401: 'credentials', 403: 'forbidden', 404: 'missing', 429: 'limited' };

/** `Invalid Input: Email address already exists`. */
export function said(body: unknown): string | undefined {
  const { status, data } = envelopeOf(body);
  const parts = [status?.description, data?.moreInfo, data?.message, data?.error, data?.errorCode];
  return parts.filter(Boolean).join(': ') || undefined;
}

const envelopeOf = (body: unknown): Envelope => (typeof body === 'object' && body !== null ? body : {}) as Envelope;
