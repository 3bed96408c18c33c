/** Every step of the schema, oldest first. A step that was shipped is never edited: the next one mends it. */
import type { Kysely } from 'kysely';
import type { LedgerKind } from '../ledger.ts';
import { up as decisions } from './001-decisions.ts';
import { up as holds } from './002-holds.ts';
import { up as notices } from './003-notices.ts';
import { up as jobs } from './004-jobs.ts';
import { up as dkim } from './005-dkim.ts';
import { up as blocklists } from './006-blocklists.ts';
import { up as events } from './007-events.ts';
import { up as warmup } from './008-warmup.ts';
import { up as throttle } from './009-throttle.ts';
import { up as dkimProbes } from './010-dkim-probes.ts';
import { up as noticesOnce } from './011-notices-once.ts';

export type LedgerMigration = (db: Kysely<unknown>, kind: LedgerKind) => Promise<void>;

export const migrations: Record<string, LedgerMigration> = {
  '001-decisions': decisions,
  '002-holds': holds,
  '003-notices': notices,
  '004-jobs': jobs,
  '005-dkim': dkim,
  '006-blocklists': blocklists,
  '007-events': events,
  '008-warmup': warmup,
  '009-throttle': throttle,
  '010-dkim-probes': dkimProbes,
  '011-notices-once': noticesOnce,
};
