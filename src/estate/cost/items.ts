/** What a domain makes one pay for: its registration, its zone, its mailboxes, accounts, and what its relays send. */
import { getDomain } from 'tldts';
import type { RelayUse } from '../../inventory/model.ts';
import type { Price } from '../../inventory/price.ts';
import type { Templates } from '../../inventory/template.ts';
import type { EstateDomain } from '../estate.ts';

export interface CostItem {
  for: 'domain' | 'zone' | 'mailbox' | 'account' | 'messages';
  /** The template that has the price: a provider, `domain` or `zone`. */
  of: string;
  /** What is counted once however many ask for it: a registered name, a zone, an account. */
  once?: string;
  /** Absent where nothing limits the messages of a month. */
  quantity?: number;
}

export interface DomainCost {
  domain: string;
  segment: string;
  items: CostItem[];
}

/** `messages`: what the domain may send in a month. */
export function itemsOf(domain: EstateDomain, messages: number, templates: Templates): CostItem[] {
  const { mailProvider, relays } = domain.settings;
  const gone = domain.phase === 'retired';
  return [
    // A retired name is still paid for: let go, it would be free for others to send with.
    { for: 'domain', of: 'domain', once: getDomain(domain.domain) ?? domain.domain, quantity: 1 },
    { for: 'zone', of: 'zone', once: domain.zone, quantity: 1 },
    ...serviceItems(
      { mailProvider, mailboxes: gone ? 0 : paidMailboxes(domain), relays: gone ? [] : namesOf(relays), messages },
      templates,
    ),
  ];
}

/** A suspended mailbox is paid for like any other. */
const paidMailboxes = ({ mailboxes }: EstateDomain): number =>
  mailboxes().filter(({ standing }) => standing !== 'gone').length;

export const namesOf = (relays: RelayUse[]): string[] => [...new Set(relays.map(({ name }) => name))];

export interface Service {
  mailProvider: string;
  mailboxes: number;
  relays: string[];
  /** In a month. */
  messages: number;
}

export function serviceItems({ mailProvider, mailboxes, relays, messages }: Service, templates: Templates): CostItem[] {
  const pricesOf = (name: string) => templates.providers.get(name)?.prices ?? [];
  return [
    ...(mailboxes > 0 ? [hostedItem(mailProvider, mailboxes, pricesOf(mailProvider))] : []),
    ...relays.filter(name => priceFor(pricesOf(name), 'account')).map(accountItem),
    ...carriedItems(relays, messages, pricesOf),
  ];
}

export function priceFor(prices: Price[], unit: Price['for']): Price | undefined {
  return prices.find(price => price.for === unit);
}

/** Some providers count mailboxes, some have one price for an account with as many as one likes. */
function hostedItem(provider: string, quantity: number, prices: Price[]): CostItem {
  const flat = priceFor(prices, 'account') && !priceFor(prices, 'mailbox');
  return flat ? accountItem(provider) : { for: 'mailbox', of: provider, quantity };
}

const accountItem = (name: string): CostItem => ({ for: 'account', of: name, once: name, quantity: 1 });

/** Of several relays the dearest one is taken to carry all of it: so the sum is never too low. */
function carriedItems(relays: string[], messages: number, pricesOf: (name: string) => Price[]): CostItem[] {
  if (relays.length === 0 || messages === 0) return [];
  const perThousand = (name: string) => priceFor(pricesOf(name), 'thousand')?.amount ?? -1;
  const dearest = relays.reduce((dear, name) => (perThousand(name) > perThousand(dear) ? name : dear));
  return [{ for: 'messages', of: dearest, ...(Number.isFinite(messages) && { quantity: messages }) }];
}
