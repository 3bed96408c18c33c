/** What the daemon serves, on loopback, over a ledger of its own and an estate of one domain. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { onError } from '../../../src/runtime/http/answers.ts';
import { daemonApp } from '../../../src/runtime/http/app.ts';
import type { Routes, Serving } from '../../../src/runtime/http/serving.ts';
import { silentLog } from '../../../src/runtime/runtime.ts';
import { type SandboxClock, sandboxClock } from '../../../src/sandbox/clock.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { aRuntime, NOON } from '../../support/runtime.ts';

export interface Served {
  url: string;
  ledger: Ledger;
  clock: SandboxClock;
  serving: Serving;
}

export interface ServedParts {
  env?: NodeJS.ProcessEnv;
  estate?: Estate;
  clock?: SandboxClock;
  /** In place of all that the daemon serves. */
  hook?: Routes;
}

export async function served(parts: ServedParts = {}): Promise<Served> {
  const { env = {}, clock = sandboxClock(NOON), estate = anEstate([aDomain()]), hook } = parts;
  const runtime = await aRuntime({ clock, estate, env });
  const { ledger } = runtime;
  const serving: Serving = { ledger, runtime: () => runtime, now: clock.now, env, log: silentLog };
  const app = hook
    ? new Hono().onError(onError(silentLog)).route('/hooks', hook(serving))
    : daemonApp({ ...serving, jobs: [], since: clock.now() });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await ledger.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ledger, clock, serving };
}
