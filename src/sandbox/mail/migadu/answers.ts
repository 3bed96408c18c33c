/** How Migadu answers. Documented are 200, 400 and 422; 401, 404 and the words are what public clients saw (facts §3). */
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import type { Strict } from '../strict.ts';

const words: Record<number, string> = {
  400: 'bad request',
  401: 'unauthorized',
  404: 'not found',
  422: 'dns_check_failed',
  429: 'too many requests',
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const fail = (status: number): Answer => ({ status, body: { error: words[status] ?? 'internal server error' } });

export function refuse(status: number): never {
  throw new Refused(fail(status));
}

/** The body, if it is as published. Whatever is wrong with it, Migadu says no more than `bad request` (live, 2026-08). */
export function read(request: TwinRequest, strict: Strict): Record<string, unknown> {
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') refuse(400);
  const body = parsed(request);
  if (strict(body) !== undefined) refuse(400);
  return body as Record<string, unknown>;
}

function parsed(request: TwinRequest): unknown {
  try {
    return request.json();
  } catch {
    return refuse(400);
  }
}
