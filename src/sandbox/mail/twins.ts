/** The mail providers that the sandbox can be: the twins by the names of their templates, and what they see of DNS. */
import { query } from '../../dns/client.ts';
import type { Server } from '../../dns/server.ts';
import { startAmazonSesTwin } from './amazon-ses/twin.ts';
import { startGoogleWorkspaceTwin } from './google-workspace/twin.ts';
import { startMailcowTwin } from './mailcow/twin.ts';
import { startMailgunTwin } from './mailgun/twin.ts';
import { startMicrosoft365Twin } from './microsoft-365/twin.ts';
import { startMigaduTwin } from './migadu/twin.ts';
import { startPostmarkTwin } from './postmark/twin.ts';
import { startPurelymailTwin } from './purelymail/twin.ts';
import { startStalwartTwin } from './stalwart/twin.ts';
import type { MailTwin, MailTwinOptions, TwinMailbox } from './twin.ts';
import { startZohoTwin } from './zoho/twin.ts';

const starters: Readonly<Record<string, (options: MailTwinOptions) => Promise<MailTwin>>> = {
  'amazon-ses': startAmazonSesTwin,
  'google-workspace': startGoogleWorkspaceTwin,
  'microsoft-365': startMicrosoft365Twin,
  zoho: startZohoTwin,
  mailcow: startMailcowTwin,
  migadu: startMigaduTwin,
  mailgun: startMailgunTwin,
  postmark: startPostmarkTwin,
  purelymail: startPurelymailTwin,
  stalwart: startStalwartTwin,
};

export const mailTwinNames = (): string[] => Object.keys(starters);

/** Throws for a provider that has no twin. */
export function startMailTwin(provider: string, options: MailTwinOptions): Promise<MailTwin> {
  const start = starters[provider];
  if (!start) throw new Error(`the sandbox has no ${provider}; there are ${mailTwinNames().join(', ')}`);
  return start(options);
}

/** What a provider sees of the zones that the sandbox's DNS server answers for. */
export const lookupAt =
  (server: Server): MailTwinOptions['lookup'] =>
  async (name, type) => {
    const { records } = await query({ name, type, server });
    return records.map(({ content, priority }) => (type === 'MX' ? `${priority} ${content}` : content));
  };

/** What a twin holds, for the next start. */
export interface MailSnapshot {
  provider: string;
  domains: string[];
  mailboxes: TwinMailbox[];
}

export const mailSnapshot = (twin: MailTwin): MailSnapshot => ({
  provider: twin.provider,
  domains: twin.domains().map(({ domain }) => domain),
  mailboxes: twin.mailboxes(),
});

export function restoreMail(twin: MailTwin, { domains, mailboxes }: MailSnapshot): void {
  for (const domain of domains) twin.addDomain(domain);
  for (const mailbox of mailboxes) twin.put(mailbox);
}
