/** What people should hear of, and where it was delivered. */
import type { Kysely } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('id', numbered(kind))
    .addColumn('key', TEXT, column => column.notNull())
    .addColumn('at', INTEGER, column => column.notNull())
    .addColumn('level', TEXT, column => column.notNull())
    .addColumn('segment', TEXT)
    .addColumn('domain', TEXT)
    .addColumn('title', TEXT, column => column.notNull())
    .addColumn('detail', TEXT, column => column.notNull())
    .addColumn('ended', INTEGER)
    .execute();
  await db.schema.createIndex('notices_key').on('notices').columns(['key', 'id']).execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('notice', INTEGER, column => column.notNull().references('notices.id').onDelete('cascade'))
    .addColumn('channel', TEXT, column => column.notNull())
    .addColumn('what', TEXT, column => column.notNull())
    .addColumn('at', INTEGER, column => column.notNull())
    .addColumn('tries', INTEGER, column => column.notNull())
    .addColumn('next', INTEGER, column => column.notNull())
    .addColumn('outcome', TEXT, column => column.notNull())
    .addPrimaryKeyConstraint('deliveries_key', ['notice', 'channel', 'what'])
    .execute();
  await db.schema
    .createTable('channels')
    .addColumn('name', TEXT, column => column.notNull())
    .addColumn('address', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('refused', INTEGER)
    .addColumn('reason', TEXT)
    .addColumn('moved', TEXT)
    .addPrimaryKeyConstraint('channels_key', ['name', 'address'])
    .execute();
}
