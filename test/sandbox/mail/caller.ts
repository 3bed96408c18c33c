/** A provider's API by plain fetch: what goes over the wire is what the tests see. */
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at any part of any answer
  body: any;
}

export type Caller = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** Bodies that are text or a form go as they are; everything else as JSON. Paths are below the twin's origin. */
export function caller({ origin }: MailTwin, headers: Record<string, string>): Caller {
  return async (method, path, body) => {
    const raw = typeof body === 'string' || body instanceof URLSearchParams || body instanceof FormData;
    const response = await fetch(origin + path, {
      method,
      headers: { ...(body !== undefined && !raw && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined || raw ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
}
