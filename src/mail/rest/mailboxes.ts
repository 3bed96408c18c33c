/** Mailboxes at a described API. */
import { type ApiCall, type MailboxApi, placeholdersOfCall, settableFields } from '../../inventory/api.ts';
import type { MadePassword, MailboxCalls } from '../adapter.ts';
import { ProviderFailure, unlessMissing } from '../failure.ts';
import { differing, type LiveMailbox, type MailboxSettings } from '../mailbox.ts';
import type { Api } from './api.ts';
import { mailboxOf, shownAddress, shownAt, UnknownWord, valuesOf } from './convert.ts';
import { at } from './dotted.ts';
import { requestOf, type Values } from './fill.ts';
import { allItems } from './pages.ts';

export function mailboxCalls(api: Api, description: MailboxApi): MailboxCalls {
  const { fields, list, read, create, update, replaces, setPassword } = description;
  /** The provider's own keys, as far as they have been seen. */
  const ids = new Map<string, unknown>();

  async function listItems(domain: string): Promise<Map<string, unknown>> {
    const request = requestOf(list, { ...api.account, domain });
    const items = await allItems(api.http, api.baseUrl, list, request, `to list the mailboxes of ${domain}`);
    const named = items.map(item => [shownAddress(item, fields, domain), item] as const);
    return new Map(
      named.flatMap(([address, item]) => (address?.endsWith(`@${domain}`) ? [[address, noted(address, item)]] : [])),
    );
  }

  function noted(address: string, item: unknown): unknown {
    const id = shownAt(item, fields, 'id');
    if (id !== undefined) ids.set(address, id);
    return item;
  }

  const readable = (address: string, item: unknown): LiveMailbox =>
    readableBy(api.title, address, () => mailboxOf(item, fields, domainOf(address)));

  /** What the call's placeholders stand for. An id that nobody has seen yet is looked for in the list. Throws `missing`. */
  async function placed(address: string, call: ApiCall, values: Values): Promise<Values> {
    if (!placeholdersOfCall(call).includes('id')) return values;
    if (!ids.has(address)) await listItems(domainOf(address));
    if (!ids.has(address)) throw notThere(api.title, address);
    return { ...values, id: ids.get(address) };
  }

  async function ask(call: ApiCall, address: string, values: Values, doing: string): Promise<unknown> {
    return api.ask(call, await placed(address, call, { ...valuesOf(address, {}, fields), ...values }), doing, true);
  }

  return {
    async list(domain) {
      return Array.from(await listItems(domain), ([address, item]) => readable(address, item));
    },
    async read(address) {
      const item = read
        ? at(await unlessMissing(ask(read, address, {}, `to look at ${address}`)), read.item)
        : (await listItems(domainOf(address))).get(address);
      return item === undefined || item === null ? undefined : readable(address, noted(address, item));
    },
    async create(wanted, password) {
      const { address } = wanted;
      const values = { ...valuesOf(address, wanted, fields), password };
      const item = at(await api.ask(create, values, `to make ${address}`, false), create.item);
      const shown = shownAddress(item, fields, domainOf(address)) ? readable(address, noted(address, item)) : undefined;
      return { ...sentBy(create, wanted), ...shown, address, ...madePassword(item) };
    },
    async update(wanted, now) {
      const { address } = wanted;
      const sendable = update ? new Set(placeholdersOfCall(update)) : new Set<string>();
      const changed = differing(wanted, now).filter(name => sendable.has(name));
      if (!update || changed.length === 0) return;
      const sent = replaces ? { ...now, ...wanted } : Object.fromEntries(changed.map(name => [name, wanted[name]]));
      await ask(update, address, valuesOf(address, sent, fields), `to change ${changed.join(', ')} of ${address}`);
    },
    ...(setPassword && {
      async setPassword(address: string, password: string) {
        return madePassword(
          at(await ask(setPassword, address, { password }, `to set the password of ${address}`), setPassword.item),
        );
      },
    }),
    async delete(address) {
      await unlessMissing(ask(description.delete, address, {}, `to delete ${address}`));
      ids.delete(address);
    },
  };

  function madePassword(item: unknown): MadePassword {
    const password = shownAt(item, fields, 'password');
    return typeof password === 'string' ? { password } : {};
  }
}

/** As far as the answer of `create` says nothing else, the mailbox is as it was sent. */
function sentBy(create: ApiCall, wanted: MailboxSettings): MailboxSettings {
  const sent = new Set(placeholdersOfCall(create));
  const settings = settableFields.filter(name => sent.has(name)).map(name => [name, wanted[name]]);
  return {
    address: wanted.address,
    state: 'active',
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
  };
}

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

function readableBy<T>(title: string, address: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownWord)) throw error;
    throw new ProviderFailure(
      'refused',
      `${title} shows ${address} in a way that its template does not know: ${error.message}.`,
      {
        fix: 'Add the word to that field of the template: a list holds several.',
      },
    );
  }
}

const notThere = (title: string, address: string): ProviderFailure =>
  new ProviderFailure('missing', `${title} has no mailbox ${address}.`);
