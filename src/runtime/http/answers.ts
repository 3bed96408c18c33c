/** How the daemon's server says no: one JSON form for every error, with a way out and never a stack. */
import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { MailyardError } from '../../error.ts';
import type { Log } from '../runtime.ts';

export interface Problem {
  code: string;
  message: string;
  fix?: string;
}

export const refuse = (context: Context, status: ContentfulStatusCode, error: Problem): Response =>
  context.json({ version: 1, error }, status);

export const notFound: NotFoundHandler = context =>
  refuse(context, 404, { code: 'not-found', message: `There is no ${context.req.method} ${context.req.path} here.` });

/** What nobody can ask better for: it is up to whoever runs the daemon. */
const isOurs = (code: string): boolean => code === 'inventory' || code.startsWith('ledger-');

export const onError =
  (log: Log): ErrorHandler =>
  (error, context) => {
    if (error instanceof HTTPException) return withStatus(error, context);
    if (error instanceof MailyardError) {
      const { code, message, fix } = error;
      return refuse(context, isOurs(code) ? 503 : 400, { code, message, fix });
    }
    if (error instanceof SyntaxError)
      return refuse(context, 400, { code: 'bad-json', message: 'The body is not JSON.' });
    log.error({ path: context.req.path, reason: error.message, stack: error.stack }, 'a call failed');
    return refuse(context, 500, { code: 'internal', message: 'The call failed; the log of the daemon says why.' });
  };

/** One that brings an answer of its own, such as 401 with its header, keeps it. */
function withStatus(error: HTTPException, context: Context): Response {
  if (error.res) return error.getResponse();
  const code = codes[error.status] ?? 'refused';
  const message = error.message || `Refused with status ${error.status}.`;
  return refuse(context, error.status as ContentfulStatusCode, { code, message });
}

const codes: Record<number, string> = { 400: 'bad-request', 401: 'unauthorized', 413: 'too-large' };
