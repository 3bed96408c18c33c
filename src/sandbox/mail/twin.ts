/** What the twins of all mail providers have in common, in Mailyard's own words: for the demo and for the conformance story. */
import type { LiveMailbox } from '../../mail/mailbox.ts';
import type { HttpTwin, HttpTwinOptions } from '../http/twin.ts';

export interface MailTwinOptions extends HttpTwinOptions {
  /**
   * What DNS says, as the provider sees it: TXT texts decoded and joined, targets in lower case without the last dot, MX as
   * `10 mx.example`. Default: nothing is there.
   */
  lookup?: (name: string, type: 'TXT' | 'CNAME' | 'MX') => Promise<string[]>;
}

export interface MailTwin extends HttpTwin {
  /** The name of the provider's template. */
  readonly provider: string;
  /** `accounts.<provider>` for the inventory: its URL and whatever else is no secret. */
  readonly account: Record<string, string>;
  /** The secrets that it takes, as environment variables. */
  readonly env: Record<string, string>;
  /** What it holds, by address. `password` is what one can log in with. */
  mailboxes(): TwinMailbox[];
  /** Domains that it holds, and whether they are ready to send and receive. */
  domains(): { domain: string; ready: boolean }[];
  /** What a person does in the provider's console: makes a mailbox, or changes what is given of one. */
  put(mailbox: Partial<TwinMailbox> & { address: string }): void;
  remove(address: string): void;
  /** A domain as if it had been added and verified long ago. */
  addDomain(domain: string): void;
  /** The keys that it signs the domain's mail with now: `p=` of each, in base64. */
  signs?(domain: string): { selector: string; publicKey: string }[];
}

export interface TwinMailbox extends LiveMailbox {
  password?: string;
}
