/** What one Purelymail account holds. */
import type { TwinMailbox } from '../twin.ts';

export interface Rule {
  id: number;
  domainName: string;
  prefix: boolean;
  matchUser: string;
  targetAddresses: string[];
  catchall: boolean;
}

export interface User {
  password: string;
  enableSearchIndexing: boolean;
  recoveryEnabled: boolean;
  requireTwoFactorAuthentication: boolean;
}

export interface Store {
  domains: Set<string>;
  /** By address. */
  users: Map<string, User>;
  rules: Rule[];
  nextRule: number;
}

export const createStore = (): Store => ({ domains: new Set(), users: new Map(), rules: [], nextRule: 1 });

export function newUser(
  password: string,
  options: { enableSearchIndexing?: boolean; enablePasswordReset?: boolean },
): User {
  const { enableSearchIndexing = true, enablePasswordReset = true } = options;
  return {
    password,
    enableSearchIndexing,
    recoveryEnabled: enablePasswordReset,
    requireTwoFactorAuthentication: false,
  };
}

export function addRule(store: Store, rule: Omit<Rule, 'id'>): void {
  store.rules.push({ id: store.nextRule, ...rule });
  store.nextRule += 1;
}

const isExact = ({ prefix, catchall }: Rule): boolean => !prefix && !catchall;
const addressOf = ({ matchUser, domainName }: Rule): string => `${matchUser}@${domainName}`;

/** In Mailyard's words: where a mail to the address goes besides the mailbox, and which addresses lead to it. */
export function mailboxesIn({ users, rules }: Store): TwinMailbox[] {
  return [...users].map(([address, { password }]) => {
    const forwarding = rules.find(rule => isExact(rule) && addressOf(rule) === address);
    const aliases = rules.filter(
      rule => isExact(rule) && addressOf(rule) !== address && rule.targetAddresses.includes(address),
    );
    return {
      ...{ address, state: 'active' as const, password, aliases: aliases.map(addressOf).sort() },
      forwardTo: (forwarding?.targetAddresses ?? []).filter(target => target !== address).sort(),
    };
  });
}

export function putMailbox(store: Store, { address, ...wanted }: Partial<TwinMailbox> & { address: string }): void {
  const { password, aliases, forwardTo } = wanted;
  store.domains.add(address.split('@')[1] ?? '');
  const user = store.users.get(address) ?? newUser('unknown', {});
  store.users.set(address, { ...user, ...(password && { password }) });
  if (aliases) {
    store.rules = store.rules.filter(
      rule => addressOf(rule) === address || !isExact(rule) || !rule.targetAddresses.includes(address),
    );
    for (const alias of aliases) route(store, alias, [address]);
  }
  if (forwardTo) {
    store.rules = store.rules.filter(rule => !isExact(rule) || addressOf(rule) !== address);
    if (forwardTo.length > 0) route(store, address, [address, ...forwardTo]);
  }
}

function route(store: Store, from: string, targetAddresses: string[]): void {
  const [matchUser = '', domainName = ''] = from.split('@');
  addRule(store, { domainName, prefix: false, matchUser, targetAddresses, catchall: false });
}
