/** What one mailcow server holds, row by row as its database does (data/web/inc/init_db.inc.php, source of 2026-08-05). */
import type { SandboxClock } from '../../clock.ts';

export interface Domain {
  domain: string;
  active: number;
  /** How many of each it may have. */
  aliases: number;
  mailboxes: number;
  /** MiB. */
  maxquota: number;
  quota: number;
}

export interface Mailbox {
  username: string;
  name: string;
  /** 2: no login, but mail is taken. */
  active: number;
  domain: string;
  local_part: string;
  /** Bytes; 0: no limit. */
  quota: number;
  /** Access to protocols and the like, each `'0'` or `'1'`. */
  attributes: Record<string, string>;
  tags: string[];
  /** As its database writes times, in the server's own time zone. */
  created: string;
  /** Epoch seconds of the last login by IMAP, SMTP and POP3; 0: never. */
  logins: { imap: number; smtp: number; pop3: number };
  /** The real one holds a hash. */
  password: string;
}

export interface Alias {
  id: number;
  address: string;
  /** Addresses with commas. */
  goto: string;
  domain: string;
  active: number;
  sogo_visible: number;
  internal: number;
  sender_allowed: number;
  private_comment: string | null;
  public_comment: string | null;
}

export interface Filter {
  id: number;
  username: string;
  active: number;
  filter_type: string;
  script_data: string;
  script_desc: string;
}

export interface DkimKey {
  selector: string;
  /** Base64 of the public key's DER. */
  pubkey: string;
}

export interface Store {
  domains: Map<string, Domain>;
  /** Other names of domains: alias, then target. */
  aliasDomains: Map<string, string>;
  mailboxes: Map<string, Mailbox>;
  aliases: Map<number, Alias>;
  filters: Map<number, Filter>;
  keys: Map<string, DkimKey>;
  /** Of mailboxes and of domains. */
  rates: Map<string, { value: string; frame: string }>;
  nextId(): number;
  /** `2026-11-26 12:00:00`, in the server's time zone. */
  now(): string;
}

export function createStore(clock: SandboxClock, timeZone: string): Store {
  let id = 0;
  const clockOnTheWall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return {
    ...{ domains: new Map(), mailboxes: new Map(), aliases: new Map(), filters: new Map(), keys: new Map() },
    ...{ rates: new Map(), aliasDomains: new Map() },
    nextId: () => ++id,
    now: () => clockOnTheWall.format(clock.now()),
  };
}

/** By the template "Default" of a new server. */
export const newDomain = (domain: string): Domain => ({
  ...{ domain, active: 1, aliases: 400, mailboxes: 10, maxquota: 10_240, quota: 10_240 },
});

const protocols = ['sogo', 'imap', 'pop3', 'smtp', 'sieve', 'eas', 'dav'];

export function newMailbox({ now }: Store, username: string): Mailbox {
  const [local_part = '', domain = ''] = username.split('@');
  return {
    ...{ username, name: '', active: 1, domain, local_part, quota: 0, tags: [], created: now(), password: '' },
    attributes: Object.fromEntries(protocols.map(protocol => [`${protocol}_access`, '1'])),
    logins: { imap: 0, smtp: 0, pop3: 0 },
  };
}

export const mailboxesOf = ({ mailboxes }: Store, domain: string): Mailbox[] =>
  [...mailboxes.values()].filter(mailbox => mailbox.domain === domain);

export const aliasesOf = ({ aliases }: Store, domain: string): Alias[] =>
  [...aliases.values()].filter(alias => alias.domain === domain);

/** What goes with a mailbox: aliases to it alone, filters, its limit; in shared aliases it is left out. */
export function deleteMailbox(store: Store, username: string): void {
  store.mailboxes.delete(username);
  store.rates.delete(username);
  for (const { id, ...filter } of store.filters.values()) if (filter.username === username) store.filters.delete(id);
  for (const alias of [...store.aliases.values()]) {
    const others = alias.goto.split(',').filter(each => each !== username);
    if (others.length === 0) store.aliases.delete(alias.id);
    else alias.goto = others.join(',');
  }
}
