/** PostgreSQL stopped and started again under a ledger that is in use. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { listDecisions, recordDecision } from '../../src/ledger/decisions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { PatientPool } from '../../src/ledger/patience.ts';
import { aDecision, postgresPlace, type TestPlace } from '../support/ledger.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

describe.skipIf(!inject('postgres'))('a database that goes away (skipped where there is no PostgreSQL)', () => {
  let server: PostgresServer | undefined;
  let made: TestPlace;
  let ledger: Ledger;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.remove());
  beforeEach(async ({ skip }) => {
    if (!server) return skip('the PostgreSQL of this run is elsewhere, and not ours to stop');
    made = await postgresPlace(server.url);
    ledger = await openLedger({ ...made.place, patienceMs: 15_000 });
  });
  afterEach(async () => {
    await server?.start();
    await ledger.close();
    await made.remove();
  });

  it('reads and writes wait for it, and go on', async () => {
    await recordDecision(ledger, aDecision(), 'observed');
    await server?.stop();
    const waiting = Promise.all([listDecisions(ledger), recordDecision(ledger, aDecision(), 'pending')]);
    const first = await Promise.race([waiting.then(() => 'answered'), sleep(500, 'waits')]);
    expect(first).toBe('waits');
    await server?.start();
    const [read, written] = await waiting;
    expect(read.length).toBeGreaterThan(0);
    expect((await listDecisions(ledger)).map(({ id }) => id)).toContain(written.id);
  });

  it('again and again, under a process that never stops', async () => {
    let stop = false;
    const made: number[] = [];
    const daemon = (async () => {
      while (!stop) {
        await recordDecision(ledger, aDecision(), 'observed').then(
          ({ id }) => made.push(id),
          error => expect(error).toMatchObject({ code: 'ledger-lost' }),
        );
        await sleep(5);
      }
    })();
    for (let outage = 0; outage < 3; outage += 1) {
      await sleep(200);
      const before = made.length;
      await server?.stop();
      await sleep(300);
      await server?.start();
      await expect.poll(() => made.length, { timeout: 10_000 }).toBeGreaterThan(before);
    }
    stop = true;
    await daemon;
    const kept = (await listDecisions(ledger, { limit: 100_000 })).map(({ id }) => id);
    expect(made.filter(id => !kept.includes(id))).toEqual([]);
    expect(new Set(made).size).toBe(made.length);
  });

  it('in the middle of a transaction: nothing of it was written, and that is said', async () => {
    const broken = ledger.db.transaction().execute(async step => {
      await sql`insert into holds values ('domain', 'acme.example', 'dkim', 'a gap', 1, null)`.execute(step);
      await server?.stop();
      await sql`update holds set until = 2`.execute(step);
    });
    await expect(broken).rejects.toMatchObject({
      code: 'ledger-lost',
      message: expect.stringContaining('nothing of this step was written'),
    });
    await server?.start();
    expect(await ledger.db.selectFrom('holds').selectAll().execute()).toEqual([]);
  });

  it('a connection that breaks while a transaction thinks does not end the process', async () => {
    const broken = ledger.db.transaction().execute(async () => {
      await server?.stop();
      await sleep(200);
      throw new Error('thought of something else');
    });
    await expect(broken).rejects.toThrow('thought of something else');
  });

  it('for longer than patience reaches: says so, and goes on once it is back', async () => {
    const hasty = await openLedger({ ...made.place, patienceMs: 700 });
    try {
      await server?.stop();
      await expect(listDecisions(hasty)).rejects.toMatchObject({
        code: 'ledger-unreachable',
        message: expect.stringContaining('does not answer'),
      });
      await server?.start();
      expect(await listDecisions(hasty)).toEqual([]);
    } finally {
      await server?.start();
      await hasty.close();
    }
  });

  it('a read that takes longer than a query may is not asked for ever', async () => {
    const pool = new pg.Pool({ connectionString: made.place.url, query_timeout: 100 });
    const patient = new PatientPool(pool, { name: 'here', database: 'mailyard', user: 'mailyard' }, 300);
    const client = await patient.connect();
    try {
      await expect(client.query('select pg_sleep(60)', [])).rejects.toMatchObject({
        code: 'ledger-unreachable',
        message: 'The ledger here does not answer: Query read timeout.',
      });
    } finally {
      client.release();
      await patient.end();
    }
  });
});
