/** Stalwart's management by JMAP (RFC 8620), `urn:stalwart:jmap`. The source is its documentation: crates/jmap/src/registry. */

import PQueue from 'p-queue';
import { userOf } from '../../inventory/addresses.ts';
import { ProviderFailure } from '../failure.ts';
import type { Http } from '../http.ts';
import type { Account, Domain, Signature } from './convert.ts';

export type StalwartApi = ReturnType<typeof stalwartApi>;

const CORE = 'urn:ietf:params:jmap:core';
const STALWART = 'urn:stalwart:jmap';
/** What the server hands out at once, where it does not say so. */
const MOST_GOT = 500;
/** What it answers at once for one account (`maxConcurrentRequests`); more is refused. */
const AT_ONCE = 4;

interface Session {
  capabilities: Record<string, { maxObjectsInGet?: number }>;
  primaryAccounts: Record<string, string>;
  apiUrl: string;
}

type Call = [method: string, args: object];

export function stalwartApi({ call }: Http) {
  const queue = new PQueue({ concurrency: AT_ONCE });
  let found: Promise<Session> | undefined;

  /** Asked once for all that wait; one that failed is asked again. */
  function session(): Promise<Session> {
    found ??= discover().catch(error => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function discover(): Promise<Session> {
    const doing = 'for its JMAP session';
    const live = await call<Session>({ method: 'GET', path: '/jmap/session', doing });
    if (live.capabilities[STALWART]) return live;
    throw new ProviderFailure('refused', `This Stalwart does not offer ${STALWART}.`, {
      fix: 'Update the server to 0.16 or newer: before that its management was another API.',
    });
  }

  /** The answers in the order of the calls. The path alone is taken from the session: the server need not know the name that we call it by. */
  async function ask(calls: Call[], doing: string, again = true): Promise<unknown[]> {
    const { apiUrl, primaryAccounts } = await session();
    const accountId = primaryAccounts[STALWART] ?? primaryAccounts[CORE];
    const methodCalls = calls.map(([method, args], index) => [method, { accountId, ...args }, `${index}`]);
    const json = { using: [CORE, STALWART], methodCalls };
    const path = new URL(apiUrl).pathname;
    const request = { method: 'POST' as const, path, json, doing, again };
    const answer = await queue.add(() => call<{ methodResponses: unknown[][] }>(request));
    return answer.methodResponses.map(([, response]) => response);
  }

  async function search<T>(object: string, filter: object, properties: string[], doing: string): Promise<T[]> {
    const { maxObjectsInGet: limit = MOST_GOT } = (await session()).capabilities[CORE] ?? {};
    const all: T[] = [];
    for (let position = 0; ; ) {
      const calls = page(object, { filter, position, limit }, properties);
      const [{ ids, total }, { list }] = (await ask(calls, doing)) as [Found, { list: T[] }];
      all.push(...list);
      position += ids.length;
      if (ids.length === 0 || position >= total) return all;
    }
  }

  const signaturesOf = ({ id, name }: Domain) =>
    search<Signature>(
      'DkimSignature',
      { domainId: id },
      ['@type', 'selector', 'stage', 'publicKey'],
      `for the DKIM keys of ${name}`,
    );

  const accountProperties = ['name', 'domainId', 'emailAddress', 'description', 'aliases', 'permissions', 'createdAt'];

  return {
    /** Sets of nothing: they change nothing, and are refused to who may not write. */
    rights: () =>
      ask(
        [
          ...page('Domain', { limit: 1 }, ['name']),
          ['x:Domain/set', {}],
          ['x:Account/query', { limit: 1 }],
          ['x:Account/get', { ids: [] }],
          ['x:Account/set', {}],
          ['x:DkimSignature/query', { limit: 1 }],
          ['x:DkimSignature/get', { ids: [] }],
          ['x:DkimSignature/set', {}],
        ],
        'to manage domains and accounts',
      ),

    domainNamed: async (name: string): Promise<Domain | undefined> =>
      (await search<Domain>('Domain', { name }, ['name'], `to look for ${name}`))[0],

    async domainsOf(ids: string[]): Promise<Domain[]> {
      const [got] = await ask([['x:Domain/get', { ids, properties: ['name'] }]], 'for the domains of aliases');
      return (got as { list: Domain[] }).list;
    },

    /** In one request, so that no domain is left without its key where the answer is lost. */
    createDomain: (domain: object, signature: object, name: string) =>
      ask(
        [
          ['x:Domain/set', { create: { new: domain } }],
          ['x:DkimSignature/set', { create: { key: signature } }],
        ],
        `to add ${name}`,
        false,
      ),

    /** Keys hold their domain. While accounts hold it too, the keys stay. */
    async destroyDomain(domain: Domain) {
      const { id, name } = domain;
      const doing = `to remove ${name}`;
      const filter = { domainId: id };
      const [found] = (await ask([['x:Account/query', { filter, limit: 1 }]], doing)) as [{ ids: string[] }];
      const keys = found.ids.length > 0 ? [] : await signaturesOf(domain);
      const calls: Call[] = [['x:Domain/set', { destroy: [id] }]];
      if (keys.length > 0) calls.unshift(['x:DkimSignature/set', { destroy: keys.map(key => key.id) }]);
      return ask(calls, doing);
    },

    signaturesOf,

    createSignature: (signature: object, name: string) =>
      ask([['x:DkimSignature/set', { create: { key: signature } }]], `to sign for ${name} with another key`, false),

    stageSignatures: (stages: (readonly [id: string, stage: Signature['stage']])[], name: string) =>
      ask(
        [['x:DkimSignature/set', { update: Object.fromEntries(stages.map(([id, stage]) => [id, { stage }])) }]],
        `to sign for ${name} with another key`,
      ),

    destroySignatures: (ids: string[], name: string) =>
      ask([['x:DkimSignature/set', { destroy: ids }]], `to remove a DKIM key of ${name}`),

    accountsIn: ({ id, name }: Domain) =>
      search<Account>(
        'Account',
        { '@type': 'User', domainId: id },
        accountProperties,
        `to list the accounts of ${name}`,
      ),

    async accountAt(address: string, { id }: Domain, properties = accountProperties): Promise<Account | undefined> {
      const filter = { '@type': 'User', name: userOf(address), domainId: id };
      return (await search<Account>('Account', filter, properties, `to read ${address}`))[0];
    },

    createAccount: (account: object, address: string) =>
      ask([['x:Account/set', { create: { new: account } }]], `to make ${address}`, false),

    updateAccount: (id: string, patch: object, doing: string) =>
      ask([['x:Account/set', { update: { [id]: patch } }]], doing),

    destroyAccount: (id: string, address: string) =>
      ask([['x:Account/set', { destroy: [id] }]], `to delete ${address}`),
  };
}

interface Found {
  ids: string[];
  total: number;
}

/** Only with a total do the pages of a query fit together (registry/query.rs). */
const page = (object: string, query: object, properties: string[]): Call[] => [
  [`x:${object}/query`, { ...query, calculateTotal: true }],
  [`x:${object}/get`, { '#ids': { resultOf: '0', name: `x:${object}/query`, path: '/ids' }, properties }],
];
