/** The one way from a decision to the world: every automatic action passes here, is held by its mode, and is written down. */
import { MailyardError } from '../error.ts';
import type { Mode } from '../inventory/model.ts';
import {
  addStep,
  type Decision,
  decisionById,
  lastDecision,
  listDecisions,
  type NewDecision,
  type Outcome,
  outcomeOf,
  recordDecision,
} from '../ledger/decisions.ts';
import { reasonOf } from '../reason.ts';
import type { Action } from './action.ts';
import type { Runtime } from './runtime.ts';

export interface Proposal<Parameters> {
  /** What it is about: one decision of an action is open for a subject at a time. */
  subject: string;
  segment?: string;
  domain?: string;
  parameters: Parameters;
  /** A sentence: why it should be done. */
  why: string;
  /** What was seen, as it stands in the log. */
  evidence: unknown;
  /** `told`: a person commands it now. */
  mode: Mode | 'told';
  /** The decision that this is a later step of; once that was let through, so is this. */
  mandate?: number;
}

export interface Passed {
  decision: Decision;
  outcome: Outcome;
}

/** Failures of the action itself are an outcome, `failed`, so that one domain does not stop the others. */
export async function gate<P>(runtime: Runtime, action: Action<P>, proposal: Proposal<P>): Promise<Passed> {
  const mode = await modeOf(runtime, proposal);
  const last = await lastDecision(runtime.ledger, action.name, proposal.subject);
  if (last && isSame(last, proposal)) {
    const outcome = outcomeOf(last);
    if (outcome === 'approved') return isCutOff(runtime, last) ? perform(runtime, action, last) : passed(last);
    if (mode === 'observe' && outcome === 'observed') return passed(last);
    if (mode === 'suggest' && ['pending', 'refused'].includes(outcome)) return passed(last);
  }
  if (last) await expire(runtime, last);
  if (mode === 'observe') return passed(await note('observed'));
  if (mode === 'suggest') return passed(await onlyOne(runtime, await note('pending')));
  return perform(runtime, action, await note('started'));

  function note(outcome: Outcome): Promise<Decision> {
    const { mandate, evidence, ...rest } = proposal;
    const decision: NewDecision = {
      ...{ ...rest, mode, evidence: mandate === undefined ? evidence : { mandate, ...(evidence as object) } },
      ...{ at: runtime.now(), job: action.job, action: action.name, who: runtime.who },
    };
    return recordDecision(runtime.ledger, decision, outcome);
  }
}

/** A person's answer to a pending decision; a second yes finishes what was cut off after the first. Throws `decision-unknown`, `decision-closed`. */
export async function answer(
  runtime: Runtime,
  actions: readonly Action<never>[],
  id: number,
  yes: boolean,
): Promise<Passed> {
  const decision = await decisionById(runtime.ledger, id);
  if (!decision) throw new MailyardError('decision-unknown', `There is no decision ${id}.`, { fix: LIST });
  const outcome = outcomeOf(decision);
  const again = yes && isCutOff(runtime, decision);
  if (outcome !== 'pending' && !again) throw closed(decision, outcome);
  const action = actions.find(({ name }) => name === decision.action);
  if (yes && !action)
    throw new MailyardError('decision-unknown', `Decision ${id}: this Mailyard knows no ${decision.action}.`, {
      fix: 'Approve it with the version that wrote it, or refuse it.',
    });
  const told = again ? decision : await step(runtime, decision, yes ? 'approved' : 'refused');
  if (!told) throw closed(decision, 'answered by somebody else');
  return yes && action ? perform(runtime, action, told) : passed(told);
}

/** What a person approved and a process that was killed left undone; a job does it before it looks at anything else. */
export async function finishApproved(
  runtime: Runtime,
  actions: readonly Action<never>[],
  job: string,
): Promise<Passed[]> {
  const finished: Passed[] = [];
  const approved = await listDecisions(runtime.ledger, { job, outcome: 'approved' });
  for (const decision of approved.toReversed()) {
    const action = actions.find(({ name }) => name === decision.action);
    const domain = runtime.estate.domains.find(each => each.domain === decision.domain);
    const isChosen = domain === undefined || runtime.selects(domain);
    if (action && isChosen && isCutOff(runtime, decision)) finished.push(await perform(runtime, action, decision));
  }
  return finished;
}

/** A yes is carried out at once, by the process that took it, and nothing takes so long. */
const UNDER_WAY_MS = 10 * 60_000;

function isCutOff({ now }: Runtime, { steps }: Decision): boolean {
  const last = steps.at(-1);
  return last?.outcome === 'approved' && now() - last.at > UNDER_WAY_MS;
}

const LIST = '`mailyard decisions` lists those that wait.';

const closed = ({ id, action, subject }: Decision, outcome: string): MailyardError =>
  new MailyardError('decision-closed', `Decision ${id} (${action}, ${subject}) does not wait: ${outcome}.`, {
    fix: outcome === 'approved' ? UNDER_WAY : LIST,
  });

const UNDER_WAY =
  'It is being carried out. Where its process was killed, say it again in ten minutes, or leave it to the next run of its job.';

async function modeOf<P>({ ledger }: Runtime, { mode, mandate }: Proposal<P>) {
  if (mandate === undefined) return mode;
  const origin = await decisionById(ledger, mandate);
  const letThrough = origin && ['done', 'started', 'approved', 'failed'].includes(outcomeOf(origin));
  return letThrough ? ('mandate' as const) : mode;
}

async function perform<P>(runtime: Runtime, action: Action<P>, decision: Decision): Promise<Passed> {
  try {
    const detail = await action.perform(runtime, decision.parameters as P, decision.id);
    return passed((await step(runtime, decision, 'done', detail)) ?? decision);
  } catch (error) {
    const reason = reasonOf(error);
    runtime.log.error(
      { decision: decision.id, action: action.name, subject: decision.subject, reason },
      'action failed',
    );
    return passed((await step(runtime, decision, 'failed', reason)) ?? decision);
  }
}

/** Two processes may suggest the same in the same instant: the last of what waits for one subject is what waits. */
async function onlyOne(runtime: Runtime, noted: Decision): Promise<Decision> {
  const { job, subject } = noted;
  const open = await listDecisions(runtime.ledger, { job, subject, outcome: 'pending' });
  const [last = noted, ...earlier] = open.filter(({ action }) => action === noted.action);
  for (const decision of earlier) await expire(runtime, decision);
  return last;
}

async function expire(runtime: Runtime, decision: Decision): Promise<void> {
  if (outcomeOf(decision) === 'pending') await step(runtime, decision, 'expired', 'another decision took its place');
}

async function step({ ledger, now, who }: Runtime, decision: Decision, outcome: Outcome, detail = '') {
  const taken = { at: now(), outcome, detail, who };
  const written = await addStep(ledger, decision, taken);
  return written ? { ...decision, steps: [...decision.steps, taken] } : undefined;
}

const passed = (decision: Decision): Passed => ({ decision, outcome: outcomeOf(decision) });

const isSame = <P>({ parameters, why }: Decision, proposal: Proposal<P>): boolean =>
  why === proposal.why && JSON.stringify(parameters) === JSON.stringify(proposal.parameters ?? null);
