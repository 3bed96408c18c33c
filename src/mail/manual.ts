/** What a person does at each provider, as its adapter knows it: the steps of all domains of one account. Pure. */
import type { Account } from './connect.ts';
import { googleWorkspaceSteps } from './google-workspace/manual.ts';
import type { MailboxSettings } from './mailbox.ts';
import { microsoft365Steps } from './microsoft-365/manual.ts';
import type { ProviderStep } from './provider-step.ts';
import { zohoSteps } from './zoho/manual.ts';

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

/** By template. Where there are none, what facts call `manual` is a plain step for each mailbox that asks for it. */
export const manualSteps: Readonly<Record<string, ManualSteps>> = {
  'google-workspace': googleWorkspaceSteps,
  'microsoft-365': microsoft365Steps,
  zoho: zohoSteps,
};
