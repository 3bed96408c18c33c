/** What only a person can do at a provider, as data: the instruction, and by what Mailyard sees that it is done. Pure. */
import type { Account } from './connect.ts';
import type { MailboxSettings } from './mailbox.ts';

export interface ProviderStep {
  /** Kebab-case: `dkim-switch`. */
  id: string;
  /** An address of the domain, where it is about one mailbox; else the domain, or what it has. */
  about: string;
  /** The instruction, as a sentence. */
  title: string;
  /** Lines to run or to enter there, in their order. */
  commands: string[];
  link?: string;
  /** What must be seen before, or it fails. */
  after: Sight[];
  /** By all of these Mailyard sees that it is done. Empty: only a person can say, with `done` in the inventory. */
  done: Sight[];
}

export type Sight =
  /** `values.<template>.<name>` stands in the inventory, or the provider has told it. */
  | { sees: 'value'; domain: string; name: string }
  /** The DNS has it so. */
  | { sees: 'cname'; name: string; target: string }
  | { sees: 'txt'; name: string; begins: string }
  /** In `aliases` of the mailbox at the provider. */
  | { sees: 'alias'; address: string; alias: string }
  /** The provider has so many licences that nobody uses. */
  | { sees: 'free-licences'; licence: string; atLeast: number };

/** One domain with what its steps may depend on. */
export interface ManualSubject {
  domain: string;
  /** Of the provider's template, as far as they are known. */
  values: Readonly<Record<string, string>>;
  /** Of `accounts`; undefined where Mailyard makes nothing at the provider. */
  account?: Account;
  /** Everything that the inventory asks, whether or not the API can do it; none that are to be deleted. */
  mailboxes: MailboxSettings[];
  /** Whether the state has the mailbox of this address. */
  isMade(address: string): boolean;
}

export type ManualSteps = (subject: ManualSubject) => ProviderStep[];

/** Template → what a person does there. */
export const manualSteps: Readonly<Record<string, ManualSteps>> = {};
