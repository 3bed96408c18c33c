/** What one Migadu account holds. */
import type { SandboxClock } from '../../clock.ts';
import type { TwinMailbox } from '../twin.ts';
import { type Alias, type Domain, type Mailbox, newDomain, newForwarding, newMailbox } from './model.ts';

export interface Store {
  domains: Map<string, Domain>;
  /** By address, as the rest. */
  mailboxes: Map<string, Mailbox>;
  aliases: Map<string, Alias>;
  passwords: Map<string, string>;
  /** As Migadu writes times. */
  now(): string;
}

export function createStore(clock: SandboxClock): Store {
  const now = () => new Date(clock.now()).toISOString();
  return { domains: new Map(), mailboxes: new Map(), aliases: new Map(), passwords: new Map(), now };
}

export function activate(domain: Domain, now: string): Domain {
  return Object.assign(domain, { state: 'active', activated_at: now, can_send: true, can_receive: true });
}

export const isTaken = ({ mailboxes, aliases }: Store, address: string): boolean =>
  mailboxes.has(address) || aliases.has(address);

/** Texts with commas become lists, as the API shows them again. */
export function change(mailbox: Mailbox, settings: Record<string, unknown>): Mailbox {
  for (const [name, value] of Object.entries(settings)) mailbox[name] = name.endsWith('list') ? listOf(value) : value;
  return mailbox;
}

export const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : String(value).split(',')).map(each => String(each).trim()).filter(Boolean);

/** Official note: aliases redirect only within their own domain; what may stand there is a local part or a whole address. */
export function destinationsOf(value: unknown, domain: string): string[] | undefined {
  const addresses = listOf(value).map(each => (each.includes('@') ? each : `${each}@${domain}`));
  return addresses.length > 0 && addresses.every(each => each.endsWith(`@${domain}`)) ? addresses : undefined;
}

export function newAlias(local_part: string, domain_name: string, destinations: string[]): Alias {
  const expiry = { expireable: false, expires_on: null, remove_upon_expiry: false };
  return {
    local_part,
    domain_name,
    address: `${local_part}@${domain_name}`,
    destinations,
    is_internal: false,
    ...expiry,
  };
}

const doors = ['may_send', 'may_receive', 'may_access_imap', 'may_access_pop3', 'may_access_managesieve'];

/** In Mailyard's words, for tests and the demo. */
export function mailboxesIn({ mailboxes, aliases, passwords }: Store): TwinMailbox[] {
  return [...mailboxes.values()].map(mailbox => ({
    address: mailbox.address,
    state: doors.some(door => mailbox[door]) ? 'active' : 'suspended',
    name: mailbox.name,
    aliases: [...aliases.values()].filter(leadsTo(mailbox.address)).map(alias => alias.address),
    forwardTo: mailbox.forwardings.map(({ address }) => address).sort(),
    dailyLimit: mailbox.daily_outgoing_limit || null,
    signature: mailbox.footer_active ? (mailbox.footer_html_body ?? '') : '',
    password: passwords.get(mailbox.address),
  }));
}

const leadsTo =
  (address: string) =>
  ({ destinations }: Alias): boolean =>
    destinations.includes(address);

/** As in the console: nothing is asked for but what is given. */
export function putMailbox(store: Store, { address, ...wanted }: Partial<TwinMailbox> & { address: string }): void {
  const [local = '', domain = ''] = address.split('@');
  const { state, name, dailyLimit, signature, password, aliases, forwardTo } = wanted;
  if (!store.domains.has(domain)) store.domains.set(domain, activate(newDomain(domain), store.now()));
  const mailbox = store.mailboxes.get(address) ?? newMailbox(local, domain, local, store.now());
  store.mailboxes.set(address, mailbox);
  if (state) change(mailbox, Object.fromEntries(doors.map(door => [door, state === 'active'])));
  if (name !== undefined) change(mailbox, { name });
  if (dailyLimit !== undefined) change(mailbox, { daily_outgoing_limit: dailyLimit ?? 0 });
  if (signature !== undefined) change(mailbox, { footer_active: signature !== '', footer_html_body: signature });
  if (forwardTo) mailbox.forwardings = forwardTo.map(each => newForwarding(each, store.now()));
  if (password) store.passwords.set(address, password);
  if (aliases) setAliases(store, address, aliases);
}

function setAliases(store: Store, address: string, wanted: string[]): void {
  for (const alias of [...store.aliases.values()].filter(leadsTo(address))) store.aliases.delete(alias.address);
  for (const alias of wanted) {
    const [local = '', domain = ''] = alias.split('@');
    store.aliases.set(alias, newAlias(local, domain, [address]));
  }
}
