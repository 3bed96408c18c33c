/** Mailboxes at mailcow, with what it keeps apart from them: aliases, filters, limits. */
import { domainOf } from '../../inventory/addresses.ts';
import type { MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import { differing, listChange, type MailboxSettings } from '../mailbox.ts';
import type { MailcowApi } from './api.ts';
import { ownAliases, toAttributes, toLimit, toLiveMailbox } from './convert.ts';
import { forwardedBy, scriptFor } from './forwarding.ts';
import type { LocalTime } from './local-time.ts';

export function mailboxCalls(api: MailcowApi, momentOf: LocalTime | undefined): MailboxCalls {
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
      refuseAbroad(wanted);
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
      refuseAbroad(wanted);
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
    const gone = ownAliases(address, await api.listAliases(domainOf(address))).filter(alias =>
      remove.includes(alias.address),
    );
    if (gone.length > 0) await api.deleteAliases(gone);
  }
  if (add.length > 0) await api.makeAliases(add, address);
}

/** Those of other domains would only be seen in the aliases of all domains, which nobody asks for. */
function refuseAbroad({ address, aliases = [] }: MailboxSettings): void {
  const abroad = aliases.find(alias => domainOf(alias) !== domainOf(address));
  if (abroad === undefined) return;
  throw new ProviderFailure(
    'refused',
    `${abroad} is in another domain than ${address}, and no alias of it at mailcow.`,
    {
      fix: `Make a mailbox ${abroad} that forwards to ${address}, or make the alias in mailcow and leave it out here.`,
    },
  );
}

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

const ownFilter = (address: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `${address} has an active prefilter of its own at mailcow, which forwarding would put out.`,
    {
      fix: 'Add `redirect :copy` to that filter and leave `forwardTo` out, or make it a postfilter: E-Mail, Configuration, Filters.',
    },
  );
