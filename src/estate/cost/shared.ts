/** Who pays for what several domains ask for: a registered name, a zone, an account are paid once. */
import type { CostItem, DomainCost } from './items.ts';

export interface Placed {
  /** Undefined for what several segments share. */
  segment?: string;
  /** The domains whose choice makes this a part of a narrower sum. */
  payers: string[];
  item: CostItem;
}

interface Asked {
  domain: string;
  segment: string;
  item: CostItem;
}

/**
 * A name and a zone stand at the domain that is called so, else at the first that lies in it. An account stands at its segment, and
 * so do its messages: what its price contains is contained once.
 */
export function placed(costs: DomainCost[]): Placed[] {
  const asked = costs.flatMap(({ domain, segment, items }) => items.map(item => ({ domain, segment, item })));
  const accounts = Map.groupBy(
    asked.filter(({ item }) => item.for === 'account'),
    ({ item }) => item.of,
  );
  const things = Map.groupBy(asked, ({ domain, item }) => `${item.for} ${item.of} ${item.once ?? domain}`);
  return [...things.values()].map(users => {
    const home = users.find(({ domain, item }) => domain === item.once) ?? (users[0] as Asked);
    const { item } = home;
    const account = ['account', 'messages'].includes(item.for) ? accounts.get(item.of) : undefined;
    const payers = item.for === 'account' ? users.map(({ domain }) => domain) : [home.domain];
    return { segment: account ? onlySegment(account) : home.segment, payers, item };
  });
}

function onlySegment(users: Asked[]): string | undefined {
  const [segment, ...others] = new Set(users.map(user => user.segment));
  return others.length === 0 ? segment : undefined;
}
