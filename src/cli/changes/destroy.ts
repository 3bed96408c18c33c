/** `mailyard destroy`: removes what Mailyard made, and nothing else. Adopted and foreign records stay. */
import { MailyardError } from '../../error.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs, zoneOfName } from '../../estate/resource.ts';
import { parseAllow } from '../../plan/allow.ts';
import { lockPlan } from '../../plan/locked.ts';
import { destroyPlan, emptyLists } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { resourceWords } from '../../plan/resource-words.ts';
import { selects } from '../../plan/select.ts';
import { readState } from '../../state/read.ts';
import type { State } from '../../state/state.ts';
import { counted } from '../../words.ts';
import { confirm } from '../confirm.ts';
import { type Context, findSite, type Site } from '../context.ts';
import { printJson } from '../json.ts';
import { choosesDomain, refuseUnknown, selectedBy } from '../selected.ts';
import type { Engine } from './engine/engine.ts';
import { openEngine } from './engine/open.ts';
import { byPlan, outcomeDocument, printOutcome } from './outcome.ts';
import { isEmpty } from './plan.ts';
import { refuseStateMoved } from './plan-held.ts';
import { printPlan } from './plan-text.ts';

export async function destroy(asked: Context, options: Record<string, unknown>): Promise<number> {
  const context = allowingAll(asked);
  const { terminal } = context;
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state);
  refuseUnnamed(context, state);
  const plan = destroyPlan(state, context.selection);
  if (!context.options.json) printPlan(plan, terminal, { details: !context.options.quiet });
  for (const { stack, type, name } of protectedOf(state, context))
    terminal.note(`Stays, as it is protected: ${resourceWords(type, name)} (${stack}).`);
  if (isEmpty(plan)) {
    if (context.options.json) printJson({ ...plan, applied: [], failed: [], calls: 0, durationMs: 0 });
    return 0;
  }
  // Before the question: who has no token is not asked.
  const engine = await openEngine(context, site, options.engine, tokensOf(state));
  try {
    const zones = counted(plan.summary.zones, 'zone');
    if (!(await confirm(`\nMail of ${zones} stops working. Remove it all?`, terminal, options.yes))) return 1;
    return await carryOut(context, site, state, plan, engine);
  } finally {
    engine.close();
  }
}

async function carryOut(
  context: Context,
  { project }: Site,
  state: State,
  plan: Plan,
  engine: Engine,
): Promise<number> {
  const { terminal } = context;
  const progress = terminal.progress(plan.zones.length, 'zones');
  const stacks = state.stacks.filter(({ resources }) => resources.length > 0).map(({ stack }) => stack);
  const lock = (now: State) => lockPlan({ lists: emptyLists(now), state: now, project, selection: context.selection });
  const done = await engine.destroy(stacks, {
    ...{ selected: selectedBy(context, state), progress, plan: () => lock(state) },
    recheck: stacksNow => refuseStateMoved(state, stacksNow, lock),
  });
  const result = byPlan(done, plan, engine);
  if (context.options.json) printJson({ ...plan, ...outcomeDocument(result, engine) });
  else printOutcome(result, engine, terminal, plan);
  return result.failed.length > 0 || result.interrupted ? 1 : 0;
}

/**
 * A zone is chosen by any of its domains and goes as a whole: `up` may do more of the estate than was asked for, but nobody
 * loses a domain that was not named. Throws `destroys-more`.
 */
function refuseUnnamed({ selection }: Context, { stacks }: State): void {
  const named = choosesDomain(selection);
  for (const { stack, resources } of stacks) {
    for (const { type, name, inputs } of resources) {
      const { domains } = inputs as unknown as ZoneRecordsInputs;
      if (type !== ZONE_RECORDS || !selects(selection, { segment: stack, name, old: inputs })) continue;
      const others = Object.keys(domains).filter(domain => !named({ domain, segment: stack }));
      if (others.length === 0) continue;
      throw new MailyardError(
        'destroys-more',
        `Zone ${name} of ${stack} goes as a whole, and it also serves ${others.join(', ')}, which --domain does not name.`,
        {
          fix: 'Name all of its domains; or take the one out of the inventory (`lifecycle: retired` first): `mailyard up` removes its records alone.',
        },
      );
    }
  }
}

function protectedOf({ stacks }: State, { selection }: Context) {
  const all = stacks.flatMap(({ stack, resources }) => resources.map(resource => ({ stack, ...resource })));
  return all.filter(
    ({ protect, stack, name }) => protect && selects(selection, { segment: stack, name: zoneOfName(name) }),
  );
}

function tokensOf({ stacks }: State): Set<string | undefined> {
  return new Set(
    stacks.flatMap(({ resources }) =>
      resources.filter(({ type }) => type === ZONE_RECORDS).map(({ inputs }) => inputs.token as string | undefined),
    ),
  );
}

/** Whoever asks for the end of everything has answered the guard that asks about each live domain. */
function allowingAll(context: Context): Context {
  const allow = [...context.options.allow, 'domain=*'];
  return { ...context, options: { ...context.options, allow }, allowed: parseAllow(allow) };
}
