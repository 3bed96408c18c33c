/** What `mailyard warmup advance` did, as people read it. */
import type { JobReport } from '../../runtime/job.ts';
import type { Evaluated } from '../../runtime/warmup/evaluate.ts';
import { outcomeOf } from '../../runtime/warmup/outcome.ts';
import type { StepKind } from '../../runtime/warmup/step.ts';
import { counted } from '../../words.ts';
import type { Terminal } from '../terminal.ts';

/** What was done and why, domain by domain; what is warm is counted, not told. */
export function printAdvance(found: { evaluated: Evaluated[] }, report: JobReport, { print, colors }: Terminal): void {
  print(report.summary);
  const told = found.evaluated.filter(each => outcomeOf(each) !== 'warm');
  if (told.length > 0) print();
  const width = Math.max(...told.map(({ group }) => group.subject.length));
  for (const each of told) {
    const outcome = outcomeOf(each);
    const [first = '', ...others] = reasonsOf(each);
    print(`${each.group.subject.padEnd(width)}  ${colors[COLORS[outcome] ?? 'dim'](outcome.padEnd(WIDEST))}  ${first}`);
    for (const other of others) print(`${' '.repeat(width + WIDEST + 4)}${other}`);
  }
  const adopted = found.evaluated.flatMap(({ adopted }) => adopted);
  if (adopted.length > 0) print();
  for (const [why, some] of Map.groupBy(adopted, ({ why }) => why))
    print(colors.dim(`Taken in: ${some.length === 1 ? some[0]?.name : counted(some.length, 'unit')}. ${why}`));
  for (const failure of report.failures) print(colors.red(failure));
}

const WIDEST = 'stepped back'.length;

function reasonsOf({ steps, waits }: Evaluated): string[] {
  const told = steps.map(({ step, passed: { outcome, decision } }) => {
    if (outcome === 'pending') return `${step.why} \`mailyard decisions approve ${decision.id}\` lets it through.`;
    if (outcome === 'observed') return `${step.why} It would ${WOULD[step.kind]}; its mode is observe.`;
    if (outcome === 'refused') return `${step.why} Somebody said no.`;
    return outcome === 'failed' ? `${step.why} It failed: ${decision.steps.at(-1)?.detail}` : step.why;
  });
  return [...told, ...waits.map(({ says }) => says)];
}

const WOULD: Record<StepKind, string> = {
  start: 'start',
  advance: 'advance',
  'step-back': 'send less',
  hold: 'be held',
  rest: 'rest',
  restart: 'begin again',
  resume: 'go on',
};

const COLORS: Partial<Record<string, 'red' | 'yellow' | 'green'>> = {
  ...{ failed: 'red', held: 'red', 'stepped back': 'red', stuck: 'red' },
  ...{ asks: 'yellow', observed: 'yellow', stays: 'yellow', resting: 'yellow' },
  ...{ started: 'green', advanced: 'green', restarted: 'green', resumed: 'green' },
};
