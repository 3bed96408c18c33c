/** Zoho's answers: https://www.zoho.com/mail/help/api/response-codes.html, and what public clients have seen of the rest. */
import { type Answer, Refused } from '../../http/request.ts';

export const ok = (data?: unknown, code = 200): Answer => ({
  status: code,
  body: { status: { code, description: 'success' }, ...(data !== undefined && { data }) },
});

const descriptions: Record<number, string> = {
  400: 'Invalid Input',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Error',
};

export const failure = (code: number, data: object): Answer => ({
  status: code,
  body: { status: { code, description: descriptions[code] ?? 'Internal Error' }, data },
});

export const invalid = (moreInfo: string): Refused => new Refused(failure(400, { moreInfo }));

/**
 * Neither the status nor a header of this is documented ("the duration of the lock is not disclosed"): the code is the one of
 * Zoho's own security framework, 400 the likeliest of the documented statuses.
 */
export const tooMany = (retryAfter: number | null): Answer => ({
  ...failure(400, { errorCode: 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED' }),
  ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
});
