/** What may be sent and was taken to be sent, and whose turn it is to grant. */
import { type Kysely, sql } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('grants')
    .addColumn('id', numbered(kind))
    .addColumn('key', TEXT, column => column.notNull())
    .addColumn('kind', TEXT, column => column.notNull())
    .addColumn('at', INTEGER, column => column.notNull())
    .addColumn('mailbox', TEXT, column => column.notNull())
    .addColumn('domain', TEXT, column => column.notNull())
    .addColumn('ip', TEXT)
    .addColumn('receiver', TEXT)
    .addColumn('messages', INTEGER, column => column.notNull())
    // Asked twice under one key there is one grant, and one release of it.
    .addUniqueConstraint('grants_key', ['key', 'kind'])
    .execute();
  await db.schema.createIndex('grants_domain').on('grants').columns(['domain', 'at']).execute();
  const byAddress = db.schema.createIndex('grants_ip').on('grants').columns(['ip', 'at']);
  await byAddress.where(sql.ref('ip'), 'is not', null).execute();
  await db.schema
    .createTable('grant_turns')
    .addColumn('id', INTEGER, column => column.primaryKey())
    .addColumn('turn', INTEGER, column => column.notNull())
    .execute();
  await sql`insert into grant_turns (id, turn) values (1, 0)`.execute(db);
}
