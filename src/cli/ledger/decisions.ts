/** `mailyard decisions`: what jobs would do and wait for a yes, what they did and why; and the yes or no. */
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import { type Decision, decisionById, listDecisions, type Outcome } from '../../ledger/decisions.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { actions } from '../../runtime/actions.ts';
import { answer } from '../../runtime/gate.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { openExistingLedger } from '../open-ledger.ts';
import { openRuntime } from '../open-runtime.ts';
import { choosesDomain, refuseUnknown } from '../selected.ts';
import { decisionDocument, printDecision, printList } from './decisions-text.ts';

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

/** Those that `--segment` and `--domain` choose, the latest first. Where it is none, a slip of the pen is told. */
async function chosen(context: Context, ledger: Ledger, outcome?: Outcome): Promise<Decision[]> {
  const chooses = choosesDomain(context.selection);
  const all = await listDecisions(ledger, { limit: MOST, ...(outcome && { outcome }) });
  const own = all.filter(({ domain = '', segment = '' }) => chooses({ domain, segment }));
  if (own.length === 0) refuseUnknown(context, { stacks: [] });
  return own;
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
  // Who is chosen stands in the decisions: of a domain that has left the inventory some may wait.
  const everything = { ...context, selection: { segments: [], domains: [] } };
  const open = await openRuntime(everything, { signal: interrupt.signal });
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
