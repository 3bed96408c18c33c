/** The MTA-STS policies that a Worker serves: of the domains that name no host of their own for it. */
import type { DomainContext } from '../records/context.ts';
import type { StsPolicy } from '../records/mta-sts.ts';
import { stsPolicyOf } from '../records/policies.ts';
import type { EstateRecord } from '../records/record.ts';

export interface EstatePolicy {
  domain: string;
  segment: string;
  zone: string;
  /** Undefined while a provider has yet to tell the domain's MX. */
  policy?: StsPolicy;
  /** The `_mta-sts` record; undefined where an override leaves it out. */
  record?: EstateRecord;
}

/** True where nobody but Mailyard serves the domain's policy. */
export const needsWorker = ({ phase, settings: { mtaSts } }: Pick<DomainContext, 'phase' | 'settings'>): boolean =>
  mtaSts.mode !== 'none' && !mtaSts.policyHost && phase !== 'retired';

export function workerPolicies(context: DomainContext, segment: string, records: EstateRecord[]): EstatePolicy[] {
  if (!needsWorker(context)) return [];
  const { domain, zone } = context;
  const record = records.find(({ role, type }) => role === 'mta-sts' && type === 'TXT');
  return [{ domain, segment, zone, policy: stsPolicyOf(context), record }];
}
