/** Mailgun: sending domains and their SMTP logins by its API. docs/providers/mailgun.md */

import { domainOf } from '../../inventory/addresses.ts';
import type { Connection, DomainCalls, LiveDomain, MailAdapter, MailboxCalls } from '../adapter.ts';
import { basicAuth } from '../basic-auth.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { Http } from '../http.ts';
import type { LiveMailbox } from '../mailbox.ts';
import { tellingExists } from '../telling-exists.ts';
import { type MailgunApi, mailgunApi } from './api.ts';
import { type MailgunDomain, readinessOf, toLiveDomain, toLiveMailbox } from './convert.ts';
import { dkimCalls } from './dkim.ts';
import { facts } from './facts.ts';

export const mailgun: MailAdapter = {
  facts,
  connect(connection) {
    const api = mailgunApi(httpOf(connection));
    return {
      check: async () => void (await api.listDomains()),
      domains: domainCalls(api),
      mailboxes: mailboxCalls(api, connection),
      dkim: dkimCalls(api),
    };
  },
};

const hosts: Record<string, string> = { us: 'https://api.mailgun.net', eu: 'https://api.eu.mailgun.net' };

function httpOf({ account: { region = '', url = hosts[region] ?? '' }, secret, http }: Connection): Http {
  const authorization = basicAuth('api', secret('MAILGUN_API_KEY'));
  return http({
    baseUrl: url,
    headers: () => ({ authorization }),
    fixes: {
      credentials: `The key is one of the account (not a domain's sending key), and its region is ${region}: the other one does not know it. Make one at app.mailgun.com, Account settings, API keys.`,
      forbidden:
        'The API key needs the role Admin, as no other may make logins. A role cannot be changed: make a new key at app.mailgun.com, Account settings, API keys.',
    },
  });
}

function domainCalls(api: MailgunApi): DomainCalls {
  return {
    async read(domain) {
      const there = await api.readDomain(domain);
      return there && liveDomain(domain, there);
    },
    async add(domain) {
      const adding = api.addDomain(domain);
      return liveDomain(domain, await tellingExists(adding, 'Mailgun', domain, () => api.readDomain(domain)));
    },
    async verify(domain) {
      const there = await api.verifyDomain(domain);
      if (!there) return { ready: false, waitingFor: 'the domain itself, which is not found right after it was added' };
      if (there.domain.state === 'disabled') throw disabled(domain, there.domain.disabled?.reason);
      return readinessOf(there);
    },
    remove: domain => api.deleteDomain(domain),
  };
}

function mailboxCalls(api: MailgunApi, { now, sleep }: Connection): MailboxCalls {
  return {
    async list(domain) {
      const all: LiveMailbox[] = [];
      for await (const credential of api.credentials(domain)) all.push(toLiveMailbox(credential));
      return all;
    },

    read: address => find(api, address),

    async create({ address }, password) {
      const started = now();
      const making = onceFound(() => api.makeCredential(address, password), sleep);
      await tellingExists(making, 'Mailgun', address, () => find(api, address));
      return { address, state: 'active', created: started };
    },

    /** Of a login there is nothing to set but its password. */
    async update() {},

    async setPassword(address, password) {
      await api.setPassword(address, password);
      return {};
    },

    delete: address => api.deleteCredential(address),
  };
}

async function find(api: MailgunApi, address: string) {
  for await (const credential of api.credentials(domainOf(address)))
    if (credential.login === address) return toLiveMailbox(credential);
  return undefined;
}

/** A domain that was just added is not found everywhere at once: nothing was done then, and it may be sent again. */
const PAUSES_MS = [1000, 2000, 4000, 8000];

async function onceFound<T>(send: () => Promise<T>, sleep: Connection['sleep']): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await send();
    } catch (error) {
      if (!isFailure(error, 'missing')) throw error;
      await sleep(pause);
    }
  }
  return send();
}

function liveDomain(domain: string, there: MailgunDomain): LiveDomain {
  const live = toLiveDomain(there);
  return Object.keys(live.values).length > 0 ? live : { ...live, otherKey: withoutAutomatic(domain) };
}

const withoutAutomatic = (domain: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `Mailgun signs ${domain} with a key that is published as TXT, which does not rotate.`,
    {
      fix: 'Switch Automatic Sender Security on for it at app.mailgun.com, Send, Domains, Domain settings, or write `mailgun` in `dkim.signers`; then run it again.',
    },
  );

const disabled = (domain: string, reason = 'no reason given'): ProviderFailure =>
  new ProviderFailure('refused', `Mailgun has disabled ${domain} (${reason}).`, {
    fix: 'Only Mailgun can enable it again: ask its support.',
  });
