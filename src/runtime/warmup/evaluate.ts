/** One look at every warm-up: the ledger follows the inventory, and what comes next goes through the gate. */
import PQueue from 'p-queue';
import { withPatience } from '../../audit/patience.ts';
import { askOnce } from '../../dns/once.ts';
import { isStopped, type Progress } from '../../estate/warmup/progress.ts';
import { domainOf } from '../../inventory/addresses.ts';
import type { Mode } from '../../inventory/model.ts';
import { lastDecision } from '../../ledger/decisions.ts';
import { allProgress, type StoredProgress } from '../../ledger/warmup.ts';
import { reasonOf } from '../../reason.ts';
import { gate, type Passed } from '../gate.ts';
import type { Runtime } from '../runtime.ts';
import { type Parameters, warmupActions } from './actions.ts';
import { type Adoption, adoptionsOf, byCalendar, goneOf } from './adopt.ts';
import { type Blocked, blockedNow, blocksOf, judgedOf, todayOf } from './evidence.ts';
import { isDue, nextOf, storedOf } from './next.ts';
import { tellOf } from './notices.ts';
import { readinessOf } from './ready.ts';
import type { Next, Readiness, Step, Wait } from './step.ts';
import { takeIn } from './take-in.ts';
import { type Group, groupsOf, type Known, knownOf } from './units.ts';

export interface Evaluated {
  group: Group;
  segment: string;
  mode: Mode;
  today: string;
  /** What was proposed, and what became of it. */
  steps: { step: Step; passed: Passed }[];
  /** Why nothing, or not all, goes on. */
  waits: Wait[];
  /** What was taken in from the inventory or the calendar. */
  adopted: Adopted[];
}

interface Adopted {
  name: string;
  why: string;
}

/** Those that `--segment` and `--domain` choose. A group that fails does not stop the others. */
export async function evaluateAll(given: Runtime): Promise<{ evaluated: Evaluated[]; failures: string[] }> {
  // Audits of first days side by side, and once more as they are carried out: what one asked is known to all.
  const runtime = { ...given, query: askOnce(withPatience(given.query)) };
  const groups = groupsOf(runtime.estate, runtime.templates).filter(({ senders }) =>
    senders.some(({ domain }) => runtime.selects(domain)),
  );
  const rows = await allProgress(runtime.ledger);
  const known = knownOf(rows);
  const adopted = await adopt(groups, rows, known, runtime);
  const world = { known, adopted, blocked: await blockedNow(runtime) };
  const failures: string[] = [];
  const attempt = async (group: Group): Promise<Evaluated | undefined> => {
    if (runtime.signal.aborted) return undefined;
    try {
      return await evaluate(group, world, runtime);
    } catch (error) {
      failures.push(`${group.subject}: ${reasonOf(error)}`);
      return undefined;
    }
  };
  const queue = new PQueue({ concurrency: GROUPS_AT_ONCE });
  const looks = await queue.addAll(groups.map(group => () => attempt(group)));
  const evaluated = looks.filter(each => each !== undefined);
  await followCalendar(evaluated, known, runtime);
  return { evaluated, failures };
}

/** On their first day they wait for the DNS. */
const GROUPS_AT_ONCE = 50;

/** What the ledger knows, read once for all groups. */
interface World {
  known: Known;
  adopted: ReadonlyMap<Group, Adopted[]>;
  blocked: Blocked;
}

/** All that is new in the inventory, in one write: of a thousand domains it takes as long as of one. `known` follows. */
async function adopt(
  groups: Group[],
  rows: StoredProgress[],
  known: Map<string, Progress>,
  runtime: Runtime,
): Promise<World['adopted']> {
  const boxes = Map.groupBy(
    rows.filter(({ unit }) => unit === 'mailbox'),
    ({ name }) => domainOf(name),
  );
  const adoptions = groups.map(group => {
    const today = todayOf(group, runtime.now());
    const gone = group.of === 'domain' ? goneOf(group, boxes.get(group.subject) ?? [], today) : [];
    return { group, own: [...adoptionsOf(group, known, runtime.templates, today), ...gone] };
  });
  const all = adoptions.flatMap(({ own }) => own);
  const taken = new Set(await takeIn(all, known, runtime));
  return new Map(adoptions.map(({ group, own }) => [group, own.filter(each => taken.has(each)).map(adoptedOf)]));
}

const adoptedOf = ({ to, why }: Adoption): Adopted => ({ name: to.name, why });

async function evaluate(group: Group, world: World, runtime: Runtime): Promise<Evaluated> {
  return carryOut(group, await lookAt(group, world, runtime), runtime, world.adopted.get(group));
}

/** What comes next goes through the gate, and people hear of it. */
export async function carryOut(
  group: Group,
  next: Next,
  runtime: Runtime,
  adopted: Adopted[] = [],
): Promise<Evaluated> {
  const mode = modeOf(group);
  const today = todayOf(group, runtime.now());
  const steps: Evaluated['steps'] = [];
  for (const step of next.steps) steps.push({ step, passed: await propose(step, group, mode, runtime) });
  const segment = group.senders[0]?.domain.segment ?? '';
  const evaluated = { group, segment, mode, today, steps, waits: next.waits, adopted };
  await tellOf(evaluated, runtime);
  return evaluated;
}

/** In observe mode, where nothing else moves a week. */
async function followCalendar(evaluated: Evaluated[], known: Map<string, Progress>, runtime: Runtime): Promise<void> {
  const observed = evaluated.filter(({ mode }) => mode === 'observe');
  const weeks = observed.flatMap(({ group, today }) =>
    storedOf(group, known).flatMap(({ unit, progress }) => byCalendar(unit, progress, today)),
  );
  await takeIn(weeks, known, runtime);
}

/** A network goes by the most careful of its domains. */
function modeOf({ senders }: Group): Mode {
  const modes = senders.map(({ domain }) => domain.settings.modes.warmup);
  return (['observe', 'suggest', 'enforce'] as const).find(mode => modes.includes(mode)) ?? 'observe';
}

async function lookAt(group: Group, { known, blocked }: World, runtime: Runtime): Promise<Next> {
  const today = todayOf(group, runtime.now());
  const stored = storedOf(group, known);
  const judged = await judgedOf(group, stored, { runtime, known });
  const stopped = stored.find(({ progress }) => isStopped(progress))?.progress;
  const blocks = await blocksOf(group, stopped, blocked, runtime);
  const atStart = stored.some(({ unit, progress }) => progress.state === 'waiting' && isDue(unit, today));
  const ready = atStart && !stopped ? await readinessOfAll(group, runtime) : undefined;
  return nextOf(judged, { today, blocks, ...(ready && { ready }) });
}

async function readinessOfAll({ senders }: Group, runtime: Runtime): Promise<Readiness> {
  const all: Readiness[] = [];
  for (const { domain } of senders) all.push(await readinessOf(domain, runtime));
  const verdict =
    (['no', 'unknown', 'yes'] as const).find(each => all.some(answer => answer.verdict === each)) ?? 'yes';
  return { verdict, says: all.flatMap(({ says }) => says) };
}

async function propose(step: Step, { subject, of, senders }: Group, mode: Mode, runtime: Runtime): Promise<Passed> {
  const { kind, moves, why, sure, evidence, round } = step;
  const parameters: Parameters = { of, subject, moves, why, ...(round !== undefined && { round }) };
  const { domain, segment } = senders[0]?.domain ?? {};
  // The rest after a block is the hold that was let through, and sends as little.
  const held = kind === 'rest' ? await lastDecision(runtime.ledger, warmupActions.hold.name, subject) : undefined;
  return gate(runtime, warmupActions[kind], {
    ...{ subject, segment, parameters, why, evidence },
    ...(of === 'domain' && { domain }),
    mode: sure || mode === 'observe' ? mode : 'suggest',
    ...(held && { mandate: held.id }),
  });
}
