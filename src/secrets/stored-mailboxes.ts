/** The mailboxes of the state with their passwords, still sealed. */

import { MailyardError } from '../error.ts';
import { MAILBOX, type MailboxInputs } from '../estate/resource.ts';
import { domainOf } from '../inventory/addresses.ts';
import { nearest } from '../inventory/nearest.ts';
import type { State, StateResource } from '../state/state.ts';
import { type Keys, sealedBy } from './seal.ts';

export interface StoredMailbox {
  urn: string;
  segment: string;
  domain: string;
  address: string;
  /** A template's name. */
  provider: string;
  /** It is a login at a relay, of this sender. */
  relay?: { sender: string };
  account: Record<string, unknown>;
  name?: string;
  /** Null: none of its own. */
  dailyLimit?: number | null;
  signature?: string;
  state: 'active' | 'suspended';
  /** What programs log in with, where that is not the address. */
  login?: string;
  /** Sealed. Undefined: nobody knows it, as of a mailbox that was there before Mailyard. */
  password?: string;
  /** Sealed. It was to take the other's place when that run was stopped: one of the two opens the mailbox. */
  nextPassword?: string;
}

/** By address. */
export function storedMailboxes({ stacks }: State): StoredMailbox[] {
  const all = stacks.flatMap(({ stack, resources }) =>
    resources.filter(({ type }) => type === MAILBOX).map(resource => storedMailbox(stack, resource)),
  );
  return all.sort((a, b) => (a.address < b.address ? -1 : 1));
}

function storedMailbox(segment: string, { urn, name: resource, inputs, outputs }: StateResource): StoredMailbox {
  const { address, provider, account, name, dailyLimit, signature, state } = inputs as unknown as MailboxInputs;
  const { password, nextPassword, login } = outputs as { [name in 'password' | 'nextPassword' | 'login']?: string };
  const known = { name, dailyLimit, signature, state, login, password, nextPassword };
  // `<domain>/mailbox/<user>`, and of a login at a relay `<domain>/<relay>/<user>`; imported by hand it may have any name.
  const [owner, kind, user] = resource.split('/');
  const relay = user !== undefined && kind !== 'mailbox' ? { sender: `${user}@${owner}` } : undefined;
  const domain = relay && owner ? owner : domainOf(address);
  return { urn, segment, domain, address, provider, ...(relay && { relay }), account, ...known };
}

/**
 * A password that is sealed now, beside those of a key that is not at hand, would be closed to everybody who has only that one: as
 * happens to a colleague who makes a key of his own. Throws `key-other`.
 */
export function refuseOtherKey(mailboxes: StoredMailbox[], keys: Keys): void {
  const held = new Set(keys.map(({ id }) => id));
  const closed = mailboxes.filter(({ password }) => password && !held.has(sealedBy(password) ?? ''));
  const [first, ...others] = closed;
  if (!first?.password) return;
  const { address, password } = first;
  const whose =
    others.length > 0 ? `passwords of ${address} and ${others.length} more are` : `password of ${address} is`;
  throw new MailyardError(
    'key-other',
    `The ${whose} sealed with key ${sealedBy(password)}, which MAILYARD_KEY does not hold; new ones would be sealed with key ${keys[0].id}.`,
    {
      fix: `Add that key to MAILYARD_KEY, after a comma. If it is lost, give each a new password: \`mailyard mailbox rotate-password ${address}\``,
    },
  );
}

/** The mailbox of this address, or its login at a relay. Throws `unknown-mailbox`. */
export function findMailbox(all: StoredMailbox[], address: string, relay?: unknown): StoredMailbox {
  const wanted = address.toLowerCase();
  const logins = all.filter(each => each.relay?.sender === wanted);
  if (relay !== undefined)
    return logins.find(({ provider }) => provider === relay) ?? refuse(noLogin(address, String(relay)));
  const mailboxes = all.filter(each => !each.relay);
  const found = mailboxes.find(mailbox => mailbox.address === wanted);
  if (found) return found;
  if (logins[0]) throw onlyLogin(address, logins[0]);
  const meant = nearest(
    address,
    mailboxes.map(mailbox => mailbox.address),
  );
  throw new MailyardError('unknown-mailbox', `The state holds no mailbox ${address}.`, {
    fix: meant ? `Did you mean ${meant}?` : '`mailyard up` makes the mailboxes of the inventories.',
  });
}

function refuse(error: MailyardError): never {
  throw error;
}

const noLogin = (address: string, relay: string): MailyardError =>
  new MailyardError('unknown-mailbox', `The state holds no login of ${address} at ${relay}.`, {
    fix: `\`smtpRelay: ${relay}\` of its mailbox asks for one, and \`mailyard up\` makes it.`,
  });

const onlyLogin = (address: string, { provider }: StoredMailbox): MailyardError =>
  new MailyardError('unknown-mailbox', `The state holds no mailbox ${address}, but its login at ${provider}.`, {
    fix: `Ask for that: \`--relay ${provider}\`.`,
  });
