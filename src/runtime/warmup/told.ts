/** What a person says of a warm-up: stop now, or go on. No mode holds that, and it is written down like any decision. */
import { MailyardError } from '../../error.ts';
import { isStopped, type WarmupState } from '../../estate/warmup/progress.ts';
import { weekStep } from '../../estate/warmup/schedule.ts';
import { holdsNow } from '../../ledger/holds.ts';
import { allProgress, type StoredProgress } from '../../ledger/warmup.ts';
import { gate } from '../gate.ts';
import type { Runtime } from '../runtime.ts';
import { warmupActions } from './actions.ts';
import { adoptionsOf } from './adopt.ts';
import { todayOf } from './evidence.ts';
import { holdStep, storedOf } from './next.ts';
import type { Move, StepKind } from './step.ts';
import { takeIn } from './take-in.ts';
import { type Group, groupsOf, knownOf, type Unit } from './units.ts';

export interface Told {
  says: string;
  decision: number;
}

export async function holdNow(runtime: Runtime, subject: string, why = 'Somebody held it.'): Promise<Told> {
  const { group, stored } = await knownGroup(runtime, subject);
  const going = stored.filter(({ progress: { state } }) => state !== 'held');
  if (going.length === 0) throw refused(`${subject} is held already.`, '`mailyard warmup resume` lets it go on.');
  const { moves } = holdStep(going, [], 'told');
  return tell(runtime, group, 'hold', moves, why);
}

/** The week begins anew; whatever held it, a person knows better. */
export async function resumeNow(runtime: Runtime, subject: string): Promise<Told> {
  const left = await holdLeft(runtime, subject);
  if (left) return tell(runtime, { subject, of: left, senders: [] }, 'resume', [], 'Somebody let it go on.');
  const { group, stored } = await knownGroup(runtime, subject);
  const stopped = stored.filter(({ progress }) => isStopped(progress));
  if (stopped.length === 0) throw refused(`${subject} is not held.`, '`mailyard warmup status` shows where it is.');
  const moves = stopped.map(({ unit, progress: from }): Move => {
    const { since: _, cause: __, ...rest } = from;
    return { from, to: { ...rest, state: stateAgain(unit, from) } };
  });
  return tell(runtime, group, 'resume', moves, 'Somebody let it go on.');
}

function stateAgain({ schedule, goal }: Unit, { week }: StoredProgress): WarmupState {
  if (week === 0) return 'waiting';
  return weekStep(schedule, week) >= goal ? 'warmed' : 'warming';
}

type Stored = ReturnType<typeof storedOf>[number];

async function knownGroup(runtime: Runtime, subject: string): Promise<{ group: Group; stored: Stored[] }> {
  const { estate, templates, ledger, now } = runtime;
  const group = groupsOf(estate, templates).find(each => each.subject === subject);
  if (!group)
    throw refused(
      `${subject} has no warm-up: no schedule limits it, or it sends nothing.`,
      'Set `warmup.domain` in the inventory; `mailyard warmup status` shows all.',
    );
  const known = knownOf(await allProgress(ledger));
  await takeIn(adoptionsOf(group, known, templates, todayOf(group, now())), known, runtime);
  return { group, stored: storedOf(group, known) };
}

/** What is held of a warm-up that the inventory has no schedule for any more. */
async function holdLeft(
  { estate, templates, ledger, now }: Runtime,
  subject: string,
): Promise<Group['of'] | undefined> {
  if (groupsOf(estate, templates).some(each => each.subject === subject)) return undefined;
  const holds = await holdsNow(ledger, now());
  const unit = holds.find(({ name, cause }) => name === subject && cause === 'warmup')?.unit;
  return unit === 'mailbox' ? undefined : unit;
}

async function tell(
  runtime: Runtime,
  { subject, of, senders }: Pick<Group, 'subject' | 'of' | 'senders'>,
  kind: StepKind,
  moves: Move[],
  why: string,
): Promise<Told> {
  const { segment } = senders[0]?.domain ?? {};
  const { decision, outcome } = await gate(runtime, warmupActions[kind], {
    ...{ subject, segment, parameters: { of, subject, moves, why }, why, evidence: {}, mode: 'told' },
    ...(of === 'domain' && { domain: subject }),
  });
  const says = decision.steps.at(-1)?.detail ?? '';
  if (outcome === 'failed') throw refused(says, '`mailyard warmup status` shows where it is.');
  return { says, decision: decision.id };
}

const refused = (message: string, fix: string): MailyardError => new MailyardError('warmup-told', message, { fix });
