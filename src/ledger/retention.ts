/** How long what is in the ledger is kept. Data; docs/ledger.md says the same. What is open, a key, or how far a thing is, is never dropped. */

import { type RawBuilder, sql } from 'kysely';
import { DAY } from '../dates.ts';
import { DELETES_ALLOWED } from './append-only.ts';
import { REMEMBERED } from './events.ts';
import type { Ledger, LedgerTransaction } from './ledger.ts';
import { GRANTS_KEPT } from './throttle.ts';

export interface Kept {
  table: string;
  /** For people: `decisions that are closed`. */
  what: string;
  /** The column by whose time, epoch milliseconds, a row grows old. Where it is null a row does not. */
  since: string;
  days: number;
  /** Only these of its rows. */
  where?: RawBuilder<unknown>;
}

/** 13 months: the same season of last year can be looked up. */
const A_YEAR = 400;

export const RETENTION: readonly Kept[] = [
  {
    ...{ table: 'decisions', what: 'decisions that are closed, and their evidence', since: 'at', days: A_YEAR },
    where: sql`not exists (select 1 from decision_steps s where s.decision = decisions.id and not exists
      (select 1 from decision_steps l where l.decision = s.decision and l.step > s.step)
      and s.outcome in ('pending', 'approved', 'started'))`,
  },
  { table: 'notices', what: 'notices that have ended', since: 'ended', days: A_YEAR },
  { table: 'job_runs', what: 'runs of jobs', since: 'ended', days: 90 },
  { table: 'blocklist_verdicts', what: 'verdicts of blocklists that no longer hold', since: 'ended', days: A_YEAR },
  { table: 'blocklist_health', what: 'the health of blocklists as it once was', since: 'ended', days: A_YEAR },
  { table: 'messages', what: 'what became of each message', since: 'last', days: REMEMBERED / DAY },
  { table: 'event_totals', what: 'totals by mailbox, receiver and hour', since: 'hour', days: A_YEAR },
  { table: 'domain_totals', what: 'totals by domain and hour', since: 'hour', days: A_YEAR },
  { table: 'dkim_probes', what: 'test messages that prove DKIM keys', since: 'sent_at', days: 90 },
  { table: 'grants', what: 'grants of the throttler', since: 'at', days: GRANTS_KEPT },
];

/** Tables that nothing is dropped from, and why. A test holds both lists against the schema. */
export const FOR_EVER: Record<string, string> = {
  decision_steps: 'go with their decision',
  deliveries: 'go with their notice',
  holds: 'what may not send at present',
  channels: 'how far each is',
  leases: 'who runs a job at present',
  dkim_keys: 'a selector is never used for another key',
  dkim_provider_rotations: 'how far each is',
  event_sources: 'who has told of events',
  warmups: 'how far each is',
  grant_turns: 'one row',
};

export interface Pruned {
  table: string;
  what: string;
  days: number;
  rows: number;
}

/** A day's rows a transaction, so that nobody waits long for the lock; a kill leaves the rest for the next time. */
export async function prune(ledger: Ledger, now: number, retention = RETENTION): Promise<Pruned[]> {
  const all: Pruned[] = [];
  for (const kept of retention) {
    const { table, what, days } = kept;
    const before = now - days * DAY;
    let rows = 0;
    for (let oldest = await oldestOf(ledger, kept); oldest < before; oldest = await oldestOf(ledger, kept)) {
      rows += await dropBefore(ledger, kept, Math.min(oldest + DAY, before));
    }
    all.push({ table, what, days, rows });
  }
  return all;
}

async function oldestOf({ db }: Ledger, { table, since, where }: Kept): Promise<number> {
  const { rows } = await sql<{ oldest: number | null }>`
    select min(${sql.ref(since)}) as oldest from ${sql.table(table)} where ${where ?? sql`1 = 1`}`.execute(db);
  return rows[0]?.oldest ?? Number.POSITIVE_INFINITY;
}

async function dropBefore(ledger: Ledger, { table, since, where }: Kept, before: number): Promise<number> {
  return withDeletes(ledger, 'retention', async step => {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ${sql.ref(since)} < ${before} and ${where ?? sql`1 = 1`}`.execute(step);
    return Number(numAffectedRows);
  });
}

/** A transaction that may delete from tables that only grow. */
export async function withDeletes<T>(
  { db }: Ledger,
  by: string,
  act: (step: LedgerTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async step => {
    await step.insertInto(DELETES_ALLOWED).values({ by }).execute();
    const result = await act(step);
    await step.deleteFrom(DELETES_ALLOWED).execute();
    return result;
  });
}
