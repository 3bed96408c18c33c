/** Users of the Directory, which are the mailboxes. */

import PQueue from 'p-queue';
import { userOf } from '../../inventory/addresses.ts';
import type { Connection, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { HttpRequest } from '../http.ts';
import { differing, type LiveMailbox, listChange, type MailboxSettings } from '../mailbox.ts';
import { settling } from '../settling.ts';
import type { GoogleApis } from './api.ts';
import { bySomebodyElse, forwardingOf, type GoogleUser, mailboxOf, nameOf, withGmail } from './convert.ts';
import { gmailCalls } from './gmail.ts';

/** The most that one page holds. */
const PAGE = 500;
/** Each user's Gmail is asked in this user's own name, with a token of its own: three calls. */
const AT_ONCE = 8;

interface UserPage {
  users?: GoogleUser[];
  nextPageToken?: string;
}

export function mailboxCalls(connection: Connection, apis: GoogleApis): MailboxCalls {
  const { orgUnit } = connection.account;
  const { directory } = apis;
  const { made, deleted, settled } = settling(connection);
  const gmail = gmailCalls(connection, apis, settled);

  /** `below` the user: nothing, or `/aliases`. */
  const ask = <T>(address: string, request: Omit<HttpRequest, 'path'>, below = ''): Promise<T> =>
    settled(address, () => directory.call<T>({ ...request, path: userPath(address) + below }));

  const find = (address: string): Promise<GoogleUser | undefined> =>
    unlessMissing(ask(address, { method: 'GET', doing: `to show ${address}` }));

  async function usersOf(domain: string): Promise<GoogleUser[]> {
    const users: GoogleUser[] = [];
    let pageToken: string | undefined;
    do {
      const query = { domain, maxResults: PAGE, pageToken };
      const doing = `for the mailboxes of ${domain}`;
      // Google has no such domain: nobody has a mailbox there.
      const page = await unlessMissing(directory.call<UserPage>({ method: 'GET', path: '/users', query, doing }));
      users.push(...(page?.users ?? []));
      pageToken = page?.nextPageToken;
    } while (pageToken);
    return users;
  }

  /** Gmail shows nothing of a suspended user, nor where it is switched off; a mailbox that is not there yet has nothing in it. */
  async function whole(user: GoogleUser): Promise<LiveMailbox> {
    const mailbox = mailboxOf(user);
    if (user.suspended) return mailbox;
    if (!user.isMailboxSetup) return { ...mailbox, ...nothingInGmail };
    try {
      return withGmail(mailbox, await gmail.read(mailbox.address));
    } catch (error) {
      if (isFailure(error, 'early', 'missing')) return mailbox;
      throw error;
    }
  }

  async function rename({ address, name }: MailboxSettings, now: MailboxSettings): Promise<void> {
    if (name === undefined || name === now.name) return;
    await ask(address, { method: 'PATCH', json: { name: nameOf(name) }, doing: `to rename ${address}` });
  }

  async function activate({ address, state }: MailboxSettings, now: MailboxSettings): Promise<void> {
    if (state === now.state || state !== 'active') return;
    const { suspended, suspensionReason } = (await find(address)) ?? {};
    if (suspended && bySomebodyElse(suspensionReason)) throw suspendedByGoogle(address, suspensionReason);
    await ask(address, { method: 'PATCH', json: { suspended: false }, doing: `to make ${address} active` });
  }

  async function suspend({ address, state }: MailboxSettings, now: MailboxSettings): Promise<void> {
    if (state === now.state || state !== 'suspended') return;
    await ask(address, { method: 'PATCH', json: { suspended: true }, doing: `to suspend ${address}` });
  }

  async function changeAliases({ address, aliases }: MailboxSettings, now: MailboxSettings): Promise<void> {
    const { add, remove } = listChange(aliases ?? now.aliases ?? [], now.aliases);
    for (const alias of remove) {
      const doing = `to take the alias ${alias} from ${address}`;
      await unlessMissing(ask(address, { method: 'DELETE', doing }, `/aliases/${encodeURIComponent(alias)}`));
    }
    for (const alias of add) {
      const doing = `to give ${address} the alias ${alias}`;
      try {
        await ask(address, { method: 'POST', json: { alias }, doing, again: true }, '/aliases');
      } catch (error) {
        // An earlier run may have given it.
        const isOurs = isFailure(error, 'exists') && (await find(alias))?.primaryEmail.toLowerCase() === address;
        if (!isOurs) throw error;
      }
    }
  }

  /** Google lets nobody into the Gmail of a suspended user, and does not show it: these settings wait until it is active. */
  async function changeGmail(wanted: MailboxSettings, now: MailboxSettings): Promise<void> {
    const { address, name, signature } = wanted;
    if (wanted.state === 'suspended' && now.state === 'suspended') return;
    const activated = now.state === 'suspended';
    const changed = differing(wanted, activated ? { ...now, signature: undefined, forwardTo: undefined } : now);
    const sendAs = {
      // Gmail keeps a name of its own once somebody has set one.
      ...(changed.includes('name') && { displayName: name }),
      ...(changed.includes('signature') && { signature }),
    };
    if (Object.keys(sendAs).length > 0) await gmail.setSendAs(address, sendAs);
    if (changed.includes('forwardTo')) await gmail.setForwarding(address, forwardingOf(wanted));
  }

  return {
    async list(domain) {
      const atOnce = new PQueue({ concurrency: AT_ONCE });
      return atOnce.addAll((await usersOf(domain)).map(user => () => whole(user)));
    },
    async read(address) {
      const user = await find(address);
      // An alias finds its user too.
      return user && user.primaryEmail.toLowerCase() === address ? whole(user) : undefined;
    },
    async create(wanted, password) {
      const { address, name = userOf(address), state } = wanted;
      refuseManyForwards(wanted);
      const json = {
        ...{ primaryEmail: address, name: nameOf(name), password, changePasswordAtNextLogin: false },
        ...(state === 'suspended' && { suspended: true }),
        ...(orgUnit && { orgUnitPath: orgUnit }),
      };
      try {
        const doing = `to make ${address}`;
        const user = await directory.call<GoogleUser>({ method: 'POST', path: '/users', json, doing });
        made(address);
        return { ...mailboxOf(user), ...nothingInGmail };
      } catch (error) {
        // It is there, or may be, and perhaps cannot be seen yet.
        if (isFailure(error, 'exists', 'lost')) made(address);
        throw isFailure(error, 'missing') ? domainNotReady(address, error) : error;
      }
    },
    async update(wanted, now) {
      refuseManyForwards(wanted);
      await activate(wanted, now);
      await rename(wanted, now);
      await changeAliases(wanted, now);
      await changeGmail(wanted, now);
      await suspend(wanted, now);
    },
    async setPassword(address, password) {
      const json = { password, changePasswordAtNextLogin: false };
      await ask(address, { method: 'PATCH', json, doing: `to set the password of ${address}` });
      return {};
    },
    async delete(address) {
      deleted(address);
      await unlessMissing(directory.call({ method: 'DELETE', path: userPath(address), doing: `to delete ${address}` }));
    },
  };
}

const userPath = (address: string): string => `/users/${encodeURIComponent(address)}`;

/** Of a mailbox that is new. */
const nothingInGmail = { signature: '', forwardTo: [] };

function refuseManyForwards({ address, forwardTo = [] }: MailboxSettings): void {
  if (forwardTo.length < 2) return;
  const said = `Gmail forwards to one address; ${address} has ${forwardTo.length} (${forwardTo.join(', ')}).`;
  const fix = 'Write one address under `forwardTo`, such as a group that reaches them all.';
  throw new ProviderFailure('refused', said, { fix });
}

const suspendedByGoogle = (address: string, reason = ''): ProviderFailure =>
  new ProviderFailure('refused', `Google itself has suspended ${address} (${reason}): Mailyard leaves it so.`, {
    fix: 'Find out why and reactivate it in the Admin console, Directory, Users; then run it again.',
  });

const domainNotReady = (address: string, cause: ProviderFailure): ProviderFailure =>
  new ProviderFailure('early', `Google Workspace cannot make ${address} yet: it does not have the domain.`, {
    fix: 'The domain must be added and verified first; `mailyard up` does both and waits for it.',
    cause,
  });
