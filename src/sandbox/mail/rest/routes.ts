/** Mailhost's calls: each needs a scope, and each body is looked at. */
import type { SandboxClock } from '../../clock.ts';
import type { Answer, Handler, Routes, TwinRequest } from '../../http/request.ts';
import type { MailTwinOptions } from '../twin.ts';
import { bodyOf, failed, pageOf, refuse } from './bodies.ts';
import {
  domainOf,
  holderOf,
  newDomain,
  newMailbox,
  type Store,
  type StoredDomain,
  type StoredMailbox,
} from './store.ts';

export interface Rules {
  clock: SandboxClock;
  lookup: NonNullable<MailTwinOptions['lookup']>;
  /** The scopes of the token. */
  scopes: string[];
  /** How a second mailbox of one address is refused. */
  duplicates: 'status' | 'body';
}

export function routesOf(store: Store, rules: Rules): Routes {
  const { clock, lookup, scopes, duplicates } = rules;
  const needs =
    (scope: string, handler: Handler): Handler =>
    request =>
      scopes.includes(scope) ? handler(request) : failed(403, 'scope_missing', `This token lacks the scope ${scope}.`);
  const exists = (message: string): Answer => failed(duplicates === 'status' ? 409 : 200, 'mailbox_exists', message);

  function mailboxFor({ params }: TwinRequest): StoredMailbox {
    return (
      store.mailboxes.get((params.email ?? '').toLowerCase()) ?? refuse(404, 'mailbox_not_found', 'No such mailbox.')
    );
  }

  function domainFor({ params }: TwinRequest): StoredDomain {
    return store.domains.get(params.name ?? '') ?? refuse(404, 'domain_not_found', 'No such domain.');
  }

  function create(request: TwinRequest): Answer {
    const { email: given, ...settings } = bodyOf<StoredMailbox>(request, 'create');
    const email = given.toLowerCase();
    if (!store.domains.has(domainOf(email)))
      refuse(422, 'unknown_domain', `${domainOf(email)} is not in this account.`);
    if (holderOf(store, email)) return exists(`${email} is taken.`);
    strongEnough(settings.password);
    const mailbox = { ...newMailbox(store, email, clock.now()), ...settings };
    store.mailboxes.set(email, mailbox);
    return { status: 201, body: shown(mailbox) };
  }

  function update(request: TwinRequest): Answer {
    const mailbox = mailboxFor(request);
    const changes = bodyOf<Partial<StoredMailbox>>(request, 'update');
    const taken = (changes.aliases ?? []).find(alias => (holderOf(store, alias) ?? mailbox) !== mailbox);
    if (taken) refuse(409, 'address_taken', `${taken} is taken.`);
    Object.assign(mailbox, changes);
    return { status: 200, body: shown(mailbox) };
  }

  function list(request: TwinRequest): Answer {
    const { domain, page, perPage } = pageOf(request);
    const all = [...store.mailboxes.values()].filter(({ email }) => domain === null || domainOf(email) === domain);
    const mailboxes = all.slice((page - 1) * perPage, page * perPage).map(shown);
    return { status: 200, body: { mailboxes, page, per_page: perPage, total: all.length } };
  }

  async function verify(request: TwinRequest): Promise<Answer> {
    const domain = domainFor(request);
    const texts = await lookup(domain.name, 'TXT');
    if (texts.includes(domain.verification.txt)) domain.status = 'active';
    return { status: 200, body: { domain } };
  }

  return {
    'GET /v1/account': () => ({ status: 200, body: { name: 'Acme', scopes } }),
    'GET /v1/mailboxes': needs('mailboxes:read', list),
    'POST /v1/mailboxes': needs('mailboxes:write', create),
    'GET /v1/mailboxes/:email': needs('mailboxes:read', request => ({ status: 200, body: shown(mailboxFor(request)) })),
    'PATCH /v1/mailboxes/:email': needs('mailboxes:write', update),
    'PUT /v1/mailboxes/:email/password': needs('mailboxes:write', request => {
      const mailbox = mailboxFor(request);
      const { password } = bodyOf<{ password: string }>(request, 'password');
      strongEnough(password);
      mailbox.password = password;
      return { status: 204 };
    }),
    'DELETE /v1/mailboxes/:email': needs('mailboxes:write', request => {
      store.mailboxes.delete(mailboxFor(request).email);
      return { status: 204 };
    }),
    'POST /v1/domains': needs('domains', request => {
      const { name } = bodyOf<{ name: string }>(request, 'domain');
      if (store.domains.has(name)) refuse(409, 'domain_exists', `${name} is here already.`);
      const domain = newDomain(name);
      store.domains.set(name, domain);
      return { status: 201, body: { domain } };
    }),
    'GET /v1/domains/:name': needs('domains', request => ({ status: 200, body: { domain: domainFor(request) } })),
    'POST /v1/domains/:name/verify': needs('domains', verify),
    'DELETE /v1/domains/:name': needs('domains', request => {
      const { name } = domainFor(request);
      const used = [...store.mailboxes.keys()].some(email => domainOf(email) === name);
      if (used) refuse(409, 'domain_not_empty', `${name} has mailboxes.`);
      store.domains.delete(name);
      return { status: 204 };
    }),
  };
}

const strongEnough = (password: string): void => {
  if (password.length < 12) refuse(422, 'weak_password', 'A password has at least 12 characters.');
};

function shown({ password, ...mailbox }: StoredMailbox): Omit<StoredMailbox, 'password'> {
  return mailbox;
}
