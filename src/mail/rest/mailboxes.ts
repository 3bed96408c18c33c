/** Mailboxes at a described API. */
import { domainOf } from '../../inventory/addresses.ts';
import { type ApiCall, type MailboxApi, placeholdersOfCall, settableFields } from '../../inventory/api.ts';
import type { MadePassword, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import { differing, type LiveMailbox, type MailboxSettings } from '../mailbox.ts';
import type { Api } from './api.ts';
import { mailboxOf, shownAddress, shownAt, shownOf, UnknownWord, valuesOf } from './convert.ts';
import { at } from './dotted.ts';
import { requestOf, type Values } from './fill.ts';
import { allItems } from './pages.ts';
import { sharedList } from './shared-list.ts';

export function mailboxCalls(api: Api, description: MailboxApi): MailboxCalls {
  const { fields, list, read, create, update, replaces, suspend, activate, setPassword, delete: remove } = description;
  const { title } = api;
  /** The provider's own keys, as far as they have been seen. */
  const ids = new Map<string, unknown>();

  const listed = sharedList(api.now, placeholdersOfCall(list).includes('domain'), domain =>
    allItems(api, list, requestOf(list, { ...api.account, domain }), `to list the mailboxes of ${domain}`),
  );

  /** The items of one domain by address: some APIs give those of all. */
  async function listItems(domain: string): Promise<Map<string, unknown>> {
    const items = await listed.of(domain);
    const own = items.flatMap(item => {
      const address = shownAddress(item, fields, domain);
      return address?.endsWith(`@${domain}`) ? [[address, item] as const] : [];
    });
    for (const [address, item] of own) noteId(address, item);
    return new Map(own);
  }

  function noteId(address: string, item: unknown): void {
    const id = shownAt(item, fields, 'id');
    if (id !== undefined) ids.set(address, id);
  }

  /** A call for one mailbox. An id that nobody has seen yet is looked for in the list. Throws `missing`. */
  async function ask(call: ApiCall, address: string, values: Values, doing: string): Promise<unknown> {
    const byId = placeholdersOfCall(call).includes('id');
    if (byId && !ids.has(address)) await listItems(domainOf(address));
    if (byId && !ids.has(address)) throw new ProviderFailure('missing', `${title} has no mailbox ${address}.`);
    try {
      return await api.ask(call, { ...valuesOf(address, {}, fields), ...values, id: ids.get(address) }, doing, true);
    } catch (error) {
      if (isFailure(error, 'missing')) ids.delete(address);
      throw error;
    } finally {
      if (call !== read) listed.forget();
    }
  }

  async function readItem(address: string): Promise<unknown> {
    if (!read) return (await listItems(domainOf(address))).get(address);
    const item = at(await unlessMissing(ask(read, address, {}, `to look at ${address}`)), read.item);
    if (item === undefined || item === null) return undefined;
    const shown = shownAddress(item, fields, domainOf(address));
    if (shown === undefined) throw nobody(title, address);
    // Asked for an alias, some APIs show the mailbox that it belongs to.
    return shown === address ? item : undefined;
  }

  async function readMailbox(address: string): Promise<LiveMailbox | undefined> {
    const item = await readItem(address);
    if (item === undefined) return undefined;
    noteId(address, item);
    return inWords(title, address, () => mailboxOf(address, item, fields));
  }

  /** Everything, where what is not sent would be reset: then what is there now has to be known. */
  async function sentBy(wanted: MailboxSettings, changed: string[]): Promise<Partial<MailboxSettings>> {
    const changes = Object.fromEntries(Object.entries(wanted).filter(([name]) => changed.includes(name)));
    return replaces ? { ...(await readMailbox(wanted.address)), ...changes } : changes;
  }

  return {
    async list(domain) {
      const items = await listItems(domain);
      return Array.from(items, ([address, item]) => inWords(title, address, () => mailboxOf(address, item, fields)));
    },
    read: readMailbox,
    async create(wanted, password) {
      const { address } = wanted;
      const values = { ...valuesOf(address, wanted, fields), password };
      const made = api.ask(create, values, `to make ${address}`, false).finally(listed.forget);
      const item = at(await made, create.item);
      noteId(address, item);
      const shown = inWords(title, address, () => shownOf(address, item, fields));
      return { ...takenBy(create, wanted), ...shown, ...madePassword(item) };
    },
    async update(wanted, now) {
      const { address, state } = wanted;
      const changed = differing(wanted, now);
      const turn = changed.includes('state') ? { active: activate, suspended: suspend }[state] : undefined;
      if (turn) await ask(turn, address, {}, `to make ${address} ${state}`);
      const sent = update ? changed.filter(name => placeholdersOfCall(update).includes(name)) : [];
      if (!update || sent.length === 0) return;
      const values = valuesOf(address, await sentBy(wanted, sent), fields);
      await ask(update, address, values, `to change ${sent.join(', ')} of ${address}`);
    },
    ...(setPassword && {
      async setPassword(address: string, password: string) {
        const answer = await ask(setPassword, address, { password }, `to set the password of ${address}`);
        return madePassword(at(answer, setPassword.item));
      },
    }),
    async delete(address) {
      await unlessMissing(ask(remove, address, {}, `to delete ${address}`));
    },
  };

  function madePassword(item: unknown): MadePassword {
    const password = shownAt(item, fields, 'password');
    return typeof password === 'string' ? { password } : {};
  }
}

/** As far as the answer of `create` says nothing else, the mailbox is as it was sent. */
function takenBy(create: ApiCall, wanted: MailboxSettings): MailboxSettings {
  const sent = placeholdersOfCall(create);
  const taken = settableFields.filter(name => sent.includes(name) && wanted[name] !== undefined);
  return { address: wanted.address, state: 'active', ...Object.fromEntries(taken.map(name => [name, wanted[name]])) };
}

function inWords<T>(title: string, address: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownWord)) throw error;
    const message = `${title} shows ${address} in a way that its template does not know: ${error.message}.`;
    throw new ProviderFailure('refused', message, {
      fix: 'Add the word to that field of the template: a list holds several.',
    });
  }
}

const nobody = (title: string, address: string): ProviderFailure =>
  new ProviderFailure('refused', `The answer of ${title} about ${address} does not show whose mailbox it is.`, {
    fix: "Correct `fields.address` or the read call's `item` in its template.",
  });
