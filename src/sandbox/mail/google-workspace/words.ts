/** The twin's users in Mailyard's words, for tests and the demo. */
import type { TwinMailbox } from '../twin.ts';
import { type Account, domainOf, type TwinUser } from './account.ts';

export const mailboxesOf = (account: Account): TwinMailbox[] => [...account.users.values()].map(shown);

function shown(user: TwinUser): TwinMailbox {
  const { name, gmail, suspended, suspensionReason } = user;
  const fullName = `${name.givenName} ${name.familyName}`;
  return {
    ...{ address: user.primaryEmail, state: suspended ? 'suspended' : 'active', aliases: [...user.aliases].sort() },
    name: gmail.displayName || name.displayName || fullName,
    forwardTo: gmail.forwarding ? [gmail.forwarding.emailAddress] : [],
    ...{ signature: gmail.signature, created: user.created, lastActivity: user.lastLogin || null },
    ...(suspensionReason && suspensionReason !== 'ADMIN' && { suspendedFor: suspensionReason }),
    ...(user.password && { password: user.password }),
  };
}

/** In the Admin console, and for signature and forwarding in the user's own Gmail. */
export function put(account: Account, mailbox: Partial<TwinMailbox> & { address: string }): void {
  const { address, name, state, aliases, signature, forwardTo, suspendedFor, lastActivity, password } = mailbox;
  if (!account.domains.has(domainOf(address))) account.addDomain(domainOf(address), true);
  const user = account.users.get(address) ?? account.add({ primaryEmail: address, name: partsOf(name ?? address) });
  if (name !== undefined) user.name = partsOf(name);
  if (aliases) user.aliases = aliases;
  // Who changes something in Gmail has a mailbox.
  if (signature !== undefined || forwardTo) user.mailboxFrom = Math.min(user.mailboxFrom, account.clock.now());
  if (signature !== undefined) user.gmail.signature = signature;
  if (forwardTo) forward(user, forwardTo[0]);
  if (lastActivity !== undefined) user.lastLogin = lastActivity ?? 0;
  if (mailbox.created !== undefined) user.created = mailbox.created;
  if (password !== undefined) user.password = password;
  if (state) Object.assign(user, suspension(state, suspendedFor));
}

const suspension = (state: string, reason = 'ADMIN') =>
  state === 'suspended'
    ? { suspended: true, suspensionReason: reason }
    : { suspended: false, suspensionReason: undefined };

function forward({ gmail }: TwinUser, to: string | undefined): void {
  if (to) gmail.forwardingAddresses.set(to, 'accepted');
  gmail.forwarding = to ? { emailAddress: to, disposition: 'leaveInInbox' } : undefined;
}

function partsOf(name: string): TwinUser['name'] {
  const [givenName = '', ...others] = name.split(' ');
  return { givenName, familyName: others.join(' ') || givenName, displayName: name };
}
