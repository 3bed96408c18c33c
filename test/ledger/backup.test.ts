/** Backups: of either database, restored into either, while others write; and every way in which one can be none. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { backup } from '../../src/ledger/backup.ts';
import { newestBackup } from '../../src/ledger/backups.ts';
import { addStep, listDecisions, recordDecision } from '../../src/ledger/decisions.ts';
import { hold, holdsNow } from '../../src/ledger/holds.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openNotices, raise } from '../../src/ledger/notices.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { restore } from '../../src/ledger/restore.ts';
import { withDeletes } from '../../src/ledger/retention.ts';
import { aDecision, onEachLedger, postgresPlace, sqlitePlace, type TestPlace } from '../support/ledger.ts';

const NOW = 1_795_000_000_000;

let folder: string;
const places: TestPlace[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-backup-'));
});
afterEach(async () => {
  for (const { remove } of places.splice(0)) await remove();
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => join(folder, name);

/** A little of everything, with text that is hard to carry. */
async function filled(ledger: Ledger): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    const decision = await recordDecision(
      ledger,
      { ...aDecision(), why: "it's “old”,\nwith a \\, a 鍵 and\u2028lines of its\u2029own" },
      'started',
    );
    await addStep(ledger, decision, { at: NOW, outcome: 'done', detail: '', who: 'a test' });
  }
  await hold(ledger, { unit: 'domain', name: 'acme.example', cause: 'dkim', why: 'a gap', since: NOW });
  const notice = { key: 'bounces/acme.example', level: 'critical', title: 'Bounces', detail: '2.3 %' } as const;
  await raise(ledger, notice, NOW);
}

const content = async (ledger: Ledger) => [
  await listDecisions(ledger),
  await holdsNow(ledger, NOW),
  await openNotices(ledger),
];

const server = inject('postgres');
const kinds: Record<string, () => TestPlace | Promise<TestPlace>> = {
  sqlite: sqlitePlace,
  ...(server && { postgres: () => postgresPlace(server) }),
};

async function aPlace(kind: string): Promise<TestPlace> {
  const made = await (kinds[kind] as () => TestPlace | Promise<TestPlace>)();
  places.push(made);
  return made;
}

const request = (place: TestPlace['place'], from: string, replace = false) => ({
  ...{ place, from, replace, backupTo: inFolder('before'), now: NOW },
});

describe('a backup', () => {
  const pairs = Object.keys(kinds).flatMap(from => Object.keys(kinds).map(to => [from, to] as const));
  it.each(pairs)('of %s is restored into %s: everything, and no number is given twice', async (from, to) => {
    const source = await openLedger((await aPlace(from)).place);
    await filled(source);
    await withDeletes(source, 'a test', step => step.deleteFrom('decisions').where('id', '=', 3).execute());
    const before = await content(source);
    const { file, bytes } = await backup(source, inFolder('copy'), NOW);
    await source.close();
    expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([bytes, 0o600]);
    const { place } = await aPlace(to);
    const { rows } = await restore(request(place, file));
    expect(rows.get('decisions')).toBe(2);
    const target = await openLedger(place);
    expect(await content(target)).toEqual(before);
    expect((await recordDecision(target, aDecision(), 'observed')).id).toBe(4);
    await expect(target.db.deleteFrom('decisions').execute()).rejects.toThrow(/only grows/);
    await target.close();
  });

  it('that is the file of a ledger in use is whole, with what SQLite keeps beside it', async () => {
    const { place } = await aPlace('sqlite');
    const source = await openLedger(place);
    await filled(source);
    const before = await content(source);
    for (const part of ['', '-wal']) copyFileSync(place.file + part, inFolder(`copy${part}`));
    await source.close();
    const to = await aPlace('sqlite');
    await restore(request(to.place, inFolder('copy')));
    const target = await openLedger(to.place);
    expect(await content(target)).toEqual(before);
    await target.close();
  });

  it('of PostgreSQL carries thousands of rows over', { skip: !server }, async () => {
    const source = await openLedger((await aPlace('postgres')).place);
    await sql`insert into holds select 'domain', 'd' || n || '.example', 'warmup', 'why', n, null
      from generate_series(1, 4321) as n`.execute(source.db);
    await backup(source, inFolder('copy'), NOW);
    await source.close();
    const { place } = await aPlace('sqlite');
    expect((await restore(request(place, inFolder('copy')))).rows.get('holds')).toBe(4321);
  });
});

onEachLedger('a ledger that is backed up', ledgers => {
  it('while others write is the ledger of one moment', async () => {
    const [ledger, other] = [await ledgers.open(), await ledgers.open()];
    await filled(ledger);
    let stop = false;
    const writing = (async () => {
      while (!stop) {
        await recordDecision(other, aDecision(), 'observed');
        await new Promise(setImmediate);
      }
    })();
    for (let count = 0; count < 5; count += 1) await backup(ledger, inFolder(`copy-${count}`), NOW);
    stop = true;
    await writing;
    for (let count = 0; count < 5; count += 1) {
      // A decision is never there without its first step: `restore` looks.
      const { place } = await aPlace('sqlite');
      expect((await restore(request(place, inFolder(`copy-${count}`)))).rows.get('holds')).toBe(1);
    }
  });

  it('overwrites no file, and leaves nothing of one that fails', async () => {
    const ledger = await ledgers.open();
    writeFileSync(inFolder('note'), 'mine');
    await expect(backup(ledger, inFolder('note'), NOW)).rejects.toMatchObject({ code: 'backup-there' });
    await expect(backup(ledger, inFolder('note/copy'), NOW)).rejects.toMatchObject({ code: 'backup-failed' });
    expect(readFileSync(inFolder('note'), 'utf8')).toBe('mine');
    expect(existsSync(inFolder('note.part'))).toBe(false);
  });

  it('is not replaced unless that is said, and then backed up first', async () => {
    const ledger = await ledgers.open();
    await filled(ledger);
    const place = await ledgers.place();
    const { file } = await backup(ledger, inFolder('copy'), NOW);
    await recordDecision(ledger, aDecision(), 'pending');
    const now = await content(ledger);
    await expect(restore(request(place, file))).rejects.toMatchObject({
      code: 'ledger-not-empty',
      message: expect.stringMatching(/is not empty: .*4 of decisions/),
    });
    expect(await content(ledger)).toEqual(now);
    const { before } = await restore(request(place, file, true));
    expect(await listDecisions(ledger)).toHaveLength(3);
    expect(before?.file).toBe(inFolder('before'));
    await restore({ ...request(place, inFolder('before'), true), backupTo: inFolder('again') });
    expect(await content(ledger)).toEqual(now);
  });
});

describe('what is no backup', () => {
  const refused = async (text: string | Buffer, why: RegExp): Promise<void> => {
    const { place } = await aPlace('sqlite');
    writeFileSync(inFolder('copy'), text);
    await expect(restore(request(place, inFolder('copy')))).rejects.toMatchObject({
      code: 'backup-unreadable',
      message: expect.stringMatching(why),
    });
    expect(existsSync(place.file)).toBe(false);
  };

  it.each([
    ['a letter', 'Dear aunt,\n', /copy cannot be restored: it is none of a ledger/],
    ['an empty file', '', /none of a ledger/],
    ['JSON of something else', '{"name": "mailyard"}\n', /none of a ledger/],
    ['a later form', '{"mailyard":"ledger","version":2}\n', /its form 2 is that of a later Mailyard/],
    [
      'a later schema',
      '{"mailyard":"ledger","version":1,"migration":"999-dreams","numbers":{}}\n{"rows":0}\n',
      /999-dreams/,
    ],
    [
      'a file that was cut off',
      '{"mailyard":"ledger","version":1,"migration":"001-decisions","numbers":{}}\n',
      /cut off/,
    ],
    [
      'a table that is none of ours',
      '{"mailyard":"ledger","version":1,"migration":"001-decisions","numbers":{}}\n{"table":"recipes","columns":["id"]}\n[1]\n{"rows":1}\n',
      /recipes/,
    ],
    [
      'a file that lost lines',
      '{"mailyard":"ledger","version":1,"migration":"001-decisions","numbers":{}}\n{"table":"decisions","columns":["id"]}\n{"rows":3}\n',
      /it holds 0 rows of 3/,
    ],
  ])('%s', async (_, text, why) => refused(text, why));

  it('a database of another program', async () => {
    const other = new DatabaseSync(inFolder('other'));
    other.exec('create table recipes (name text)');
    other.close();
    await refused(readFileSync(inFolder('other')), /is a database of another program/);
  });

  it('one whose pages are broken, or whose decisions contradict themselves', async () => {
    const source = await openLedger((await aPlace('sqlite')).place);
    for (let count = 0; count < 200; count += 1) await recordDecision(source, aDecision(), 'observed');
    await backup(source, inFolder('good'), NOW);
    await sql`insert into decision_steps values (7, 5, 1, 'done', '', 'nobody')`.execute(source.db);
    await backup(source, inFolder('odd'), NOW);
    await source.close();
    await refused(readFileSync(inFolder('good')).fill(0x5a, 40_960, 49_152), /cannot be restored/);
    await refused(readFileSync(inFolder('odd')), /decision 7 lacks a step/);
  });

  it('nothing', async () => {
    const { place } = await aPlace('sqlite');
    for (const from of [inFolder('none'), folder]) {
      await expect(restore(request(place, from))).rejects.toMatchObject({ code: 'backup-missing' });
    }
  });
});

describe('a damaged ledger file', () => {
  it('is set aside as it is when a backup takes its place', async () => {
    const { place } = await aPlace('sqlite');
    const ledger = await openLedger(place);
    await filled(ledger);
    const good = await content(ledger);
    await backup(ledger, join(place.file, '..', 'backups', 'ledger-20261125T031700000Z.db'), NOW);
    await ledger.close();
    const broken = readFileSync(place.file).fill(0x5a, 4096);
    writeFileSync(place.file, broken);
    const from = newestBackup(place.file) ?? '';
    await expect(restore(request(place, from))).rejects.toMatchObject({ code: 'ledger-unreadable' });
    expect(readFileSync(place.file)).toEqual(broken);
    const { aside, before } = await restore(request(place, from, true));
    expect([aside, before]).toEqual([`${place.file}.damaged-${NOW}`, undefined]);
    expect(readFileSync(aside ?? '')).toEqual(broken);
    const again = await openLedger(place);
    expect(await content(again)).toEqual(good);
    await again.close();
  });

  it('of an earlier version is brought up to date', async () => {
    const { place } = await aPlace('sqlite');
    writeFileSync(
      inFolder('old'),
      `${[
        {
          mailyard: 'ledger',
          version: 1,
          at: '2026-11-26T00:00:00.000Z',
          migration: '002-holds',
          numbers: { decisions: 41 },
        },
        { table: 'holds', columns: ['unit', 'name', 'cause', 'why', 'since', 'until'] },
        ['domain', 'acme.example', 'dkim', 'a gap', NOW, null],
        { rows: 1 },
      ]
        .map(line => JSON.stringify(line))
        .join('\n')}\n`,
    );
    await restore(request(place, inFolder('old')));
    const ledger = await openLedger(place);
    expect(await holdsNow(ledger, NOW)).toHaveLength(1);
    expect((await recordDecision(ledger, aDecision(), 'observed')).id).toBe(42);
    await ledger.close();
  });
});
