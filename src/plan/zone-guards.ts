/** Zones and their signing: what would take a zone out of Mailyard's hands, or leave resolvers with signatures that nobody makes. */
import { ZONE, ZONE_DNSSEC } from '../estate/cloudflare-types.ts';
import { zoneOfName } from '../estate/resource.ts';
import { overrideText } from './allow.ts';
import { differingProperties } from './differs.ts';
import type { GuardRefusal } from './plan.ts';
import type { Step } from './steps.ts';

/** `dnssec` is refused for as long as nobody has looked at the parent: a DS record there decides (`settleDnssec`). */
export function zoneRefusals(steps: Step[]): GuardRefusal[] {
  return steps.flatMap(step => {
    if (step.type === ZONE) return zoneStep(step);
    return step.type === ZONE_DNSSEC && switchesOff(step) ? [refusal('dnssec', step, UNSIGNED, LOOK)] : [];
  });
}

/** Pulumi itself would refuse both, as the zone is protected, but only once other changes are made. */
function zoneStep(step: Step): GuardRefusal[] {
  if (step.action === 'delete') return [refusal('zone', step, LEAVES, unprotect(step))];
  const moved = step.action === 'update' && differingProperties(step.old, step.new).some(name => replacing.has(name));
  return moved ? [refusal('zone', step, MOVES, unprotect(step)), refusal('dnssec', step, ELSEWHERE, LOOK)] : [];
}

const replacing = new Set(['account', 'name']);

const switchesOff = ({ old, new: wanted }: Step): boolean =>
  old !== undefined && old.status !== 'disabled' && wanted?.status === 'disabled';

const LEAVES = 'would leave the state: the zone stays at Cloudflare, and Mailyard no longer knows that it made it.';
const MOVES = 'would be made anew in another account: with other name servers, and without what others wrote in it.';
const UNSIGNED =
  'would no longer be signed: with a DS record at its parent, validating resolvers could not resolve it.';
const ELSEWHERE = 'would have other keys: with a DS record at its parent, validating resolvers could not resolve it.';
const LOOK =
  'Remove the DS record at the registrar and wait its TTL. `mailyard up` and `plan --refresh` look at the parent.';

const unprotect = ({ urn = '', segment }: Step): string =>
  `Put it back as it was; or take its protection off first: pulumi state unprotect --stack ${segment} '${urn}'`;

function refusal(guard: 'zone' | 'dnssec', { name, segment }: Step, message: string, fix: string): GuardRefusal {
  const zone = zoneOfName(name);
  return { guard, value: zone, segment, zone, message: `${zone} ${message}`, fix, override: overrideText(guard, zone) };
}
