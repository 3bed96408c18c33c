/** What people should hear of a warm-up: that it stopped or sends less, that it cannot go on, that somebody has to decide. */
import { end, type NewNotice, raise } from '../../ledger/notices.ts';
import type { Runtime } from '../runtime.ts';
import type { Evaluated } from './evaluate.ts';

type Condition = Pick<NewNotice, 'level' | 'title' | 'detail'>;

/** Each condition is told once, and ends when it is seen no more. */
export async function tellOf(evaluated: Evaluated, { ledger, now }: Pick<Runtime, 'ledger' | 'now'>): Promise<void> {
  const { group, segment } = evaluated;
  const conditions = { stopped: stoppedOf(evaluated), less: lessOf(evaluated), asks: asksOf(evaluated) };
  for (const [name, condition] of Object.entries(conditions)) {
    const key = `warmup/${name}/${group.subject}`;
    const about = { key, segment, ...(group.of === 'domain' && { domain: group.subject }) };
    if (condition) await raise(ledger, { ...about, ...condition }, now());
    else await end(ledger, key, now());
  }
}

/** It should send nothing. Where its mode does not let Mailyard stop it, that is said as loudly. */
function stoppedOf({ group: { subject }, steps, waits }: Evaluated): Condition | undefined {
  const hold = steps.find(({ step }) => step.kind === 'hold');
  const stuck = waits.filter(({ kind }) => kind === 'held' || kind === 'stuck').map(({ says }) => says);
  if (hold?.passed.outcome === 'observed') {
    const detail = `${hold.step.why} In observe mode nothing is done about it: \`mailyard warmup hold ${subject}\` stops it.`;
    return { level: 'critical', title: `${subject} should send nothing, and goes on sending.`, detail };
  }
  if (hold?.passed.outcome === 'pending') {
    const detail = `${hold.step.why} ${approval(hold.passed.decision.id)}`;
    return { level: 'critical', title: `${subject} should send nothing until somebody looked at it.`, detail };
  }
  if (hold) return { level: 'critical', title: `${subject} is held: nothing is sent.`, detail: hold.step.why };
  if (stuck.length === 0) return undefined;
  return { level: 'warning', title: `The warm-up of ${subject} does not go on.`, detail: stuck.join(' ') };
}

function lessOf({ group: { subject }, steps }: Evaluated): Condition | undefined {
  const back = steps.find(({ step }) => step.kind === 'step-back');
  if (!back) return undefined;
  const { decision, outcome } = back.passed;
  if (outcome === 'done')
    return { level: 'warning', title: `${subject} sends less for a week.`, detail: back.step.why };
  const detail = outcome === 'pending' ? approval(decision.id) : 'In observe mode nothing is done about it.';
  return { level: 'critical', title: `${subject} should send less.`, detail: `${back.step.why} ${detail}` };
}

function asksOf({ group: { subject }, steps }: Evaluated): Condition | undefined {
  const asked = steps.filter(
    ({ step, passed }) => step.kind !== 'hold' && step.kind !== 'step-back' && passed.outcome === 'pending',
  );
  if (asked.length === 0) return undefined;
  const detail = asked.map(({ step, passed }) => `${step.why} ${approval(passed.decision.id)}`).join(' ');
  return { level: 'info', title: `The warm-up of ${subject} waits for a decision.`, detail };
}

const approval = (id: number): string => `\`mailyard decisions approve ${id}\` does it.`;
