/** What the daemon serves beside /health and /metrics: each part of the runtime brings its own Hono app. */
import type { Hono } from 'hono';
import type { Ledger } from '../../ledger/ledger.ts';
import { throttleRoutes } from '../../sending/throttle/routes.ts';
import { eventRoutes } from '../events/http.ts';
import { sesHook } from '../events/sns/http.ts';
import type { Log, Runtime } from '../runtime.ts';

/** What an app may use. Its own errors: throw MailyardError (answered with 400), or HTTPException for another status. */
export interface Serving {
  ledger: Ledger;
  /** The runtime as the inventories were read last, some seconds ago at most. Throws where they never could be read. */
  runtime(): Runtime;
  /** UTC epoch milliseconds. */
  now(): number;
  env: NodeJS.ProcessEnv;
  log: Log;
  /** People are to hear at once of what was raised; without it, with the daemon's next look. */
  alerted?(): void;
}

export type Routes = (serving: Serving) => Hono;

/** Below `/v1`, behind the bearer token MAILYARD_API_TOKEN: `app.post('/throttle', …)` answers `POST /v1/throttle`. */
export const routes: readonly Routes[] = [throttleRoutes, eventRoutes];

/** Below `/hooks`, for services that know no token of ours: the app itself holds each call to a signature. */
export const hooks: readonly Routes[] = [sesHook];
