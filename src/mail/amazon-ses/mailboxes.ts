/** Sending logins as mailboxes: an IAM user for each address, with a policy and an access key. */
import PQueue from 'p-queue';
import type { Connection, MadePassword, MailboxCalls } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { LiveMailbox } from '../mailbox.ts';
import { settling } from '../settling.ts';
import type { Iam } from './iam.ts';
import { type AccessKey, type IamUser, loginOf, pathOfDomain, policyOf, userOf } from './login.ts';
import { smtpPassword } from './smtp-password.ts';

/** Each login's keys are asked for by themselves. */
const AT_ONCE = 8;
/** An access key whose answer is lost is of no use to anybody: it is deleted, and another made. */
const MOST_KEY_TRIES = 3;

export function mailboxCalls(connection: Connection, iam: Iam): MailboxCalls {
  const { region = '' } = connection.account;
  const { made, deleted, settled } = settling(connection);

  /** Undefined for one that somebody is deleting meanwhile, too. */
  async function show(user: IamUser): Promise<LiveMailbox | undefined> {
    const keys = (await unlessMissing(iam.listKeys(user.name))) ?? [];
    const lastUsed: (number | null)[] = [];
    for (const { id } of keys) lastUsed.push(await iam.lastUsed(id));
    return loginOf(user, keys, lastUsed);
  }

  /** A user of that name elsewhere in the account is not ours. */
  async function find(address: string): Promise<IamUser | undefined> {
    const { name, path } = userOf(address);
    const user = await unlessMissing(settled(address, () => iam.readUser(name)));
    return user?.path === path ? user : undefined;
  }

  /** A user without a key is what a run that was cut off leaves behind: it is finished. */
  async function makeUser(address: string): Promise<IamUser> {
    const { name, path } = userOf(address);
    try {
      return await iam.createUser(name, path);
    } catch (error) {
      if (!isFailure(error, 'exists')) throw error;
      made(address);
      const there = await find(address);
      if (!there) throw foreign(address, name, error);
      if ((await iam.listKeys(name)).length > 0) throw error;
      return there;
    }
  }

  async function makeKey(name: string, known: AccessKey[]): Promise<Required<MadePassword>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { id, secret } = await iam.createKey(name);
        return { login: id, password: smtpPassword(secret, region) };
      } catch (error) {
        if (!isFailure(error, 'lost') || attempt >= MOST_KEY_TRIES) throw error;
      }
      await connection.sleep(1000 * 2 ** attempt);
      for (const { id } of await iam.listKeys(name))
        if (!known.some(each => each.id === id)) await iam.deleteKey(name, id);
    }
  }

  /** An account allows two keys: of two, the one goes that nobody has used for longer. */
  async function makeRoom(name: string, keys: AccessKey[]): Promise<AccessKey[]> {
    if (keys.length < 2) return keys;
    const used = await Promise.all(keys.map(async key => ({ key, at: (await iam.lastUsed(key.id)) ?? 0 })));
    const [idle] = used.toSorted((one, other) => one.at - other.at || one.key.created - other.key.created);
    if (idle) await iam.deleteKey(name, idle.key.id);
    return keys.filter(key => key !== idle?.key);
  }

  return {
    async list(domain) {
      const atOnce = new PQueue({ concurrency: AT_ONCE });
      const users = await iam.listUsers(pathOfDomain(domain));
      const shown = await atOnce.addAll(users.map(user => () => show(user)));
      return shown.filter(login => login !== undefined);
    },
    async read(address) {
      const user = await find(address);
      return user && show(user);
    },
    async create({ address, state }) {
      const { name, created } = await makeUser(address);
      made(address);
      try {
        await settled(address, () => iam.putPolicy(name, policyOf(address)));
        const key = await settled(address, () => makeKey(name, []));
        if (state === 'suspended') await iam.switchKey(name, key.login, false);
        return { address, state, created, lastActivity: null, ...key };
      } catch (error) {
        throw isFailure(error, 'lost') ? halfMade(address, error) : error;
      }
    },
    async update({ address, state }, now) {
      if (state === now.state) return;
      const { name } = userOf(address);
      for (const { id, active } of await settled(address, () => iam.listKeys(name)))
        if (active !== (state === 'active')) await iam.switchKey(name, id, state === 'active');
    },
    async setPassword(address) {
      const { name } = userOf(address);
      const keys = await makeRoom(name, await iam.listKeys(name));
      const key = await makeKey(name, keys);
      if (keys.length > 0 && !keys.some(({ active }) => active)) await iam.switchKey(name, key.login, false);
      return key;
    },
    async endOldPassword(address, login) {
      const { name } = userOf(address);
      const keys = await iam.listKeys(name);
      if (!keys.some(({ id }) => id === login)) throw notTheLogin(address, login);
      for (const { id } of keys) if (id !== login) await iam.deleteKey(name, id);
    },
    async delete(address) {
      deleted(address);
      const user = await find(address);
      if (!user) return;
      for (const { id } of await iam.listKeys(user.name)) await iam.deleteKey(user.name, id);
      await iam.deletePolicy(user.name);
      await iam.deleteUser(user.name);
    },
  };
}

const foreign = (address: string, name: string, cause: unknown): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `The AWS account has an IAM user ${name} that is not Mailyard's (its path is another).`,
    {
      fix: `Rename or remove it in the IAM console, and ${address} can be made.`,
      cause,
    },
  );

/** Never `lost`: who looked would find a login, and take the password that Mailyard had thought of for its own. */
const halfMade = (address: string, cause: ProviderFailure): ProviderFailure =>
  new ProviderFailure('early', `Amazon SES has made the login of ${address} only in part: ${cause.message}`, {
    fix: 'Run it again, which goes on from here.',
    cause,
  });

const notTheLogin = (address: string, login: string): ProviderFailure =>
  new ProviderFailure('refused', `${login} is no access key of ${address}: its keys are left as they are.`);
