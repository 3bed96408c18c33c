/** An AWS account as far as logins go: IAM users with their keys and inline policies. */
import { randomBytes, randomInt } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';

export interface TwinKey {
  id: string;
  secret: string;
  active: boolean;
  /** Epoch milliseconds. */
  created: number;
  lastUsed: number | null;
  /** Of a key that somebody else made: what one logs in with by SMTP. */
  password?: string;
}

export interface TwinUser {
  name: string;
  path: string;
  id: string;
  created: number;
  /** Seen by calls from then on; its name is taken at once. */
  visibleFrom: number;
  keys: TwinKey[];
  policies: Map<string, string>;
}

export interface Account {
  readonly id: string;
  readonly clock: SandboxClock;
  /** By name in lower case: IAM's names differ in more than case. */
  readonly users: Map<string, TwinUser>;
  find(name: string): TwinUser | undefined;
  add(name: string, path: string, visibleFrom?: number): TwinUser;
  addKey(user: TwinUser): TwinKey;
}

export function createAccount(id: string, clock: SandboxClock): Account {
  const users = new Map<string, TwinUser>();
  return {
    ...{ id, clock, users },
    find(name) {
      const user = users.get(name.toLowerCase());
      return user && user.visibleFrom <= clock.now() ? user : undefined;
    },
    add(name, path, visibleFrom = clock.now()) {
      const user: TwinUser = {
        ...{ name, path, id: `AIDA${capitals(17)}`, created: clock.now(), visibleFrom },
        ...{ keys: [], policies: new Map() },
      };
      users.set(name.toLowerCase(), user);
      return user;
    },
    addKey(user) {
      const secret = randomBytes(30).toString('base64');
      const key: TwinKey = { id: `AKIA${capitals(16)}`, secret, active: true, created: clock.now(), lastUsed: null };
      user.keys.push(key);
      return key;
    },
  };
}

const capitals = (length: number): string =>
  Array.from({ length }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)]).join('');
