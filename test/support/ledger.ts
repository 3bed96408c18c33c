/** Ledgers for tests: one story, told on every database that this machine has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { type LedgerPlace, openLedger } from '../../src/ledger/open.ts';

export interface Places {
  /** An empty ledger of its own for each test; opened again it is the same one. */
  open(): Promise<Ledger>;
}

/** `story` defines its tests; they run on SQLite, and on PostgreSQL where there is one. */
export function onEachLedger(title: string, story: (places: Places) => void): void {
  describe(`${title} (sqlite)`, () => story(placesOf(sqlitePlace)));
}

interface Place {
  place: LedgerPlace;
  remove(): void;
}

function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-ledger-'));
  return { place: { file: join(folder, 'ledger.db') }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function placesOf(make: () => Place): Places {
  let made: Place | undefined;
  const opened: Ledger[] = [];
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
    made?.remove();
    made = undefined;
  });
  return {
    async open() {
      made ??= make();
      const ledger = await openLedger(made.place);
      opened.push(ledger);
      return ledger;
    },
  };
}
