/** Stalwart from 0.16 on: its domains and accounts by JMAP. docs/providers/stalwart.md */
import type { Connection, DomainCalls, LiveDomain, MailAdapter, MailboxCalls } from '../adapter.ts';
import { basicAuth } from '../basic-auth.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import { differing } from '../mailbox.ts';
import { judge, said } from './answers.ts';
import { type StalwartApi, stalwartApi } from './api.ts';
import {
  type Account,
  aliasPatch,
  newAccount,
  newDomain,
  newSignature,
  partsOf,
  permissionsFor,
  toLiveMailbox,
} from './convert.ts';
import { dkimCalls, dkimValues, freshKey, giveKey } from './dkim.ts';
import { type DomainIds, domainIds } from './domain-ids.ts';
import { facts } from './facts.ts';

export const stalwart: MailAdapter = {
  facts,
  connect(connection) {
    const api = stalwartApi(httpOf(connection));
    const ids = domainIds(api);
    return {
      check: async () => void (await api.rights()),
      domains: domainCalls(api, ids, connection.account.dkimSelectorRsa ?? ''),
      mailboxes: mailboxCalls(api, ids),
      dkim: dkimCalls(api, ids),
    };
  },
};

function httpOf({ account: { url = '', user }, secret, http }: Connection): Http {
  const value = secret('STALWART_SECRET');
  const authorization = user ? basicAuth(user, value) : `Bearer ${value}`;
  return http({
    baseUrl: url,
    headers: () => ({ authorization }),
    judge,
    said,
    fixes: {
      credentials:
        'Make a new API key in the WebUI of the server and set STALWART_SECRET to it; for a password, set `accounts.stalwart.user`.',
      forbidden:
        'The account of the key needs the permissions sysDomain…, sysAccount… and sysDkimSignature… (Get, Query, Create, Update, Destroy) and all that its mailboxes get: an administrator has them.',
    },
  });
}

/** Stalwart looks at no DNS: a domain that is there takes and sends mail. */
function domainCalls(api: StalwartApi, ids: DomainIds, selector: string): DomainCalls {
  async function read(name: string): Promise<LiveDomain | undefined> {
    const domain = await ids.find(name);
    return domain && dkimValues(api, domain, selector);
  }
  return {
    read,
    async add(name) {
      const signature = newSignature('#new', selector, await freshKey(), 'rsa');
      try {
        await api.createDomain(newDomain(name), signature, name);
      } catch (error) {
        if (isFailure(error, 'exists')) await giveKey(api, await ids.find(name), selector);
        throw error;
      }
      return (await read(name)) ?? { values: {} };
    },
    verify: async () => ({ ready: true }),
    async remove(domain) {
      const there = await ids.find(domain);
      if (there) await unlessMissing(api.destroyDomain(there));
      ids.forget(domain);
    },
  };
}

function mailboxCalls(api: StalwartApi, ids: DomainIds): MailboxCalls {
  async function accountAt(address: string, properties?: string[]): Promise<Account | undefined> {
    const domain = await ids.find(partsOf(address)[1]);
    return domain && api.accountAt(address, domain, properties);
  }

  async function mustHave(address: string, properties?: string[]): Promise<Account> {
    const account = await accountAt(address, properties);
    if (account) return account;
    throw new ProviderFailure('missing', `Stalwart does not have ${address}.`);
  }

  return {
    async list(name) {
      const domain = await ids.find(name);
      const accounts = domain ? await api.accountsIn(domain) : [];
      const domainOf = await ids.names(accounts);
      return accounts.map(account => toLiveMailbox(account, domainOf));
    },

    async read(address) {
      const account = await accountAt(address);
      return account && toLiveMailbox(account, await ids.names([account]));
    },

    async create(wanted, password) {
      const idOf = await ids.all([wanted.address, ...(wanted.aliases ?? [])].map(each => partsOf(each)[1]));
      await api.createAccount(newAccount(wanted, password, idOf), wanted.address);
      return wanted;
    },

    async update(wanted, now) {
      const { address, state, name, aliases = [] } = wanted;
      const changed = differing(wanted, now);
      if (changed.length === 0) return;
      const account = await mustHave(address);
      const patch: Record<string, unknown> = {};
      if (changed.includes('name')) patch.description = name || null;
      if (changed.includes('state')) patch.permissions = permissionsFor(state, account.permissions);
      if (changed.includes('aliases')) {
        const domainOf = await ids.names([account]);
        Object.assign(
          patch,
          aliasPatch(account, aliases, domainOf, await ids.all(aliases.map(each => partsOf(each)[1]))),
        );
      }
      await api.updateAccount(account.id, patch, `to change ${address}`);
    },

    /** An account has one password at most, and may have app passwords besides. */
    async setPassword(address, secret) {
      const { id, credentials = {} } = await mustHave(address, ['credentials']);
      const [key] = Object.entries(credentials).find(([, each]) => each['@type'] === 'Password') ?? [];
      const free = Math.max(-1, ...Object.keys(credentials).map(Number)) + 1;
      const patch = key
        ? { [`credentials/${key}/secret`]: secret }
        : { [`credentials/${free}`]: { '@type': 'Password', secret } };
      await api.updateAccount(id, patch, `to set the password of ${address}`);
      return {};
    },

    async delete(address) {
      const account = await accountAt(address, ['name']);
      if (account) await unlessMissing(api.destroyAccount(account.id, address));
    },
  };
}
