/** The operations of Purelymail's API (v0), all of them POST. https://news.purelymail.com/api/index.html */
import type { FailureKind } from '../failure.ts';
import type { Http, HttpAnswer, Verdict } from '../http.ts';
import type { Rule } from './convert.ts';

export type PurelymailApi = ReturnType<typeof purelymailApi>;

/** It is 200 in any case (live, 2026-08-13): what happened stands in the body. */
export function judge({ status, body }: HttpAnswer): Verdict | 'good' | undefined {
  const { type, code, message } = (body ?? {}) as { type?: string; code?: string; message?: string };
  if (status === 429 || type === undefined) return undefined;
  if (type === 'success') return 'good';
  return { kind: status >= 500 ? 'lost' : kindOf(code, message), said: message };
}

/** Only `invalidToken` was seen live; the texts are public clients'. What they do not know, the lists tell. */
function kindOf(code = '', message = ''): FailureKind {
  if (code === 'invalidToken') return 'credentials';
  if (/ownership|dns checks?/i.test(message)) return 'early';
  return /^(unknown|no such) user/i.test(message) ? 'missing' : 'refused';
}

export function purelymailApi({ call }: Http) {
  /** `again`: what may be sent twice, as it only looks, or leaves the same behind. */
  async function ask<T>(operation: string, json: object, doing: string, again = true): Promise<T> {
    return (await call<{ result: T }>({ method: 'POST', path: `/${operation}`, json, doing, again })).result;
  }

  return {
    checkAccountCredit: () => ask<object>('checkAccountCredit', {}, 'to tell the credit of the account'),

    ownershipCode: async () =>
      (await ask<{ code: string }>('getOwnershipCode', {}, 'to tell the ownership code of the account')).code,

    listDomains: async () =>
      (await ask<{ domains: { name: string }[] }>('listDomains', {}, 'to list the domains')).domains.map(
        ({ name }) => name,
      ),

    addDomain: (domainName: string) => ask<object>('addDomain', { domainName }, `to add ${domainName}`),

    deleteDomain: (name: string) => ask<object>('deleteDomain', { name }, `to delete ${name}`),

    /** Addresses of the whole account. */
    listUsers: async () => (await ask<{ users: string[] }>('listUser', {}, 'to list the users')).users,

    getUser: (userName: string) => ask<object>('getUser', { userName }, `to read ${userName}`),

    createUser(address: string, password: string): Promise<object> {
      const [userName, domainName] = address.split('@');
      // Nobody but Mailyard and the owner of its state knows the password, and no letter welcomes a machine.
      const options = { enablePasswordReset: false, sendWelcomeEmail: false };
      return ask('createUser', { userName, domainName, password, ...options }, `to make ${address}`, false);
    },

    setPassword: (userName: string, newPassword: string) =>
      ask<object>('modifyUser', { userName, newPassword }, `to set the password of ${userName}`),

    deleteUser: (userName: string) => ask<object>('deleteUser', { userName }, `to delete ${userName}`),

    listRules: async () => (await ask<{ rules: Rule[] }>('listRoutingRules', {}, 'to list the routing rules')).rules,

    createRule: ({ matchUser, domainName, ...rule }: Omit<Rule, 'id'>) =>
      ask<object>(
        'createRoutingRule',
        { domainName, matchUser, ...rule },
        `to route ${matchUser}@${domainName} to ${rule.targetAddresses.join(' and ')}`,
        false,
      ),

    deleteRule: ({ id, matchUser, domainName }: Rule) =>
      ask<object>('deleteRoutingRule', { routingRuleId: id }, `to delete the routing of ${matchUser}@${domainName}`),
  };
}
