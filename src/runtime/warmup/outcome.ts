/** What became of a group in one look, in words and for scripts. */
import type { Evaluated } from './evaluate.ts';
import type { StepKind, Wait } from './step.ts';

export type Outcome =
  | ('started' | 'advanced' | 'stepped back' | 'held' | 'resting' | 'restarted' | 'resumed')
  | ('asks' | 'observed' | 'failed')
  | ('stuck' | 'stays' | 'going' | 'waiting' | 'warm');

const DONE: Record<StepKind, Outcome> = {
  start: 'started',
  advance: 'advanced',
  'step-back': 'stepped back',
  hold: 'held',
  rest: 'resting',
  restart: 'restarted',
  resume: 'resumed',
};

/** The gravest of what was done, else why nothing was. */
export function outcomeOf({ steps, waits }: Evaluated): Outcome {
  const outcomes = steps.map(({ step, passed: { outcome } }): Outcome => {
    if (outcome === 'done') return DONE[step.kind];
    if (outcome === 'pending') return 'asks';
    return outcome === 'failed' ? 'failed' : outcome === 'observed' ? 'observed' : 'stays';
  });
  const waited = waits.map(({ kind }) => WAITS[kind]);
  return GRAVITY.find(each => outcomes.includes(each)) ?? GRAVITY.find(each => waited.includes(each)) ?? 'warm';
}

const WAITS: Record<Wait['kind'], Outcome> = {
  ...{ held: 'held', stuck: 'stuck', stays: 'stays', time: 'going', start: 'waiting' },
};

const GRAVITY: readonly Outcome[] = [
  ...(['failed', 'held', 'stepped back', 'asks', 'stuck', 'observed'] as const),
  ...(['resting', 'restarted', 'resumed', 'started', 'advanced', 'stays', 'going', 'waiting', 'warm'] as const),
];

/** `acme.example: asks. Week 1 is over, … (decision 12)`; one line for each step, and for each reason to wait. */
export function tellingOf({ group: { subject }, steps, waits, adopted }: Evaluated): string[] {
  return [
    ...adopted.map(({ name, why }) => `\`${name}\` taken in: ${why}`),
    ...steps.map(({ step, passed: { outcome, decision } }) => {
      const what = outcome === 'done' ? DONE[step.kind] : `${step.kind} ${OUTCOMES[outcome] ?? outcome}`;
      const failed = outcome === 'failed' ? ` ${decision.steps.at(-1)?.detail ?? ''}` : '';
      return `\`${subject}\` ${what}: ${step.why}${failed} (decision ${decision.id})`;
    }),
    ...waits.map(({ kind, says }) => `\`${subject}\` ${WAITS[kind]}: ${says}`),
  ];
}

const OUTCOMES: Partial<Record<string, string>> = {
  observed: 'would be done, and is only observed',
  pending: 'waits for a yes',
  refused: 'was refused',
  failed: 'failed',
};

export const documentOf = (evaluated: Evaluated): object => {
  const { group, segment, mode, steps, waits, adopted } = evaluated;
  return {
    ...{ subject: group.subject, unit: group.of, segment, mode, outcome: outcomeOf(evaluated), adopted, waits },
    steps: steps.map(({ step: { kind, why, sure, evidence, moves }, passed: { decision, outcome } }) => ({
      ...{ kind, why, sure, outcome, decision: decision.id, evidence },
      moves: moves.map(({ from, to }) => ({
        ...{ unit: to.unit, name: to.name, schedule: to.schedule },
        ...{ from: { state: from.state, week: from.week }, to: { state: to.state, week: to.week, factor: to.factor } },
      })),
    })),
  };
};
