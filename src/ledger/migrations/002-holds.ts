/** What may not send at present, and why. */
import type { Kysely } from 'kysely';
import { INTEGER, TEXT } from '../columns.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('holds')
    .addColumn('unit', TEXT, column => column.notNull())
    .addColumn('name', TEXT, column => column.notNull())
    .addColumn('cause', TEXT, column => column.notNull())
    .addColumn('why', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('until', INTEGER)
    .addPrimaryKeyConstraint('holds_key', ['unit', 'name', 'cause'])
    .execute();
}
