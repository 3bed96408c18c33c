/** What the daemon serves beside /health and /metrics: each part of the runtime brings its own Hono app. */
import { throttleRoutes } from '../../sending/throttle/routes.ts';
import { eventRoutes } from '../events/http.ts';
import { sesHook } from '../events/sns/http.ts';
import type { Routes } from './serving.ts';

/** Below `/v1`, behind the bearer token MAILYARD_API_TOKEN: `app.post('/throttle', …)` answers `POST /v1/throttle`. */
export const routes: readonly Routes[] = [throttleRoutes, eventRoutes];

/** Below `/hooks`, for services that know no token of ours: the app itself holds each call to a signature. */
export const hooks: readonly Routes[] = [sesHook];
