/** A zone that the token does not see: not added yet, moved away, or out of the token's reach. Nobody can tell which. */
import { MailyardError } from '../../error.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Allowed, overrideText } from '../../plan/allow.ts';

const FIX = 'Add the zone in Cloudflare, or give the token Zone:Read, DNS:Read and DNS:Edit for it.';

export function zoneNotFound(name: string, more = ''): MailyardError {
  return new MailyardError('zone-not-found', `There is no zone ${name} that the token can see.`, { fix: FIX + more });
}

/** Nothing can be deleted in it, so the state forgets its records only when somebody says so for each of its domains. */
export function refuseForgetting({ zone, domains }: ZoneRecordsInputs, allowed: Allowed): void {
  const names = Object.keys(domains).length > 0 ? Object.keys(domains) : [zone];
  const overrides = names.filter(name => !allowed('domain', name)).map(name => overrideText('domain', name));
  if (overrides.length > 0) throw zoneNotFound(zone, ` If the zone is gone for good: ${overrides.join(' ')}.`);
}
