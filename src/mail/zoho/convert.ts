/** Zoho's accounts as mailboxes, and back. Pure. */
import { userOf } from '../../inventory/addresses.ts';
import type { LiveMailbox, MailboxSettings } from '../mailbox.ts';
import type { Account } from './api.ts';

export const primaryOf = ({ primaryEmailAddress, emailAddress = [] }: Account): string =>
  (primaryEmailAddress ?? emailAddress.find(each => each.isPrimary)?.mailId ?? '').toLowerCase();

export function mailboxOf(account: Account): LiveMailbox {
  const { displayName, mailboxStatus, enabled, accountCreationTime, lastLogin } = account;
  return {
    address: primaryOf(account),
    state: mailboxStatus === 'disabled' || enabled === false ? 'suspended' : 'active',
    ...(displayName !== undefined && { name: displayName }),
    aliases: aliasesOf(account),
    forwardTo: forwardsOf(account),
    ...(accountCreationTime && { created: accountCreationTime }),
    ...(lastLogin !== undefined && { lastActivity: lastLogin > 0 ? lastLogin : null }),
  };
}

const aliasesOf = ({ emailAddress = [] }: Account): string[] =>
  emailAddress.flatMap(each => (each.isAlias ? [each.mailId.toLowerCase()] : [])).sort();

/** One whose owner has not confirmed it forwards nothing. The field has two names in the wild. */
const forwardsOf = ({ mailForward = [] }: Account): string[] =>
  mailForward
    .filter(({ status }) => status !== 'UNCONFIRMED')
    .flatMap(({ mailForwardTo, mailForward: to }) => mailForwardTo ?? to ?? [])
    .map(each => each.toLowerCase())
    .sort();

/** A name of several words is split at the first space, as Zoho keeps two. */
export function newAccount({ address, name }: MailboxSettings, password: string) {
  const displayName = name ?? userOf(address);
  const [firstName = displayName, ...rest] = displayName.split(' ');
  return {
    ...{ primaryEmailAddress: address, password, displayName, firstName, lastName: rest.join(' ') },
    ...{ role: 'member', oneTimePassword: false },
  };
}

/** The TXT value that Zoho's console shows; the API gives the code alone. Seen for zoho.com, zoho.eu and zoho.in. */
export const verificationOf = (code: string | number, mailDomain: string): string =>
  `zoho-verification=${code}.zmverify.${mailDomain}`;
