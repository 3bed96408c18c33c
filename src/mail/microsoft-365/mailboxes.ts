/** Mailboxes: a user of the directory with a licence that includes Exchange Online. */
import type { Connection, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import { differing, type MailboxSettings } from '../mailbox.ts';
import type { Graph } from './api.ts';
import { changesOf, hasMailbox, mailboxOf, newUser, passwordProfile } from './convert.ts';
import type { Licences } from './licences.ts';

/** Seconds for which the directory may not know a user that it has just made: 2 + 4 + … + 32. */
const LONGEST_PAUSE_SECONDS = 32;

export function mailboxCalls({ account, sleep }: Connection, graph: Graph, licences: Licences): MailboxCalls {
  const { usageLocation = '' } = account;

  /** A call about a user made a moment ago: until all servers of the directory have it, some answer 404. */
  async function onceKnown(ask: () => Promise<void>): Promise<void> {
    for (let seconds = 2; ; seconds *= 2) {
      try {
        return await ask();
      } catch (error) {
        if (!isFailure(error, 'missing') || seconds > LONGEST_PAUSE_SECONDS) throw error;
        await sleep(seconds * 1000);
      }
    }
  }

  /** A user without a licence is no mailbox: where Microsoft refuses the licence, the user goes again. */
  async function license(id: string, skuId: string, address: string): Promise<void> {
    try {
      await onceKnown(() => graph.assignLicence(id, skuId, address));
    } catch (error) {
      if (isFailure(error, 'refused', 'forbidden', 'missing')) await undo(id, address, error);
      throw error;
    }
  }

  async function undo(id: string, address: string, why: ProviderFailure): Promise<void> {
    try {
      await unlessMissing(graph.deleteUser(id));
    } catch {
      const message = `${why.message} The user ${address} was made and stays, without a licence and so without a mailbox.`;
      throw new ProviderFailure(why.kind, message, { fix: why.fix, cause: why });
    }
  }

  /** Sign-in is allowed again; the licence may be missing as well, and then the country that it needs. */
  async function activate(wanted: MailboxSettings, changes: object): Promise<void> {
    const user = await graph.user(wanted.address);
    const skuId = hasMailbox(user) ? undefined : await licences.takeSeat();
    await graph.updateUser(wanted.address, { ...changes, ...(!user.usageLocation && { usageLocation }) });
    if (skuId) await graph.assignLicence(user.id, skuId, wanted.address);
  }

  return {
    list: async domain => (await graph.users(domain)).map(mailboxOf),
    read: async address => {
      const user = await unlessMissing(graph.user(address));
      return user && mailboxOf(user);
    },
    async create(wanted, password) {
      const skuId = await licences.takeSeat();
      const user = newUser(wanted, password, usageLocation);
      const { id } = await graph.createUser(user);
      await license(id, skuId, wanted.address);
      return { address: wanted.address, state: wanted.state, name: user.displayName, aliases: [] };
    },
    async update(wanted, now) {
      const changed = differing(wanted, now);
      const changes = changesOf(wanted, changed);
      if (changed.includes('state') && wanted.state === 'active') await activate(wanted, changes);
      else if (Object.keys(changes).length > 0) await graph.updateUser(wanted.address, changes);
    },
    async setPassword(address, password) {
      await graph.setPassword(address, passwordProfile(password));
      return {};
    },
    delete: async address => void (await unlessMissing(graph.deleteUser(address))),
  };
}
