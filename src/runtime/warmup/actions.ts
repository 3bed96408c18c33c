/** The steps of a warm-up as actions: what the gate lets through moves the ledger, and holds what must not send. */
import { dateOf } from '../../dates.ts';
import { MailyardError } from '../../error.ts';
import type { Progress } from '../../estate/warmup/progress.ts';
import { hold, release } from '../../ledger/holds.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { oneWriter } from '../../ledger/one-writer.ts';
import { move, progressOf } from '../../ledger/warmup.ts';
import type { Action } from '../action.ts';
import type { Runtime } from '../runtime.ts';
import { blockedNow, blocksOf, todayOf } from './evidence.ts';
import { readinessOf } from './ready.ts';
import { actionName, type Move, type StepKind } from './step.ts';
import { type Group, groupsOf } from './units.ts';

export interface Parameters {
  of: Group['of'];
  subject: string;
  moves: Move[];
  why: string;
  round?: number;
}

export type WarmupAction = Action<Parameters>;

/** Steps that let more be sent: what they rest on is looked at once more when they are carried out. */
const RAISES: readonly StepKind[] = ['start', 'advance', 'restart'];

const STOPS: readonly StepKind[] = ['hold', 'rest'];

const actionOf = (kind: StepKind): WarmupAction => ({
  name: actionName(kind),
  job: 'warmup',
  async perform(runtime, parameters) {
    const { of, subject, why } = parameters;
    const group = groupsOf(runtime.estate, runtime.templates).find(each => each.of === of && each.subject === subject);
    // What was held may be let go on also where no schedule limits it any more.
    if (!group && kind !== 'resume') throw refused(subject, 'it is not in the inventories any more, or sends nothing.');
    if (group && RAISES.includes(kind)) await refuseWhatChanged(kind, group, parameters, runtime);
    const now = runtime.now();
    const today = group ? todayOf(group, now) : dateOf(now);
    // All or nothing: what stops is held, and what goes on is held no more.
    await oneWriter(runtime.ledger, 'warmup', async db => {
      const step = { ...runtime.ledger, db };
      await makeMoves(parameters, today, step, now);
      if (STOPS.includes(kind)) await hold(step, { unit: of, name: subject, cause: 'warmup', why, since: now });
      else await release(step, of, subject, 'warmup');
    });
    return said(kind, parameters);
  },
});

async function makeMoves({ moves, subject }: Parameters, today: string, ledger: Ledger, now: number): Promise<void> {
  for (const { from, to } of moves) {
    const stored = await progressOf(ledger, to.unit, to.name);
    const isMade = stored !== undefined && isAt(stored, to) && !isAt(stored, from);
    if (!isMade && !(await move(ledger, from, { ...to, since: today }, now))) {
      throw refused(subject, `${to.name} has moved on since this was proposed.`);
    }
  }
}

/** Made already, as by a run that was killed before it had written that it was done. */
const isAt = (stored: Progress, to: Move['to']): boolean =>
  (['state', 'week', 'factor', 'schedule'] as const).every(key => stored[key] === to[key]);

async function refuseWhatChanged(kind: StepKind, group: Group, { moves }: Parameters, runtime: Runtime): Promise<void> {
  const [block] = await blocksOf(
    group,
    kind === 'restart' ? moves[0]?.from : undefined,
    await blockedNow(runtime),
    runtime,
  );
  if (block) throw refused(group.subject, block);
  if (kind !== 'start') return;
  for (const { domain } of group.senders) {
    const { verdict, says } = await readinessOf(domain, runtime);
    if (verdict === 'no') throw refused(domain.domain, says.join(' '));
  }
}

const refused = (subject: string, why: string): MailyardError =>
  new MailyardError('warmup-moved', `The warm-up of ${subject} was left as it is: ${why}`, {
    fix: '`mailyard warmup advance` looks at it anew.',
  });

function said(kind: StepKind, { subject, moves }: Parameters): string {
  const weeks = [...new Set(moves.map(({ to }) => (to.state === 'warmed' ? 'warmed' : `week ${to.week}`)))].join(', ');
  return `${subject}: ${DONE[kind]}${STOPS.includes(kind) || weeks === '' ? '' : ` (${weeks})`}.`;
}

const DONE: Record<StepKind, string> = {
  start: 'its warm-up began',
  advance: 'it went on',
  'step-back': 'it sends less and repeats its week',
  hold: 'it is held, and nothing is sent',
  rest: 'it rests',
  restart: 'it began again, softly',
  resume: 'it goes on',
};

const kinds: readonly StepKind[] = ['start', 'advance', 'step-back', 'hold', 'rest', 'restart', 'resume'];

export const warmupActions = Object.fromEntries(kinds.map(kind => [kind, actionOf(kind)])) as Record<
  StepKind,
  WarmupAction
>;
