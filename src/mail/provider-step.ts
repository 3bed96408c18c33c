/** What a person has to do at a mail provider, because no API does it: as data, with what can be seen of it. Pure. */
import type { Account } from './connect.ts';
import type { MailboxSettings } from './mailbox.ts';

export interface ProviderStep {
  /** What kind of step it is: `dkim-switch`. */
  id: string;
  /** The domain or address that it is about; anything else is about the account as a whole. */
  about: string;
  /** The instruction. */
  title: string;
  /** Lines to run, in their order; none where it is done in a console. */
  commands: string[];
  link?: string;
  /** What must be seen before, or it fails. */
  after: Sight[];
  /** By all of these Mailyard sees that it is done. Empty: only a person can say. */
  done: Sight[];
}

export type Sight =
  /** Stands in the inventory: `values.<provider>.<name>` of the domain. */
  | { sees: 'value'; domain: string; name: string }
  | { sees: 'cname'; name: string; target: string }
  | { sees: 'txt'; name: string; begins: string }
  /** In `aliases` of the live mailbox. */
  | { sees: 'alias'; address: string; alias: string }
  /** In `forwardTo` of the live mailbox. */
  | { sees: 'forwarding'; address: string; to: string }
  /** Microsoft 365, Graph's `subscribedSkus`: so many licences that nobody has. */
  | { sees: 'free-licences'; licence: string; atLeast: number };

/** One domain with what its steps may depend on. */
export interface ManualSubject {
  domain: string;
  /** Of the provider's template, as far as they are known. */
  values: Readonly<Record<string, string>>;
  /** Everything that the inventory asks, whether or not an API can do it; none that are to be deleted. */
  mailboxes: MailboxSettings[];
  /** Whether the state has the mailbox of this address. */
  isMade(address: string): boolean;
}

export type ManualSteps = (account: Account, domains: ManualSubject[]) => ProviderStep[];
