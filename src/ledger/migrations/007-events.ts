/** What became of each message, and the totals of it by the hour. */
import type { Kysely } from 'kysely';
import { INTEGER, TEXT } from '../columns.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('message', TEXT, column => column.primaryKey())
    .addColumn('domain', TEXT, column => column.notNull())
    .addColumn('mailbox', TEXT, column => column.notNull())
    .addColumn('receiver', TEXT, column => column.notNull())
    .addColumn('watched', INTEGER, column => column.notNull())
    .addColumn('sent', INTEGER)
    .addColumn('delivered', INTEGER)
    .addColumn('complained', INTEGER)
    .addColumn('deferred', INTEGER)
    .addColumn('deferred_class', TEXT)
    .addColumn('deferred_reply', TEXT)
    .addColumn('bounced', INTEGER)
    .addColumn('bounced_class', TEXT)
    .addColumn('bounced_reply', TEXT)
    .addColumn('last', INTEGER, column => column.notNull())
    .execute();
  await db.schema.createIndex('messages_last').on('messages').column('last').execute();
  for (const refused of ['bounced', 'deferred']) {
    const index = db.schema.createIndex(`messages_${refused}`).on('messages').columns(['domain', refused]);
    await index.where(refused as never, 'is not', null).execute();
  }
  // Each question finds its rows by what it is asked with: domain and receiver, mailbox, receiver and hour.
  await totals(db, 'event_totals', ['domain', 'receiver', 'mailbox']);
  await db.schema
    .createIndex('event_totals_mailbox')
    .on('event_totals')
    .columns(['mailbox', 'receiver', 'hour'])
    .execute();
  await db.schema.createIndex('event_totals_receiver').on('event_totals').columns(['receiver', 'hour']).execute();
  // The gates ask for all domains at once, and the table above has a row for every few messages.
  await totals(db, 'domain_totals', ['domain']);
  await db.schema
    .createTable('event_sources')
    .addColumn('source', TEXT, column => column.primaryKey())
    .addColumn('first', INTEGER, column => column.notNull())
    .addColumn('last', INTEGER, column => column.notNull())
    .addColumn('events', INTEGER, column => column.notNull())
    .execute();
}

const COUNTS = [
  ...['sent', 'delivered', 'deferred_sender', 'deferred_other', 'complained', 'watched'],
  ...['bounced_recipient', 'bounced_sender', 'bounced_content', 'bounced_temporary', 'bounced_unknown'],
];

async function totals(db: Kysely<unknown>, name: string, of: string[]): Promise<void> {
  let table = db.schema.createTable(name);
  for (const part of of) table = table.addColumn(part, TEXT, column => column.notNull());
  table = table.addColumn('hour', INTEGER, column => column.notNull());
  for (const column of COUNTS) table = table.addColumn(column, INTEGER, column => column.notNull());
  await table.addPrimaryKeyConstraint(`${name}_key`, [...of, 'hour'] as never[]).execute();
}
