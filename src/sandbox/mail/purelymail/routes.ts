/** The operations of Purelymail's API (v0), each a POST: facts §5 and its OpenAPI document. */
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import type { MailTwinOptions } from '../twin.ts';
import { fail, ok, read, refuse } from './answers.ts';
import { bodies } from './bodies.ts';
import { addRule, newUser, type Rule, type Store, type User } from './store.ts';

/** The whole TXT value, and the same for every domain of the account. */
const OWNERSHIP = `purelymail_ownership_proof=${'0123456789abcdef'.repeat(8)}`;
/** "Lists all users under your account (up to 1000)." */
const MOST_USERS = 1000;

interface NewUser {
  userName: string;
  domainName: string;
  password: string;
  enablePasswordReset?: boolean;
  enableSearchIndexing?: boolean;
}

interface ChangedUser {
  userName: string;
  newUserName?: string;
  newPassword?: string;
  enableSearchIndexing?: boolean;
  enablePasswordReset?: boolean;
  requireTwoFactorAuthentication?: boolean;
}

export function routesOf(store: Store, lookup: NonNullable<MailTwinOptions['lookup']>): Routes {
  const { domains, users } = store;

  async function addDomain(request: TwinRequest): Promise<Answer> {
    const { domainName } = read<{ domainName: string }>(request, bodies.addDomain);
    if (domains.has(domainName)) return fail('domainExists', 'Domain already exists');
    const texts = await lookup(domainName, 'TXT');
    // The text is a public client's; whether MX and the rest must be there too, nobody says.
    if (!texts.includes(OWNERSHIP)) return fail('dnsCheckFailed', 'DNS ownership checks did not pass');
    domains.add(domainName);
    return ok();
  }

  async function listDomains(request: TwinRequest): Promise<Answer> {
    read(request, bodies.listDomains);
    return ok({ domains: await Promise.all([...domains].map(domainInfo)) });
  }

  async function domainInfo(name: string) {
    const [mx, texts, key] = await Promise.all([
      lookup(name, 'MX'),
      lookup(name, 'TXT'),
      lookup(`purelymail1._domainkey.${name}`, 'CNAME'),
    ]);
    const dnsSummary = {
      passesMx: mx.some(each => each.endsWith(' mailserver.purelymail.com')),
      passesSpf: texts.some(each => /^v=spf1 .*include:_spf\.purelymail\.com/.test(each)),
      passesDkim: key.includes('key1.dkimroot.purelymail.com'),
      passesDmarc: false,
    };
    return { name, allowAccountReset: true, symbolicSubaddressing: true, isShared: false, dnsSummary };
  }

  /** "Deletes a domain, and all dependent settings and users." */
  function deleteDomain(request: TwinRequest): Answer {
    const { name } = read<{ name: string }>(request, bodies.deleteDomain);
    if (!domains.delete(name)) refuse('internalError', `Unknown domain ${name}`);
    for (const address of users.keys()) if (address.endsWith(`@${name}`)) users.delete(address);
    store.rules = store.rules.filter(({ domainName }) => domainName !== name);
    return ok();
  }

  function userOf(address: string): User {
    return users.get(address) ?? refuse('internalError', `Unknown user ${address}`);
  }

  function createUser(request: TwinRequest): Answer {
    const { userName, domainName, password, ...options } = read<NewUser>(request, bodies.createUser);
    const address = `${userName}@${domainName}`;
    if (!domains.has(domainName)) refuse('internalError', `Unknown domain ${domainName}`);
    if (users.has(address)) refuse('internalError', `User ${address} could not be created`);
    users.set(address, newUser(password, options));
    return ok();
  }

  function getUser(request: TwinRequest): Answer {
    const { password: _, ...shown } = userOf(read<{ userName: string }>(request, bodies.user).userName);
    return ok({ ...shown, enableSpamFiltering: true, resetMethods: [] });
  }

  function modifyUser(request: TwinRequest): Answer {
    const { userName, newUserName, newPassword, ...flags } = read<ChangedUser>(request, bodies.modifyUser);
    const user = userOf(userName);
    if (newPassword !== undefined) user.password = newPassword;
    const { enablePasswordReset: recoveryEnabled = user.recoveryEnabled, ...rest } = flags;
    Object.assign(user, rest, { recoveryEnabled });
    if (newUserName !== undefined) {
      users.delete(userName);
      users.set(newUserName, user);
    }
    return ok();
  }

  function deleteUser(request: TwinRequest): Answer {
    const { userName } = read<{ userName: string }>(request, bodies.user);
    userOf(userName);
    users.delete(userName);
    return ok();
  }

  /** "Routing rule must not have the same user/prefix as any other existing rules for the domain." */
  function createRoutingRule(request: TwinRequest): Answer {
    const body = read<Omit<Rule, 'id' | 'catchall'> & { catchall?: boolean }>(request, bodies.createRoutingRule);
    const { domainName, prefix, matchUser } = body;
    if (!domains.has(domainName)) refuse('internalError', `Unknown domain ${domainName}`);
    const same = (rule: Rule) =>
      rule.domainName === domainName && rule.prefix === prefix && rule.matchUser === matchUser;
    if (store.rules.some(same)) refuse('ruleAlreadyExists', 'Routing rule conflicts with an existing rule');
    addRule(store, { catchall: false, ...body });
    return ok();
  }

  function deleteRoutingRule(request: TwinRequest): Answer {
    const { routingRuleId } = read<{ routingRuleId: number }>(request, bodies.deleteRoutingRule);
    const left = store.rules.filter(({ id }) => id !== routingRuleId);
    if (left.length === store.rules.length) refuse('internalError', `Unknown routing rule ${routingRuleId}`);
    store.rules = left;
    return ok();
  }

  const asked =
    (result: () => object) =>
    (request: TwinRequest): Answer => {
      read(request, bodies.empty);
      return ok(result());
    };

  return {
    'POST /api/v0/checkAccountCredit': asked(() => ({ credit: '9.87' })),
    'POST /api/v0/getOwnershipCode': asked(() => ({ code: OWNERSHIP })),
    'POST /api/v0/addDomain': addDomain,
    'POST /api/v0/listDomains': listDomains,
    'POST /api/v0/deleteDomain': deleteDomain,
    'POST /api/v0/createUser': createUser,
    'POST /api/v0/getUser': getUser,
    'POST /api/v0/listUser': asked(() => ({ users: [...users.keys()].slice(0, MOST_USERS) })),
    'POST /api/v0/modifyUser': modifyUser,
    'POST /api/v0/deleteUser': deleteUser,
    'POST /api/v0/createRoutingRule': createRoutingRule,
    'POST /api/v0/listRoutingRules': asked(() => ({ rules: store.rules })),
    'POST /api/v0/deleteRoutingRule': deleteRoutingRule,
  };
}
