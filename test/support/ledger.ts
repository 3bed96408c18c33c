/** Ledgers for tests: one story, told on every database that this machine has. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, inject, it } from 'vitest';
import type { NewDecision } from '../../src/ledger/decisions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { type LedgerPlace, openLedger } from '../../src/ledger/open.ts';
import { TABLES } from './postgres.ts';

export interface Places {
  /** An empty ledger of its own for each test; opened again it is the same one. */
  open(): Promise<Ledger>;
  /** Where it is: for processes of their own. */
  place(): Promise<LedgerPlace>;
}

/**
 * `story` defines its tests; they run on SQLite, and on PostgreSQL where there is one. The ledger has its tables already, as making them
 * takes longer than most tests; with `bare` there is nothing yet.
 */
export function onEachLedger(title: string, story: (places: Places) => void, { bare = false } = {}): void {
  const { postgres, sqliteWithTables } = { postgres: inject('postgres'), sqliteWithTables: inject('sqliteWithTables') };
  describe(`${title} (sqlite)`, () => story(placesOf(() => sqlitePlace(bare ? undefined : sqliteWithTables))));
  if (!postgres) it.skip(`${title} (postgres): skipped, as no PostgreSQL is installed here`);
  else describe(`${title} (postgres)`, () => story(placesOf(() => postgresPlace(postgres, bare ? undefined : TABLES))));
}

export interface TestPlace {
  place: LedgerPlace;
  remove(): void | Promise<void>;
}

export function sqlitePlace(from?: string): TestPlace {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-ledger-'));
  if (from) copyFileSync(from, join(folder, 'ledger.db'));
  return { place: { file: join(folder, 'ledger.db') }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A database of its own on that server. */
export async function postgresPlace(server: string, from = 'template1'): Promise<TestPlace> {
  const name = `mailyard_${randomBytes(6).toString('hex')}`;
  // Nothing of it is to outlive a power cut, so files are copied and not written a second time into the log.
  await asked(server, `create database ${name} template ${from} strategy file_copy`);
  const url = new URL(server);
  url.pathname = name;
  return {
    place: { url: url.href, file: '' },
    remove: () => asked(server, `drop database if exists ${name} with (force)`),
  };
}

async function asked(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function placesOf(make: () => TestPlace | Promise<TestPlace>): Places {
  let made: Promise<TestPlace> | undefined;
  const opened: Ledger[] = [];
  const place = async (): Promise<LedgerPlace> => {
    made ??= Promise.resolve(make());
    return (await made).place;
  };
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
    await (await made)?.remove();
    made = undefined;
  });
  return {
    place,
    async open() {
      const ledger = await openLedger(await place());
      opened.push(ledger);
      return ledger;
    },
  };
}

/** A decision of an ordinary day. */
export const aDecision = (): NewDecision => ({
  ...{ at: 1_795_000_000_000, job: 'dkim', action: 'dkim.rotate', subject: 'acme.example/opendkim/rsa' },
  ...{ segment: 'pool-a', domain: 'acme.example', parameters: { selector: 'my20261126a' }, mode: 'observe' },
  ...{ why: 'the key is 90 days old', evidence: { days: 90 }, who: 'a test' },
});

/** All that blocklists ever said of a target, the latest first. */
export async function verdictHistory({ db }: Ledger, target: string) {
  const rows = await db
    .selectFrom('blocklist_verdicts')
    .selectAll()
    .where('target', '=', target)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ codes, ended, ...row }) => ({
    ...row,
    codes: JSON.parse(codes) as string[],
    ended: ended ?? undefined,
  }));
}
