/** The zones that Mailyard makes or signs, from estate and state. Pure. */
import { ZONE, ZONE_DNSSEC } from '../estate/cloudflare-types.ts';
import type { Estate, EstateZone } from '../estate/estate.ts';
import type { State, StateResource } from '../state/state.ts';
import type { ManagedZone } from './manual-steps.ts';

/** By segment and zone. One that is still to be made has no name servers yet, and nothing is to be done by hand. */
export function managedZones({ zones }: Estate, { stacks }: State): ManagedZone[] {
  const known = new Map(
    stacks.flatMap(({ stack, resources }) => resources.map(resource => [key(stack, resource), resource] as const)),
  );
  return zones
    .filter(({ created, dnssec }) => created === 'here' || dnssec !== 'keep')
    .map(zone => managed(zone, type => known.get(key(zone.segment, type))));
}

const key = (segment: string, { type, name }: Pick<StateResource, 'type' | 'name'>) => `${segment} ${type} ${name}`;

function managed(
  { zone, segment, created, dnssec }: EstateZone,
  known: (resource: Pick<StateResource, 'type' | 'name'>) => StateResource | undefined,
): ManagedZone {
  const made = created === 'here' ? known({ type: ZONE, name: `${zone}/zone` }) : undefined;
  const signed = known({ type: ZONE_DNSSEC, name: `${zone}/dnssec` });
  const nameServers = made?.outputs.nameServers as string[] | undefined;
  const ds = signed?.inputs.status === 'disabled' ? undefined : (signed?.outputs.ds as string | undefined);
  return { zone, segment, created: created === 'here', ...(nameServers && { nameServers }), dnssec, ...(ds && { ds }) };
}
