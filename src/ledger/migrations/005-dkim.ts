/** DKIM keys, and when providers that rotate by themselves last did. */
import type { Kysely } from 'kysely';
import { INTEGER, numbered, TEXT } from '../columns.ts';
import type { LedgerKind } from '../ledger.ts';

export async function up(db: Kysely<unknown>, kind: LedgerKind): Promise<void> {
  await db.schema
    .createTable('dkim_keys')
    .addColumn('id', numbered(kind))
    .addColumn('domain', TEXT, column => column.notNull())
    .addColumn('signer', TEXT, column => column.notNull())
    .addColumn('algorithm', TEXT, column => column.notNull())
    .addColumn('selector', TEXT, column => column.notNull())
    .addColumn('phase', TEXT, column => column.notNull())
    .addColumn('private_key', TEXT)
    .addColumn('record', TEXT, column => column.notNull())
    .addColumn('stands', TEXT, column => column.notNull())
    .addColumn('urgent', INTEGER, column => column.notNull())
    .addColumn('mandate', INTEGER)
    .addColumn('generated_at', INTEGER, column => column.notNull())
    .addColumn('published_at', INTEGER)
    .addColumn('served_since', INTEGER)
    .addColumn('held_at', INTEGER)
    .addColumn('switching_at', INTEGER)
    .addColumn('active_at', INTEGER)
    .addColumn('retiring_at', INTEGER)
    .addColumn('compromised_at', INTEGER)
    .addColumn('revoked_at', INTEGER)
    .addColumn('removed_at', INTEGER)
    .addColumn('last_signed_at', INTEGER)
    .addColumn('problem', TEXT)
    // A selector means one key for ever: caches and old mail remember it.
    .addUniqueConstraint('dkim_keys_selector', ['domain', 'selector'])
    .execute();
  const ring = ['domain', 'signer', 'algorithm'];
  const keys = () => db.schema.createIndex('dkim_keys_active').unique().on('dkim_keys').columns(ring);
  await keys().where('phase', '=', 'active').execute();
  // Two who begin a rotation at once would make two keys: the second is refused.
  await db.schema
    .createIndex('dkim_keys_next')
    .unique()
    .on('dkim_keys')
    .columns(ring)
    .where('phase', 'in', ['generated', 'published'])
    .execute();
  await db.schema
    .createTable('dkim_provider_rotations')
    .addColumn('domain', TEXT, column => column.notNull())
    .addColumn('signer', TEXT, column => column.notNull())
    .addColumn('selectors', TEXT, column => column.notNull())
    .addColumn('since', INTEGER, column => column.notNull())
    .addColumn('started_at', INTEGER)
    .addPrimaryKeyConstraint('dkim_provider_rotations_key', ['domain', 'signer'])
    .execute();
}
