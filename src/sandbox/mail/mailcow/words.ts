/** A mailbox of the twin ↔ Mailyard's words, for tests and the demo. */
import type { TwinMailbox } from '../twin.ts';
import { type Alias, type Mailbox, newMailbox, type Store } from './store.ts';

const ownAliases = ({ aliases }: Store, username: string): Alias[] =>
  [...aliases.values()].filter(alias => alias.goto === username && alias.active === 1);

export function ours(store: Store, mailbox: Mailbox): TwinMailbox {
  const { username, name, active, attributes, password, logins } = mailbox;
  const rate = store.rates.get(username);
  const running = [...store.filters.values()].find(filter => filter.username === username && filter.active === 1);
  const lastLogin = Math.max(logins.imap, logins.smtp, logins.pop3);
  return {
    ...{ address: username, name, state: active === 1 ? 'active' : 'suspended' },
    aliases: ownAliases(store, username)
      .map(({ address }) => address)
      .sort(),
    // What the server itself would do with a message.
    forwardTo: Array.from(running?.script_data.matchAll(/redirect :copy "([^"]+)"/g) ?? [], ([, to = '']) => to).sort(),
    dailyLimit: rate ? Number(rate.value) : null,
    smtpAccess: attributes.smtp_access === '1',
    lastActivity: lastLogin > 0 ? lastLogin * 1000 : null,
    ...(password && { password }),
  };
}

export function putMailbox(store: Store, changes: Partial<TwinMailbox> & { address: string }): void {
  const { address, name, password, state, aliases, forwardTo, dailyLimit, smtpAccess, lastActivity } = changes;
  const mailbox = store.mailboxes.get(address) ?? newMailbox(store, address);
  store.mailboxes.set(address, mailbox);
  if (name !== undefined) mailbox.name = name;
  if (password !== undefined) mailbox.password = password;
  if (state) mailbox.active = state === 'active' ? 1 : 0;
  if (smtpAccess !== undefined) mailbox.attributes.smtp_access = smtpAccess ? '1' : '0';
  if (lastActivity) mailbox.logins.imap = lastActivity / 1000;
  if (dailyLimit === null) store.rates.delete(address);
  else if (dailyLimit !== undefined) store.rates.set(address, { value: String(dailyLimit), frame: 'd' });
  if (aliases) putAliases(store, address, aliases);
  if (forwardTo) putForwarding(store, address, forwardTo);
}

function putAliases(store: Store, username: string, wanted: string[]): void {
  for (const { id } of ownAliases(store, username)) store.aliases.delete(id);
  for (const address of wanted) {
    const id = store.nextId();
    const domain = address.slice(address.indexOf('@') + 1);
    store.aliases.set(id, {
      ...{ id, address, goto: username, domain, active: 1, sogo_visible: 1, internal: 0, sender_allowed: 1 },
      ...{ private_comment: null, public_comment: null },
    });
  }
}

/** Somebody edits the filter that is active, or writes one. */
function putForwarding(store: Store, username: string, to: string[]): void {
  const there = [...store.filters.values()].find(filter => filter.username === username && filter.active === 1);
  if (to.length === 0) {
    if (there) store.filters.delete(there.id);
    return;
  }
  const script_data = ['require ["copy"];', ...to.map(each => `redirect :copy "${each}";`)].join('\n');
  const id = there?.id ?? store.nextId();
  const script_desc = there?.script_desc ?? 'Forwarding (Mailyard)';
  store.filters.set(id, { id, username, active: 1, filter_type: 'prefilter', script_data, script_desc });
}
