/** What `ledger verify` finds, each fault alone; and that a ledger which Mailyard wrote passes. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { verify } from '../../src/ledger/checks/index.ts';
import { addStep, recordDecision } from '../../src/ledger/decisions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { generateKey, openKeys } from '../../src/secrets/seal.ts';
import { aDecision, onEachLedger } from '../support/ledger.ts';

const failed = async (ledger: Ledger): Promise<string[]> =>
  (await verify(ledger, openKeys(generateKey())))
    .filter(({ result }) => result !== 'passed')
    .flatMap(({ check, problems }) => problems.map(problem => `${check}: ${problem}`));

onEachLedger('verify', places => {
  it('passes what Mailyard wrote', async () => {
    const ledger = await places.open();
    const decision = await recordDecision(ledger, aDecision(), 'pending');
    await addStep(ledger, decision, { at: 1, outcome: 'approved', detail: '', who: 'alex' });
    expect(await failed(ledger)).toEqual([]);
  });

  it('finds decisions that lack a step, go on after their end, or hold no JSON', async () => {
    const ledger = await places.open();
    const { id } = await recordDecision(ledger, aDecision(), 'observed');
    const step = (decision: number, number: number, outcome: string) =>
      sql`insert into decision_steps values (${decision}, ${number}, 1, ${outcome}, '', 'somebody')`.execute(ledger.db);
    await step(id, 2, 'done');
    const other = await recordDecision(ledger, aDecision(), 'pending');
    await step(other.id, 3, 'approved');
    await sql`insert into decisions (at, job, action, subject, parameters, why, evidence, mode, who)
      values (1, 'dkim', 'dkim.rotate', 'x', '{', 'why', '{}', 'told', 'somebody')`.execute(ledger.db);
    expect(await failed(ledger)).toEqual([
      'decisions: decision 1 goes on after it was observed',
      'decisions: decision 2 lacks a step',
      'decisions: decision 3 lacks a step',
      'decisions: decisions 3: parameters is no JSON',
    ]);
  });

  it('finds a schema that somebody changed', async () => {
    const ledger = await places.open();
    await sql`drop table holds`.execute(ledger.db);
    await sql`alter table notices drop column title`.execute(ledger.db);
    expect(await failed(ledger)).toEqual(['schema: the table holds is missing', 'schema: notices.title is missing']);
  });
});
