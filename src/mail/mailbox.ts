/** A mailbox as values: what is wanted, what is there, and what differs. Pure. */
import { isDeepStrictEqual } from 'node:util';

/** What is absent, the provider cannot set or nobody asks for: it is left as it is. */
export interface MailboxSettings {
  /** Lower case, A-label domain. */
  address: string;
  state: 'active' | 'suspended';
  name?: string;
  /** Whole addresses, sorted. */
  aliases?: string[];
  /** Whole addresses, sorted; a copy stays in the mailbox. */
  forwardTo?: string[];
  /** Messages a day; null: no limit of its own. */
  dailyLimit?: number | null;
  /** HTML, as the provider takes it. */
  signature?: string;
  /** Whether programs may send by SMTP with its password. */
  smtpAccess?: boolean;
}

/** A mailbox as the provider shows it; what it does not show is absent. */
export interface LiveMailbox extends MailboxSettings {
  /** Epoch milliseconds. */
  created?: number;
  /** Epoch milliseconds of the last login or message; null: never. */
  lastActivity?: number | null;
  /** Why the provider itself suspended it, in its own word: `ABUSE`. Such a suspension is shown and never lifted by itself. */
  suspendedFor?: string;
  /** What programs log in with, where that is not the address: Amazon's SMTP user name. */
  login?: string;
}

export type MailboxSetting = Exclude<keyof MailboxSettings, 'address'>;

const settingNames = ['state', 'name', 'aliases', 'forwardTo', 'dailyLimit', 'signature', 'smtpAccess'] as const;

/** Which of the wanted settings are not so. */
export function differing(wanted: MailboxSettings, now: MailboxSettings): MailboxSetting[] {
  return settingNames.filter(name => wanted[name] !== undefined && !isDeepStrictEqual(wanted[name], now[name]));
}

/** Sets of addresses as two lists. */
export function listChange(wanted: readonly string[], now: readonly string[] = []) {
  return { add: wanted.filter(each => !now.includes(each)), remove: now.filter(each => !wanted.includes(each)) };
}

/**
 * What of a mailbox that stands there already is at odds with the wanted one: a difference that somebody made. What is merely
 * missing (an alias not made yet, no signature, no limit) is none: it is what a run that was cut off leaves behind.
 */
export function contradictions(wanted: MailboxSettings, live: MailboxSettings): MailboxSetting[] {
  return differing(wanted, live).filter(name => {
    const there = live[name];
    if (there === undefined || there === null || there === '') return false;
    if (Array.isArray(there)) return listChange(wanted[name] as string[], there).remove.length > 0;
    return name !== 'smtpAccess';
  });
}
