/** The calls of mailcow's API: POST for whatever writes, and what is done stands in the path. data/web/api/openapi.yaml */
import type { Http } from '../http.ts';
import type { MailcowAlias, MailcowFilter, MailcowKey, MailcowMailbox } from './convert.ts';

export type MailcowApi = ReturnType<typeof mailcowApi>;

/** Where there is nothing mailcow answers `{}`, be it a list that is empty. */
const listOf = <T>(answer: T[] | object): T[] => (Array.isArray(answer) ? answer : []);
const itemOf = <T extends object>(answer: T | object): T | undefined =>
  Object.keys(answer).length > 0 ? (answer as T) : undefined;

export function mailcowApi({ call }: Http) {
  const get = <T>(path: string, doing: string) => call<T>({ method: 'GET', path: `/get/${path}`, doing });
  const add = (what: string, json: object, doing: string) =>
    call<unknown>({ method: 'POST', path: `/add/${what}`, json, doing, again: false });
  const edit = (what: string, items: (string | number)[], attr: object, doing: string) =>
    call<unknown>({ method: 'POST', path: `/edit/${what}`, json: { items, attr }, doing, again: true });
  const remove = (what: string, items: (string | number)[], doing: string) =>
    call<unknown>({ method: 'POST', path: `/delete/${what}`, json: items, doing, again: true });
  const part = encodeURIComponent;

  return {
    /** Writes nothing, and is refused to a key that may not write. */
    check: () => edit('mailbox', [], {}, 'to look at the account'),

    readDomain: async (domain: string) =>
      itemOf<{ domain_name: string }>(await get(`domain/${part(domain)}`, `to look at ${domain}`)),
    addDomain: (domain: string, settings: object) => add('domain', { domain, ...settings }, `to add ${domain}`),
    deleteDomain: (domain: string) => remove('domain', [domain], `to remove ${domain}`),

    readKey: async (domain: string) =>
      itemOf<MailcowKey>(await get(`dkim/${part(domain)}`, `for the DKIM key of ${domain}`)),
    makeKey: (domain: string, dkim_selector: string) =>
      add('dkim', { domains: domain, dkim_selector, key_size: '2048' }, `to make a DKIM key for ${domain}`),
    importKey: (domain: string, dkim_selector: string, private_key_file: string) =>
      add(
        'dkim_import',
        { domain, dkim_selector, private_key_file, overwrite_existing: '1' },
        `to sign for ${domain} with the selector ${dkim_selector}`,
      ),

    /** Asked for a domain that it does not have, it lists the mailboxes of all others. */
    listMailboxes: async (domain: string) =>
      listOf(await get<MailcowMailbox[]>(`mailbox/all/${part(domain)}`, `to list the mailboxes of ${domain}`)).filter(
        ({ username }) => username.endsWith(`@${domain}`),
      ),
    readMailbox: async (address: string) =>
      itemOf<MailcowMailbox>(await get(`mailbox/${part(address)}`, `to look at ${address}`)),
    makeMailbox: (address: string, settings: object) => add('mailbox', settings, `to make ${address}`),
    changeMailbox: (address: string, attr: object, what: string) =>
      edit('mailbox', [address], attr, `to change ${what} of ${address}`),
    limitMailbox: (address: string, attr: object) =>
      edit('rl-mbox', [address], attr, `to change the send limit of ${address}`),
    deleteMailbox: (address: string) => remove('mailbox', [address], `to delete ${address}`),

    listAliases: async (domain: string) =>
      listOf(await get<MailcowAlias[]>(`alias/all/${part(domain)}`, `to list the aliases of ${domain}`)),
    makeAliases: (addresses: string[], goto: string) =>
      add(
        'alias',
        { address: addresses.join(','), goto, active: '1', sogo_visible: '1', sender_allowed: '1' },
        `to make ${addresses.join(', ')} an alias of ${goto}`,
      ),
    deleteAliases: (aliases: MailcowAlias[]) =>
      remove(
        'alias',
        // By number: an address that begins with digits would mean the alias of that number.
        aliases.map(({ id }) => id),
        `to delete the alias ${aliases.map(({ address }) => address).join(', ')}`,
      ),

    listFilters: async (address?: string) =>
      listOf(
        await get<MailcowFilter[]>(
          `filters/${address ? part(address) : 'all'}`,
          `for the filters of ${address ?? 'all'}`,
        ),
      ),
    makeFilter: (username: string, script_data: string) =>
      add(
        'filter',
        { username, script_data, script_desc: 'Forwarding (Mailyard)', filter_type: 'prefilter', active: '1' },
        `to forward the mail of ${username}`,
      ),
    changeFilter: ({ id, username }: MailcowFilter, script_data: string) =>
      edit('filter', [id], { script_data, active: '1' }, `to change the forwarding of ${username}`),
    deleteFilter: ({ id, username }: MailcowFilter) => remove('filter', [id], `to end the forwarding of ${username}`),
  };
}
