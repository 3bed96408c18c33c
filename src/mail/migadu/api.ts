/** The calls of Migadu's API (v1, beta). https://migadu.com/api/ */
import { isFailure, unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import { tellingExists } from '../telling-exists.ts';
import type { MigaduAlias, MigaduMailbox, MigaduRecords } from './convert.ts';

export type MigaduApi = ReturnType<typeof migaduApi>;

/** `status` is `ok` where every check is. */
export interface Diagnostics {
  status?: string;
  checks?: Record<string, string>;
}

export function migaduApi({ call }: Http) {
  const domainPath = (domain: string) => `/domains/${encodeURIComponent(domain)}`;
  const pathOf = (kind: 'mailboxes' | 'aliases', address: string) => {
    const [local = '', domain = ''] = address.split('@');
    return `${domainPath(domain)}/${kind}/${encodeURIComponent(local)}`;
  };

  const listAliases = async (domain: string): Promise<MigaduAlias[]> => {
    const path = `${domainPath(domain)}/aliases`;
    const doing = `to list the aliases of ${domain}`;
    const answer = await unlessMissing(call<{ address_aliases: MigaduAlias[] }>({ method: 'GET', path, doing }));
    return answer?.address_aliases ?? [];
  };

  const readMailbox = (address: string): Promise<MigaduMailbox | undefined> =>
    unlessMissing(call({ method: 'GET', path: pathOf('mailboxes', address), doing: `to read ${address}` }));

  const readRecords = (domain: string): Promise<MigaduRecords | undefined> =>
    unlessMissing(
      call({ method: 'GET', path: `${domainPath(domain)}/records`, doing: `to read the records of ${domain}` }),
    );

  /** What is gone is done. A DELETE that succeeded may answer 500 (public clients, 2026): then the path is asked once more. */
  async function remove(path: string, doing: string): Promise<void> {
    try {
      await unlessMissing(call({ method: 'DELETE', path, doing, again: false }));
    } catch (error) {
      if (!isFailure(error, 'lost') || (await unlessMissing(call({ method: 'GET', path, doing })))) throw error;
    }
  }

  return {
    listDomains: () => call<object>({ method: 'GET', path: '/domains', doing: 'to list the domains of the account' }),
    readRecords,

    addDomain(domain: string): Promise<object> {
      // Without the default addresses: what exists there the inventory says.
      const json = { name: domain, hosted_dns: false, create_default_addresses: false };
      const adding = call<object>({ method: 'POST', path: '/domains', json, doing: `to add ${domain}` });
      return tellingExists(adding, 'Migadu', domain, () => readRecords(domain));
    },

    activate: (domain: string) =>
      call<object>({ method: 'GET', path: `${domainPath(domain)}/activate`, doing: `to activate ${domain}` }),

    diagnostics: (domain: string) =>
      call<Diagnostics>({ method: 'GET', path: `${domainPath(domain)}/diagnostics`, doing: `to check ${domain}` }),

    async listMailboxes(domain: string): Promise<MigaduMailbox[]> {
      const path = `${domainPath(domain)}/mailboxes`;
      const doing = `to list the mailboxes of ${domain}`;
      const answer = await unlessMissing(call<{ mailboxes: MigaduMailbox[] }>({ method: 'GET', path, doing }));
      return answer?.mailboxes ?? [];
    },

    readMailbox,
    listAliases,

    makeMailbox(address: string, settings: Record<string, unknown>): Promise<MigaduMailbox> {
      const [local_part = '', domain = ''] = address.split('@');
      const json = { local_part, ...settings };
      const path = `${domainPath(domain)}/mailboxes`;
      const making = call<MigaduMailbox>({ method: 'POST', path, json, doing: `to make ${address}` });
      // Live, 2026-08: `400 bad request` for an address that is taken, as for whatever else is wrong.
      return tellingExists(making, 'Migadu', address, () => readMailbox(address));
    },

    changeMailbox: (address: string, json: Record<string, unknown>) =>
      call<MigaduMailbox>({ method: 'PUT', path: pathOf('mailboxes', address), json, doing: `to change ${address}` }),

    deleteMailbox: (address: string) => remove(pathOf('mailboxes', address), `to delete ${address}`),

    makeAlias(alias: string, address: string): Promise<object> {
      const [local_part = '', domain = ''] = alias.split('@');
      const path = `${domainPath(domain)}/aliases`;
      const json = { local_part, destinations: address };
      return call({ method: 'POST', path, json, doing: `to make ${alias} an alias of ${address}` });
    },

    deleteAlias: (alias: string) => remove(pathOf('aliases', alias), `to delete the alias ${alias}`),

    makeForwarding(address: string, to: string): Promise<object> {
      const path = `${pathOf('mailboxes', address)}/forwardings`;
      return call({ method: 'POST', path, json: { address: to }, doing: `to forward ${address} to ${to}` });
    },

    deleteForwarding(address: string, to: string): Promise<void> {
      const path = `${pathOf('mailboxes', address)}/forwardings/${encodeURIComponent(to)}`;
      return remove(path, `to end the forwarding of ${address} to ${to}`);
    },
  };
}
