/** Test messages that show which DKIM key signs: sent through the sender, received by Mailyard. */
import type { Kysely } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('dkim_probes')
    .addColumn('id', numbered(kind))
    .addColumn('token', TEXT, column => column.notNull())
    .addColumn('domain', TEXT, column => column.notNull())
    .addColumn('signer', TEXT, column => column.notNull())
    .addColumn('algorithm', TEXT, column => column.notNull())
    .addColumn('selector', TEXT, column => column.notNull())
    .addColumn('occasion', INTEGER, column => column.notNull())
    .addColumn('sent_at', INTEGER, column => column.notNull())
    .addColumn('refused', TEXT)
    .addColumn('received_at', INTEGER)
    .addColumn('result', TEXT)
    .addUniqueConstraint('dkim_probes_token', ['token'])
    .execute();
  await db.schema
    .createIndex('dkim_probes_selector')
    .on('dkim_probes')
    .columns(['domain', 'signer', 'algorithm'])
    .execute();
}
