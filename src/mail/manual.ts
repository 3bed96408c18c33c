/** What a person does at each provider, as its adapter knows it: the steps of all domains of one account. Pure. */
import { googleWorkspaceSteps } from './google-workspace/manual.ts';
import { microsoft365Steps } from './microsoft-365/manual.ts';
import type { ManualSteps } from './provider-step.ts';
import { zohoSteps } from './zoho/manual.ts';

/** By template. Where there are none, what facts call `manual` is a plain step for each mailbox that asks for it. */
export const manualSteps: Readonly<Record<string, ManualSteps>> = {
  'google-workspace': googleWorkspaceSteps,
  'microsoft-365': microsoft365Steps,
  zoho: zohoSteps,
};
