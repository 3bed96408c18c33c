/** A Google Workspace account as Google stores it. */
import { createHash, randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';

export interface TwinUser {
  id: string;
  primaryEmail: string;
  name: { givenName: string; familyName: string; displayName?: string };
  password: string;
  orgUnitPath: string;
  isAdmin: boolean;
  aliases: string[];
  suspended: boolean;
  suspensionReason?: string;
  /** Epoch milliseconds: of its creation, of its last login, and from when on it can be seen and its mailbox used. */
  created: number;
  lastLogin: number;
  visibleFrom: number;
  mailboxFrom: number;
  gmail: {
    displayName: string;
    signature: string;
    forwardingAddresses: Map<string, 'accepted' | 'pending'>;
    forwarding?: { emailAddress: string; disposition: string };
  };
}

export interface TwinDomain {
  domainName: string;
  verified: boolean;
  isPrimary: boolean;
  created: number;
}

export interface Account {
  clock: SandboxClock;
  users: Map<string, TwinUser>;
  domains: Map<string, TwinDomain>;
  /** By address or alias or id, as far as it can be seen by now. */
  find(key: string): TwinUser | undefined;
  /** Whether anybody has it, seen or not. */
  taken(address: string): boolean;
  add(user: NewUser): TwinUser;
  addDomain(domainName: string, verified: boolean): TwinDomain;
}

export type NewUser = Pick<TwinUser, 'primaryEmail' | 'name'> & Partial<TwinUser>;

export function createAccount(clock: SandboxClock): Account {
  const users = new Map<string, TwinUser>();
  const domains = new Map<string, TwinDomain>();
  const has = (user: TwinUser, key: string) => [user.id, user.primaryEmail, ...user.aliases].includes(key);
  const holder = (key: string) => [...users.values()].find(user => has(user, key.toLowerCase()));
  return {
    ...{ clock, users, domains },
    find(key) {
      // Quick for the usual one: thousands of users are asked for by their address.
      const user = users.get(key.toLowerCase()) ?? holder(key);
      return user && user.visibleFrom <= clock.now() ? user : undefined;
    },
    taken: address => users.has(address.toLowerCase()) || holder(address) !== undefined,
    add(given) {
      const now = clock.now();
      const user: TwinUser = {
        ...{ id: idOf(given.primaryEmail, now), password: '', orgUnitPath: '/', isAdmin: false, aliases: [] },
        ...{ suspended: false, created: now, lastLogin: 0, visibleFrom: now, mailboxFrom: now },
        gmail: { displayName: '', signature: '', forwardingAddresses: new Map() },
        ...given,
      };
      users.set(user.primaryEmail, user);
      return user;
    },
    addDomain(domainName, verified) {
      const domain = { domainName, verified, isPrimary: domains.size === 0, created: clock.now() };
      domains.set(domainName, domain);
      return domain;
    },
  };
}

/** Twenty-one digits. */
function idOf(address: string, now: number): string {
  const digest = createHash('sha256').update(`${address} ${now} ${randomBytes(8).toString('hex')}`);
  return BigInt(`0x${digest.digest('hex')}`)
    .toString()
    .slice(0, 21);
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
