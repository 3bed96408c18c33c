/** `mailyard decisions`: what jobs would do and wait for a yes, what they did and why; and the yes or no. */
import { stringify } from 'yaml';
import { onInterrupt } from '../engine/interrupt.ts';
import { MailyardError } from '../error.ts';
import { type Decision, decisionById, listDecisions, type Outcome, outcomeOf } from '../ledger/decisions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { actions } from '../runtime/actions.ts';
import { answer } from '../runtime/gate.ts';
import { columns } from './columns.ts';
import type { Context } from './context.ts';
import { printJson } from './json.ts';
import { openExistingLedger } from './ledger.ts';
import { openRuntime } from './runtime.ts';
import { choosesDomain } from './selected.ts';
import type { Terminal } from './terminal.ts';
import { counted } from './words.ts';

/** With `--all` the latest, whatever became of them. */
const LATEST = 50;

export async function decisions(context: Context, { all }: Record<string, unknown>): Promise<number> {
  const { options, terminal } = context;
  const ledger = await openExistingLedger(context);
  try {
    const waiting = ledger ? await chosen(context, ledger, 'pending') : [];
    const shown = all && ledger ? (await chosen(context, ledger)).slice(0, LATEST) : waiting;
    if (options.json) printJson({ waiting: waiting.length, decisions: shown.map(decisionDocument) });
    else printList(shown, waiting.length, terminal);
    return waiting.length > 0 ? 2 : 0;
  } finally {
    await ledger?.close();
  }
}

/** More wait in no estate; of the latest so many are looked through. */
const MOST = 10_000;

/** Those that `--segment` and `--domain` choose, the latest first. */
async function chosen({ selection }: Context, ledger: Ledger, outcome?: Outcome): Promise<Decision[]> {
  const chooses = choosesDomain(selection);
  const all = await listDecisions(ledger, { limit: MOST, ...(outcome && { outcome }) });
  return all.filter(({ domain = '', segment = '' }) => chooses({ domain, segment }));
}

function printList(shown: Decision[], waiting: number, { print, colors }: Terminal): void {
  const waits = waiting === 1 ? 'waits' : 'wait';
  print(waiting === 0 ? 'No decision waits.' : `${counted(waiting, 'decision')} ${waits} for a yes or a no.`);
  const [first] = shown;
  if (!first) return;
  for (const [segment, own] of Map.groupBy(shown, decision => decision.segment ?? 'no segment')) {
    print(`\n${colors.bold(segment)}`);
    const rows = own.map(decision => [
      ...[String(decision.id), minute(decision.at), decision.action, decision.subject],
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

export async function show(context: Context, _: Record<string, unknown>, ids: string[]): Promise<number> {
  const ledger = await openExistingLedger(context);
  try {
    const found = await Promise.all(ids.map(async id => decisionNumbered(ledger, numberOf(id))));
    if (context.options.json) printJson({ decisions: found.map(decisionDocument) });
    else for (const decision of found) printDecision(decision, context.terminal);
    return 0;
  } finally {
    await ledger?.close();
  }
}

async function decisionNumbered(ledger: Ledger | undefined, id: number): Promise<Decision> {
  const decision = ledger && (await decisionById(ledger, id));
  if (decision) return decision;
  throw new MailyardError('decision-unknown', `There is no decision ${id}.`, {
    fix: '`mailyard decisions --all` lists the latest.',
  });
}

function printDecision(decision: Decision, { print, colors }: Terminal): void {
  const { id, action, subject, segment, domain, why, mode, at, who, evidence, parameters, steps } = decision;
  print(`${colors.bold(`${id}  ${action}  ${subject}`)}  ${colors.dim(segment ? `segment ${segment}` : '')}`.trimEnd());
  const facts = [
    ['why', why],
    ...(domain && domain !== subject ? [['domain', domain]] : []),
    ['mode', MODE[mode]],
    ['decided', `${minute(at)} UTC by ${who}`],
  ];
  print(columns({ rows: facts, indent: 2 }));
  printValue('would do', parameters);
  printValue('what was seen', evidence);
  print(`\n  ${colors.bold('what became of it')}`);
  const rows = steps.map(step => [`${minute(step.at)} UTC`, step.outcome, `by ${step.who}`, step.detail]);
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

export const approve = (context: Context, options: Record<string, unknown>, ids: string[]): Promise<number> =>
  answerAll(context, options, ids, true);

export const refuse = (context: Context, options: Record<string, unknown>, ids: string[]): Promise<number> =>
  answerAll(context, options, ids, false);

interface Answered {
  id: number;
  outcome: Outcome | 'not answered';
  text: string;
}

/** One after the other; what goes wrong with one does not stop the others. */
async function answerAll(
  context: Context,
  { all }: Record<string, unknown>,
  ids: string[],
  yes: boolean,
): Promise<number> {
  const { options, terminal } = context;
  const interrupt = onInterrupt(() => terminal.note('Stopping: what is under way is ended first.'));
  const open = await openRuntime(context, { signal: interrupt.signal });
  try {
    const wanted = await idsOf(context, open.ledger, all === true, ids);
    if (wanted.length === 0) terminal.print('No decision waits.');
    const runtime = open.tick();
    const answered: Answered[] = [];
    for (const id of wanted) {
      if (interrupt.signal.aborted) break;
      const done = await answerOne(id);
      answered.push(done);
      terminal.print(`${id}: ${done.text}`);
    }
    if (options.json) printJson({ decisions: answered });
    return answered.some(({ outcome }) => outcome === 'failed' || outcome === 'not answered') ? 1 : 0;

    async function answerOne(id: number): Promise<Answered> {
      try {
        const { decision, outcome } = await answer(runtime, actions, id, yes);
        const detail = decision.steps.at(-1)?.detail;
        return {
          id,
          outcome,
          text: `${decision.action} ${decision.subject}: ${outcome}${detail ? `, ${detail}` : ''}`,
        };
      } catch (error) {
        if (!(error instanceof MailyardError)) throw error;
        return { id, outcome: 'not answered', text: `${error.message} ${error.fix ?? ''}`.trimEnd() };
      }
    }
  } finally {
    await open.close();
    interrupt.dispose();
  }
}

/** Oldest first: what was decided first is done first. Throws `usage` where nothing, or all that there is, was named. */
async function idsOf(context: Context, ledger: Ledger, all: boolean, ids: string[]): Promise<number[]> {
  const { segments, domains } = context.selection;
  const filtered = segments.length + domains.length > 0;
  if (ids.length > 0 && !all) return [...new Set(ids.map(numberOf))];
  if (ids.length > 0 || !all || !filtered) {
    throw new MailyardError('usage', 'It takes the numbers of decisions, or --all with --segment or --domain.', {
      fix: '`mailyard decisions` lists those that wait, with their numbers.',
    });
  }
  return (await chosen(context, ledger, 'pending')).map(({ id }) => id).sort((a, b) => a - b);
}

function numberOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new MailyardError('usage', `"${text}" is no number of a decision.`, {
    fix: '`mailyard decisions` lists those that wait, with their numbers.',
  });
}

/** As it stands in JSON: times in ISO 8601. */
export const decisionDocument = (decision: Decision) => ({
  ...decision,
  at: new Date(decision.at).toISOString(),
  outcome: outcomeOf(decision),
  steps: decision.steps.map(step => ({ ...step, at: new Date(step.at).toISOString() })),
});

export const minute = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
