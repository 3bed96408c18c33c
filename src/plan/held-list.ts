/** A stack's list under a locked plan, for what Mailyard's own provider cannot hold: types of other packages. Pure. */
import { PROVIDER_TYPE, packageOf } from '../state/urn.ts';
import type { LockedPlan } from './locked.ts';
import { type Moved, movedSince } from './moved.ts';

/** What would be done to them otherwise than planned. `today`: of that one stack, whatever the plan selected. */
export function unplannedForeign(planned: LockedPlan, today: LockedPlan, segment: string): Moved[] {
  const foreign = (plan: LockedPlan): LockedPlan => ({
    ...plan,
    resources: plan.resources.filter(
      ({ segment: stack, type }) =>
        stack === segment && packageOf(type) !== 'mailyard' && !type.startsWith(PROVIDER_TYPE),
    ),
  });
  return movedSince(foreign(planned), foreign(today)).filter(({ matters }) => matters);
}
