/** What Zoho's API does not do to the end: steps for a person in the admin console, and what Mailyard can see of them. Pure. */
import type { MailboxSettings } from '../mailbox.ts';
import type { ManualSteps, ProviderStep } from '../provider-step.ts';

const help = 'https://www.zoho.com/mail/help/adminconsole';

/** Whoever owns the other address has to confirm it: until then Zoho forwards nothing. */
export function forwardingStep({ address, forwardTo = [] }: MailboxSettings): ProviderStep | undefined {
  if (forwardTo.length === 0) return undefined;
  return {
    id: 'forwarding',
    about: address,
    title: `Forward mail of ${address} to ${forwardTo.join(', ')}, and confirm it from there: admin console, Users, ${address}, Mail Settings, Email Forwarding.`,
    commands: [],
    link: `${help}/user-settings.html`,
    after: [],
    done: forwardTo.map(to => ({ sees: 'forwarding', address, to })),
  };
}

/** New accounts have it switched off, and sending platforms read replies by it. Once for all of an organisation. */
export function imapStep(zoid: string): ProviderStep {
  return {
    id: 'imap',
    about: zoid,
    title: 'Let programs read mail by IMAP: admin console, Mail Settings, Restrictions, Configuring IMAP Accounts.',
    commands: [],
    link: `${help}/email-restrictions.html`,
    after: [],
    done: [],
  };
}

export const zohoSteps: ManualSteps = ({ zoid }, domains) => [
  imapStep(String(zoid)),
  ...domains.flatMap(({ mailboxes }) => mailboxes.flatMap(mailbox => forwardingStep(mailbox) ?? [])),
];
