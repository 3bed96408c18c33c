/** Every mailbox of inventory and state: where it stands, what it may send today, and what of it is otherwise than written. Pure. */

import { domainOf } from '../inventory/addresses.ts';
import { differing, type MailboxSetting } from '../mail/mailbox.ts';
import { graceEnd } from '../records/phase.ts';
import type { State, StateResource } from '../state/state.ts';
import type { Estate, EstateDomain, Mailbox } from './estate.ts';
import { mailboxName, mailResources } from './mail-resources.ts';
import { MAILBOX, type MailboxInputs } from './resource.ts';

/**
 * `unmanaged`: Mailyard makes nothing at its provider. `not made`: the next `up` makes it. `adopted`: it was there before, so nobody
 * here knows its password. `to be deleted`, `kept`: the next `up` deletes it, or takes it out of the state only. `deleted`: its
 * entry in the inventory has done its work.
 */
export type MailboxState =
  | 'made'
  | 'adopted'
  | 'suspended'
  | 'not made'
  | 'unmanaged'
  | 'to be deleted'
  | 'deleted'
  | 'kept';

export interface MailboxLine {
  address: string;
  domain: string;
  segment: string;
  provider: string;
  name: string | null;
  state: MailboxState;
  /** Null: nothing limits it. Of a mailbox that sends nothing 0. */
  dailyLimit: number | null;
  /** Epoch milliseconds as of the last look; null: never. Absent where the provider does not tell, or nobody has looked. */
  lastActivity?: number | null;
  /** What differs between the inventory and the state: an edit, or, after a refresh, somebody's hand. */
  differs: MailboxSetting[];
  /** `changing`: a change was interrupted, and one of two passwords opens it. */
  password: 'sealed' | 'changing' | 'unknown';
  /** Of a retired mailbox: the day on which it is deleted. */
  deletedOn?: string;
}

/** Those of the inventory in its order, then those that only the state has. */
export function mailboxOverview(
  estate: Estate,
  state: State,
  chosen: (of: { domain: string; segment: string }) => boolean,
): MailboxLine[] {
  const stored = storedMailboxes(state);
  const listed = estate.domains.filter(chosen).flatMap(domain => {
    const wanted = wantedOf(domain);
    return domain.mailboxes().map(mailbox => {
      const name = onlySends(mailbox, domain) ? loginName(mailbox) : mailboxName(domain.domain, mailbox.user);
      const key = `${domain.segment} ${name}`;
      const resource = stored.get(key);
      stored.delete(key);
      return lineOf(mailbox, domain, resource, wanted.get(mailbox.address));
    });
  });
  const left = [...stored].filter(([, resource]) => isMailbox(resource));
  return [...listed, ...left.map(([key, resource]) => keptLine(key.split(' ', 1)[0] ?? '', resource)).filter(chosen)];
}

/** Not one of the logins at relays, which are of the same type. */
const isMailbox = ({ name }: StateResource): boolean => name.includes('/mailbox/');

/** Nobody hosts it: all that there is of it is its login at a relay. */
const onlySends = ({ provider, smtpRelay }: Mailbox, { relaysAt }: EstateDomain): boolean =>
  provider === 'none' && relaysAt.some(relay => relay.provider === smtpRelay);

const loginName = ({ domain, smtpRelay, user }: Mailbox): string => `${domain}/${smtpRelay}/${user}`;

function storedMailboxes({ stacks }: State): Map<string, StateResource> {
  const all = stacks.flatMap(({ stack, resources }) =>
    resources.filter(({ type }) => type === MAILBOX).map(resource => [`${stack} ${resource.name}`, resource] as const),
  );
  return new Map(all);
}

function wantedOf(domain: EstateDomain): Map<string, MailboxInputs> {
  const resources = mailResources(domain, { identify: domain.zone, serve: domain.zone });
  const mailboxes = resources.filter(({ type }) => type === MAILBOX);
  return new Map(mailboxes.map(({ inputs }) => [(inputs as MailboxInputs).address, inputs as MailboxInputs]));
}

function lineOf(
  mailbox: Mailbox,
  domain: EstateDomain,
  resource: StateResource | undefined,
  wanted: MailboxInputs | undefined,
): MailboxLine {
  const { address, provider, name = null, standing, limitToday = null, lifecycle } = mailbox;
  const live = resource?.inputs as MailboxInputs | undefined;
  return {
    ...{ address, domain: domain.domain, segment: domain.segment, name },
    provider: onlySends(mailbox, domain) ? (mailbox.smtpRelay ?? provider) : provider,
    state: stateOf(mailbox, resource, domain.hostedAt !== undefined || onlySends(mailbox, domain)),
    dailyLimit: standing === 'active' ? limitToday : 0,
    ...shown(resource),
    differs: live && wanted && standing !== 'gone' ? differing(wanted, live) : [],
    password: passwordOf(resource),
    ...(standing === 'leaving' && lifecycle?.since && { deletedOn: graceEnd(lifecycle.since, lifecycle.graceDays) }),
  };
}

function stateOf({ standing }: Mailbox, resource: StateResource | undefined, managed: boolean): MailboxState {
  if (!resource) return standing === 'gone' ? 'deleted' : managed ? 'not made' : 'unmanaged';
  if (standing === 'gone') return 'to be deleted';
  if (!managed) return 'kept';
  if (resource.inputs.state === 'suspended') return 'suspended';
  return passwordOf(resource) === 'unknown' ? 'adopted' : 'made';
}

/** It left the inventory: the next `up` takes it out of the state, and it stays at its provider. */
function keptLine(segment: string, resource: StateResource): MailboxLine {
  const { address, provider, name = null, dailyLimit = null } = resource.inputs as unknown as MailboxInputs;
  const domain = domainOf(address);
  const rest = { ...shown(resource), differs: [], password: passwordOf(resource) };
  return { address, domain, segment, provider, name, state: 'kept', dailyLimit, ...rest };
}

function passwordOf(resource: StateResource | undefined): MailboxLine['password'] {
  const { password, nextPassword } = resource?.outputs ?? {};
  if (nextPassword) return 'changing';
  return password ? 'sealed' : 'unknown';
}

function shown(resource: StateResource | undefined): Pick<MailboxLine, 'lastActivity'> {
  const lastActivity = resource?.outputs.lastActivity as number | null | undefined;
  return lastActivity === undefined ? {} : { lastActivity };
}
