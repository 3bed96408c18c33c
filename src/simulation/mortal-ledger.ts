/**
 * The ledger of a process that may be killed: after a write that was chosen before, its code never goes on. What waits for the ledger
 * then waits for ever, what asks it anew fails, and a transaction that was open is never committed.
 */
import type { KyselyPlugin } from 'kysely';
import { sql } from 'kysely';
import type { Ledger } from '../ledger/ledger.ts';
import { openLedger } from '../ledger/open.ts';

export interface MortalLedger {
  readonly now: Ledger;
  /** After so many writes from now on. */
  dieAfter(writes: number): void;
  /** Fulfilled when it is dead. */
  readonly death: Promise<void>;
  readonly isDead: boolean;
  /** Of a new process, over the same file. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

const WRITES = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

export async function mortalLedger(file: string): Promise<MortalLedger> {
  let life = await openLife(file);
  return {
    get now() {
      return life.ledger;
    },
    get death() {
      return life.death;
    },
    get isDead() {
      return life.isDead();
    },
    dieAfter: writes => life.dieAfter(writes),
    async reopen() {
      await life.ledger.close();
      life = await openLife(file);
    },
    close: () => life.ledger.close(),
  };
}

async function openLife(file: string) {
  const opened = await openLedger({ file });
  // Processes end here and machines do not: what was written is there for the next process without a wait for the disk.
  await sql`pragma synchronous = off`.execute(opened.db);
  const { promise: death, resolve: die } = Promise.withResolvers<void>();
  let left = Number.POSITIVE_INFINITY;
  let dead = false;
  const last = new WeakSet<object>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (dead) throw new Error('the process was killed');
      if (WRITES.has(node.kind) && --left === 0) last.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (last.has(queryId)) {
        dead = true;
        die();
      }
      return dead ? new Promise<never>(() => {}) : result;
    },
  };
  const ledger: Ledger = { ...opened, db: opened.db.withPlugin(plugin) };
  return {
    ledger,
    death,
    isDead: () => dead,
    dieAfter(writes: number) {
      left = writes;
    },
  };
}
