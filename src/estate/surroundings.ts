/** What all domains of an inventory share when their records are rendered. */
import type { Inventory, Segment } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import { AMAZON_SES } from '../mail/amazon-ses/facts.ts';
import type { Surroundings } from '../records/context.ts';
import { givenValues, hostedAt } from './mail-resources.ts';
import { sesValues } from './ses/identities.ts';

/** `today` is an ISO date. */
export function surroundings(inventory: Inventory, { providers, adapters }: Templates, today: string): Surroundings {
  const { contacts, spfLock } = inventory;
  const segments = new Map(inventory.segments.map(segment => [segment.segment, segment]));
  const accounts = new Map(inventory.segments.map(segment => [segment.segment, segment.accounts]));
  const given: Surroundings['given'] = (domain, template, values) => {
    if (template === AMAZON_SES) return accounts.get(domain.segment)?.[template] && sesValues(domain.domain, values);
    // One that is being left has no resource at the domain that could give anything.
    const { mailProvider, relays } = domain.settings;
    if (template !== mailProvider && !relays.some(({ name }) => name === template)) return undefined;
    const at = hostedAt(segments.get(domain.segment) as Segment, template, adapters);
    return at && givenValues(domain, at);
  };
  return { contacts, providers, spfLock, accounts, today, given };
}
