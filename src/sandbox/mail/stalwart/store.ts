/** What one Stalwart server holds, by the ids that it gives. */
import type { SandboxClock } from '../../clock.ts';
import type { TwinMailbox } from '../twin.ts';
import type { Account, Alias, Domain, Signature } from './objects.ts';

export type Kept<T> = T & { createdAt: string };

export interface Store {
  clock: SandboxClock;
  domains: Map<string, Kept<Domain>>;
  accounts: Map<string, Kept<Account>>;
  signatures: Map<string, Kept<Signature>>;
  nextId: number;
}

export const createStore = (clock: SandboxClock): Store => ({
  ...{ clock, domains: new Map(), accounts: new Map(), signatures: new Map(), nextId: 1 },
});

/** Ids grow, and look like nothing (Stalwart writes its numbers in base 32). */
export function keep<T>(store: Store, kept: Map<string, Kept<T>>, object: T): string {
  const id = `s${(store.nextId++).toString(32)}`;
  kept.set(id, { ...object, createdAt: new Date(store.clock.now()).toISOString() });
  return id;
}

export const numberOf = (id: string): number => Number.parseInt(id.slice(1), 32);

/** Stalwart has no switch for an account: without these three nobody logs in, sends or receives (common/auth, email/delivery.rs). */
const SHUT = ['authenticate', 'emailReceive', 'emailSend'];

export function domainNamed(store: Store, wanted: string): string | undefined {
  for (const [id, { name }] of store.domains) if (name === wanted) return id;
  return undefined;
}

export const addressOf = (store: Store, { name, domainId }: { name: string; domainId: string }): string =>
  `${name}@${store.domains.get(domainId)?.name ?? ''}`;

/** In Mailyard's words. */
export function mailboxesIn(store: Store): TwinMailbox[] {
  return [...store.accounts.values()]
    .filter(account => account['@type'] === 'User')
    .map(account => {
      const { permissions, aliases = {}, description, credentials = {} } = account;
      const isShut = SHUT.every(name => permissions?.disabledPermissions?.[name]);
      return {
        address: addressOf(store, account),
        state: isShut ? 'suspended' : 'active',
        name: description ?? '',
        aliases: Object.values(aliases)
          .filter(({ enabled }) => enabled !== false)
          .map(alias => addressOf(store, alias))
          .sort(),
        password: credentials[0]?.secret,
      };
    });
}

export function putMailbox(store: Store, { address, ...wanted }: Partial<TwinMailbox> & { address: string }): void {
  const { name, state, aliases, password } = wanted;
  const [local = '', domain = ''] = address.split('@');
  const at = { name: local, domainId: addDomain(store, domain) };
  const [id] = [...store.accounts].find(([, account]) => addressOf(store, account) === address) ?? [];
  const key = id ?? keep(store, store.accounts, { '@type': 'User', ...at });
  Object.assign(store.accounts.get(key) as Account, {
    ...(name !== undefined && { description: name }),
    ...(state && { permissions: permissionsFor(state) }),
    ...(aliases && { aliases: Object.fromEntries(aliases.map((alias, index) => [index, aliasFor(store, alias)])) }),
    ...(password && { credentials: { 0: { '@type': 'Password', secret: password } } }),
  });
}

const permissionsFor = (state: TwinMailbox['state']): Account['permissions'] =>
  state === 'active'
    ? { '@type': 'Inherit' }
    : { '@type': 'Merge', disabledPermissions: Object.fromEntries(SHUT.map(name => [name, true])) };

function aliasFor(store: Store, alias: string): Alias {
  const [name = '', domain = ''] = alias.split('@');
  return { name, domainId: addDomain(store, domain) };
}

export const addDomain = (store: Store, name: string): string =>
  domainNamed(store, name) ?? keep<Domain>(store, store.domains, { name });

export function removeMailbox(store: Store, address: string): void {
  for (const [id, account] of store.accounts) if (addressOf(store, account) === address) store.accounts.delete(id);
}
