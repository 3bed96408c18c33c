/** mailcow: domains, mailboxes, aliases, forwarding, limits and DKIM keys by its API. docs/providers/mailcow.md */
import { MailyardError } from '../../error.ts';
import type { Connection, DkimCalls, DomainCalls, LiveDomain, MailAdapter, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import { differing, listChange } from '../mailbox.ts';
import { type MailcowApi, mailcowApi } from './api.ts';
import { ownAliases, toAttributes, toLimit, toLiveMailbox, toRecord } from './convert.ts';
import { facts } from './facts.ts';
import { forwardedBy, scriptFor } from './forwarding.ts';
import { type LocalTime, localTime } from './local-time.ts';
import { judge, saidIn } from './outcomes.ts';

export const mailcow: MailAdapter = {
  facts,
  connect(connection) {
    const { dkimSelector = 'dkim', timezone } = connection.account;
    const api = mailcowApi(httpOf(connection));
    return {
      check: async () => void (await api.check()),
      domains: domainCalls(api, dkimSelector),
      mailboxes: mailboxCalls(api, timezone === undefined ? undefined : timeAt(timezone)),
      dkim: dkimCalls(api),
    };
  },
};

function httpOf({ account: { url = '' }, secret, http }: Connection): Http {
  const key = secret('MAILCOW_API_KEY');
  return http({
    baseUrl: `${url}/api/v1`,
    headers: () => ({ 'x-api-key': key }),
    ...{ judge, said: saidIn },
    fixes: {
      credentials: `Make a key: ${facts.secrets.MAILCOW_API_KEY.where}. Too many wrong ones, and mailcow bans the address.`,
      forbidden: 'This key may only look: take the one for read-write access.',
    },
  });
}

/** A new domain of mailcow may have 10 mailboxes. Here the inventory says how many there are. */
const ROOM = { mailboxes: '1000', aliases: '10000' };

function domainCalls(api: MailcowApi, selector: string): DomainCalls {
  async function valuesOf(domain: string): Promise<LiveDomain> {
    const key = await api.readKey(domain);
    if (key && key.dkim_selector !== selector) throw otherSelector(domain, key.dkim_selector, selector);
    return { values: key ? { dkimKey: toRecord(key) } : {} };
  }

  async function readDomain(domain: string): Promise<boolean> {
    const there = await api.readDomain(domain);
    if (there && there.domain_name !== domain) throw aliasDomain(domain, there.domain_name);
    return there !== undefined;
  }

  /** A domain that was there without a key gets one: else its record could never be written. */
  async function makeMissingKey(domain: string): Promise<void> {
    if ((await readDomain(domain)) && !(await api.readKey(domain))) await api.makeKey(domain, selector);
  }

  return {
    read: async domain => ((await readDomain(domain)) ? valuesOf(domain) : undefined),
    async add(domain) {
      try {
        await api.addDomain(domain, { active: '1', ...ROOM, key_size: '2048', dkim_selector: selector });
      } catch (error) {
        if (isFailure(error, 'exists')) await makeMissingKey(domain);
        throw error;
      }
      return valuesOf(domain);
    },
    /** It asks nothing of DNS. */
    verify: async () => ({ ready: true }),
    async remove(domain) {
      await unlessMissing(api.deleteDomain(domain));
    },
  };
}

function mailboxCalls(api: MailcowApi, momentOf: LocalTime | undefined): MailboxCalls {
  /** Neither alias nor filter tells of itself when the mailbox is looked at. */
  async function forward(address: string, to: string[]): Promise<void> {
    const filters = await api.listFilters(address);
    const own = filters.find(filter => forwardedBy(filter));
    if (to.length === 0) return void (own && (await api.deleteFilter(own)));
    const other = filters.find(each => each !== own && each.filter_type === 'prefilter' && Number(each.active) === 1);
    if (other) throw ownFilter(address);
    await (own ? api.changeFilter(own, scriptFor(to)) : api.makeFilter(address, scriptFor(to)));
  }

  return {
    async list(domain) {
      const mailboxes = await api.listMailboxes(domain);
      if (mailboxes.length === 0) return [];
      const [aliases, filters] = await Promise.all([api.listAliases(domain), api.listFilters()]);
      const filtersOf = Map.groupBy(filters, ({ username }) => username);
      const aliasesOf = Map.groupBy(aliases, ({ goto }) => goto);
      return mailboxes.map(each =>
        toLiveMailbox(each, aliasesOf.get(each.username) ?? [], filtersOf.get(each.username) ?? [], momentOf),
      );
    },

    async read(address) {
      const mailbox = await api.readMailbox(address);
      if (!mailbox) return undefined;
      const [aliases, filters] = await Promise.all([api.listAliases(domainOf(address)), api.listFilters(address)]);
      return toLiveMailbox(mailbox, aliases, filters, momentOf);
    },

    async create(wanted, password) {
      const { address, state, name = '', dailyLimit, smtpAccess } = wanted;
      const [local_part, domain] = address.split('@');
      const asked = {
        ...{ local_part, domain, password, password2: password, authsource: 'mailcow' },
        ...toAttributes({ state, name, smtpAccess }),
        // Else the server's template may ask for a new password at the first login, and programs could not log in.
        ...{ force_pw_update: '0', force_tfa: '0' },
        ...(dailyLimit !== undefined && toLimit(address, dailyLimit)),
      };
      await unlessNoDomain(api.makeMailbox(address, asked), address);
      const settings = {
        ...(dailyLimit !== undefined && { dailyLimit }),
        ...(smtpAccess !== undefined && { smtpAccess }),
      };
      return { address, state, name, aliases: [], forwardTo: [], ...settings };
    },

    async update(wanted, now) {
      const { address, aliases, forwardTo, dailyLimit } = wanted;
      const changed = differing(wanted, now);
      const ofMailbox = changed.filter(name => name === 'state' || name === 'name' || name === 'smtpAccess');
      if (ofMailbox.length > 0) {
        const settings = Object.fromEntries(ofMailbox.map(name => [name, wanted[name]]));
        await api.changeMailbox(address, toAttributes(settings), ofMailbox.join(', '));
      }
      if (dailyLimit !== undefined && changed.includes('dailyLimit'))
        await api.limitMailbox(address, toLimit(address, dailyLimit));
      if (aliases && changed.includes('aliases')) await changeAliases(api, address, listChange(aliases, now.aliases));
      if (forwardTo && changed.includes('forwardTo')) await forward(address, forwardTo);
    },

    async setPassword(address, password) {
      await api.changeMailbox(address, { password, password2: password }, 'the password');
      return {};
    },

    async delete(address) {
      await unlessMissing(api.deleteMailbox(address));
    },
  };
}

async function changeAliases(api: MailcowApi, address: string, { add, remove }: ReturnType<typeof listChange>) {
  if (remove.length > 0) {
    const domains = [...new Set(remove.map(domainOf))];
    const there = (await Promise.all(domains.map(api.listAliases))).flat();
    const gone = ownAliases(address, there).filter(alias => remove.includes(alias.address));
    if (gone.length > 0) await api.deleteAliases(gone);
  }
  if (add.length > 0) await api.makeAliases(add, address);
}

function dkimCalls(api: MailcowApi): DkimCalls {
  const keyOf = async (domain: string) => {
    const key = await api.readKey(domain);
    return key && { selector: key.dkim_selector, record: toRecord(key) };
  };
  return {
    read: keyOf,
    async make(domain, selector) {
      await api.makeKey(domain, selector);
      return (await keyOf(domain)) ?? lostKey(domain);
    },
    /** One selector a domain: the key that was there is gone at once, so its successor must be in DNS by then. */
    async import(domain, selector, privateKey) {
      await api.importKey(domain, selector, privateKey);
    },
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

async function unlessNoDomain(made: Promise<unknown>, address: string): Promise<void> {
  try {
    await made;
  } catch (error) {
    if (!isFailure(error, 'missing')) throw error;
    throw new ProviderFailure('refused', `mailcow does not have ${domainOf(address)}, so it cannot make ${address}.`, {
      fix: 'Somebody removed the domain there: `mailyard up --refresh` adds it again.',
      cause: error,
    });
  }
}

function timeAt(timezone: string): LocalTime {
  try {
    return localTime(timezone);
  } catch (cause) {
    throw new MailyardError('account', `\`accounts.mailcow.timezone\` is \`${timezone}\`, which is no time zone.`, {
      fix: 'Write what MAILCOW_TZ in mailcow.conf says, such as Europe/Berlin.',
      cause,
    });
  }
}

const otherSelector = (domain: string, there: string, ours: string): ProviderFailure =>
  new ProviderFailure('refused', `mailcow signs ${domain} with the selector ${there}, and not with ${ours}.`, {
    fix: `Write \`dkimSelector: ${there}\` under \`accounts.mailcow\`, and under \`values.mailcow\` of the domain.`,
  });

const aliasDomain = (domain: string, target: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `${domain} is an alias domain of ${target} at mailcow, and has no mailboxes of its own.`,
    {
      fix: 'Remove the alias domain there, or write `mailProvider: none` for it.',
    },
  );

const ownFilter = (address: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `${address} has an active prefilter of its own at mailcow, which forwarding would put out.`,
    {
      fix: 'Add `redirect :copy` to that filter and leave `forwardTo` out, or make it a postfilter: E-Mail, Configuration, Filters.',
    },
  );

const lostKey = (domain: string): never => {
  throw new ProviderFailure('lost', `mailcow made a DKIM key for ${domain} and shows none.`, { fix: 'Run it again.' });
};
