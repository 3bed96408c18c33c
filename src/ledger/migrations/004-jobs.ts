/** Who runs each job at present, and every run of it. */
import type { Kysely } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', TEXT, column => column.primaryKey())
    .addColumn('holder', TEXT, column => column.notNull())
    .addColumn('who', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('beat', INTEGER, column => column.notNull())
    .execute();
  await db.schema
    .createTable('job_runs')
    .addColumn('id', numbered(kind))
    .addColumn('job', TEXT, column => column.notNull())
    .addColumn('tick', INTEGER)
    .addColumn('began', INTEGER, column => column.notNull())
    .addColumn('ended', INTEGER)
    .addColumn('outcome', TEXT, column => column.notNull())
    .addColumn('summary', TEXT, column => column.notNull())
    .addColumn('who', TEXT, column => column.notNull())
    .execute();
  await db.schema.createIndex('job_runs_tick').on('job_runs').columns(['job', 'tick']).execute();
  await db.schema.createIndex('job_runs_job').on('job_runs').columns(['job', 'id']).execute();
}
