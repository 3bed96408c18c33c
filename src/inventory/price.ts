/** What is paid: to mail providers and relays, in their templates, and to others. */

/** `amount` for one of `for`: "7 USD for a mailbox every month". Without tax, at the list price. */
export interface Price {
  for: 'domain' | 'zone' | 'mailbox' | 'account' | 'thousand';
  /** In whole units of the currency: 0.1 is ten cents. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** Absent for `thousand` messages, which are paid as they are sent. */
  every?: 'month' | 'year';
  /** The vendor's own name for what is bought. */
  plan?: string;
  /** Messages a month that an account's price contains. */
  includes?: number;
  source: string;
  /** ISO date on which the source was read. */
  checked: string;
  verified: 'documentation' | 'third-party';
}

/** `templates/prices/*.yaml`: what is paid to others than mail providers and relays. */
export interface PriceList {
  name: 'domain' | 'zone';
  title: string;
  prices: Price[];
  notes?: string;
}
