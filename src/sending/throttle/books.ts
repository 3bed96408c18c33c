/**
 * What was granted, as far back as any window reaches, in memory: read once a unit, then kept up with what is written. Exact as long as
 * each turn goes on where the last one ended; where others were in between, what they wrote is read first.
 */
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import {
  type BookedGrant,
  type GrantUnit,
  grantsAfter,
  grantsOf,
  lastGrant,
  type NewGrant,
} from '../../ledger/throttle.ts';
import type { Tallies } from './decide.ts';
import { type LimitUnit, tallyKey } from './policy.ts';
import { type Tally, tally } from './tally.ts';

export type BookedUnit = [unit: GrantUnit, name: string];

export interface Books {
  tallies: Tallies;
  /** Before anything else in a turn. */
  begin(db: LedgerDatabase, turn: number, now: number): Promise<void>;
  /** So that their tallies are there. */
  open(db: LedgerDatabase, units: Iterable<BookedUnit>): Promise<void>;
  book(grant: NewGrant): void;
  /** After the last write of a turn. */
  end(db: LedgerDatabase): Promise<void>;
  /** What was booked was not written. */
  tear(): void;
}

/** Milliseconds that a window can reach back: a day of 25 hours, and as much again for a clock that is set back. */
const REACH = 48 * 3_600_000;
const LONGEST_WINDOW = 25 * 3_600_000;
/** Old entries make questions slower: after that long the books begin anew. */
const KEPT = 7 * 24 * 3_600_000;
/** Above that many rows of others it is less to read anew what is asked for. */
const CATCH_UP = 20_000;

export function openBooks(): Books {
  let tallies = new Map<string, Tally>();
  let last = { turn: Number.NaN, id: 0 };
  let from = 0;

  const tear = () => {
    tallies = new Map();
    last = { turn: Number.NaN, id: 0 };
  };

  function add(unit: LimitUnit, name: string, { at, messages }: BookedGrant): void {
    const key = tallyKey(unit, name);
    const known = tallies.get(key) ?? tally();
    known.add(at, messages);
    tallies.set(key, known);
  }

  /** To the books of that domain or network, and to those that are parts of them. */
  function enter(unit: GrantUnit, name: string, grant: BookedGrant): void {
    add(unit, name, grant);
    if (unit === 'domain') add('mailbox', grant.mailbox, grant);
    else if (grant.receiver !== null) add('receiver', `${grant.receiver} from ${name}`, grant);
  }

  /** Books that are not open are read as a whole once they are. */
  function book(grant: NewGrant): void {
    if (grant.at < from) return;
    if (tallies.has(tallyKey('domain', grant.domain))) enter('domain', grant.domain, grant);
    if (grant.ip !== null && tallies.has(tallyKey('ip', grant.ip))) enter('ip', grant.ip, grant);
  }

  return {
    tallies: { get: key => tallies.get(key) },
    book,
    tear,
    async begin(db, turn, now) {
      if (now - LONGEST_WINDOW < from || now - from > KEPT) tear();
      if (tallies.size === 0) from = now - REACH;
      else if (turn !== last.turn + 1) {
        const missed = await grantsAfter(db, last.id, CATCH_UP);
        if (missed.length < CATCH_UP) for (const grant of missed) book(grant);
        else tear();
      }
      last.turn = turn;
    },
    async open(db, units) {
      for (const [unit, name] of units) {
        if (tallies.has(tallyKey(unit, name))) continue;
        tallies.set(tallyKey(unit, name), tally());
        for (const grant of await grantsOf(db, unit, name, from)) enter(unit, name, grant);
      }
    },
    async end(db) {
      last.id = await lastGrant(db);
    },
  };
}
