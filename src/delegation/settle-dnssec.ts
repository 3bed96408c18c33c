/** The guard `dnssec`, once somebody has looked at the parent. Pure. */
import { ZONE_DNSSEC } from '../estate/cloudflare-types.ts';
import { type Allowed, overrideText } from '../plan/allow.ts';
import type { GuardRefusal, Plan, ResourceChange } from '../plan/plan.ts';
import { isOwnDs, type ManagedZone } from './manual-steps.ts';
import type { DsSight } from './parent.ts';

/** The refusals of the plan as they now stand: without a DS record nothing can break, with one or in doubt it can. */
export function settleDnssec(
  plan: Plan,
  sight: ReadonlyMap<string, DsSight>,
  zoneOf: (change: ResourceChange) => ManagedZone | undefined,
  allowed: Allowed,
): GuardRefusal[] {
  const planned = plan.guards.flatMap(refusal => {
    const ds = refusal.guard === 'dnssec' ? sight.get(refusal.value) : undefined;
    if (!ds) return [refusal];
    return ds.state === 'none' ? [] : [{ ...refusal, message: `${refusal.message} ${seen(ds)}` }];
  });
  const signing = plan.resources.filter(({ type }) => type === ZONE_DNSSEC).flatMap(change => zoneOf(change) ?? []);
  return [...planned, ...signing.flatMap(zone => foreignDs(zone, sight.get(zone.zone), allowed))];
}

/** A DS record that no key of the active zone fits is left from where the domain was before; a whole chain stays as it is. */
function foreignDs(managed: ManagedZone, ds: DsSight | undefined, allowed: Allowed): GuardRefusal[] {
  const { zone, segment, dnssec } = managed;
  if (dnssec !== 'on' || !ds || ds.state === 'none' || isOwnDs(managed, ds) || allowed('dnssec', zone)) return [];
  const message = `${zone} would be signed with new keys. ${seen(ds)} One of other keys must be gone first.`;
  const fix = 'Remove it at the registrar and wait its TTL.';
  return [{ guard: 'dnssec', value: zone, segment, zone, message, fix, override: overrideText('dnssec', zone) }];
}

const seen = ({ state, records, evidence }: DsSight): string =>
  state === 'live'
    ? `Its parent has a DS record: ${records.join(', ')}.`
    : `Whether its parent has a DS record, nobody could say (${evidence}).`;
