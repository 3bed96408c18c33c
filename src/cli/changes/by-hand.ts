/** What only the registrar can do for zones that Mailyard makes or signs, seen through DNS, and what waits for it. */
import type { Accounts } from '../../cloudflare/accounts.ts';
import { managedZones } from '../../delegation/managed-zones.ts';
import { type ManagedZone, manualSteps } from '../../delegation/manual-steps.ts';
import { lookAbove, type Parent } from '../../delegation/parent.ts';
import { settleDnssec } from '../../delegation/settle-dnssec.ts';
import { query } from '../../dns/client.ts';
import { askOnce } from '../../dns/once.ts';
import { resolverFrom } from '../../dns/server.ts';
import { ZONE_DNSSEC } from '../../estate/cloudflare-types.ts';
import type { Estate } from '../../estate/estate.ts';
import { MTA_STS_POLICY, zoneOfName } from '../../estate/resource.ts';
import type { ManualStep } from '../../manual/step.ts';
import { withZones } from '../../plan/make-plan.ts';
import { recordName } from '../../plan/mta-sts/resources.ts';
import type { Plan, ResourceChange } from '../../plan/plan.ts';
import { resourceWords } from '../../plan/resource-words.ts';
import { selects } from '../../plan/select.ts';
import type { State } from '../../state/state.ts';
import type { Context } from '../context.ts';
import type { Terminal } from '../terminal.ts';

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
 * then the domain is served elsewhere (RFC 6781 §4.3.5). So does the MTA-STS policy of a zone that Mailyard makes: no
 * sender can fetch it before.
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
  const needActive = plan.resources.filter(change => {
    if (change.action === 'delete') return false;
    if (change.type === ZONE_DNSSEC) return zoneOf(change)?.dnssec === 'on';
    return change.type === MTA_STS_POLICY && zoneOf(change)?.created;
  });
  const active = await Promise.all(needActive.map(change => isActive(change, estate, accounts)));
  const waiting = needActive.filter((_, at) => !active[at]);
  const ready = withoutPolicies(
    { ...plan, resources: plan.resources.filter(change => !waiting.includes(change)) },
    waiting.filter(({ type }) => type === MTA_STS_POLICY),
  );
  const ds = new Map([...parents].map(([zone, parent]) => [zone, parent.ds]));
  return { ready: { ...ready, guards: settleDnssec(ready, ds, zoneOf, allowed) }, waiting };
}

async function isActive({ segment, name }: ResourceChange, { segments }: Estate, accounts: Accounts): Promise<boolean> {
  const token = segments.find(each => each.segment === segment)?.cloudflare.token;
  return (await accounts.client(token).zone(zoneOfName(name)))?.status === 'active';
}

/** The record of a policy waits with it. */
function withoutPolicies(plan: Plan, policies: ResourceChange[]): Plan {
  const waiting = new Set(policies.map(({ segment, name }) => `${segment} _mta-sts.${zoneOfName(name)}`));
  if (waiting.size === 0) return plan;
  const zones = plan.zones.map(zone => {
    const changes = zone.changes.filter(({ name }) => !waiting.has(`${zone.segment} ${name}`));
    const isLeft = changes.length > 0 || zone.changes.length === 0;
    return { ...zone, changes, action: isLeft ? zone.action : ('same' as const) };
  });
  const left = withZones(
    plan,
    zones.filter(({ action, warnings }) => action !== 'same' || warnings.length > 0),
  );
  // What waits is not there yet, so it is none of those that stay as they are.
  const unchanged = left.summary.unchanged - (recordsIn(plan) - recordsIn(left));
  return { ...left, summary: { ...left.summary, unchanged } };
}

const recordsIn = ({ zones }: Plan): number => zones.reduce((sum, { changes }) => sum + changes.length, 0);

/** What a run leaves as it is: by stack and name. */
export function leftOf(waiting: ResourceChange[]): ReadonlySet<string> {
  const names = waiting.flatMap(({ type, segment, name }) => [
    `${segment} ${name}`,
    ...(type === MTA_STS_POLICY ? [`${segment} ${recordName(zoneOfName(name))}`] : []),
  ]);
  return new Set(names);
}

export function noteWaiting(waiting: ResourceChange[], { note }: Terminal): void {
  for (const { type, name } of waiting) {
    const words = resourceWords(type, name);
    note(`${words.charAt(0).toUpperCase()}${words.slice(1)} waits: the zone is not active at Cloudflare yet.`);
  }
}

export const stepsOf = ({ zones, parents }: Sight): ManualStep[] =>
  zones.flatMap(zone => {
    const parent = parents.get(zone.zone);
    return parent ? manualSteps(zone, parent) : [];
  });
