/**
 * A pool of connections that waits for a database which is away for a minute: restarted, failed over, unplugged. Only what cannot
 * have happened yet is asked again: a connection, the beginning of a transaction, a read by itself. A write whose answer was lost
 * may have been made, so it fails and says so; the next tick looks at what is there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { MailyardError } from '../error.ts';
import { isAway, isStarting, type PostgresPlace, postgresFailure } from './failure.ts';

/** Between two looks: soon at first, for a restart takes a second; then every two. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

export class PatientPool implements PostgresPool {
  readonly options: object;
  readonly #pool: pg.Pool;
  readonly #place: PostgresPlace;
  readonly #patienceMs: number;
  #known = false;
  #ended = false;

  constructor(pool: pg.Pool, place: PostgresPlace, patienceMs: number) {
    this.#pool = pool;
    this.#place = place;
    this.#patienceMs = patienceMs;
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#checkOut();
    return patientClient(client, this.#place, this.#patienceMs, () => this.#checkOut());
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#pool.end();
  }

  async #checkOut(): Promise<pg.PoolClient> {
    const deadline = performance.now() + this.#patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const client = await this.#pool.connect();
        this.#known = true;
        return client;
      } catch (error) {
        // Who never was there may be a typing error, and is told at once.
        const worthWaiting = !this.#ended && (this.#known ? isAway(error) : isStarting(error));
        if (!worthWaiting || performance.now() + pause > deadline) throw postgresFailure(error, this.#place);
        await sleep(pause);
      }
    }
  }
}

function patientClient(
  first: pg.PoolClient,
  place: PostgresPlace,
  patienceMs: number,
  another: () => Promise<pg.PoolClient>,
): PostgresPoolClient {
  let client = first;
  let untouched = true;
  let inTransaction = false;
  let lost = false;

  async function query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>> {
    const again = untouched && (BEGINS.test(sql) || READS.test(sql));
    untouched = false;
    let deadline: number | undefined;
    for (;;) {
      try {
        const result = (await client.query(sql, [...parameters])) as unknown as PostgresQueryResult<R>;
        inTransaction ||= BEGINS.test(sql);
        return result;
      } catch (error) {
        if (!isAway(error)) throw postgresFailure(error, place);
        if (!again) {
          lost = true;
          // Whoever is gone has rolled back.
          if (sql === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
          throw lostConnection(place, inTransaction && sql !== 'commit', error);
        }
        // A read that takes longer than a query may looks the same each time, on a connection that is well.
        deadline ??= performance.now() + patienceMs;
        if (performance.now() > deadline) {
          lost = true;
          throw postgresFailure(error, place);
        }
        client.release(true);
        client = await another();
      }
    }
  }

  return {
    get processID() {
      return (client as unknown as { processID?: number }).processID;
    },
    query: query as PostgresPoolClient['query'],
    release: destroy => client.release(destroy || lost),
  };
}

/** As Kysely writes them. */
const BEGINS = /^(?:begin|start transaction)/;
const READS = /^select /;

function lostConnection({ name }: PostgresPlace, undone: boolean, cause: unknown): MailyardError {
  const known = undone ? 'nothing of this step was written' : 'whether this step was written is not known';
  return new MailyardError('ledger-lost', `The connection to the ledger ${name} broke: ${known}.`, {
    fix: 'Run it again: each run looks at what is there before it goes on.',
    cause,
  });
}
