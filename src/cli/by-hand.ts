/** What is left to do by hand, at the registrar: looked at through DNS, and told in its order. */
import type { Accounts } from '../cloudflare/accounts.ts';
import { managedZones } from '../delegation/managed-zones.ts';
import { type ManagedZone, type ManualStep, manualSteps } from '../delegation/manual-steps.ts';
import { lookAbove, type Parent } from '../delegation/parent.ts';
import { settleDnssec } from '../delegation/settle-dnssec.ts';
import { query } from '../dns/client.ts';
import { askOnce } from '../dns/once.ts';
import { resolverFrom } from '../dns/server.ts';
import { ZONE_DNSSEC } from '../estate/cloudflare-types.ts';
import type { Estate } from '../estate/estate.ts';
import { zoneOfName } from '../estate/resource.ts';
import type { Plan, ResourceChange } from '../plan/plan.ts';
import { resourceWords } from '../plan/resource-words.ts';
import { selects } from '../plan/select.ts';
import type { State } from '../state/state.ts';
import type { Context } from './context.ts';
import type { Terminal } from './terminal.ts';
import { counted } from './words.ts';

/** Zones that Mailyard makes or signs, with what their parents say of them. */
export interface Sight {
  zones: ManagedZone[];
  parents: ReadonlyMap<string, Parent>;
}

/** Asks DNS only, and only for zones that are made or signed here. */
export async function lookAtParents({ env, selection }: Context, estate: Estate, state: State): Promise<Sight> {
  const zones = managedZones(estate, state).filter(({ segment, zone }) => selects(selection, { segment, name: zone }));
  if (zones.length === 0) return { zones, parents: new Map() };
  const options = { resolver: resolverFrom(env), query: askOnce(query) };
  const parents = await Promise.all(zones.map(async ({ zone }) => [zone, await lookAbove(zone, options)] as const));
  return { zones, parents: new Map(parents) };
}

/**
 * The plan without what has to wait, and its guards as the parents say. Signing waits for its zone to become active: until
 * then the domain is served elsewhere. RFC 6781 §4.3.5
 */
export async function readyPart(
  { allowed }: Context,
  estate: Estate,
  plan: Plan,
  { zones, parents }: Sight,
  accounts: Accounts,
): Promise<{ ready: Plan; waiting: ResourceChange[] }> {
  const zoneOf = ({ segment, name }: ResourceChange) =>
    zones.find(zone => zone.segment === segment && zone.zone === zoneOfName(name));
  const signing = plan.resources.filter(
    change => change.type === ZONE_DNSSEC && change.action !== 'delete' && zoneOf(change)?.dnssec === 'on',
  );
  const active = await Promise.all(signing.map(change => isActive(change, estate, accounts)));
  const waiting = signing.filter((_, at) => !active[at]);
  const ready = { ...plan, resources: plan.resources.filter(change => !waiting.includes(change)) };
  const ds = new Map([...parents].map(([zone, parent]) => [zone, parent.ds]));
  return { ready: { ...ready, guards: settleDnssec(ready, ds, zoneOf, allowed) }, waiting };
}

async function isActive({ segment, name }: ResourceChange, { segments }: Estate, accounts: Accounts): Promise<boolean> {
  const token = segments.find(each => each.segment === segment)?.cloudflare.token;
  return (await accounts.client(token).zone(zoneOfName(name)))?.status === 'active';
}

export function noteWaiting(waiting: ResourceChange[], { note }: Terminal): void {
  for (const { type, name } of waiting)
    note(`${resourceWords(type, name)} waits: the zone is not active at Cloudflare yet.`);
}

export const stepsOf = ({ zones, parents }: Sight): ManualStep[] =>
  zones.flatMap(zone => {
    const parent = parents.get(zone.zone);
    return parent ? manualSteps(zone, parent) : [];
  });

const MOST_STEPS = 20;

export function printManualSteps(steps: ManualStep[], { print, colors }: Terminal): void {
  if (steps.length === 0) return;
  print(`\n${colors.bold(`To do by hand: ${counted(steps.length, 'step')}`)}`);
  for (const { text, values, state, seen } of steps.slice(0, MOST_STEPS)) {
    print(`  ${state === 'unknown' ? '?' : '·'} ${text}`);
    for (const value of values) print(`      ${value}`);
    print(`      ${colors.dim(seen)}`);
  }
  if (steps.length > MOST_STEPS) print(`  … and ${steps.length - MOST_STEPS} more: --json has them all.`);
  print(colors.dim('  `mailyard up` looks again, and `mailyard plan --refresh` too.'));
}
