/** Opening a ledger: at once, twice at once, and everything that can be wrong with it. Nothing is overwritten. */
import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { listDecisions, recordDecision } from '../../src/ledger/decisions.ts';
import { hold, holdsNow } from '../../src/ledger/holds.ts';
import { ledgerPlace, openLedger } from '../../src/ledger/open.ts';
import { aDecision, onEachLedger, postgresPlace, sqlitePlace, type TestPlace } from '../support/ledger.ts';

const run = promisify(execFile);

/** Opens it in a process of its own, and does that with it. */
const elsewhere = async (place: object, act: string): Promise<string> => {
  const from = (module: string) => JSON.stringify(resolve('src/ledger', module));
  const script = `
    import { recordDecision } from ${from('decisions.ts')};
    import { oneWriter } from ${from('one-writer.ts')};
    import { openLedger } from ${from('open.ts')};
    const ledger = await openLedger(${JSON.stringify(place)});
    ${act}
    await ledger.close();
    console.log('done');`;
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const { stdout } = await run(process.execPath, options);
  return stdout.trim();
};

const DECIDES = `await recordDecision(ledger, ${JSON.stringify(aDecision())}, 'observed');`;
const COUNTS = `for (let times = 0; times < 50; times += 1) await oneWriter(ledger, 'a test', async step => {
  const { since } = await step.selectFrom('holds').select('since').executeTakeFirstOrThrow();
  await step.updateTable('holds').set({ since: since + 1 }).execute();
});`;

onEachLedger(
  'a ledger that is opened',
  places => {
    it('by four processes at once is made once, and all of them write', async () => {
      const place = await places.place();
      const all = [1, 2, 3, 4].map(() => elsewhere(place, DECIDES));
      expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'done']);
      expect(await listDecisions(await places.open())).toHaveLength(4);
    });

    it('by three processes that read and then write what they read: none fails, and nothing is lost', async () => {
      const [place, ledger] = [await places.place(), await places.open()];
      await hold(ledger, { unit: 'domain', name: 'acme.example', cause: 'dkim', why: 'a gap', since: 0 });
      await Promise.all([1, 2, 3].map(() => elsewhere(place, COUNTS)));
      expect(await holdsNow(ledger, 0)).toMatchObject([{ since: 150 }]);
    });

    it('keeps what one process writes many times at once', async () => {
      const ledger = await places.open();
      const all = Array.from({ length: 50 }, () => recordDecision(ledger, aDecision(), 'observed'));
      const ids = (await Promise.all(all)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(50);
    });

    it('that a later Mailyard wrote is refused', async () => {
      const ledger = await places.open();
      await sql`insert into kysely_migration (name, timestamp) values ('999-dreams', '2031-01-01')`.execute(ledger.db);
      await expect(places.open()).rejects.toMatchObject({
        code: 'ledger-newer',
        message: expect.stringMatching(/^The ledger .+ was written by a later Mailyard: it has 999-dreams\.$/),
      });
    });

    it('keeps decisions as they were written', async () => {
      const { db, ...ledger } = await places.open();
      await recordDecision({ db, ...ledger }, aDecision(), 'observed');
      const refused = /only grows/;
      await expect(db.updateTable('decisions').set({ why: 'another' }).execute()).rejects.toThrow(refused);
      await expect(db.updateTable('decision_steps').set({ outcome: 'done' }).execute()).rejects.toThrow(refused);
      await expect(db.deleteFrom('decisions').execute()).rejects.toThrow(refused);
      await expect(db.deleteFrom('decision_steps').execute()).rejects.toThrow(refused);
    });
  },
  { bare: true },
);

describe('a ledger file', () => {
  let made: TestPlace;
  let file: string;
  beforeEach(() => {
    made = sqlitePlace();
    file = made.place.file;
  });
  afterEach(() => made.remove());

  const aBackup = (): string => {
    const backup = join(dirname(file), 'backups', 'ledger-20261125T031700000Z.db');
    mkdirSync(dirname(backup), { recursive: true });
    copyFileSync(file, backup);
    return backup;
  };
  const written = async (): Promise<void> => {
    const ledger = await openLedger({ file });
    for (let count = 0; count < 200; count += 1) await recordDecision(ledger, aDecision(), 'observed');
    await ledger.close();
  };

  it("is for its owner's eyes alone, with what lies beside it", async () => {
    const ledger = await openLedger({ file });
    for (const part of ['', '-wal', '-shm']) expect(statSync(file + part).mode & 0o777, part).toBe(0o600);
    await ledger.close();
  });

  it('that is no database is left as it is, and the newest backup is named', async () => {
    await written();
    const backup = aBackup();
    writeFileSync(file, 'this is a letter to my aunt, and no database'.repeat(200));
    const before = readFileSync(file);
    await expect(openLedger({ file })).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: `The ledger ${file} is damaged: file is not a database.`,
      fix: `Nothing was changed. Its newest backup: \`mailyard ledger restore ${backup} --replace\`, which sets the old file aside.`,
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('that is broken in the middle says so where that is met', async () => {
    await written();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 8192));
    const reading = openLedger({ file }).then(async ledger => {
      try {
        return await listDecisions(ledger, { limit: 1000 });
      } finally {
        await ledger.close();
      }
    });
    await expect(reading).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: expect.stringContaining('malformed'),
      fix: expect.stringContaining('there is no backup beside it'),
    });
  });

  it('that is gone or emptied while there are backups is not begun anew in silence', async () => {
    await written();
    const backup = aBackup();
    truncateSync(file);
    await expect(openLedger({ file })).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: `The ledger ${file} is an empty file.`,
      fix: expect.stringContaining(backup),
    });
    const other = join(dirname(file), 'other.db');
    await expect(openLedger({ file: other })).rejects.toMatchObject({
      message: `The ledger ${other} is gone, though there are backups of it.`,
    });
  });

  it('of another program is not touched', async () => {
    const other = new DatabaseSync(file);
    other.exec('create table recipes (name text)');
    other.close();
    const before = readFileSync(file);
    await expect(openLedger({ file })).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: `The ledger ${file} is a database of another program.`,
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('in a place that cannot be is said', async () => {
    writeFileSync(join(dirname(file), 'note'), '');
    await expect(openLedger({ file: join(dirname(file), 'note', 'ledger.db') })).rejects.toMatchObject({
      code: 'ledger-unreachable',
    });
    await expect(openLedger({ file: dirname(file) })).rejects.toMatchObject({ code: 'ledger-unreachable' });
  });

  it.skipIf(process.getuid?.() === 0)('that may not be written is said (skipped as root, who may)', async () => {
    await written();
    chmodSync(file, 0o400);
    await expect(openLedger({ file })).rejects.toMatchObject({ code: 'ledger-unreachable' });
  });

  it('on a full disk: nothing of the step is written, and with room it goes on', async () => {
    const ledger = await openLedger({ file });
    try {
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ledger.db);
      await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 4}`).execute(ledger.db);
      const big = { ...aDecision(), evidence: { body: 'x'.repeat(3000) } };
      const until = async (): Promise<never> => {
        for (;;) await recordDecision(ledger, big, 'observed');
      };
      await expect(until()).rejects.toMatchObject({
        code: 'ledger-full',
        message: `The disk of the ledger ${file} is full: this step was not written, no part of it.`,
      });
      const kept = await listDecisions(ledger);
      expect(kept.every(({ steps }) => steps.length === 1)).toBe(true);
      await sql.raw('pragma max_page_count = 100000').execute(ledger.db);
      await recordDecision(ledger, big, 'observed');
      expect(await listDecisions(ledger)).toHaveLength(kept.length + 1);
    } finally {
      await ledger.close();
    }
  });
});

describe('a ledger on PostgreSQL', () => {
  it('where nobody answers says so at once, and never the password', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise(ready => gone.once('listening', ready));
    const { port } = gone.address() as { port: number };
    await new Promise(closed => gone.close(closed));
    const failure = await openLedger({ url: `postgres://alex:s3cret@127.0.0.1:${port}/mailyard`, file: '' }).catch(
      (error: Error) => error,
    );
    expect(failure).toMatchObject({
      code: 'ledger-unreachable',
      message: `The ledger 127.0.0.1:${port}/mailyard does not answer: connect ECONNREFUSED 127.0.0.1:${port}.`,
    });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('s3cret');
  });

  it.each(['mysql://root:s3cret@127.0.0.1/mailyard', 'postgres://alex:s3:cr@et@/x', 's3cret'])(
    'whose address is none says the form',
    async url => {
      const failure = await openLedger(ledgerPlace({ DATABASE_URL: url }, '.mailyard')).catch((error: Error) => error);
      expect(failure).toMatchObject({ code: 'ledger-unreachable', message: expect.not.stringContaining('s3') });
    },
  );

  const server = inject('postgres');
  it.skipIf(!server)('whose database is not there says how it is made', async () => {
    const url = new URL(server as string);
    url.pathname = 'nobody';
    await expect(openLedger({ url: url.href, file: '' })).rejects.toMatchObject({
      code: 'ledger-unreachable',
      fix: 'Make it: `createdb nobody`',
    });
  });

  it.skipIf(!server)('is opened while another program changes its own tables in the database', async () => {
    const { place, remove } = await postgresPlace(server as string);
    const changing = await openLedger(place);
    await sql`create schema other`.execute(changing.db);
    for (let table = 0; table < 20; table++)
      await sql`create table ${sql.ref(`other.t${table}`)} (a int, b int)`.execute(changing.db);
    let done = false;
    const changes = (async () => {
      for (let table = 0; !done; table = (table + 1) % 20) {
        await sql`alter table ${sql.ref(`other.t${table}`)} rename column b to c`.execute(changing.db);
        await sql`alter table ${sql.ref(`other.t${table}`)} rename column c to b`.execute(changing.db);
        await sleep(3);
      }
    })();
    try {
      for (let times = 0; times < 5; times++) await (await openLedger(place)).close();
    } finally {
      done = true;
      await changes;
      await changing.close();
      await remove();
    }
  });
});
