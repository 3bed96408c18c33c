/** What each blocklist said of each target, as spans of time; and whether the list itself could be believed. */
import { type Kysely, sql } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('blocklist_verdicts')
    .addColumn('id', numbered(kind))
    .addColumn('target', TEXT, column => column.notNull())
    .addColumn('list', TEXT, column => column.notNull())
    .addColumn('verdict', TEXT, column => column.notNull())
    .addColumn('codes', TEXT, column => column.notNull())
    .addColumn('weight', TEXT, column => column.notNull())
    .addColumn('evidence', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('seen', INTEGER, column => column.notNull())
    .addColumn('ended', INTEGER)
    .execute();
  await db.schema
    .createIndex('blocklist_verdicts_now')
    .unique()
    .on('blocklist_verdicts')
    .columns(['target', 'list'])
    .where(sql.ref('ended'), 'is', null)
    .execute();
  await db.schema.createIndex('blocklist_verdicts_target').on('blocklist_verdicts').columns(['target', 'id']).execute();
  await db.schema
    .createTable('blocklist_health')
    .addColumn('id', numbered(kind))
    .addColumn('list', TEXT, column => column.notNull())
    .addColumn('health', TEXT, column => column.notNull())
    .addColumn('reason', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('seen', INTEGER, column => column.notNull())
    .addColumn('ended', INTEGER)
    .execute();
  await db.schema
    .createIndex('blocklist_health_now')
    .unique()
    .on('blocklist_health')
    .column('list')
    .where(sql.ref('ended'), 'is', null)
    .execute();
}
