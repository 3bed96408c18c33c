/** What comes next for a group: at most a few steps, each with its reason; or why there is none. Pure. */
import { daysBetween } from '../../dates.ts';
import { isStopped, type Progress } from '../../estate/warmup/progress.ts';
import { weekStep } from '../../estate/warmup/schedule.ts';
import type { StopCause, StoredProgress } from '../../ledger/warmup.ts';
import { type GateCheck, type GateResult, setbackOf } from './gate-week.ts';
import type { Judged, Next, Seen, Step, StepKind, Wait } from './step.ts';
import { type Group, type Known, keyOf, type Unit } from './units.ts';

export function nextOf(judged: Judged[], seen: Seen): Next {
  const stopped = judged.filter(({ progress }) => isStopped(progress));
  if (stopped.length > 0) return afterStop(stopped, seen);
  const begun = judged.filter(({ progress: { state } }) => state !== 'waiting');
  if (seen.blocks.length > 0 && begun.length > 0) return { steps: [holdStep(begun, seen.blocks)], waits: [] };
  return joined([startOf(judged, seen), growthOf(judged, seen)]);
}

export const holdStep = (judged: Pick<Judged, 'progress'>[], why: string[], cause: StopCause = 'block'): Step => ({
  kind: 'hold',
  moves: judged.map(({ progress }) => ({ from: progress, to: { ...still(progress), state: 'held', cause } })),
  why: why.join(' '),
  sure: true,
  evidence: { blocks: why },
});

/** A rest follows a block that is over, and a soft beginning follows the rest. What a person held, a person lets go on. */
function afterStop(stopped: Judged[], { today, blocks }: Seen): Next {
  const first = (stopped[0] as Judged).progress;
  const days = daysBetween(first.since, today);
  const { restDays, weeksBack } = setbackOf((stopped[0] as Judged).unit.schedule);
  if (first.cause === 'told') return waiting('held', 'Somebody held it; `mailyard warmup resume` lets it go on.');
  if (blocks.length > 0) {
    const resting = stopped.filter(({ progress }) => progress.state === 'resting');
    return resting.length > 0 ? { steps: [holdStep(resting, blocks)], waits: [] } : waiting('held', ...blocks);
  }
  if (first.state === 'held') {
    // What was refused until then is no news any more, and what follows is not known on the same day.
    if (days < 1) return waiting('held', 'It was blocked today.');
    const why = `What blocked it is over: it rests for ${restDays} days.`;
    return { steps: [stepOf('rest', stopped, why, from => ({ ...from, state: 'resting' }))], waits: [] };
  }
  if (days < restDays) return waiting('time', `It rests for ${restDays - days} more days after a block.`);
  const why = `It rested for ${restDays} days: it begins again ${weeksBack} weeks earlier.`;
  const restarted = stepOf('restart', stopped, why, ({ cause: _, ...from }) => ({
    ...from,
    ...{ state: 'warming', week: Math.max(1, from.week - weeksBack), factor: 1 },
  }));
  return { steps: [restarted], waits: [] };
}

function startOf(judged: Judged[], { today, ready, blocks }: Seen): Next {
  const waiters = judged.filter(({ progress }) => progress.state === 'waiting');
  const due = waiters.filter(({ unit }) => isDue(unit, today));
  const later = waiters.filter(({ unit }) => !isDue(unit, today)).map(({ unit }) => unit.start ?? '');
  const waits: Wait[] = later.length > 0 ? [{ kind: 'start', says: `Its warm-up begins on ${later.sort()[0]}.` }] : [];
  if (due.length === 0 || !ready) return { steps: [], waits };
  const against = [...blocks, ...(ready.verdict === 'no' ? ready.says : [])];
  if (against.length > 0) return { steps: [], waits: [...waits, ...waiting('stuck', ...against).waits] };
  const sure = ready.verdict === 'yes';
  const why = sure
    ? 'Its first day has come, and SPF, DMARC and the DKIM of its senders are in order.'
    : `Its first day has come, and not all is known: ${ready.says.join(' ')}`;
  const step = stepOf('start', due, why, from => ({ ...from, state: 'warming', week: 1, factor: 1 }));
  return { steps: [{ ...step, sure, evidence: { ready } }], waits };
}

export const isDue = ({ start }: Unit, today: string): boolean => start === undefined || start <= today;

const WEEK_DAYS = 7;

function growthOf(judged: Judged[], { today }: Seen): Next {
  const warming = judged.filter(({ progress, gate }) => progress.state === 'warming' && gate);
  const failed = warming.filter(({ gate }) => gate?.verdict === 'step-back');
  const [least, over] = [failed.filter(isAtLeast), failed.filter(each => !isAtLeast(each))];
  const others = warming.filter(({ gate }) => gate?.verdict !== 'step-back');
  const due = others.filter(({ progress }) => daysBetween(progress.since, today) >= WEEK_DAYS);
  const growing = due.filter(({ gate }) => gate?.verdict === 'pass' || gate?.verdict === 'ask');
  const staying = due.filter(({ gate }) => gate?.verdict === 'stay');
  const steps = [
    ...(over.length > 0 ? [stepBack(over)] : []),
    ...(growing.length > 0 ? [advance(growing, today)] : []),
  ];
  const waits = [
    ...least.map(each => wait('stuck', `${weekName(each.progress)} has too many ${ratesOver([each])} ${AT_LEAST}`)),
    ...staying.map(({ progress, gate }) => wait('stays', `${weekName(progress)} stays: ${failing(gate)}.`)),
    ...others
      .filter(each => !due.includes(each))
      .slice(0, 1)
      .map(({ progress }) => wait('time', `${weekName(progress)} goes on.`)),
  ];
  return { steps, waits };
}

function stepBack(over: Judged[]): Step {
  const why = `Too many ${ratesOver(over)}: it sends less, and the week begins anew.`;
  const step = stepOf('step-back', over, why, (from, { schedule }) => ({
    ...from,
    factor: Math.max(LEAST_FACTOR, rounded(from.factor * (1 - setbackOf(schedule).reduceBy))),
  }));
  return { ...step, evidence: checksOf(over) };
}

/** `bounces and complaints` */
const ratesOver = (over: Judged[]): string =>
  checksThat(over, 'no')
    .filter(check => check === 'bounces' || check === 'complaints')
    .join(' and ');

/** Below a tenth of its schedule it is no warm-up any more. */
const LEAST_FACTOR = 0.1;
const AT_LEAST = 'at a tenth of what it might send; less helps no more: look at whom it writes to, or hold it.';

const isAtLeast = ({ progress }: Judged): boolean => progress.factor <= LEAST_FACTOR;

const rounded = (factor: number): number => Math.round(factor * 1000) / 1000;

function advance(growing: Judged[], today: string): Step {
  const unsure = growing.filter(({ gate }) => gate?.verdict === 'ask');
  const weeks = [...new Set(growing.map(({ progress }) => progress.week))].sort((a, b) => a - b).join(', ');
  const sure = unsure.length === 0;
  const why = sure
    ? `Week ${weeks} is over, and its gate holds.`
    : `Week ${weeks} is over, and nobody knows its ${checksThat(unsure, 'unknown').join(' and ')}.`;
  const step = stepOf('advance', growing, why, ({ ...from }, { schedule, goal }) => {
    // After a step back the same week is gone through once more, in full.
    if (from.factor < 1) return { ...from, factor: 1 };
    return weekStep(schedule, from.week) >= goal ? { ...from, state: 'warmed' } : { ...from, week: from.week + 1 };
  });
  const round = Math.max(...growing.map(({ progress }) => Math.floor(daysBetween(progress.since, today) / WEEK_DAYS)));
  return { ...step, sure, evidence: checksOf(growing), round };
}

/** Each once. */
function checksThat(judged: Judged[], verdict: GateCheck['verdict']): GateCheck['check'][] {
  const found = judged.flatMap(({ gate }) => gate?.checks ?? []).filter(each => each.verdict === verdict);
  return [...new Set(found.map(({ check }) => check))];
}

type Still = Omit<StoredProgress, 'since'>;

const still = ({ since: _, ...progress }: StoredProgress): Still => progress;

const stepOf = (kind: StepKind, judged: Judged[], why: string, to: (from: Still, unit: Unit) => Still): Step => ({
  ...{ kind, why, sure: true, evidence: {} },
  moves: judged.map(({ progress, unit }) => ({ from: progress, to: to(still(progress), unit) })),
});

const checksOf = (judged: Judged[]): Record<string, GateCheck[]> =>
  Object.fromEntries(judged.map(({ unit, gate }) => [unit.name, gate?.checks ?? []]));

const failing = (gate: GateResult | undefined): string =>
  (gate?.checks ?? [])
    .filter(({ verdict }) => verdict === 'no')
    .map(({ says }) => says)
    .join('; ');

const weekName = ({ name, week }: Progress): string => `Week ${week} of ${name}`;

const wait = (kind: Wait['kind'], says: string): Wait => ({ kind, says });

const waiting = (kind: Wait['kind'], ...says: string[]): Next => ({
  steps: [],
  waits: says.map(each => wait(kind, each)),
});

const joined = (all: Next[]): Next => ({
  steps: all.flatMap(({ steps }) => steps),
  waits: all.flatMap(({ waits }) => waits),
});

/** The group's units with how far each is; those of which nobody knows are left out. */
export const storedOf = ({ units }: Group, known: Known): { unit: Unit; progress: StoredProgress }[] =>
  units.flatMap(unit => {
    const progress = known.get(keyOf(unit));
    return progress ? [{ unit, progress }] : [];
  });
