/** The estate's domains as things to audit. Pure. */
import type { Estate } from '../estate/estate.ts';
import { zoneOf } from '../estate/zone-of.ts';
import type { Target } from './audit.ts';

/** By the order of the estate. A domain's records may stand in another's zone. */
export function targetsOf(estate: Estate | undefined): Target[] {
  const all = estate?.zones.flatMap(({ records }) => records) ?? [];
  const records = Map.groupBy(all, ({ domain }) => domain);
  return (estate?.domains ?? []).map(domain => ({
    domain: domain.domain,
    segment: domain.segment,
    zone: zoneOf(domain),
    expected: { records: records.get(domain.domain) ?? [], settings: domain.settings, phase: domain.phase },
  }));
}
