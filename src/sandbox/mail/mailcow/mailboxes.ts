/** Mailboxes and their limits: `case 'mailbox'` of functions.mailbox.inc.php, functions.ratelimit.inc.php. */
import { danger, type Outcome, success } from './answers.ts';
import { int } from './bodies.ts';
import { deleteMailbox, type Mailbox, mailboxesOf, newMailbox, type Store } from './store.ts';

export const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
/** PASSWD_POLICY of a new server: six characters. */
const SHORTEST_PASSWORD = 6;

type Fields = Record<string, unknown>;

export function addMailbox(store: Store, body: Fields & { local_part: string; domain: string }): Outcome[] {
  const domain = body.domain.trim().toLowerCase();
  const username = `${body.local_part.trim().toLowerCase()}@${domain}`;
  if (!EMAIL.test(username)) return [danger('mailbox_invalid')];
  const limits = store.domains.get(domain);
  // hasDomainAccess comes long before `domain_not_found`.
  if (!limits) return [danger('access_denied')];
  if (store.mailboxes.has(username)) return [danger('object_exists', username)];
  if ([...store.aliases.values()].some(({ address }) => address === username)) return [danger('is_alias', username)];
  const weak = passwordFault(body);
  if (weak) return [weak];
  const there = mailboxesOf(store, domain);
  if (there.length >= limits.mailboxes) return [danger('max_mailbox_exceeded', there.length, limits.mailboxes)];
  const quota = int(body.quota ?? 0);
  if (quota > limits.maxquota) return [danger('mailbox_quota_exceeded', limits.maxquota)];
  const mailbox = newMailbox(store, username);
  store.mailboxes.set(username, change(mailbox, { active: 1, ...body, password: body.password }));
  const limited = limit(store, username, { rl_value: '', rl_frame: 's', ...body });
  return [limited, success('mailbox_added', username)];
}

export function editMailbox(store: Store, items: string[], attr: Fields): Outcome[] {
  return items.map(username => {
    if (!EMAIL.test(username)) return danger('username_invalid', username);
    const mailbox = store.mailboxes.get(username);
    if (!mailbox) return danger('access_denied');
    const weak = attr.password ? passwordFault(attr) : undefined;
    if (weak) return weak;
    change(mailbox, attr);
    return success('mailbox_modified', username);
  });
}

/** What is empty stays as it was: a name cannot be taken away. */
function change(mailbox: Mailbox, { active, name, quota, password, tags, ...rest }: Fields): Mailbox {
  if (active !== undefined) mailbox.active = int(active);
  // "Name <…>" would break the address: the real one takes angle brackets off the ends.
  if (name) mailbox.name = String(name).replace(/^<+|>+$/g, '');
  if (quota !== undefined && quota !== '') mailbox.quota = int(quota) * 1_048_576;
  if (password) mailbox.password = String(password);
  if (Array.isArray(tags)) mailbox.tags = [...new Set([...mailbox.tags, ...tags.map(String)])];
  for (const [field, value] of Object.entries(rest))
    if (field.endsWith('_access')) mailbox.attributes[field] = String(int(value));
  return mailbox;
}

function passwordFault({ password, password2 }: Fields): Outcome | undefined {
  if (!password || !password2) return danger('password_complexity');
  if (password !== password2) return danger('password_mismatch');
  return String(password).length < SHORTEST_PASSWORD ? danger('password_complexity') : undefined;
}

export function deleteMailboxes(store: Store, items: string[]): Outcome[] {
  return items.map(username => {
    if (!store.mailboxes.has(username)) return danger('access_denied');
    deleteMailbox(store, username);
    return success('mailbox_removed', username);
  });
}

/** Nothing, or 0, takes the limit away. */
function limit({ rates }: Store, object: string, { rl_value, rl_frame }: Fields): Outcome {
  const value = int(rl_value);
  if (value === 0) rates.delete(object);
  else rates.set(object, { value: String(value), frame: String(rl_frame) });
  return success('rl_saved', object);
}

export function editLimits(store: Store, items: string[], attr: Fields, of: 'mailboxes' | 'domains'): Outcome[] {
  return items.map(object => {
    if (!attr.rl_frame) return danger('rl_timeframe');
    return store[of].has(object) ? limit(store, object, attr) : danger('access_denied');
  });
}

export function shownMailbox({ rates }: Store, mailbox: Mailbox | undefined): object | undefined {
  if (!mailbox) return undefined;
  const { username, name, active, domain, local_part, quota, attributes, created, logins, tags } = mailbox;
  const own = rates.get(username);
  return {
    ...{ username, active, active_int: active, domain, name, local_part, quota, messages: 0, attributes },
    ...{ custom_attributes: [], quota_used: 0, percent_in_use: quota === 0 ? '- ' : 0, percent_class: 'info' },
    ...{ created, modified: null, authsource: 'mailcow', max_new_quota: 10_737_418_240, spam_aliases: 0 },
    ...{ last_imap_login: logins.imap, last_smtp_login: logins.smtp, last_pop3_login: logins.pop3, last_sso_login: 0 },
    ...{ rl: own ?? rates.get(domain) ?? false, rl_scope: own ? 'mailbox' : 'domain' },
    ...{ is_relayed: 0, pushover_active: 0, sender_acl: [], ...(tags.length > 0 && { tags }) },
  };
}
