/** Domains of which only a refusal of mail is left: nothing is begun for them at a provider any more. Pure. */
import type { Estate } from '../estate/estate.ts';
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX, type Resource, zoneOfName } from '../estate/resource.ts';
import type { Segment } from '../inventory/model.ts';
import type { StackState } from '../state/state.ts';
import { without } from './without.ts';

const mailTypes = new Set([MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX]);

/**
 * The list without what a retired domain does not have at its provider yet. To add it there would be for nothing, and to wait until
 * it is ready would be in vain: the records that the provider looks for are gone.
 */
export function withoutRetired(list: Resource[], estate: Estate, segment: Segment, stack?: StackState): Resource[] {
  if (Object.keys(segment.accounts).length === 0) return list;
  const retired = new Set(estate.domains.filter(({ phase }) => phase === 'retired').map(({ domain }) => domain));
  if (retired.size === 0) return list;
  const present = new Set(stack?.resources.map(({ name }) => name));
  return without(list, ({ type, name }) => mailTypes.has(type) && retired.has(zoneOfName(name)) && !present.has(name));
}
