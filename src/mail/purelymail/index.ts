/** Purelymail: domains, users and routing rules by its API. docs/providers/purelymail.md */
import type { Connection, DomainCalls, MailAdapter, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import { differing, listChange, type MailboxSettings } from '../mailbox.ts';
import { tellingExists } from '../telling-exists.ts';
import { judge, type PurelymailApi, purelymailApi } from './api.ts';
import { aliasRules, forwardingRule, from, ruleFor, toLiveMailbox } from './convert.ts';
import { facts } from './facts.ts';

export const purelymail: MailAdapter = {
  facts,
  connect(connection) {
    const api = purelymailApi(httpOf(connection));
    return {
      // A token has every right.
      check: async () => void (await api.checkAccountCredit()),
      domains: domainCalls(api),
      mailboxes: mailboxCalls(api),
    };
  },
};

function httpOf({ account: { url = '' }, secret, http }: Connection): Http {
  const token = secret('PURELYMAIL_API_TOKEN');
  return http({
    baseUrl: url,
    headers: () => ({ 'purelymail-api-token': token }),
    judge,
    fixes: { credentials: 'Make a new token at purelymail.com, Account, API, and set PURELYMAIL_API_TOKEN to it.' },
  });
}

/**
 * A domain is taken only once its DNS has the account's ownership code. So `add` tells the code, and takes the domain at once
 * where it stands there already; else `verify` does, when it does.
 */
function domainCalls(api: PurelymailApi): DomainCalls {
  const isThere = async (domain: string) => (await api.listDomains()).includes(domain);
  const live = async () => ({ values: { verification: await api.ownershipCode() } });
  const isTaken = (domain: string) => takenOnceProven(api, domain, isThere);
  return {
    read: async domain => ((await isThere(domain)) ? live() : undefined),
    async add(domain) {
      await isTaken(domain);
      return live();
    },
    async verify(domain) {
      try {
        if (await isTaken(domain)) return { ready: true };
      } catch (error) {
        if (!isFailure(error, 'exists')) throw error;
        return { ready: true };
      }
      return { ready: false, waitingFor: `the TXT record at ${domain} that proves ownership` };
    },
    async remove(domain) {
      await unlessGone(api.deleteDomain(domain), async () => !(await isThere(domain)));
    },
  };
}

/** Whether it is there now. Throws `exists` where it was before. */
async function takenOnceProven(
  api: PurelymailApi,
  domain: string,
  isThere: (domain: string) => Promise<boolean>,
): Promise<boolean> {
  try {
    await tellingExists(api.addDomain(domain), 'Purelymail', domain, () => isThere(domain));
    return true;
  } catch (error) {
    if (isFailure(error, 'early')) return false;
    throw error;
  }
}

function mailboxCalls(api: PurelymailApi): MailboxCalls {
  async function update(wanted: MailboxSettings, now: MailboxSettings): Promise<void> {
    const { address, aliases = [], forwardTo = [] } = wanted;
    const changed = differing(wanted, now);
    if (changed.length === 0) return;
    const rules = await api.listRules();
    if (changed.includes('aliases')) {
      const own = aliasRules(address, rules);
      const { add, remove } = listChange(aliases, own.map(from));
      for (const rule of own) if (remove.includes(from(rule))) await api.deleteRule(rule);
      for (const alias of add) await api.createRule(ruleFor(alias, [address]));
    }
    if (changed.includes('forwardTo')) {
      // A rule cannot be changed. In between, mail stays in the mailbox.
      const forwarding = forwardingRule(address, rules);
      if (forwarding) await api.deleteRule(forwarding);
      if (forwardTo.length > 0) await api.createRule(ruleFor(address, [address, ...forwardTo]));
    }
  }

  return {
    async list(domain) {
      const [users, rules] = await Promise.all([allUsers(api), api.listRules()]);
      const own = users.filter(address => address.endsWith(`@${domain}`));
      return own.map(address => toLiveMailbox(address, rules));
    },

    read: async address => ((await isUser(api, address)) ? toLiveMailbox(address, await api.listRules()) : undefined),

    async create({ address }, password) {
      await tellingExists(api.createUser(address, password), 'Purelymail', address, () => isUser(api, address));
      return { address, state: 'active' };
    },

    update,

    async setPassword(address, password) {
      await api.setPassword(address, password);
      return {};
    },

    async delete(address) {
      await unlessGone(api.deleteUser(address), async () => !(await isUser(api, address)));
      // Rules that lead nowhere else would keep their addresses from being used again.
      const rules = await api.listRules();
      const forwarding = forwardingRule(address, rules);
      for (const rule of aliasRules(address, rules)) await api.deleteRule(rule);
      if (forwarding) await api.deleteRule(forwarding);
    },
  };
}

/** "Lists all users under your account (up to 1000)", without pages. */
const MOST_USERS = 1000;

/** Where the list may have been cut off, a mailbox that it lacks need not be missing. */
async function allUsers(api: PurelymailApi): Promise<string[]> {
  const users = await api.listUsers();
  if (users.length < MOST_USERS) return users;
  throw new ProviderFailure(
    'refused',
    'Purelymail lists no more than 1,000 users, so nobody can tell which are missing.',
    {
      fix: 'Divide the domains between two Purelymail accounts, a segment each.',
    },
  );
}

/** The list tells for sure; where it is cut off, the address is asked for by itself, though the words for "none" are not published. */
async function isUser(api: PurelymailApi, address: string): Promise<boolean> {
  const users = await api.listUsers();
  if (users.includes(address) || users.length < MOST_USERS) return users.includes(address);
  return (await unlessMissing(api.getUser(address))) !== undefined;
}

/** What is not there is done: as there is no code for it, the lists tell. */
async function unlessGone(deleting: Promise<unknown>, isGone: () => Promise<boolean>): Promise<void> {
  try {
    await unlessMissing(deleting);
  } catch (error) {
    if (!isFailure(error, 'refused') || !(await isGone())) throw error;
  }
}
