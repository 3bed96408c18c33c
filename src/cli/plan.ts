/** `mailyard plan`: what `up` would do. Exit 2 when there is anything to do. */

import type { Estate } from '../estate/estate.ts';
import { ZONE_RECORDS } from '../estate/resource.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { savePlan } from '../plan/saved.ts';
import { selects } from '../plan/select.ts';
import { readState } from '../state/read.ts';
import type { State } from '../state/state.ts';
import { type Context, estateOf, findSite } from './context.ts';
import { openCloudflare } from './engine.ts';
import { printJson } from './json.ts';
import { type LiveZone, readLive, stateWith } from './live-state.ts';
import { printPlan } from './plan-text.ts';
import { refuseUnknown } from './selected.ts';

export async function plan(context: Context, { refresh, out }: Record<string, unknown>): Promise<number> {
  const { estate } = estateOf(context);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state, estate);
  const live = refresh ? await selectedLive(context, state) : [];
  const made = withWarnings(planFor(context, estate, stateWith(live, state)), live);
  if (typeof out === 'string') savePlan(out, made);
  if (context.options.json) printJson(made);
  else printPlan(made, context.terminal, { details: !context.options.quiet });
  if (made.guards.length > 0)
    context.terminal.note('`up` would refuse this plan until what is refused is allowed or put back.');
  if (!isEmpty(made)) return 2;
  return live.some(({ seen }) => 'unreadable' in seen) ? 1 : 0;
}

export const planFor = ({ allowed, selection }: Context, estate: Estate, state: State): Plan =>
  makePlan({ estate, state, allowed, selection });

export const isEmpty = ({ summary, resources }: Plan): boolean => summary.zones === 0 && resources.length === 0;

/** The zones as they are; what could not be read is said at its zone, and there the state stands in. */
async function selectedLive(context: Context, state: State): Promise<LiveZone[]> {
  const { terminal, selection } = context;
  const selected = (segment: string, resource: { name: string; inputs: Record<string, unknown> }) =>
    selects(selection, { segment, name: resource.name, old: resource.inputs });
  const zones = state.stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === ZONE_RECORDS));
  const cloudflare = openCloudflare(context);
  return readLive(state, selected, cloudflare, terminal.progress(zones.length, 'zones read'));
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
