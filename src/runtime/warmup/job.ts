/** The job `warmup`: looks at every warm-up each day; weeks go on where their gates hold. */
import type { Job, JobReport } from '../job.ts';
import { type Evaluated, evaluateAll } from './evaluate.ts';
import { documentOf, outcomeOf, tellingOf } from './outcome.ts';

export const warmupJob: Job = {
  name: 'warmup',
  title: 'weeks of warm-up that go on, stay or stop',
  // Early, so that a new week begins before the first office does.
  schedule: '20 4 * * *',
  needs: ['ledger'],
  run: async runtime => reportOf(await evaluateAll(runtime)),
};

export function reportOf({ evaluated, failures }: { evaluated: Evaluated[]; failures: string[] }): JobReport {
  const telling = evaluated.filter(each => !['going', 'waiting', 'warm'].includes(outcomeOf(each)));
  return {
    summary: summaryOf(evaluated),
    detail: telling.flatMap(each => tellingOf(each).map(line => `- ${line}`)),
    document: { warmups: evaluated.map(documentOf) },
    findings: evaluated.filter(needsPerson).length,
    failures,
  };
}

/** Something waits for a yes, cannot go on by itself, or should have been done and was only observed. */
export const needsPerson = ({ steps, waits }: Evaluated): boolean =>
  waits.some(({ kind }) => kind === 'held' || kind === 'stuck') ||
  steps.some(
    ({ step, passed: { outcome } }) =>
      outcome === 'pending' || outcome === 'failed' || (outcome === 'observed' && isReduction(step.kind)),
  );

const isReduction = (kind: string): boolean => kind === 'hold' || kind === 'step-back';

function summaryOf(evaluated: Evaluated[]): string {
  if (evaluated.length === 0) return 'Nothing warms up.';
  const counts = new Map<string, number>();
  for (const each of evaluated) counts.set(outcomeOf(each), (counts.get(outcomeOf(each)) ?? 0) + 1);
  const parts = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
  return `${evaluated.length} ${evaluated.length === 1 ? 'warm-up' : 'warm-ups'}: ${parts.join(', ')}.`;
}
