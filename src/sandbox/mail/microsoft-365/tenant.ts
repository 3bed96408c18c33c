/** What a tenant holds, in Graph's own shape (@microsoft/microsoft-graph-types 2.43). */
import type { SandboxClock } from '../../clock.ts';

export interface GraphUser {
  id: string;
  userPrincipalName: string;
  accountEnabled: boolean;
  displayName: string;
  mailNickname: string;
  usageLocation: string | null;
  createdDateTime: string;
  assignedLicenses: { skuId: string; disabledPlans: string[] }[];
  /** What an administrator of Exchange has added: `smtp:alias@acme.example`. */
  addedAddresses: string[];
  /** Epoch milliseconds from which on other calls see it. */
  visibleFrom: number;
  /** Epoch milliseconds from which on Exchange has made its mailbox. */
  mailboxFrom?: number;
  password: string;
  [other: string]: unknown;
}

export interface GraphDomain {
  id: string;
  isVerified: boolean;
  isInitial: boolean;
  supportedServices: string[];
  /** The number in `MS=ms12345678`. */
  verification: string;
}

export interface GraphSku {
  skuId: string;
  skuPartNumber: string;
  /** Seats that were bought. */
  enabled: number;
  /** Whether it has a mailbox. */
  exchange: boolean;
}

export interface Tenant {
  id: string;
  initialDomain: string;
  clock: SandboxClock;
  users: Map<string, GraphUser>;
  domains: Map<string, GraphDomain>;
  skus: GraphSku[];
  /** By access token. */
  tokens: Map<string, { until: number; roles: string[] }>;
  /** Seconds until a new user is seen by other calls. */
  replicationSeconds: number;
  /** Seconds from the licence to the mailbox. */
  mailboxSeconds: number;
}

/** By id or userPrincipalName. */
export function findUser({ users, clock }: Tenant, key: string): GraphUser | undefined {
  const wanted = key.toLowerCase();
  for (const user of users.values()) {
    const isIt = user.id === wanted || user.userPrincipalName.toLowerCase() === wanted;
    if (isIt && clock.now() >= user.visibleFrom) return user;
  }
  return undefined;
}

export const consumed = ({ users }: Tenant, { skuId }: GraphSku): number =>
  [...users.values()].filter(user => user.assignedLicenses.some(licence => licence.skuId === skuId)).length;

export const hasExchange = ({ skus }: Tenant, user: GraphUser): boolean =>
  user.assignedLicenses.some(licence => skus.find(({ skuId }) => skuId === licence.skuId)?.exchange);

/** Every address that leads to a user, in lower case: no two users share one. */
export const addressesOf = (user: GraphUser): string[] => [
  user.userPrincipalName.toLowerCase(),
  ...user.addedAddresses.map(each => each.replace(/^smtp:/i, '').toLowerCase()),
];
