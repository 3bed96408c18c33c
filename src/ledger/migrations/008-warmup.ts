/** How far each warm-up is. */
import type { Kysely } from 'kysely';
import { INTEGER, TEXT } from '../columns.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('warmups')
    .addColumn('unit', TEXT, column => column.notNull())
    .addColumn('name', TEXT, column => column.notNull())
    .addColumn('schedule', TEXT, column => column.notNull())
    .addColumn('state', TEXT, column => column.notNull())
    .addColumn('week', INTEGER, column => column.notNull())
    .addColumn('since', TEXT, column => column.notNull())
    // In thousandths: both databases keep whole numbers exactly.
    .addColumn('factor', INTEGER, column => column.notNull())
    .addColumn('cause', TEXT)
    .addColumn('at', INTEGER, column => column.notNull())
    .addPrimaryKeyConstraint('warmups_key', ['unit', 'name'])
    .execute();
}
