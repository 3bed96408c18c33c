/**
 * An API as unlike Mailhost's as they come: PUT makes, POST changes, basic auth, cursors, keys of its own, words for everything,
 * passwords that it makes itself, and HTTP 200 whatever happens.
 */
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import type { ProviderTemplate } from '../../../src/inventory/provider-template.ts';
import type { ApiTemplate } from '../../../src/mail/rest/facts.ts';
import { type Answer, Refused, type TwinRequest } from '../../../src/sandbox/http/request.ts';
import { type HttpTwin, startHttpTwin } from '../../../src/sandbox/http/twin.ts';

export const secondYaml = `
name: oddmail
title: Oddmail
kind: mailbox
source: ['https://oddmail.example/']
checked: 2026-11-26
verified: documentation
variables: {}
provided: {}
records: [{ role: mx, name: '@', type: MX, content: mx.oddmail.example, priority: 10 }]
api:
  baseUrl: '{url}/{tenant}'
  account:
    url: { description: The server, required: true, example: 'https://oddmail.example' }
    tenant: { description: The tenant, default: main, example: acme, pattern: '^[a-z]+$' }
    login: { description: Who logs in, required: true, example: admin }
  secrets: { ODDMAIL_PASSWORD: { description: The password of the login, where: Ask the operator } }
  auth: { basic: '{login}:{ODDMAIL_PASSWORD}' }
  rate: { calls: 600, seconds: 60, source: none is named }
  check: { call: GET /whoami }
  mailboxes:
    fields:
      id: uid
      user: local
      name: person.called
      aliases: { at: also, as: users }
      forwardTo: { at: copies, as: text }
      dailyLimit: { at: caps.day, unlimited: 0 }
      state: { at: access, active: [open, new], suspended: closed }
      smtpAccess: { at: smtp, allowed: yea, denied: nay }
      password: secret
      created: since
      lastActivity: seen
    list:
      call: GET /domains/{domain}/users
      items: result.users
      paging: { next: result.next, cursor: after, size: limit, items: 50 }
    create:
      call: PUT /domains/{domain}/users/{user}
      body: { person: { called: '{name}' }, caps: { day: '{dailyLimit}' } }
      item: result
    update:
      call: POST /users/{id}/settings
      body:
        set: { called: '{name}', also: '{aliases}', copies: '{forwardTo}', day: '{dailyLimit}', smtp: '{smtpAccess}' }
        by: mailyard for {address}
    replaces: true
    suspend: { call: 'POST /users/{id}/close' }
    activate: { call: 'POST /users/{id}/open' }
    setPassword: { call: 'POST /users/{id}/secret', item: result }
    delete: { call: POST /users/delete, body: ['{id}'] }
  errors:
    - { at: faults.*.code, pattern: ^E_TAKEN$, is: exists }
    - { at: faults.*.code, pattern: ^E_NO_, is: missing }
    - { at: faults.*.code, pattern: ^E_WHO$, is: credentials, fix: Look at the login. }
    - { at: faults.*.code, pattern: ^E_SLOW$, is: limited }
    - { at: faults.*.code, is: refused }
  said: faults.*.text
`;

export const secondTemplate = load(secondYaml) as ProviderTemplate as ApiTemplate;

interface User {
  uid: string;
  domain: string;
  local: string;
  person: { called: string };
  also: string[];
  copies: string;
  caps: { day: number };
  access: 'open' | 'new' | 'closed' | 'locked';
  smtp: 'yea' | 'nay';
  since: number;
  seen: number;
  secret: string;
}

export interface SecondTwin extends HttpTwin {
  users: Map<string, User>;
  account: Record<string, string>;
  env: Record<string, string>;
}

const text = { type: 'string' };
const ajv = new Ajv();
const closed = (properties: object, required: string[] = Object.keys(properties)) =>
  ajv.compile({ type: 'object', additionalProperties: false, properties, required });
const isNew = closed({ person: closedMap({ called: text }), caps: closedMap({ day: { type: 'integer' } }) }, [
  'person',
]);
const settings = {
  ...{ called: text, also: { type: 'array', items: { type: 'string', pattern: '^[^@]+$' } }, copies: text },
  ...{ day: { type: 'integer' }, smtp: { enum: ['yea', 'nay'] } },
};
const isChange = closed({ set: closedMap(settings), by: text });

function closedMap(properties: object) {
  return { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) };
}

const good = (result: unknown): Answer => ({ status: 200, body: { result, faults: [] } });
const bad = (code: string, text: string): Answer => ({
  status: 200,
  body: {
    faults: [
      { code: 'E_ANY', text: 'No.' },
      { code, text },
    ],
  },
});
const refuse = (code: string, text: string): never => {
  throw new Refused(bad(code, text));
};

export async function startSecondTwin(clock?: HttpTwin['clock']): Promise<SecondTwin> {
  const users = new Map<string, User>();
  let made = 0;
  const user = ({ params }: TwinRequest) => users.get(params.uid ?? '') ?? refuse('E_NO_USER', 'No such user.');
  const shown = ({ secret, domain, ...rest }: User) => rest;
  const twin = await startHttpTwin(
    {
      authenticate: ({ headers }) =>
        headers.authorization === `Basic ${Buffer.from('admin:open sesame').toString('base64')}`
          ? 'admin'
          : bad('E_WHO', 'Who are you?'),
      limited: () => bad('E_SLOW', 'Slow down.'),
      failed: status => ({ status, body: 'Oh.' }),
      noRoute: ({ method, path }) => bad('E_PATH', `${method} ${path}`),
      routes: {
        'GET /main/whoami': () => good('admin'),
        'GET /main/domains/:domain/users': ({ params, query }) => {
          const all = [...users.values()].filter(({ domain }) => domain === params.domain);
          const [from, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit'))];
          if (![10, 50].includes(limit)) refuse('E_LIMIT', 'limit is 10 or 50');
          const next = from + limit < all.length ? from + limit : null;
          return good({ users: all.slice(from, from + limit).map(shown), next });
        },
        'PUT /main/domains/:domain/users/:user': request => {
          const { domain = '', user: local = '' } = request.params;
          if ([...users.values()].some(each => each.local === local && each.domain === domain))
            return bad('E_TAKEN', `${local} is taken.`);
          const body = request.json() as Pick<User, 'person' | 'caps'>;
          if (!isNew(body)) return bad('E_FORM', ajv.errorsText(isNew.errors));
          const uid = `u-${++made}`;
          const fresh = {
            also: [],
            copies: '',
            caps: { day: 0 },
            access: 'new' as const,
            smtp: 'yea' as const,
            seen: 0,
          };
          const since = Math.floor(twin.clock.now() / 1000);
          users.set(uid, { ...fresh, ...body, uid, domain, local, since, secret: `made-for-${uid}` });
          return good({ uid, local, secret: `made-for-${uid}` });
        },
        'POST /main/users/:uid/settings': request => {
          const found = user(request);
          const body = request.json();
          if (!isChange(body)) return bad('E_FORM', ajv.errorsText(isChange.errors));
          const { called, day, ...rest } = (body as { set: { called: string; day: number } }).set;
          Object.assign(found, rest, { person: { called }, caps: { day } });
          return good('done');
        },
        'POST /main/users/:uid/close': request => {
          user(request).access = 'closed';
          return good('closed');
        },
        'POST /main/users/:uid/open': request => {
          user(request).access = 'open';
          return good('open');
        },
        'POST /main/users/:uid/secret': request => {
          const found = user(request);
          found.secret = `remade-for-${found.uid}`;
          return good({ secret: found.secret });
        },
        'POST /main/users/delete': request => {
          const [uid = ''] = request.json() as string[];
          return users.delete(uid) ? good('gone') : bad('E_NO_USER', 'No such user.');
        },
      },
    },
    { clock },
  );
  const account = { url: twin.origin, login: 'admin' };
  return Object.assign(twin, { users, account, env: { ODDMAIL_PASSWORD: 'open sesame' } });
}
