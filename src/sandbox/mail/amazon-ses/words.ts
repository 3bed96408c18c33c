/** The twin's users in Mailyard's words, for tests and the demo. */
import { smtpPassword } from '../../../mail/amazon-ses/smtp-password.ts';
import type { TwinMailbox } from '../twin.ts';
import type { Account, TwinUser } from './account.ts';

/** Users with a key, below the path of Mailyard's. */
export const mailboxesOf = (account: Account, region: string): TwinMailbox[] =>
  [...account.users.values()].flatMap(user => shown(user, region));

function shown({ path, created, keys }: TwinUser, region: string): TwinMailbox[] {
  const [, domain, local] = /^\/mailyard\/([^/]+)\/([^/]+)\/$/.exec(path) ?? [];
  const newest = keys.findLast(({ active }) => active) ?? keys.at(-1);
  if (!domain || !local || !newest) return [];
  const { id, active, lastUsed, secret, password = smtpPassword(secret, region) } = newest;
  const address = `${decodeURIComponent(local)}@${domain}`;
  return [{ address, state: active ? 'active' : 'suspended', created, lastActivity: lastUsed, login: id, password }];
}

/** In the IAM console. */
export function put(account: Account, mailbox: Partial<TwinMailbox> & { address: string }): void {
  const { address, state, created, lastActivity, password } = mailbox;
  const [local = '', domain = ''] = address.split('@');
  const user = account.find(address) ?? account.add(address, `/mailyard/${domain}/${encodeURIComponent(local)}/`);
  const key = user.keys.at(-1) ?? account.addKey(user);
  if (created !== undefined) user.created = created;
  if (state) for (const each of user.keys) each.active = state === 'active';
  if (lastActivity !== undefined) key.lastUsed = lastActivity;
  if (password !== undefined) key.password = password;
}
