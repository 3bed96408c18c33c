/** What the estate costs by the prices in the templates: lines with their formula, and totals. Pure. */
import type { Price, Templates } from '../../inventory/template.ts';
import { allowanceOn, sum } from '../capacity/allowance.ts';
import { daysFrom } from '../capacity/calendar.ts';
import { sendersOf } from '../capacity/senders.ts';
import type { Estate } from '../estate.ts';
import { type CostItem, itemsOf, priceFor } from './items.ts';
import { type Due, due, totals } from './money.ts';

/** A month for what is paid by the message: the next thirty days. */
export const MONTH_DAYS = 30;

export interface Cost {
  /** By segment, then in the order of `CostItem.for`. */
  lines: CostLine[];
  /** One for each currency: what is paid whether or not anything is sent. */
  fixed: Due[];
  /** One for each currency: what relays get at most, if all that can be sent is sent. */
  usage: Due[];
  /** Both together. */
  total: Due[];
  /** Lines without a price: they are in no total. */
  unknown: CostLine[];
}

export interface CostLine extends Omit<CostItem, 'once'> {
  /** Undefined for an account that several segments share. */
  segment?: string;
  /** Undefined where no template knows it. */
  price?: Price;
  /** Undefined without a price, or where nothing limits what is sent. */
  due?: Due;
}

/** What each domain asks for by itself: what it shares with others is in each of them. */
export interface DomainCost {
  domain: string;
  segment: string;
  items: CostItem[];
}

export function costOf(estate: Estate, templates: Templates, today: string): Cost {
  return summed(linesOf(domainCosts(estate, templates, today), templates));
}

export function domainCosts(estate: Estate, templates: Templates, today: string): DomainCost[] {
  const month = daysFrom(today, MONTH_DAYS);
  return sendersOf(estate, templates, today).map(sender => {
    const messages = sum(month.map(day => allowanceOn(sender, day).messages));
    const { domain } = sender;
    return { domain: domain.domain, segment: domain.segment, items: itemsOf(domain, messages, templates) };
  });
}

/** Equal items of a segment become one line; what is counted once stands at its first user, an account at none if shared. */
export function linesOf(costs: DomainCost[], templates: Templates): CostLine[] {
  const own = new Map(
    costs.flatMap(({ domain, segment, items }) =>
      items.flatMap(({ once }) => (once === domain ? [[once, segment] as const] : [])),
    ),
  );
  const asked = costs.flatMap(({ segment, items }) => items.map(item => ({ segment, item })));
  const once = Map.groupBy(
    asked.filter(({ item }) => item.once !== undefined),
    ({ item }) => `${item.for} ${item.once}`,
  );
  const single = [...once.values()].map(users => ({ item: users[0]?.item as CostItem, segment: homeOf(users, own) }));
  const all = [...single, ...asked.filter(({ item }) => item.once === undefined)];
  const groups = Map.groupBy(all, ({ segment, item }) => `${segment ?? '~'} ${ORDER.indexOf(item.for)} ${item.of}`);
  return [...groups.keys()].sort().flatMap(key => lineOf(groups.get(key) ?? [], templates));
}

interface Asked {
  segment?: string;
  item: CostItem;
}

const ORDER: CostItem['for'][] = ['domain', 'zone', 'mailbox', 'account', 'messages'];

function homeOf(users: Asked[], own: Map<string, string>): string | undefined {
  const [first] = users as [Asked, ...Asked[]];
  const shared = users.some(({ segment }) => segment !== first.segment);
  if (first.item.for === 'account') return shared ? undefined : first.segment;
  return own.get(first.item.once ?? '') ?? first.segment;
}

function lineOf(asked: Asked[], templates: Templates): CostLine[] {
  const [first] = asked;
  if (!first) return [];
  const {
    item: { for: what, of },
    segment,
  } = first;
  const prices = templates.prices.get(of)?.prices ?? templates.providers.get(of)?.prices ?? [];
  const limited = asked.every(({ item }) => item.quantity !== undefined);
  const free = what === 'messages' ? (priceFor(prices, 'account')?.includes ?? 0) : 0;
  const quantity = limited ? Math.max(0, sum(asked.map(({ item }) => item.quantity ?? 0)) - free) : undefined;
  const price = priceFor(prices, what === 'messages' ? 'thousand' : what);
  const amount = price && quantity !== undefined ? due(price, quantity) : undefined;
  return [{ segment, for: what, of, quantity, price, due: amount }];
}

export function summed(lines: CostLine[]): Cost {
  const of = (chosen: CostLine[]) => totals(chosen.flatMap(line => line.due ?? []));
  return {
    lines,
    fixed: of(lines.filter(line => line.for !== 'messages')),
    usage: of(lines.filter(line => line.for === 'messages')),
    total: of(lines),
    unknown: lines.filter(line => !line.due),
  };
}
