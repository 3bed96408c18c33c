/** `mailyard up`: plans, asks, carries out, and says what became of it. */
import type { EngineResult } from '../../engine/engine.ts';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import { ZONE_RECORDS } from '../../estate/resource.ts';
import type { Templates } from '../../inventory/template.ts';
import type { ManualStep } from '../../manual/step.ts';
import type { LockedPlan } from '../../plan/locked.ts';
import type { Plan, ResourceChange } from '../../plan/plan.ts';
import { stackOrder } from '../../plan/stack-order.ts';
import { steps } from '../../plan/steps.ts';
import { wantedNow } from '../../plan/wanted.ts';
import { readState } from '../../state/read.ts';
import type { State } from '../../state/state.ts';
import { counted } from '../../words.ts';
import { openCloudflare } from '../cloudflare.ts';
import { confirm } from '../confirm.ts';
import { type Context, estateOf, findSite, type Site } from '../context.ts';
import { openSteps } from '../estate/todo-steps.ts';
import { printManualSteps } from '../estate/todo-text.ts';
import { printJson } from '../json.ts';
import { refuseUnknown, selectedBy } from '../selected.ts';
import { leftOf, lookAtParents, noteWaiting, readyPart } from './by-hand.ts';
import { ensureKeys, type KeysAfterUp } from './dkim-after-up.ts';
import type { Engine } from './engine/engine.ts';
import { openEngine } from './engine/open.ts';
import { refuseUnready } from './mail-ready.ts';
import { alikeFailures, byPlan, outcomeDocument, printOutcome } from './outcome.ts';
import { isEmpty, lockedFor, planFor } from './plan.ts';
import { type HeldPlan, heldToPlan, refuseIfMoved, refuseStateMoved } from './plan-held.ts';
import { seenFirst } from './plan-live.ts';
import { printPlan } from './plan-text.ts';

export async function up(asked: Context, options: Record<string, unknown>): Promise<number> {
  const { estate, templates } = estateOf(asked);
  const site = await findSite(asked);
  const { context, held } = heldToPlan(asked, site, options.plan);
  const engine = await openEngine(context, site, options.engine, tokensOf(estate, context));
  try {
    return await planAndApply({ context, held, estate, templates, site, engine }, options);
  } finally {
    engine.close();
  }
}

/** Those of the selected segments; all stacks that run need theirs. */
function tokensOf({ segments }: Estate, { selection }: Context): Set<string | undefined> {
  const chosen = segments.filter(
    ({ segment }) => selection.segments.length === 0 || selection.segments.includes(segment),
  );
  return new Set(chosen.map(({ cloudflare }) => cloudflare.token));
}

interface Run {
  context: Context;
  /** The saved plan that this run is held to. */
  held?: HeldPlan;
  estate: Estate;
  templates: Templates;
  site: Site;
  engine: Engine;
}

async function planAndApply(run: Run, options: Record<string, unknown>): Promise<number> {
  const { context, held, estate, templates, site, engine } = run;
  const { terminal } = context;
  const state = options.refresh ? await refreshed(context, site, engine) : await readState(site.backend, site.project);
  const lock = (now: State) => lockedFor(context, site, estate, now, options.refresh);
  if (held) refuseIfMoved(held, lock(state), context);
  refuseUnknown(context, state, estate);
  const plan = planFor(context, estate, state);
  const sight = await lookAtParents(context, estate, state);
  const cloudflare = openCloudflare(context);
  const { ready, waiting } = await readyPart(context, estate, plan, sight, cloudflare);
  const asked = terminal.interactive && !options.yes && !isEmpty(ready);
  const wanted = wantedNow(estate, state, site.project);
  const shown = asked ? await seenFirst(context, ready, wanted, site, cloudflare) : ready;
  if (!context.options.json) printPlan(shown, terminal, { details: !context.options.quiet });
  noteWaiting(waiting, terminal);
  refuseGuarded(ready, context);
  if (isEmpty(ready)) {
    const keys = await ensureKeys(context, estate);
    return finish(context, ready, engine, await openSteps(context, { estate, templates, state, parents: sight }), keys);
  }
  await refuseUnready(ready, wanted, engine.mail, state);
  if (!(await confirm('\nCarry this out?', terminal, options.yes))) return 1;
  const result = await carryOut(run, state, waiting, lock);
  const after = await readState(site.backend, site.project);
  const keys = result.failed.length > 0 || result.interrupted ? undefined : await ensureKeys(context, estate);
  const byHand = await openSteps(context, { estate, templates, state: after });
  return finish(context, ready, engine, byHand, keys, byPlan(result, ready, engine));
}

/** The live zones taken into the state, by the engine that will go on from there. */
async function refreshed(context: Context, site: Site, engine: Engine): Promise<State> {
  const before = await readState(site.backend, site.project);
  const stacks = before.stacks.filter(({ resources }) => resources.length > 0).map(({ stack }) => stack);
  const count = before.stacks.reduce((sum, { resources }) => sum + resources.length, 0);
  const progress = context.terminal.progress(count, 'zones read');
  const { failed } = await engine.refresh(stacks, { selected: selectedBy(context, before), progress });
  if (failed.length > 0) {
    const reasons = alikeFailures(failed).map(({ names, text }) => `${names}: ${text}`);
    const zones = counted(failed.length, 'zone');
    throw new MailyardError(
      'refresh',
      `${zones} could not be read, so nothing was changed:\n  ${reasons.join('\n  ')}`,
      {
        fix: failed[0]?.fix,
      },
    );
  }
  return readState(site.backend, site.project);
}

const MOST_OVERRIDES = 10;

/** Refusals end the command before any write, on either engine. */
function refuseGuarded(plan: Plan, context: Context): void {
  if (plan.guards.length === 0) return;
  const overrides = plan.guards.map(({ override }) => override);
  const more = overrides.length > MOST_OVERRIDES ? ` … (\`mailyard plan --json\` has all ${overrides.length})` : '';
  const said = context.options.json ? ` ${plan.guards.map(({ message }) => message).join(' ')}` : '';
  throw new MailyardError(
    'guard',
    `Nothing was changed: the plan is refused for ${plan.guards.length === 1 ? 'one reason' : `${plan.guards.length} reasons`}.${said}`,
    {
      fix: `Put it right, or add: ${overrides.slice(0, MOST_OVERRIDES).join(' ')}${more}`,
    },
  );
}

async function carryOut(
  { context, estate, site, engine }: Run,
  state: State,
  waiting: ResourceChange[],
  lock: (now: State) => LockedPlan,
): Promise<EngineResult> {
  const { lists } = wantedNow(estate, state, site.project);
  const stacks = stackOrder(estate, state).map(stack => ({ stack, resources: lists.get(stack) ?? [] }));
  const selected = selectedBy(context, state, estate);
  const moving = steps(lists, state).filter(
    ({ action, segment, name }) => action !== 'same' && selected(segment, name),
  );
  const noun = moving.every(({ type }) => type === ZONE_RECORDS) ? 'zones' : 'steps';
  const progress = context.terminal.progress(moving.length, noun);
  const left = leftOf(waiting);
  const without = left.size > 0 ? (stack: string, name: string) => left.has(`${stack} ${name}`) : undefined;
  return engine.apply(stacks, {
    ...{ selected, without, progress, plan: () => lock(state) },
    recheck: stacksNow => refuseStateMoved(state, stacksNow, lock),
  });
}

function finish(
  context: Context,
  plan: Plan,
  engine: Engine,
  byHand: ManualStep[],
  keys: KeysAfterUp | undefined,
  result: EngineResult = nothingDone,
): number {
  if (context.options.json)
    printJson({ ...plan, ...outcomeDocument(result, engine), byHand, ...(keys && { dkim: keys.document }) });
  else if (result !== nothingDone) printOutcome(result, engine, context.terminal, plan);
  if (!context.options.json) {
    for (const line of keys?.lines ?? []) context.terminal.print(line);
    printManualSteps(byHand, context.terminal);
  }
  return result.failed.length > 0 || result.interrupted ? 1 : 0;
}

const nothingDone: EngineResult = {
  done: [],
  failed: [],
  unchanged: 0,
  interrupted: false,
  warnings: [],
  durationMs: 0,
};
