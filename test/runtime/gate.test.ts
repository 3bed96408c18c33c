/** Nothing happens without a decision, and a decision does no more than its mode lets it. */
import { describe, expect, it } from 'vitest';
import { addStep, decisionById, listDecisions } from '../../src/ledger/decisions.ts';
import type { Action } from '../../src/runtime/action.ts';
import { answer, finishApproved, gate, type Proposal } from '../../src/runtime/gate.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { onEachLedger } from '../support/ledger.ts';
import { aRuntime, NOON } from '../support/runtime.ts';

interface Turn {
  to: string;
}

function turning() {
  const turned: string[] = [];
  const action: Action<Turn> = {
    name: 'dkim.turn',
    job: 'dkim',
    async perform(_, { to }) {
      if (to === 'nowhere') throw new Error('there is nothing');
      turned.push(to);
      return `turned to ${to}`;
    },
  };
  return { action, turned };
}

const proposal = (mode: Proposal<Turn>['mode'], to = 'left'): Proposal<Turn> => ({
  ...{ subject: 'acme.example', segment: 'pool-a', domain: 'acme.example', parameters: { to }, mode },
  ...{ why: 'the key is 90 days old', evidence: { days: 90 } },
});

onEachLedger('the gate', places => {
  it('observes: writes down what would happen, once, and does nothing', async () => {
    const { action, turned } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const { decision } = await gate(runtime, action, proposal('observe'));
    await gate(runtime, action, proposal('observe'));
    expect(turned).toEqual([]);
    expect(await listDecisions(runtime.ledger)).toEqual([
      { ...decision, mode: 'observe', evidence: { days: 90 }, parameters: { to: 'left' }, who: 'a test' },
    ]);
  });

  it('suggests: waits for a yes, and then does it', async () => {
    const { action, turned } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const { decision, outcome } = await gate(runtime, action, proposal('suggest'));
    expect([outcome, (await gate(runtime, action, proposal('suggest'))).decision.id]).toEqual(['pending', decision.id]);
    expect(turned).toEqual([]);
    const answered = await answer({ ...runtime, who: 'alex' }, [action as Action<never>], decision.id, true);
    expect(answered.outcome).toBe('done');
    expect(turned).toEqual(['left']);
    const { steps } = (await decisionById(runtime.ledger, decision.id)) ?? { steps: [] };
    expect(steps.map(({ outcome, who }) => [outcome, who])).toEqual([
      ['pending', 'a test'],
      ['approved', 'alex'],
      ['done', 'alex'],
    ]);
  });

  it('does not ask again what a person refused, unless the reason is another', async () => {
    const { action } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const { decision } = await gate(runtime, action, proposal('suggest'));
    await answer(runtime, [action as Action<never>], decision.id, false);
    expect((await gate(runtime, action, proposal('suggest'))).outcome).toBe('refused');
    const other = await gate(runtime, action, { ...proposal('suggest'), why: 'the key is 120 days old' });
    expect(other.outcome).toBe('pending');
  });

  it('a newer suggestion takes the place of the one that waits', async () => {
    const { action } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const { decision } = await gate(runtime, action, proposal('suggest'));
    await gate(runtime, action, proposal('suggest', 'right'));
    await expect(answer(runtime, [action as Action<never>], decision.id, true)).rejects.toMatchObject({
      code: 'decision-closed',
    });
  });

  it('of what two suggest in the same instant one waits', async () => {
    const { action } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const passed = await Promise.all([1, 2].map(() => gate(runtime, action, proposal('suggest'))));
    const waiting = await listDecisions(runtime.ledger, { outcome: 'pending' });
    expect(waiting).toHaveLength(1);
    expect(passed.map(({ decision }) => decision.id)).toContain(waiting[0]?.id);
  });

  it('what waits is withdrawn where the mode says by now that nothing is to be done', async () => {
    const { action } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    await gate(runtime, action, proposal('suggest'));
    await gate(runtime, action, proposal('observe'));
    expect(await listDecisions(runtime.ledger, { outcome: 'pending' })).toEqual([]);
    const { decision } = await gate(runtime, action, proposal('suggest'));
    expect((await listDecisions(runtime.ledger, { outcome: 'pending' })).map(({ id }) => id)).toEqual([decision.id]);
  });

  it('what a person let through is carried out by whoever took the yes, and by no job beside it', async () => {
    const { action, turned } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const { decision } = await gate(runtime, action, proposal('suggest'));
    await addStep(runtime.ledger, decision, { at: runtime.now(), outcome: 'approved', detail: '', who: 'alex' });
    for (const mode of ['observe', 'suggest', 'enforce'] as const) {
      const beside = await gate(runtime, action, proposal(mode));
      expect([beside.decision.id, beside.outcome, turned]).toEqual([decision.id, 'approved', []]);
    }
  });

  it('of two who answer at once one is told that he is late', async () => {
    const { action, turned } = turning();
    const ledger = await places.open();
    const [one, two] = [await aRuntime({ ledger }), await aRuntime({ ledger: await places.open() })];
    const { decision } = await gate(one, action, proposal('suggest'));
    const answers = await Promise.allSettled(
      [one, two].map(runtime => answer(runtime, [action as Action<never>], decision.id, true)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(turned).toEqual(['left']);
  });

  it('carries out what was approved and cut off: with the next run of its job, or a second yes', async () => {
    const { action, turned } = turning();
    const clock = sandboxClock(NOON);
    const runtime = await aRuntime({ ledger: await places.open(), clock });
    const cutOff = async (to: string): Promise<number> => {
      const { decision } = await gate(runtime, action, { ...proposal('suggest', to), subject: to });
      await addStep(runtime.ledger, decision, { at: clock.now(), outcome: 'approved', detail: '', who: 'alex' });
      return decision.id;
    };
    const [first, second] = [await cutOff('left'), await cutOff('right')];
    const actions = [action as Action<never>];
    // Whoever took the yes may well be at it.
    expect(await finishApproved(runtime, actions, 'dkim')).toEqual([]);
    await expect(answer(runtime, actions, second, true)).rejects.toMatchObject({
      code: 'decision-closed',
      fix: expect.stringContaining('It is being carried out'),
    });
    clock.advance(11 * 60_000);
    await expect(answer(runtime, actions, second, false)).rejects.toMatchObject({ code: 'decision-closed' });
    expect((await answer(runtime, actions, second, true)).outcome).toBe('done');
    expect(await finishApproved(runtime, actions, 'warmup')).toEqual([]);
    const finished = await finishApproved(runtime, actions, 'dkim');
    expect(finished.map(({ decision, outcome }) => [decision.id, outcome])).toEqual([[first, 'done']]);
    expect(await finishApproved(runtime, actions, 'dkim')).toEqual([]);
    expect(turned).toEqual(['right', 'left']);
  });

  it('enforces, and a failure is an outcome', async () => {
    const { action, turned } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    expect((await gate(runtime, action, proposal('enforce'))).outcome).toBe('done');
    const { decision, outcome } = await gate(runtime, action, proposal('enforce', 'nowhere'));
    expect([outcome, decision.steps.at(-1)?.detail, turned]).toEqual(['failed', 'there is nothing', ['left']]);
  });

  it('later steps go under the mandate of a decision that was let through, and of no other', async () => {
    const { action, turned } = turning();
    const runtime = await aRuntime({ ledger: await places.open() });
    const observed = await gate(runtime, action, { ...proposal('observe'), subject: 'other.example' });
    const held = await gate(runtime, action, { ...proposal('suggest'), mandate: observed.decision.id });
    expect([held.outcome, turned]).toEqual(['pending', []]);
    const let_ = await gate(runtime, action, { ...proposal('told'), subject: 'third.example' });
    const next = await gate(runtime, action, { ...proposal('suggest', 'right'), mandate: let_.decision.id });
    expect([next.outcome, next.decision.mode, turned]).toEqual(['done', 'mandate', ['left', 'right']]);
  });
});

describe('what is not there', () => {
  it('is said', async () => {
    await expect(answer(await aRuntime(), [], 7, true)).rejects.toMatchObject({ code: 'decision-unknown' });
  });
});
