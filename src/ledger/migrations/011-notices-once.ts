/** One open notice a condition: of two machines that see it begin at once, the second is told that it is known. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What two machines had raised stays open once, as the last of them.
  await sql`update notices set ended = at where ended is null and exists
    (select 1 from notices as later where later.key = notices.key and later.id > notices.id and later.ended is null)`.execute(
    db,
  );
  await db.schema
    .createIndex('notices_open')
    .unique()
    .on('notices')
    .column('key')
    .where(sql.ref('ended'), 'is', null)
    .execute();
}
