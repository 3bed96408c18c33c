/** `up` held to a plan: a saved one, or the one that was just shown. What moved since is said, and refused where it matters. */
import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../../error.ts';
import type { LockedPlan } from '../../plan/locked.ts';
import { type Moved, movedSince, movedText } from '../../plan/moved.ts';
import { planFileOf, readPlanFile } from '../../plan-file.ts';
import type { StackState, State } from '../../state/state.ts';
import { counted } from '../../words.ts';
import type { Context, Site } from '../context.ts';

export interface HeldPlan {
  /** As people gave it. */
  file: string;
  plan: LockedPlan;
}

/**
 * The context under the plan of `--plan` or MAILYARD_PLAN: its selection holds, and both engines find the file in the
 * environment. Throws `plan-file`, `plan-foreign`, `plan-selection`.
 */
export function heldToPlan(context: Context, site: Site, option: unknown): { context: Context; held?: HeldPlan } {
  const path = planFileOf(option, context.env);
  if (!path) return { context };
  const file = typeof option === 'string' ? option : path;
  const plan = readPlanFile(path);
  if (plan.project !== site.project) {
    throw new MailyardError(
      'plan-foreign',
      `The plan in ${file} is of the project "${plan.project}", and this one is "${site.project}".`,
      { fix: 'Take the plan file of this project.' },
    );
  }
  const { segments, domains } = context.selection;
  if (segments.length + domains.length > 0 && !isDeepStrictEqual(context.selection, plan.selection)) {
    throw new MailyardError('plan-selection', `The plan in ${file} was saved for ${selectionText(plan)}.`, {
      fix: 'Leave --segment and --domain out: the plan has its own.',
    });
  }
  const env = { ...context.env, MAILYARD_PLAN: path };
  return { context: { ...context, env, selection: plan.selection }, held: { file, plan } };
}

function selectionText({ selection: { segments, domains } }: LockedPlan): string {
  const flags = [...segments.map(name => `--segment ${name}`), ...domains.map(glob => `--domain ${glob}`)];
  return flags.length > 0 ? flags.join(' ') : 'everything';
}

const MOST_MOVED = 20;

/** Throws `plan-moved`, `plan-foreign`. What moved without a part in the plan is only told. */
export function refuseIfMoved({ file, plan }: HeldPlan, today: LockedPlan, { terminal }: Context): void {
  refuseForeign(file, plan, today);
  const moved = movedSince(plan, today);
  const matters = moved.filter(each => each.matters);
  if (matters.length === 0) {
    if (moved.length > 0) terminal.note(`Moved since the plan was saved, without a part in it: ${namesOf(moved)}.`);
    return;
  }
  if (plan.refreshed && !today.refreshed) {
    throw new MailyardError(
      'plan-moved',
      `The plan in ${file} was made with --refresh, on zones that the state does not know so.`,
      {
        fix: `Say \`mailyard up --refresh --plan ${file}\`.`,
      },
    );
  }
  if (matters.every(({ done }) => done) && today.resources.every(({ action }) => action === 'same')) {
    throw new MailyardError('plan-moved', `The plan in ${file} has been carried out already: nothing of it is left.`, {
      fix: 'For what comes next save a new one with `mailyard plan --out FILE`.',
    });
  }
  throw new MailyardError(
    'plan-moved',
    [`The plan in ${file} is no longer what would be done.`, ...linesOf(matters)].join('\n  '),
    { fix: 'Look at `mailyard plan` again and save a new one with `--out`.' },
  );
}

function refuseForeign(file: string, plan: LockedPlan, today: LockedPlan): void {
  const here = new Set(today.resources.map(({ segment, name }) => `${segment} ${name}`));
  const { resources } = plan;
  if (resources.length === 0 || resources.some(({ segment, name }) => here.has(`${segment} ${name}`))) return;
  throw new MailyardError(
    'plan-foreign',
    `The plan in ${file} is of another estate: of its ${counted(resources.length, 'zone')} (${namesOf(resources)}) none is here.`,
    { fix: 'Take the plan file of this estate.' },
  );
}

/**
 * Under the locks: another run may have changed the state after this one planned and before it had them. What it did may be
 * without a part in this plan. Throws `plan-moved`.
 */
export function refuseStateMoved(planned: State, stacks: StackState[], lock: (now: State) => LockedPlan): void {
  const before = new Map(planned.stacks.map(each => [each.stack, each.resources]));
  if (stacks.every(({ stack, resources }) => isDeepStrictEqual(before.get(stack) ?? [], resources))) return;
  const held = new Set(stacks.map(({ stack }) => stack));
  const now = { stacks: [...planned.stacks.filter(({ stack }) => !held.has(stack)), ...stacks] };
  const matters = movedSince(lock(planned), lock(now)).filter(each => each.matters);
  if (matters.length === 0) return;
  throw new MailyardError(
    'plan-moved',
    [
      'Another run came first, so nothing was done: the plan is no longer what would be done.',
      ...linesOf(matters),
    ].join('\n  '),
    { fix: 'Run it again: the new plan shows what is left.' },
  );
}

function linesOf(moved: Moved[]): string[] {
  const more = moved.length > MOST_MOVED ? [`… and ${moved.length - MOST_MOVED} more`] : [];
  return [...moved.slice(0, MOST_MOVED).map(movedText), ...more];
}

const MOST_NAMES = 5;

function namesOf(list: { name: string }[]): string {
  const names = [...new Set(list.map(({ name }) => name))];
  return names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ' …' : '');
}
