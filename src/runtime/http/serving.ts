/** What the daemon's server is made with, and what each part of the runtime brings to it. */
import type { Hono } from 'hono';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Job } from '../job.ts';
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

/** What the server itself shows beside that: jobs and how they stand. */
export interface AppParts extends Serving {
  jobs: readonly Job[];
  /** When the daemon began, in epoch milliseconds. */
  since: number;
}
