/** What the estate wants served: all records but those whose value a provider has yet to give. */
import type { Estate } from '../../../estate/estate.ts';
import type { EstateRecord } from '../../../records/record.ts';

export function served(estate: Estate): EstateRecord[] {
  return estate.zones.flatMap(({ records }) => records).filter(({ provided }) => !provided);
}
