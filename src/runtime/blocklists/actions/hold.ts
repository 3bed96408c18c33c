/** Stops what a blocklist has listed: the throttler lets nothing of it out. */
import { verdictsNow } from '../../../ledger/blocklists.ts';
import { type HoldUnit, hold } from '../../../ledger/holds.ts';
import type { Action } from '../../action.ts';

export interface HoldParameters {
  unit: HoldUnit;
  name: string;
  why: string;
  /** The listings that it rests on, and since when each stands: what is listed again is another reason. */
  listings: { target: string; list: string; since: string }[];
}

export const CAUSE = 'blocklists';

export const holdListed: Action<HoldParameters> = {
  name: 'blocklists.hold',
  job: 'blocklists',
  async perform({ ledger, now }, { unit, name, why, listings }) {
    const standing = await verdictsNow(ledger, 'listed');
    const still = listings.some(({ target, list }) =>
      standing.some(span => span.target === target && span.list === list && span.weight === 'critical'),
    );
    if (!still) throw new Error(`${name} is listed no more, so nothing was held.`);
    await hold(ledger, { unit, name, cause: CAUSE, why, since: now() });
    return `${name} is held until the listing ends`;
  },
};
