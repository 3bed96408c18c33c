/** What the estate costs by the prices in the templates: lines that can be printed with their formula, and totals. Pure. */
import type { Price } from '../../inventory/price.ts';
import type { Templates } from '../../inventory/template.ts';
import { allowancesOn, sum } from '../capacity/allowance.ts';
import { daysFrom } from '../capacity/calendar.ts';
import { sendersOf } from '../capacity/senders.ts';
import { MONTH_DAYS } from '../capacity/target.ts';
import type { Estate, EstateDomain } from '../estate.ts';
import { type CostItem, type DomainCost, itemsOf, priceFor } from './items.ts';
import { type Due, due, totals } from './money.ts';
import { type Placed, placed } from './shared.ts';

export interface Cost {
  /** By segment, then by what is paid for. */
  lines: CostLine[];
  /** One for each currency: what is paid whether or not anything is sent. */
  fixed: Due[];
  /** One for each currency: what relays get at most, if all that can be sent is sent. */
  usage: Due[];
  /** Both together. */
  total: Due[];
  /** Lines without a sum, because no template knows the price or nothing limits what is sent: they are in no total. */
  unknown: CostLine[];
}

export interface CostLine extends Omit<CostItem, 'once'> {
  /** Undefined for an account that several segments share. */
  segment?: string;
  /** Undefined where no template knows it. */
  price?: Price;
  due?: Due;
}

/** `chosen` narrows to what these domains pay for; an account that they share with others counts in full. */
export function costOf(
  estate: Estate,
  templates: Templates,
  today: string,
  chosen: (domain: EstateDomain) => boolean = () => true,
): Cost {
  const wanted = new Set(estate.domains.filter(chosen).map(({ domain }) => domain));
  const all = placed(domainCosts(estate, templates, today));
  const lines = linesOf(
    all.filter(({ payers }) => payers.some(domain => wanted.has(domain))),
    templates,
  );
  return summed(lines);
}

/** What each domain asks for; what it shares with others is in each of them. */
export function domainCosts(estate: Estate, templates: Templates, today: string): DomainCost[] {
  const month = daysFrom(today, MONTH_DAYS);
  return sendersOf(estate, templates, today).map(sender => {
    const { domain } = sender;
    const messages = sum(allowancesOn(sender, month).map(each => each.messages));
    return { domain: domain.domain, segment: domain.segment, items: itemsOf(domain, messages, templates) };
  });
}

/** Equal items of a segment become one line. */
export function linesOf(items: Placed[], templates: Templates): CostLine[] {
  const groups = Map.groupBy(items, ({ segment, item }) => `${segment ?? '~'} ${ORDER.indexOf(item.for)} ${item.of}`);
  return [...groups.keys()].sort().flatMap(key => {
    const group = groups.get(key) ?? [];
    return group.slice(0, 1).map(({ segment, item }) => ({ segment, ...lineOf(item, quantityOf(group), templates) }));
  });
}

/** The same lines without their segments: what all of it is, kind by kind. */
export function mergedLines(lines: CostLine[]): CostLine[] {
  const groups = Map.groupBy(lines, ({ for: what, of }) => `${ORDER.indexOf(what)} ${of}`);
  return [...groups.keys()].sort().flatMap(key => {
    const group = groups.get(key) ?? [];
    const dues = group.flatMap(({ due }) => due ?? []);
    const due = dues.length === group.length ? totals(dues)[0] : undefined;
    return group.slice(0, 1).map(line => ({ ...line, segment: undefined, quantity: quantitySum(group), due }));
  });
}

const ORDER: CostItem['for'][] = ['domain', 'zone', 'mailbox', 'account', 'messages'];

const quantityOf = (group: Placed[]): number | undefined => quantitySum(group.map(({ item }) => item));

/** Unknown as soon as one of them is. */
function quantitySum(items: Pick<CostItem, 'quantity'>[]): number | undefined {
  const known = items.flatMap(({ quantity }) => quantity ?? []);
  return known.length === items.length ? sum(known) : undefined;
}

/** Of messages those that the account's price does not contain. */
function lineOf({ for: what, of }: CostItem, asked: number | undefined, templates: Templates): CostLine {
  const shelf: Map<string, { prices?: Price[] }> =
    what === 'domain' || what === 'zone' ? templates.prices : templates.providers;
  const prices = shelf.get(of)?.prices ?? [];
  const contained = what === 'messages' ? (priceFor(prices, 'account')?.includes ?? 0) : 0;
  const quantity = asked === undefined ? undefined : Math.max(0, asked - contained);
  const price = priceFor(prices, what === 'messages' ? 'thousand' : what);
  return { for: what, of, quantity, price, due: price && quantity !== undefined ? due(price, quantity) : undefined };
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
