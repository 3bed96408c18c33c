/** All tables; each aggregate declares its own beside the functions that read and write them. */
import type { BlocklistTables } from './blocklists.ts';
import type { DecisionTables } from './decisions.ts';
import type { DkimTables } from './dkim.ts';
import type { DkimProbeTables } from './dkim-probes.ts';
import type { DkimProviderRotationTables } from './dkim-provider-rotations.ts';
import type { EventTables } from './events.ts';
import type { HoldTables } from './holds.ts';
import type { JobTables } from './jobs.ts';
import type { NoticeTables } from './notices.ts';
import type { ThrottleTables } from './throttle.ts';
import type { WarmupTables } from './warmup.ts';

export interface Tables
  extends DecisionTables,
    HoldTables,
    NoticeTables,
    JobTables,
    DkimTables,
    DkimProbeTables,
    DkimProviderRotationTables,
    BlocklistTables,
    EventTables,
    WarmupTables,
    ThrottleTables {}
