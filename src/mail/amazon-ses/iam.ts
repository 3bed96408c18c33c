/** The calls of IAM that a sending login takes (its query API, 2010-05-08); and of STS, who calls. */
import { ProviderFailure, unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import { type AccessKey, type IamUser, POLICY, ROOT } from './login.ts';
import { elementsAt, readXml, textAt, type XmlElement } from './xml.ts';

export interface Iam {
  /** Sent again where its answer is lost: a second one says `exists`. */
  createUser(name: string, path: string): Promise<IamUser>;
  readUser(name: string): Promise<IamUser>;
  listUsers(path: string): Promise<IamUser[]>;
  /** Throws where the credentials may not even list users. */
  mayList(): Promise<void>;
  deleteUser(name: string): Promise<void>;
  putPolicy(name: string, document: string): Promise<void>;
  deletePolicy(name: string): Promise<void>;
  createKey(name: string): Promise<{ id: string; secret: string }>;
  listKeys(name: string): Promise<AccessKey[]>;
  switchKey(name: string, id: string, active: boolean): Promise<void>;
  deleteKey(name: string, id: string): Promise<void>;
  /** Epoch milliseconds; null: never. */
  lastUsed(id: string): Promise<number | null>;
}

/** The most that one page holds. */
const PAGE = '1000';

export function iamCalls(http: Http): Iam {
  const call = (action: string, parameters: Record<string, string>, doing: string, again = true) =>
    query(http, { Action: action, Version: '2010-05-08', ...parameters }, doing, again);

  /** All pages of what stands in the element `list`. */
  async function all(action: string, parameters: Record<string, string>, list: string, doing: string) {
    const found: XmlElement[] = [];
    let marker: string | undefined;
    do {
      const page = await call(action, { ...parameters, ...(marker && { Marker: marker }) }, doing);
      found.push(...elementsAt(page, list, 'member'));
      marker = textAt(page, 'IsTruncated') === 'true' ? textAt(page, 'Marker') : undefined;
    } while (marker);
    return found;
  }

  return {
    async createUser(UserName, Path) {
      const result = await call('CreateUser', { UserName, Path }, `to make the login ${UserName}`);
      return userIn(elementsAt(result, 'User')[0]);
    },
    async readUser(UserName) {
      return userIn(elementsAt(await call('GetUser', { UserName }, `to show the login ${UserName}`), 'User')[0]);
    },
    async listUsers(PathPrefix) {
      const users = await all(
        'ListUsers',
        { PathPrefix, MaxItems: PAGE },
        'Users',
        `for the logins below ${PathPrefix}`,
      );
      return users.map(userIn);
    },
    async mayList() {
      await call('ListUsers', { PathPrefix: ROOT, MaxItems: '1' }, 'for its logins');
    },
    async deleteUser(UserName) {
      await unlessMissing(call('DeleteUser', { UserName }, `to delete the login ${UserName}`));
    },
    async putPolicy(UserName, PolicyDocument) {
      const doing = `to let the login ${UserName} send from its address`;
      await call('PutUserPolicy', { UserName, PolicyName: POLICY, PolicyDocument }, doing);
    },
    async deletePolicy(UserName) {
      const doing = `to delete the policy of ${UserName}`;
      await unlessMissing(call('DeleteUserPolicy', { UserName, PolicyName: POLICY }, doing));
    },
    async createKey(UserName) {
      const result = await call('CreateAccessKey', { UserName }, `to make an access key for ${UserName}`, false);
      const at = (name: string) => textAt(result, 'AccessKey', name);
      return { id: at('AccessKeyId'), secret: at('SecretAccessKey') };
    },
    async listKeys(UserName) {
      const keys = await all('ListAccessKeys', { UserName }, 'AccessKeyMetadata', `for the access keys of ${UserName}`);
      return keys.map(key => ({
        ...{ id: textAt(key, 'AccessKeyId'), active: textAt(key, 'Status') === 'Active' },
        created: Date.parse(textAt(key, 'CreateDate')),
      }));
    },
    async switchKey(UserName, AccessKeyId, active) {
      const doing = `to ${active ? 'open' : 'close'} the login ${UserName}`;
      await call('UpdateAccessKey', { UserName, AccessKeyId, Status: active ? 'Active' : 'Inactive' }, doing);
    },
    async deleteKey(UserName, AccessKeyId) {
      const doing = `to delete an access key of ${UserName}`;
      await unlessMissing(call('DeleteAccessKey', { UserName, AccessKeyId }, doing));
    },
    async lastUsed(AccessKeyId) {
      const result = await call('GetAccessKeyLastUsed', { AccessKeyId }, 'when an access key was used last');
      return Date.parse(textAt(result, 'AccessKeyLastUsed', 'LastUsedDate')) || null;
    },
  };
}

/** Needs no right. */
export async function accountOfCaller(sts: Http): Promise<string> {
  const form = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  return textAt(await query(sts, form, 'who calls', true), 'Account');
}

/** The result of a call: what stands in `CreateUserResult`. */
async function query(http: Http, form: { Action: string } & Record<string, string>, doing: string, again: boolean) {
  const answer = readAnswer(await http.call({ method: 'POST', path: '/', form, doing, again }), doing);
  return elementsAt(answer, `${form.Action}Result`)[0] ?? answer;
}

function readAnswer(body: unknown, doing: string): XmlElement {
  try {
    return readXml(String(body));
  } catch (cause) {
    throw new ProviderFailure('lost', `Amazon's answer cannot be read when asked ${doing}.`, { cause });
  }
}

function userIn(user: XmlElement = { name: 'User', text: '', children: [] }): IamUser {
  const at = (name: string) => textAt(user, name);
  return { name: at('UserName'), path: at('Path'), created: Date.parse(at('CreateDate')) };
}
