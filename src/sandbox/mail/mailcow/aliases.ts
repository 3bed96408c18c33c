/** Aliases and sieve filters: `case 'alias'` and `case 'filter'` of functions.mailbox.inc.php. */
import { danger, type Outcome, success } from './answers.ts';
import { int } from './bodies.ts';
import { EMAIL } from './mailboxes.ts';
import { type Alias, aliasesOf, type Filter, type Store } from './store.ts';

type Fields = Record<string, unknown>;

const listOf = (text: unknown): string[] =>
  String(text ?? '')
    .split(/[ ,;\n]/)
    .map(each => each.trim())
    .filter(Boolean);

/** Several at once, each with an outcome of its own. A mailbox's address is an alias of the real one's, and cannot be another. */
export function addAlias(store: Store, body: Fields): Outcome[] {
  const [addresses, gotos] = [listOf(body.address), listOf(body.goto)];
  if (addresses.length === 0) return [danger('alias_empty')];
  if (gotos.length === 0) return [danger('goto_empty')];
  const bad = gotos.find(goto => !EMAIL.test(goto));
  if (bad) return [danger('goto_invalid', bad)];
  return addresses.filter(address => !gotos.includes(address)).map(address => addOne(store, address, gotos, body));
}

function addOne(store: Store, address: string, gotos: string[], body: Fields): Outcome {
  const domain = address.slice(address.indexOf('@') + 1);
  const limits = store.domains.get(domain);
  if (limits && aliasesOf(store, domain).length >= limits.aliases) return danger('max_alias_exceeded');
  const taken = store.mailboxes.has(address) || [...store.aliases.values()].some(alias => alias.address === address);
  if (taken) return danger('is_alias_or_mailbox', address);
  if (!limits) return danger('domain_not_found', domain);
  if (!EMAIL.test(address)) return danger('alias_invalid', address);
  const id = store.nextId();
  const { private_comment = null, public_comment = null } = body as Partial<Alias>;
  store.aliases.set(id, {
    ...{ id, address, goto: [...new Set(gotos)].join(','), domain, private_comment, public_comment },
    ...{ active: int(body.active), sogo_visible: int(body.sogo_visible), internal: int(body.internal) },
    sender_allowed: int(body.sender_allowed),
  });
  return success('alias_added', address, id);
}

export function editAlias(store: Store, items: string[], attr: Fields): Outcome[] {
  return items.map(item => {
    const alias = findAlias(store, item);
    if (!alias) return danger('alias_invalid', item);
    for (const flag of ['active', 'sogo_visible', 'internal', 'sender_allowed'] as const)
      if (attr[flag] !== undefined) alias[flag] = int(attr[flag]);
    const gotos = listOf(attr.goto);
    if (gotos.length > 0) alias.goto = gotos.join(',');
    return success('alias_modified', alias.address);
  });
}

export function deleteAliases(store: Store, items: string[]): Outcome[] {
  return items.map(item => {
    const alias = findAlias(store, item);
    if (!alias) return danger('access_denied');
    store.aliases.delete(alias.id);
    return success('alias_removed', alias.address);
  });
}

/** MySQL compares a number with a text by the digits that the text begins with: `7up@acme.example` is the alias 7. */
function findAlias({ aliases }: Store, key: string): Alias | undefined {
  return [...aliases.values()].find(({ id, address }) => id === Number.parseInt(key, 10) || address === key);
}

export const shownAlias = (alias: Alias): object => ({
  ...{
    ...alias,
    in_primary_domain: '',
    is_catch_all: 0,
    active_int: alias.active,
    sogo_visible_int: alias.sogo_visible,
  },
  ...{ created: '2026-11-26 12:00:00', modified: null },
});

/** One of each type is active: another that becomes so puts it out. */
export function addFilter(store: Store, body: Omit<Filter, 'id' | 'active'> & Fields): Outcome[] {
  const { username, script_data, script_desc, filter_type } = body;
  if (!EMAIL.test(username)) return [danger('no_user_defined')];
  if (!store.mailboxes.has(username)) return [danger('access_denied')];
  if (!script_data) return [danger('script_empty')];
  if (!script_desc) return [danger('value_missing')];
  const filter = { id: store.nextId(), username, active: int(body.active), filter_type, script_data, script_desc };
  store.filters.set(filter.id, filter);
  activate(store, filter);
  return [success('mailbox_modified', username)];
}

export function editFilter(store: Store, items: string[], attr: Fields): Outcome[] {
  return items.map(item => {
    const filter = store.filters.get(Number(item));
    if (!filter) return danger('access_denied');
    const { active = filter.active, ...changes } = attr;
    for (const [name, value] of Object.entries(changes)) if (value) Object.assign(filter, { [name]: value });
    filter.active = int(active);
    activate(store, filter);
    return success('mailbox_modified', filter.username);
  });
}

function activate({ filters }: Store, { id, username, filter_type, active }: Filter): void {
  for (const other of filters.values()) {
    const isSame = other.username === username && other.filter_type === filter_type;
    if (active === 1 && isSame && other.id !== id) other.active = 0;
  }
}

export function deleteFilters(store: Store, items: string[]): Outcome[] {
  return items.map(item =>
    store.filters.delete(Number(item)) ? success('delete_filter', item) : danger('access_denied'),
  );
}
