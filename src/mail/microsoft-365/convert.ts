/** Graph's users as mailboxes, and back. Pure. */
import { userOf } from '../../inventory/addresses.ts';
import type { LiveMailbox, MailboxSetting, MailboxSettings } from '../mailbox.ts';
import type { User } from './api.ts';

/**
 * A user without an Exchange plan has no mailbox: it neither sends nor receives, like one whose sign-in is blocked. Graph does not
 * show forwarding, limits and SMTP access.
 */
export function mailboxOf(user: User): LiveMailbox {
  return {
    address: user.userPrincipalName.toLowerCase(),
    state: user.accountEnabled && hasMailbox(user) ? 'active' : 'suspended',
    ...(user.displayName !== null && { name: user.displayName }),
    aliases: aliasesOf(user),
    ...(user.createdDateTime && { created: Date.parse(user.createdDateTime) }),
  };
}

/** `assignedPlans` carries the licence's plans at once, while the mailbox itself follows minutes later. */
export const hasMailbox = ({ assignedPlans }: User): boolean =>
  (assignedPlans ?? []).some(plan => plan.service === 'exchange' && plan.capabilityStatus === 'Enabled');

/** `smtp:` is an alias, `SMTP:` the address itself; those at onmicrosoft.com are Microsoft's own. */
const aliasesOf = ({ proxyAddresses, userPrincipalName }: User): string[] =>
  (proxyAddresses ?? [])
    .flatMap(each => /^smtp:(.+)$/i.exec(each)?.[1]?.toLowerCase() ?? [])
    .filter(each => each !== userPrincipalName.toLowerCase() && !/\.onmicrosoft\.[a-z]+$/.test(each))
    .sort();

/**
 * A password that runs out by itself would stop a sender unseen, and Mailyard changes it when it should be: it never expires and
 * need not be changed at the first sign-in.
 */
export function newUser({ address, name, state }: MailboxSettings, password: string, usageLocation: string) {
  return {
    userPrincipalName: address,
    mailNickname: nickname(address),
    displayName: name ?? userOf(address),
    accountEnabled: state === 'active',
    usageLocation,
    passwordProfile: passwordProfile(password),
    passwordPolicies: 'DisablePasswordExpiration',
  };
}

export const passwordProfile = (password: string) => ({ password, forceChangePasswordNextSignIn: false });

/** Exchange's alias, unique in the tenant: the same person often has a mailbox on each domain. At most 64 characters. */
const nickname = (address: string): string => address.replace('@', '.').slice(0, 64);

/** What `PATCH /users` is sent. */
export function changesOf({ name, state }: MailboxSettings, changed: readonly MailboxSetting[]) {
  return {
    ...(changed.includes('name') && { displayName: name }),
    ...(changed.includes('state') && { accountEnabled: state === 'active' }),
  };
}
