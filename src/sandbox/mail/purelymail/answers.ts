/**
 * How Purelymail answers: 200 whatever happened, with `type: success` or `type: error` (live, 2026-08-13). Codes that were seen
 * live are `invalidToken` and `ruleAlreadyExists`; of the others only the texts are known, or nothing.
 */
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import type { Strict } from '../strict.ts';

export const ok = (result: object = {}): Answer => ({ status: 200, body: { type: 'success', result } });

export const fail = (code: string, message: string): Answer => ({
  status: 200,
  body: { type: 'error', code, message },
});

export function refuse(code: string, message: string): never {
  throw new Refused(fail(code, message));
}

/** The body, if it is as published. `<T>` is what the schema makes sure of. */
export function read<T>(request: TwinRequest, strict: Strict): T {
  const body = parsed(request);
  const fault = strict(body);
  return fault === undefined ? (body as T) : refuse('invalidRequest', fault);
}

function parsed(request: TwinRequest): unknown {
  try {
    return request.json();
  } catch {
    return refuse('invalidRequest', 'the body is no JSON');
  }
}

/** What there is no operation for is a page of HTML (live, 2026-08-13). */
export const nowhere: Answer = { status: 404, body: '<html><body>Not found</body></html>', contentType: 'text/html' };
