/** What the daemon serves: /health and /metrics for everybody who reaches it, /v1 with a token, /hooks with a signature. */
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { jobStandings, standingDocument } from '../overview.ts';
import { notFound, onError, refuse } from './answers.ts';
import { healthOf } from './health.ts';
import { metricsOf } from './metrics.ts';
import { hooks, routes } from './routes.ts';
import type { AppParts } from './serving.ts';

export const TOKEN_VARIABLE = 'MAILYARD_API_TOKEN';

/** Of a body in octets: some ten thousand events. */
const MOST_OCTETS = 4 * 1024 * 1024;

export function daemonApp(parts: AppParts): Hono {
  const app = new Hono();
  const metrics = metricsOf(parts);
  app.onError(onError(parts.log));
  app.notFound(notFound);
  app.use(bodyLimit({ maxSize: MOST_OCTETS, onError: tooLarge }));
  app.get('/health', async context => {
    const health = await healthOf(parts);
    return context.json(health, health.status === 'ok' ? 200 : 503);
  });
  app.get('/metrics', async context =>
    context.text(await metrics.metrics(), 200, { 'content-type': metrics.contentType }),
  );
  app.route('/v1', guarded(parts));
  const signed = new Hono();
  for (const hook of hooks) signed.route('/', hook(parts));
  app.route('/hooks', signed);
  return app;
}

const tooLarge: Parameters<typeof bodyLimit>[0]['onError'] = context =>
  refuse(context, 413, { code: 'too-large', message: `A body may have ${MOST_OCTETS} octets; send it in parts.` });

function guarded(parts: AppParts): Hono {
  const { ledger, jobs, now, since, env } = parts;
  const app = new Hono();
  const token = env[TOKEN_VARIABLE];
  if (!token) {
    const off = { code: 'api-off', message: `/v1 is off: ${TOKEN_VARIABLE} is not set.`, fix: FIX };
    return app.all('*', context => refuse(context, 503, off));
  }
  app.use(
    bearerAuth({ token, noAuthenticationHeader: NO_TOKEN, invalidAuthenticationHeader: NO_TOKEN, invalidToken: WRONG }),
  );
  app.get('/jobs', async context =>
    context.json({ version: 1, jobs: (await jobStandings(ledger, jobs, now(), since)).map(standingDocument) }),
  );
  for (const route of routes) app.route('/', route(parts));
  return app;
}

const FIX = 'Set it to a long random text and start the daemon anew: openssl rand -hex 32';
const said = (code: string, message: string) => ({ message: { version: 1, error: { code, message } } });
const NO_TOKEN = said('unauthorized', `Send "Authorization: Bearer <${TOKEN_VARIABLE}>".`);
const WRONG = said('unauthorized', `This is not the token in ${TOKEN_VARIABLE}.`);
