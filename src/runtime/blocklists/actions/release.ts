/** Lets go what was held for a listing, once no such listing stands. Holds of other causes stay. */
import { type HoldUnit, release } from '../../../ledger/holds.ts';
import type { Action } from '../../action.ts';
import { CAUSE } from './hold.ts';

export interface ReleaseParameters {
  unit: HoldUnit;
  name: string;
}

export const releaseDelisted: Action<ReleaseParameters> = {
  name: 'blocklists.release',
  job: 'blocklists',
  async perform({ ledger }, { unit, name }) {
    await release(ledger, unit, name, CAUSE);
    return `${name} is held no more for a listing`;
  },
};
