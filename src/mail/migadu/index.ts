/** Migadu: domains, mailboxes, aliases and forwardings by its REST API. docs/providers/migadu.md */
import { domainOf, userOf } from '../../inventory/addresses.ts';
import type { Connection, DomainCalls, MailAdapter, MailboxCalls } from '../adapter.ts';
import { basicAuth } from '../basic-auth.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { Http } from '../http.ts';
import { differing, listChange, type MailboxSettings } from '../mailbox.ts';
import { type MigaduApi, migaduApi } from './api.ts';
import { ownAliases, stateOf, toBody, toLiveMailbox } from './convert.ts';
import { facts } from './facts.ts';

export const migadu: MailAdapter = {
  facts,
  connect(connection) {
    const api = migaduApi(httpOf(connection));
    return {
      // An API key has every right or none: what may list the domains may do the rest.
      check: async () => void (await api.listDomains()),
      domains: domainCalls(api),
      mailboxes: mailboxCalls(api),
    };
  },
};

function httpOf({ account: { url = '', user = '' }, secret, http }: Connection): Http {
  const authorization = basicAuth(user, secret('MIGADU_API_KEY'));
  return http({
    baseUrl: url,
    headers: () => ({ authorization }),
    // Documented for activation, while DNS is not as it should be.
    judge: ({ status }) => (status === 422 ? { kind: 'early' } : undefined),
    fixes: {
      credentials:
        'The user is the address of the Migadu account, not a mailbox; MIGADU_API_KEY is the key alone. Make one at admin.migadu.com, My Account, API Keys.',
      forbidden: 'A key has the rights of the user who made it: make it as an admin of the organisation.',
      refused:
        'Migadu gives no reasons. The usual ones: the address is taken by a mailbox or an alias, or the password is too weak.',
    },
  });
}

function domainCalls(api: MigaduApi): DomainCalls {
  const valuesOf = async (domain: string) => {
    const records = await api.readRecords(domain);
    return records && { values: { verification: records.dns_verification.value } };
  };
  return {
    read: valuesOf,
    async add(domain) {
      await api.addDomain(domain);
      return (await valuesOf(domain)) ?? { values: {} };
    },
    async verify(domain) {
      try {
        await api.activate(domain);
        return { ready: true };
      } catch (error) {
        if (!isFailure(error, 'early')) throw error;
        const { checks = {} } = await api.diagnostics(domain);
        const missing = Object.keys(checks).filter(check => checks[check] !== 'ok');
        return { ready: false, waitingFor: `the records of ${domain} that Migadu checks (${missing.join(', ')})` };
      }
    },
  };
}

function mailboxCalls(api: MigaduApi): MailboxCalls {
  return {
    async list(domain) {
      const [mailboxes, aliases] = await Promise.all([api.listMailboxes(domain), api.listAliases(domain)]);
      return mailboxes.map(mailbox => toLiveMailbox(mailbox, aliases));
    },

    async read(address) {
      const mailbox = await api.readMailbox(address);
      return mailbox && toLiveMailbox(mailbox, await api.listAliases(domainOf(address)));
    },

    async create(wanted, password) {
      const { address, name = userOf(address) } = wanted;
      refuseAbroad(wanted);
      const settings = { ...toBody(wanted, Object.keys(wanted)), name, password };
      return toLiveMailbox(await api.makeMailbox(address, settings), []);
    },

    async update(wanted, now) {
      const { address, state, aliases = now.aliases ?? [], forwardTo = now.forwardTo ?? [] } = wanted;
      refuseAbroad(wanted);
      const body = toBody(wanted, differing(wanted, now));
      if (Object.keys(body).length > 0) {
        const changed = await api.changeMailbox(address, body);
        if (state !== now.state && stateOf(changed) !== state) throw stillInactive(address);
      }
      const alias = listChange(aliases, now.aliases);
      for (const each of alias.remove) await api.deleteAlias(each);
      for (const each of alias.add) await api.makeAlias(each, address);
      const forwarding = listChange(forwardTo, now.forwardTo);
      for (const each of forwarding.remove) await api.deleteForwarding(address, each);
      for (const each of forwarding.add) await api.makeForwarding(address, each);
    },

    async setPassword(address, password) {
      await api.changeMailbox(address, { password });
      return {};
    },

    async delete(address) {
      await api.deleteMailbox(address);
      // An alias that leads nowhere else would keep its address from being used again.
      for (const alias of ownAliases(address, await api.listAliases(domainOf(address)))) await api.deleteAlias(alias);
    },
  };
}

/** Migadu's aliases redirect only within their own domain (its documentation). */
function refuseAbroad({ address, aliases = [] }: MailboxSettings): void {
  const abroad = aliases.find(alias => domainOf(alias) !== domainOf(address));
  if (abroad === undefined) return;
  throw new ProviderFailure(
    'refused',
    `Migadu cannot make ${abroad} an alias of ${address}: its aliases stay in one domain.`,
    {
      fix: `Make a mailbox ${abroad} that forwards to ${address}.`,
    },
  );
}

const stillInactive = (address: string): ProviderFailure =>
  new ProviderFailure('refused', `Migadu keeps ${address} inactive as a whole, whatever it may do.`, {
    fix: `Activate it in Migadu admin: the domain, Mailboxes, ${address}.`,
  });
