/** Google's users and Mailyard's mailboxes. Pure. */
import type { LiveMailbox, MailboxSettings } from '../mailbox.ts';

/** What is used of `admin#directory#user`; absent fields are not there yet. */
export interface GoogleUser {
  primaryEmail: string;
  name?: GoogleName;
  aliases?: string[];
  suspended?: boolean;
  /** `ADMIN`, or Google's own reason, such as `ABUSE`. */
  suspensionReason?: string;
  isAdmin?: boolean;
  isDelegatedAdmin?: boolean;
  isMailboxSetup?: boolean;
  creationTime?: string;
  lastLoginTime?: string;
}

export interface GoogleName {
  givenName?: string;
  familyName?: string;
  displayName?: string;
  /** Read only: given and family name. */
  fullName?: string;
}

/** What is used of a send-as address and of automatic forwarding. */
export interface GmailSettings {
  sendAs: { displayName?: string; signature?: string };
  forwarding: { enabled?: boolean; emailAddress?: string };
}

/** What the Directory knows of it. */
export function mailboxOf(user: GoogleUser): LiveMailbox {
  const { primaryEmail, name, aliases = [], suspended = false, suspensionReason } = user;
  return {
    address: primaryEmail.toLowerCase(),
    state: suspended ? 'suspended' : 'active',
    name: name?.displayName || name?.fullName || [name?.givenName, name?.familyName].filter(Boolean).join(' '),
    aliases: aliases.map(alias => alias.toLowerCase()).sort(),
    ...(suspended && bySomebodyElse(suspensionReason) && { suspendedFor: suspensionReason }),
    ...(user.creationTime && { created: Date.parse(user.creationTime) }),
    ...(user.lastLoginTime && { lastActivity: Date.parse(user.lastLoginTime) || null }),
  };
}

export function withGmail(mailbox: LiveMailbox, { sendAs, forwarding }: GmailSettings): LiveMailbox {
  const { enabled, emailAddress = '' } = forwarding;
  return {
    ...mailbox,
    // Empty: Gmail takes the Directory's.
    name: sendAs.displayName || mailbox.name,
    signature: sendAs.signature ?? '',
    forwardTo: enabled ? [emailAddress.toLowerCase()] : [],
  };
}

/** Google wants both parts of a name, so that a name of one word stands in both; what people see is the display name. */
export function nameOf(name: string): GoogleName {
  const words = name.trim().split(/\s+/);
  const familyName = words.at(-1) as string;
  return { givenName: words.slice(0, -1).join(' ') || familyName, familyName, displayName: name };
}

/** The one address that Gmail forwards to, or null for none. */
export const forwardingOf = ({ forwardTo = [] }: MailboxSettings): string | null => forwardTo[0] ?? null;

/** Google suspended it, not an administrator. */
export const bySomebodyElse = (reason: string | undefined): boolean => reason !== undefined && reason !== 'ADMIN';
