/** `mailyard plan`: what `up` would do. Exit 2 when there is anything to do. */
import type { Accounts } from '../cloudflare/accounts.ts';
import type { Estate } from '../estate/estate.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
import type { ManualStep } from '../manual/step.ts';
import { type LockedPlan, lockPlan } from '../plan/locked.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { selects } from '../plan/select.ts';
import { type Wanted, wantedNow } from '../plan/wanted.ts';
import { writePlanFile } from '../plan-file.ts';
import { readState } from '../state/read.ts';
import type { State } from '../state/state.ts';
import { lookAtParents, noteWaiting, readyPart, stepsOf } from './by-hand.ts';
import { type Context, estateOf, findSite, type Site } from './context.ts';
import { openCloudflare } from './engine.ts';
import { lookFirst } from './first-look.ts';
import { printJson } from './json.ts';
import { type LiveZone, readLive, stateWith } from './live-state.ts';
import { printPlan } from './plan-text.ts';
import { refuseUnknown } from './selected.ts';
import { printManualSteps } from './todo-text.ts';

export async function plan(context: Context, { refresh, out }: Record<string, unknown>): Promise<number> {
  const { estate } = estateOf(context);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state, estate);
  const cloudflare = refresh ? openCloudflare(context) : undefined;
  const live = cloudflare ? await selectedLive(context, state, cloudflare) : [];
  const before = stateWith(live, state);
  const known = withWarnings(planFor(context, estate, before), live);
  const seen = cloudflare ? await seenLive(context, known, { estate, state, site, cloudflare }) : undefined;
  const made = seen?.plan ?? known;
  if (typeof out === 'string') writePlanFile(out, lockedFor(context, site, estate, before, refresh));
  if (context.options.json) printJson({ ...made, ...(seen && { byHand: seen.byHand }) });
  else printPlan(made, context.terminal, { details: !context.options.quiet });
  if (!context.options.json) printManualSteps(seen?.byHand ?? [], context.terminal);
  if (made.guards.length > 0)
    context.terminal.note('`up` would refuse this plan until what is refused is allowed or put back.');
  if (!isEmpty(made)) return 2;
  return live.some(({ seen }) => 'unreadable' in seen) ? 1 : 0;
}

/** The plan with what Cloudflare and the zones' parents say of it. */
async function seenLive(
  context: Context,
  plan: Plan,
  { estate, state, site, cloudflare }: { estate: Estate; state: State; site: Site; cloudflare: Accounts },
): Promise<{ plan: Plan; byHand: ManualStep[] }> {
  const sight = await lookAtParents(context, estate, state);
  const { ready, waiting } = await readyPart(context, estate, plan, sight, cloudflare);
  noteWaiting(waiting, context.terminal);
  const wanted = wantedNow(estate, state, site.project);
  const seen = await seenFirst(context, { ...plan, guards: ready.guards }, wanted, site, cloudflare);
  return { plan: seen, byHand: stepsOf(sight) };
}

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

/** The zones as they are; what could not be read is said at its zone, and there the state stands in. */
async function selectedLive(context: Context, state: State, cloudflare: Accounts): Promise<LiveZone[]> {
  const { terminal, selection } = context;
  const selected = (segment: string, resource: { name: string; inputs: Record<string, unknown> }) =>
    selects(selection, { segment, name: resource.name, old: resource.inputs });
  const zones = state.stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === ZONE_RECORDS));
  return readLive(state, selected, cloudflare, terminal.progress(zones.length, 'zones read'));
}

/** New zones as they are: conflicts and adoptions show before anybody says yes. */
export function seenFirst(
  { terminal }: Context,
  plan: Plan,
  { lists }: Wanted,
  { project }: Site,
  cloudflare: Accounts,
): Promise<Plan> {
  const fresh = plan.zones.filter(({ action }) => action === 'create').length;
  return lookFirst(plan, lists, project, cloudflare, terminal.progress(fresh, 'new zones read'));
}

function withWarnings(plan: Plan, live: LiveZone[]): Plan {
  return { ...plan, zones: warnedZones(plan, live) };
}

function warnedZones({ zones }: Plan, live: LiveZone[]): Plan['zones'] {
  const warned = new Map(live.map(zone => [`${zone.stack} ${zone.resource.name}`, warningsOf(zone)]));
  const known = new Set(zones.map(({ segment, zone }) => `${segment} ${zone}`));
  const others = live.filter(zone => !known.has(`${zone.stack} ${zone.resource.name}`) && warningsOf(zone).length > 0);
  return [
    ...zones.map(zone => ({
      ...zone,
      warnings: [...zone.warnings, ...(warned.get(`${zone.segment} ${zone.zone}`) ?? [])],
    })),
    ...others.map(zone => ({
      zone: zone.resource.name,
      segment: zone.stack,
      action: 'same' as const,
      changes: [],
      warnings: warningsOf(zone),
    })),
  ];
}

function warningsOf({ seen }: LiveZone): string[] {
  if ('unreadable' in seen) return [`It could not be read, so the state stands in: ${seen.unreadable.message}`];
  return seen.intruders.map(
    ({ key, live }) => `${live.type} ${live.name} ${live.content} stands beside ${key} and is not Mailyard's.`,
  );
}
