/** What a domain makes one pay for: its registration, its zone, its mailboxes, accounts, and what its relays send. */
import { getDomain } from 'tldts';
import type { Price, Templates } from '../../inventory/template.ts';
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

/** `messages`: what the domain may send in a month. */
export function itemsOf(domain: EstateDomain, messages: number, { providers }: Templates): CostItem[] {
  const { mailProvider, relays } = domain.settings;
  const pricesOf = (name: string) => providers.get(name)?.prices ?? [];
  const hosted = domain.phase === 'retired' ? 0 : domain.mailboxList.length;
  const used = domain.phase === 'retired' ? [] : [...new Set(relays.map(({ name }) => name))];
  return [
    { for: 'domain', of: 'domain', once: getDomain(domain.domain) ?? domain.domain, quantity: 1 },
    { for: 'zone', of: 'zone', once: domain.zone, quantity: 1 },
    ...(hosted > 0 ? hostedItems(mailProvider, hosted, pricesOf(mailProvider)) : []),
    ...used.filter(name => priceFor(pricesOf(name), 'account')).map(accountItem),
    ...carriedItems(used, messages, pricesOf),
  ];
}

export function priceFor(prices: Price[], unit: Price['for']): Price | undefined {
  return prices.find(price => price.for === unit);
}

/** Some providers count mailboxes, some have one price for an account with as many as one likes. */
function hostedItems(provider: string, quantity: number, prices: Price[]): CostItem[] {
  const flat = priceFor(prices, 'account') && !priceFor(prices, 'mailbox');
  return [flat ? accountItem(provider) : { for: 'mailbox', of: provider, quantity }];
}

const accountItem = (name: string): CostItem => ({ for: 'account', of: name, once: name, quantity: 1 });

/** Of several relays the dearest one is taken to carry all of it: so the sum is never too low. */
function carriedItems(relays: string[], messages: number, pricesOf: (name: string) => Price[]): CostItem[] {
  if (relays.length === 0 || messages === 0) return [];
  const perThousand = (name: string) => priceFor(pricesOf(name), 'thousand')?.amount ?? -1;
  const dearest = relays.reduce((dear, name) => (perThousand(name) > perThousand(dear) ? name : dear));
  return [{ for: 'messages', of: dearest, ...(Number.isFinite(messages) && { quantity: messages }) }];
}
