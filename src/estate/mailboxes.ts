/** The mailboxes of a domain: a count takes the estate's identities in their order. */
import type { Domain, Identity } from '../inventory/model.ts';
import type { Mailbox } from './estate.ts';

export function mailboxesOf({ domain, segment, settings }: Domain, identities: Identity[]): Mailbox[] {
  const { mailboxes, mailProvider } = settings;
  const entries = typeof mailboxes === 'number' ? identities.slice(0, mailboxes) : mailboxes;
  return entries.map(entry => ({
    ...entry,
    address: `${entry.user}@${domain}`,
    domain,
    segment,
    provider: mailProvider,
  }));
}
