/** A sending login as values: the IAM user of an address, what it may do, and the mailbox that this is. Pure. */
import { createHash } from 'node:crypto';
import type { LiveMailbox } from '../mailbox.ts';

export interface IamUser {
  name: string;
  path: string;
  /** Epoch milliseconds. */
  created: number;
}

export interface AccessKey {
  id: string;
  active: boolean;
  /** Epoch milliseconds. */
  created: number;
}

/** Users of other paths are never touched. */
export const ROOT = '/mailyard/';
export const POLICY = 'send';
/** IAM names: letters, digits and +=,.@_-, at most 64. */
const LONGEST_NAME = 64;

export const pathOfDomain = (domain: string): string => `${ROOT}${domain}/`;

/** The path says the address, whatever characters it has; the name has to be unlike all others of the account. */
export function userOf(address: string): Pick<IamUser, 'name' | 'path'> {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return { name: nameOf(address), path: `${pathOfDomain(domain)}${encodeURIComponent(local)}/` };
}

function nameOf(address: string): string {
  const allowed = address.replaceAll(/[^\w+=,.@-]/g, '-');
  if (allowed === address && address.length <= LONGEST_NAME) return address;
  const digest = createHash('sha256').update(address).digest('hex').slice(0, 8);
  return `${allowed.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}`;
}

/** Undefined for a user that is not a login of ours. */
export function addressOf({ path }: Pick<IamUser, 'path'>): string | undefined {
  const [, domain, local] = /^\/mailyard\/([^/]+)\/([^/]+)\/$/.exec(path) ?? [];
  return domain && local && `${decodeURIComponent(local)}@${domain}`;
}

/** SMTP needs ses:SendRawEmail alone. https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
export function policyOf(address: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'ses:SendRawEmail', Resource: '*' },
        Condition: { StringEqualsIgnoreCase: { 'ses:FromAddress': address } },
      },
    ],
  });
}

/** `lastUsed` of each key. Undefined without a key: it was not finished, or is no login any more. */
export function loginOf(
  user: IamUser,
  keys: AccessKey[],
  lastUsed: (number | null)[],
): (LiveMailbox & { login: string }) | undefined {
  const address = addressOf(user);
  const newest = keys.toSorted((one, other) => other.created - one.created);
  const shown = newest.find(({ active }) => active) ?? newest[0];
  if (!address || !shown) return undefined;
  const used = lastUsed.filter(each => each !== null);
  return {
    ...{ address, state: shown.active ? 'active' : 'suspended', created: user.created, login: shown.id },
    lastActivity: used.length > 0 ? Math.max(...used) : null,
  };
}
