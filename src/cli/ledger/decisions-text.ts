/** Decisions as people read them, and as scripts do. */

import { stringify } from 'yaml';
import { minuteOf } from '../../dates.ts';
import { type Decision, outcomeOf } from '../../ledger/decisions.ts';
import { counted } from '../../words.ts';
import { columns } from '../columns.ts';
import { iso } from '../json.ts';
import type { Terminal } from '../terminal.ts';

export function printList(shown: Decision[], waiting: number, { print, colors }: Terminal): void {
  const waits = waiting === 1 ? 'waits' : 'wait';
  print(waiting === 0 ? 'No decision waits.' : `${counted(waiting, 'decision')} ${waits} for a yes or a no.`);
  const [first] = shown;
  if (!first) return;
  for (const [segment, own] of Map.groupBy(shown, decision => decision.segment ?? 'no segment')) {
    print(`\n${colors.bold(segment)}`);
    const rows = own.map(decision => [
      ...[String(decision.id), minuteOf(decision.at), decision.action, decision.subject],
      ...[outcomeOf(decision), decision.why],
    ]);
    print(columns({ head: ['id', 'since (UTC)', 'what', 'of', '', 'why'], rows, indent: 2 }));
  }
  if (waiting === 0) return;
  const { id } = shown.find(decision => outcomeOf(decision) === 'pending') ?? first;
  print(
    colors.dim(
      `\nWhat was seen: \`mailyard decisions show ${id}\`. A yes carries it out: \`mailyard decisions approve ${id}\``,
    ),
  );
}

export function printDecision(decision: Decision, { print, colors }: Terminal): void {
  const { id, action, subject, segment, domain, why, mode, at, who, evidence, parameters, steps } = decision;
  print(`${colors.bold(`${id}  ${action}  ${subject}`)}  ${colors.dim(segment ? `segment ${segment}` : '')}`.trimEnd());
  const facts = [
    ['why', why],
    ...(domain && domain !== subject ? [['domain', domain]] : []),
    ['mode', MODE[mode]],
    ['decided', `${minuteOf(at)} UTC by ${who}`],
  ];
  print(columns({ rows: facts, indent: 2 }));
  printValue('would do', parameters);
  printValue('what was seen', evidence);
  print(`\n  ${colors.bold('what became of it')}`);
  const rows = steps.map(step => [`${minuteOf(step.at)} UTC`, step.outcome, `by ${step.who}`, step.detail]);
  print(`${columns({ rows, indent: 4 })}\n`);

  function printValue(title: string, value: unknown): void {
    if (value === null || value === undefined) return;
    print(`\n  ${colors.bold(title)}`);
    print(stringify(value).trimEnd().replace(/^/gm, '    '));
  }
}

const MODE: Record<Decision['mode'], string> = {
  observe: 'observe: it says what it would do, and does nothing',
  suggest: 'suggest: it waits for a yes',
  enforce: 'enforce: it does it at once',
  told: 'told: a person commanded it',
  mandate: 'mandate: a later step of what was let through before',
};

/** As it stands in JSON: times in ISO 8601. */
export const decisionDocument = (decision: Decision) => ({
  ...decision,
  at: iso(decision.at),
  outcome: outcomeOf(decision),
  steps: decision.steps.map(step => ({ ...step, at: iso(step.at) })),
});
