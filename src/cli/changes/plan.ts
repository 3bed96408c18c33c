/** `mailyard plan`: what `up` would do. Exit 2 when there is anything to do. */
import { type Gain, gainsOf } from '../../estate/capacity/gain.ts';
import type { Estate } from '../../estate/estate.ts';
import type { ManualStep } from '../../manual/step.ts';
import { freshIn } from '../../plan/fresh.ts';
import { type LockedPlan, lockPlan } from '../../plan/locked.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { wantedNow } from '../../plan/wanted.ts';
import { writePlanFile } from '../../plan-file.ts';
import { readState } from '../../state/read.ts';
import type { State } from '../../state/state.ts';
import { type Context, estateOf, findSite, type Site } from '../context.ts';
import { printManualSteps } from '../estate/todo-text.ts';
import { printJson } from '../json.ts';
import { refuseUnknown } from '../selected.ts';
import type { Terminal } from '../terminal.ts';
import { gainLines } from './gain-text.ts';
import { printPlan } from './plan-text.ts';

/** The plan with the state that it was decided on. */
export interface Planned {
  plan: Plan;
  before: State;
  /** Only of a plan that has looked at what is live. */
  byHand?: ManualStep[];
  /** Nothing that was looked at stayed unread. */
  isWhole: boolean;
}

export async function plan(context: Context, { refresh, out }: Record<string, unknown>): Promise<number> {
  const { estate, templates } = estateOf(context);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state, estate);
  // What asks Cloudflare and the DNS is half of the program: it is loaded where it has something to do.
  const made = refresh
    ? await (await import('./plan-live.ts')).planLive(context, estate, state, site)
    : planOffline(context, estate, state);
  if (typeof out === 'string') writePlanFile(out, lockedFor(context, site, estate, made.before, refresh));
  const gains = gainsOf(estate, templates, freshIn(made.plan, estate, made.before));
  if (context.options.json) printJson({ ...made.plan, capacity: gains, ...(made.byHand && { byHand: made.byHand }) });
  else {
    printPlan(made.plan, context.terminal, { details: !context.options.quiet });
    if (!context.options.quiet) printGains(gains, estate.today, context.terminal);
    if (made.byHand) printManualSteps(made.byHand, context.terminal);
  }
  if (made.plan.guards.length > 0)
    context.terminal.note('`up` would refuse this plan until what is refused is allowed or put back.');
  if (!isEmpty(made.plan)) return 2;
  return made.isWhole ? 0 : 1;
}

const MOST_GAINS = 12;

/** After the changes: what they are for. */
function printGains(gains: Gain[], today: string, { print, colors }: Terminal): void {
  if (gains.length === 0) return;
  const lines = gainLines(gains, today);
  print(`\n${colors.bold('New volume')}`);
  for (const line of lines.slice(0, MOST_GAINS)) print(`  ${line}`);
  if (lines.length > MOST_GAINS) print(`  … and ${lines.length - MOST_GAINS} more; --json has them all.`);
}

const planOffline = (context: Context, estate: Estate, state: State): Planned => ({
  plan: planFor(context, estate, state),
  before: state,
  isWhole: true,
});

export const planFor = ({ allowed, selection }: Context, estate: Estate, state: State): Plan =>
  makePlan({ estate, state, allowed, selection });

/** The same with all that it was decided on, to be held to. */
export const lockedFor = (
  { selection }: Context,
  { project }: Site,
  estate: Estate,
  state: State,
  refresh: unknown,
): LockedPlan =>
  lockPlan({ lists: wantedNow(estate, state, project).lists, state, project, selection, refreshed: Boolean(refresh) });

export const isEmpty = ({ summary, resources }: Plan): boolean => summary.zones === 0 && resources.length === 0;
