/** Which Cloudflare zone carries a domain's records. */
import type { Domain } from '../inventory/model.ts';

/** `zone` names the parent zone of a subdomain; `existing` and `create` are the domain's own. */
export function zoneOf({ domain, settings }: Domain): string {
  return settings.zone === 'existing' || settings.zone === 'create' ? domain : settings.zone;
}
