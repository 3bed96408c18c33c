/** Graph's errors: facts §2, and https://learn.microsoft.com/graph/errors. */
import type { SandboxClock } from '../../clock.ts';
import type { Answer } from '../../http/request.ts';

export interface ErrorDetail {
  code: string;
  target: string;
  message?: string;
}

export function graphError(status: number, code: string, message: string, details: ErrorDetail[] = []): Answer {
  const innerError = { 'request-id': '00000000-0000-4000-8000-000000000001' };
  return { status, body: { error: { code, message, ...(details.length > 0 && { details }), innerError } } };
}

export const badRequest = (message: string, details?: ErrorDetail[]): Answer =>
  graphError(400, 'Request_BadRequest', message, details);

export const notFound = (what: string): Answer =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const conflict = (property: string): Answer =>
  badRequest(`Another object with the same value for property ${property} already exists.`, [
    { code: 'ObjectConflict', target: property, message: `${property} is taken.` },
  ]);

/** `Retry-After` is on most of Graph's 429s, not on all (https://learn.microsoft.com/graph/throttling). */
export const tooMany = (retryAfter: number | null): Answer => ({
  ...graphError(429, 'TooManyRequests', 'Too Many Requests'),
  ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
});

export const isoOf = (clock: SandboxClock): string => new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
