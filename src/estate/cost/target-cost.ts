/** What a target would cost: as much as it needs, through each combination of services that the estate uses already. Pure. */
import type { Templates } from '../../inventory/template.ts';
import type { Sender } from '../capacity/allowance.ts';
import { type Need, needsOf } from '../capacity/need.ts';
import { perMonth, type Target } from '../capacity/target.ts';
import { type Cost, linesOf, summed } from './cost.ts';
import { type CostItem, namesOf, serviceItems } from './items.ts';

export interface TargetCost {
  need: Need;
  /** Messages in a month of thirty days. */
  messages: number;
  /** None where nothing limits what a domain may send. */
  ways: { through: string[]; cost: Cost }[];
}

export function targetCosts(target: Target, senders: Sender[], templates: Templates): TargetCost[] {
  return needsOf(target, senders).map(need => {
    const messages = perMonth(target, need.daysAWeek);
    const own = senders.filter(({ domain, profile }) => domain.phase === 'live' && profile?.name === need.profile);
    return { need, messages, ways: need.domains ? ways(own, need, messages, templates) : [] };
  });
}

function ways(
  senders: Sender[],
  { mailboxes, domains }: Need,
  messages: number,
  templates: Templates,
): TargetCost['ways'] {
  const quantity = domains?.needed ?? 0;
  const names: CostItem[] = [
    { for: 'domain', of: 'domain', quantity },
    { for: 'zone', of: 'zone', quantity },
  ];
  return [...Map.groupBy(senders, servicesOf).values()].map(([sender]) => {
    const { mailProvider = 'none', relays = [] } = sender?.domain.settings ?? {};
    const service = { mailProvider, mailboxes: mailboxes?.needed ?? 0, relays: namesOf(relays), messages };
    const items = [...names, ...serviceItems(service, templates)].map(item => ({ payers: [], item }));
    const through = [...(mailboxes ? [mailProvider] : []), ...service.relays];
    return { through, cost: summed(linesOf(items, templates)) };
  });
}

const servicesOf = ({ domain: { settings } }: Sender): string =>
  [settings.mailProvider, ...namesOf(settings.relays).sort()].join(' ');
