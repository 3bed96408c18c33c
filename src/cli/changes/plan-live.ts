/** The plan with what is live: the selected zones as they are, new zones before anybody says yes, and what their parents say. */
import type { Accounts } from '../../cloudflare/accounts.ts';
import type { Estate } from '../../estate/estate.ts';
import type { ManualStep } from '../../manual/step.ts';
import type { Plan } from '../../plan/plan.ts';
import { selects } from '../../plan/select.ts';
import { type Wanted, wantedNow } from '../../plan/wanted.ts';
import type { State } from '../../state/state.ts';
import { openCloudflare } from '../cloudflare.ts';
import type { Context, Site } from '../context.ts';
import type { Terminal } from '../terminal.ts';
import { lookAtParents, noteWaiting, readyPart, stepsOf } from './by-hand.ts';
import { lookFirst } from './first-look.ts';
import { type LiveMailboxes, selectedMailboxes, withMailboxes } from './live-mailboxes.ts';
import { type LiveZone, readLive, stateWith, zoneCount } from './live-state.ts';
import { type Planned, planFor } from './plan.ts';

/** `plan --refresh`: the same decisions on the zones as Cloudflare has them. */
export async function planLive(context: Context, estate: Estate, state: State, site: Site): Promise<Planned> {
  const cloudflare = openCloudflare(context);
  const live = await selectedLive(context, state, cloudflare);
  const mailboxes = await selectedMailboxes(context, state);
  const before = withMailboxes(stateWith(live, state), mailboxes);
  const known = withWarnings(planFor(context, estate, before), live);
  const { plan, byHand } = await seenLive(context, known, { estate, state, site, cloudflare });
  return {
    ...{ plan, before, byHand },
    isWhole:
      live.every(({ seen }) => !('unreadable' in seen)) && mailboxes.every(each => !unreadable(each, context.terminal)),
  };
}

/** Of what cannot be read the state stands in, and that is said. */
function unreadable({ resource, live }: LiveMailboxes, { note }: Terminal): boolean {
  if (live === 'gone' || !('unreadable' in live)) return false;
  note(`${resource.id} could not be read, so the state stands in: ${live.unreadable.message}`);
  return true;
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

/** The zones as they are; what could not be read is said at its zone, and there the state stands in. */
async function selectedLive(context: Context, state: State, cloudflare: Accounts): Promise<LiveZone[]> {
  const { terminal, selection } = context;
  const selected = (segment: string, resource: { name: string; inputs: Record<string, unknown> }) =>
    selects(selection, { segment, name: resource.name, old: resource.inputs });
  return readLive(state, selected, cloudflare, terminal.progress(zoneCount(state), 'zones read'));
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
  const warned = new Map(live.map(zone => [placeOf(zone), warningsOf(zone)]));
  const known = new Set(zones.map(({ segment, zone }) => `${segment} ${zone}`));
  const others = live.filter(zone => !known.has(placeOf(zone)) && warningsOf(zone).length > 0);
  return [
    ...zones.map(zone => ({
      ...zone,
      warnings: [...zone.warnings, ...(warned.get(`${zone.segment} ${zone.zone}`) ?? [])],
    })),
    ...others.map(zone => ({
      zone: String(zone.resource.inputs.zone),
      segment: zone.stack,
      action: 'same' as const,
      changes: [],
      warnings: warningsOf(zone),
    })),
  ];
}

/** What a zone serves later is a resource of its own, but of the same zone. */
const placeOf = ({ stack, resource }: LiveZone): string => `${stack} ${resource.inputs.zone}`;

function warningsOf({ seen }: LiveZone): string[] {
  if ('unreadable' in seen) return [`It could not be read, so the state stands in: ${seen.unreadable.message}`];
  return seen.intruders.map(
    ({ key, live }) => `${live.type} ${live.name} ${live.content} stands beside ${key} and is not Mailyard's.`,
  );
}
