/** Opening a ledger to read it: it stays as it is, and is not made. */
import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, inject, it } from 'vitest';
import { hold, holdsNow, release } from '../../src/ledger/holds.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { openToRead } from '../../src/ledger/read.ts';
import { standingOf } from '../../src/ledger/standing.ts';
import { onEachLedger, postgresPlace } from '../support/ledger.ts';

const held = { unit: 'domain', name: 'a.example', cause: 'told', why: 'Somebody said so.', since: 1 } as const;

onEachLedger(
  'a ledger that is only read',
  places => {
    it('is not made where there is none', async () => {
      const place = await places.place();
      expect(await openToRead(place)).toBeUndefined();
      expect(place.file !== '' && existsSync(place.file)).toBe(false);
      expect(await openToRead(place)).toBeUndefined();
    });

    it('is read while another has it open, and not a byte of it changes', async () => {
      const place = await places.place();
      await hold(await places.open(), held);
      const before = place.file === '' ? '' : readFileSync(place.file, 'base64');
      const ledger = await openToRead(place);
      expect(ledger && (await holdsNow(ledger, 2))).toEqual([held]);
      await ledger?.close();
      expect(place.file === '' ? '' : readFileSync(place.file, 'base64')).toBe(before);
    });

    it('of an earlier or a later Mailyard is said to be that, and not brought up to date', async () => {
      const { db } = await places.open();
      const place = await places.place();
      await sql`insert into kysely_migration (name, timestamp) values ('999-dreams', '2031-01-01')`.execute(db);
      await expect(openToRead(place)).rejects.toMatchObject({ code: 'ledger-newer' });
      await sql`delete from kysely_migration where name in ('999-dreams', '009-throttle')`.execute(db);
      await expect(openToRead(place)).rejects.toMatchObject({
        code: 'ledger-older',
        fix: 'The next job brings it up to date: `mailyard run`.',
      });
      await expect(openToRead(place)).rejects.toMatchObject({ code: 'ledger-older' });
    });
  },
  { bare: true },
);

it.skipIf(!inject('postgres'))(
  'a user who may only read what docs/review.md says can tell how domains stand',
  async () => {
    const { place, remove } = await postgresPlace(inject('postgres') as string);
    const role = `review_${process.pid}`;
    const owner = await openLedger(place);
    try {
      await hold(owner, held);
      const page = readFileSync('docs/review.md', 'utf8');
      const [, grants = ''] = /```sql\n([^`]+)```/.exec(page) ?? [];
      for (const statement of grants
        .replace(/--.*/g, '')
        .replace(/\breview\b/g, role)
        .split(';')
        .filter(part => part.trim()))
        await sql.raw(statement).execute(owner.db);
      const url = new URL(place.url as string);
      Object.assign(url, { username: role, password: '…' });
      const reader = await openToRead({ url: url.href, file: '' });
      const standings = reader && (await standingOf(reader, [{ domain: 'a.example', names: [] }], 2));
      expect(standings?.get('a.example')?.holds).toEqual([held]);
      await expect(reader && release(reader, 'domain', 'a.example', 'told')).rejects.toThrow(/permission denied/);
      await reader?.close();
    } finally {
      await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(owner.db);
      await owner.close();
      await remove();
    }
  },
);
