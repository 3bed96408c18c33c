/** Decisions and what became of them; both only ever grow. */
import type { Kysely } from 'kysely';
import { appendOnly, DELETES_ALLOWED } from '../append-only.ts';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('id', numbered(kind))
    .addColumn('at', INTEGER, column => column.notNull())
    .addColumn('job', TEXT, column => column.notNull())
    .addColumn('action', TEXT, column => column.notNull())
    .addColumn('segment', TEXT)
    .addColumn('domain', TEXT)
    .addColumn('subject', TEXT, column => column.notNull())
    .addColumn('parameters', TEXT, column => column.notNull())
    .addColumn('why', TEXT, column => column.notNull())
    .addColumn('evidence', TEXT, column => column.notNull())
    .addColumn('mode', TEXT, column => column.notNull())
    .addColumn('who', TEXT, column => column.notNull())
    .execute();
  await db.schema.createIndex('decisions_subject').on('decisions').columns(['action', 'subject', 'id']).execute();
  await db.schema.createIndex('decisions_domain').on('decisions').columns(['domain', 'id']).execute();
  await db.schema
    .createTable('decision_steps')
    .addColumn('decision', INTEGER, column => column.notNull().references('decisions.id').onDelete('cascade'))
    .addColumn('step', INTEGER, column => column.notNull())
    .addColumn('at', INTEGER, column => column.notNull())
    .addColumn('outcome', TEXT, column => column.notNull())
    .addColumn('detail', TEXT, column => column.notNull())
    .addColumn('who', TEXT, column => column.notNull())
    // Two who act on one decision at once would write the same step: the second is refused.
    .addPrimaryKeyConstraint('decision_steps_key', ['decision', 'step'])
    .execute();
  await db.schema
    .createTable(DELETES_ALLOWED)
    .addColumn('by', TEXT, column => column.notNull())
    .execute();
  for (const table of ['decisions', 'decision_steps']) await appendOnly(db, kind, table);
}
