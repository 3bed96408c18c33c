/** Mailboxes: accounts of the organisation. */
import type { MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import { differing, listChange } from '../mailbox.ts';
import type { Account, ZohoApi } from './api.ts';
import { mailboxOf, newAccount, primaryOf } from './convert.ts';
import type { Directory } from './directory.ts';

export function mailboxCalls(api: ZohoApi, directory: Directory): MailboxCalls {
  async function existing(address: string): Promise<Account> {
    const account = await directory.known(address);
    if (account) return account;
    throw new ProviderFailure('missing', `Zoho Mail has no account ${address}.`, {
      fix: 'It was removed there by hand: `mailyard up --refresh` sees that, and makes it again.',
    });
  }

  /** How Zoho refuses an address that is taken is not documented: whether it is, the address itself says. */
  async function whyRefused(address: string, refused: ProviderFailure): Promise<ProviderFailure> {
    const holder = await unlessMissing(api.account(address));
    if (!holder) return refused;
    if (primaryOf(holder) === address) return new ProviderFailure('exists', refused.message, { cause: refused });
    return new ProviderFailure('refused', refused.message, {
      fix: `${address} is an alias of ${primaryOf(holder)}: take it away there, or choose another.`,
      cause: refused,
    });
  }

  return {
    list: async domain =>
      (await directory.all()).map(mailboxOf).filter(({ address }) => address.endsWith(`@${domain}`)),
    async read(address) {
      const account = await directory.find(address);
      return account && mailboxOf(account);
    },
    async create(wanted, password) {
      const account = newAccount(wanted, password);
      try {
        const { zuid, accountId } = await api.addAccount(account);
        directory.add({ ...account, zuid, accountId });
      } catch (error) {
        if (isFailure(error, 'refused')) throw await whyRefused(wanted.address, error);
        throw error;
      } finally {
        directory.forget();
      }
      return { address: wanted.address, state: 'active', name: account.displayName, aliases: [] };
    },
    async update(wanted, now) {
      const { address, name, state } = wanted;
      const changed = differing(wanted, now).filter(each => each === 'name' || each === 'state' || each === 'aliases');
      if (changed.length === 0) return;
      const account = await existing(address);
      directory.forget();
      if (changed.includes('name') && name !== undefined) await api.setName(account, address, name);
      if (changed.includes('aliases')) {
        const { add, remove } = listChange(wanted.aliases ?? [], now.aliases);
        if (remove.length > 0) await api.deleteAliases(account, address, remove);
        if (add.length > 0) await api.addAliases(account, address, add);
      }
      if (changed.includes('state'))
        await (state === 'active' ? api.enable(account, address) : api.disable(account, address));
    },
    async setPassword(address, password) {
      await api.setPassword(await existing(address), address, password);
      return {};
    },
    async delete(address) {
      const account = await directory.find(address);
      if (!account) return;
      await unlessMissing(api.deleteAccount(account, address));
      directory.forget(address);
    },
  };
}
