/** The mailboxes of the state with their passwords, still sealed. */
import { MailyardError } from '../error.ts';
import { MAILBOX } from '../estate/resource.ts';
import { nearest } from '../inventory/nearest.ts';
import type { State, StateResource } from '../state/state.ts';
import { isSealed } from './seal.ts';

export interface StoredMailbox {
  segment: string;
  domain: string;
  address: string;
  /** A template's name. */
  provider: string;
  name?: string;
  dailyLimit?: number;
  signature?: string;
  state?: string;
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

function storedMailbox(segment: string, { inputs, outputs }: StateResource): StoredMailbox {
  const { address, provider, name, dailyLimit, signature, state } = inputs as unknown as StoredMailbox;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const sealed = (value: unknown) => (isSealed(value) ? value : undefined);
  return {
    ...{ segment, domain, address, provider, name, dailyLimit, signature, state },
    ...{ password: sealed(outputs.password), nextPassword: sealed(outputs.nextPassword) },
  };
}

/** Throws `unknown-mailbox`. */
export function findMailbox(mailboxes: StoredMailbox[], address: string): StoredMailbox {
  const found = mailboxes.find(mailbox => mailbox.address === address.toLowerCase());
  if (found) return found;
  const meant = nearest(
    address,
    mailboxes.map(mailbox => mailbox.address),
  );
  throw new MailyardError('unknown-mailbox', `The state holds no mailbox ${address}.`, {
    fix: meant ? `Did you mean ${meant}?` : '`mailyard up` makes the mailboxes of the inventories.',
  });
}
