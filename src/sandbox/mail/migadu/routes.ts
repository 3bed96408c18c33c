/** The calls of Migadu's API (v1), as far as Mailyard uses them. */
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import { fail, ok, read, refuse } from './answers.ts';
import { bodies } from './bodies.ts';
import { diagnosticsOf, type Lookup, recordsOf } from './dns.ts';
import {
  type Alias,
  type Domain,
  type Forwarding,
  type Mailbox,
  newDomain,
  newForwarding,
  newMailbox,
} from './model.ts';
import { activate, change, destinationsOf, isTaken, newAlias, type Store } from './store.ts';

export interface RoutesOptions {
  lookup: Lookup;
  /** What a DELETE that succeeded answers. */
  deleteAnswers: 200 | 500;
}

export function routesOf(store: Store, { lookup, deleteAnswers }: RoutesOptions): Routes {
  const { domains, mailboxes, aliases, passwords, now } = store;
  const deleted = (row: unknown): Answer => (deleteAnswers === 200 ? ok(row) : fail(500));

  const domainOf = ({ params }: TwinRequest): Domain => domains.get(params.domain as string) ?? refuse(404);
  const addressIn = (request: TwinRequest): string => `${request.params.local}@${domainOf(request).name}`;
  const mailboxOf = (request: TwinRequest): Mailbox => mailboxes.get(addressIn(request)) ?? refuse(404);
  const aliasOf = (request: TwinRequest): Alias => aliases.get(addressIn(request)) ?? refuse(404);
  const forwardingOf = (request: TwinRequest): Forwarding =>
    mailboxOf(request).forwardings.find(({ address }) => address === request.params.address) ?? refuse(404);

  /** No list has pages (facts §3). */
  function rowsOf<T extends { domain_name: string }>(rows: Map<string, T>, request: TwinRequest): T[] {
    const { name } = domainOf(request);
    return [...rows.values()].filter(row => row.domain_name === name);
  }

  function addDomain(request: TwinRequest): Answer {
    const name = read(request, bodies.addDomain).name as string;
    if (domains.has(name)) refuse(400);
    domains.set(name, newDomain(name));
    return ok(domains.get(name));
  }

  async function activateDomain(request: TwinRequest): Promise<Answer> {
    const domain = domainOf(request);
    if (domain.state === 'active') return ok(domain);
    const { status } = await diagnosticsOf(domain.name, lookup);
    return status === 'ok' ? ok(activate(domain, now())) : fail(422);
  }

  /** Live, 2026-08: without a password, and for an address that is taken, the same `bad request`. */
  function makeMailbox(request: TwinRequest): Answer {
    const { name: domain } = domainOf(request);
    const body = read(request, bodies.createMailbox) as Record<string, string | undefined>;
    const { local_part = '', name = '', password, password_method, forwarding_to, ...rest } = body;
    const invited = password_method === 'invitation';
    if (invited ? password !== undefined || !rest.password_recovery_email : password === undefined) refuse(400);
    const mailbox = newMailbox(local_part, domain, name, now());
    if (isTaken(store, mailbox.address)) refuse(400);
    mailboxes.set(mailbox.address, change(mailbox, rest));
    if (invited) change(mailbox, { is_active: false, activated_at: null });
    if (forwarding_to) mailbox.forwardings.push(newForwarding(forwarding_to, now()));
    if (password) passwords.set(mailbox.address, password);
    return ok(mailbox);
  }

  function updateMailbox(request: TwinRequest): Answer {
    const mailbox = mailboxOf(request);
    const { password, password_method, ...rest } = read(request, bodies.updateMailbox);
    if (password) passwords.set(mailbox.address, password as string);
    return ok(change(mailbox, { ...rest, changed_at: now() }));
  }

  function deleteMailbox(request: TwinRequest): Answer {
    const mailbox = mailboxOf(request);
    mailboxes.delete(mailbox.address);
    passwords.delete(mailbox.address);
    return deleted(mailbox);
  }

  function makeAlias(request: TwinRequest): Answer {
    const { name: domain } = domainOf(request);
    const { local_part, destinations, ...rest } = read(request, bodies.createAlias);
    const alias = newAlias(local_part as string, domain, destinationsOf(destinations, domain) ?? refuse(400));
    if (isTaken(store, alias.address)) refuse(400);
    aliases.set(alias.address, Object.assign(alias, rest));
    return ok(alias);
  }

  function updateAlias(request: TwinRequest): Answer {
    const alias = aliasOf(request);
    const { destinations = alias.destinations, ...rest } = read(request, bodies.updateAlias);
    const to = destinationsOf(destinations, alias.domain_name) ?? refuse(400);
    return ok(Object.assign(alias, rest, { destinations: to }));
  }

  function deleteAlias(request: TwinRequest): Answer {
    const alias = aliasOf(request);
    aliases.delete(alias.address);
    return deleted(alias);
  }

  function makeForwarding(request: TwinRequest): Answer {
    const { forwardings } = mailboxOf(request);
    const { address, ...rest } = read(request, bodies.createForwarding);
    if (forwardings.some(each => each.address === address)) refuse(400);
    const forwarding = Object.assign(newForwarding(address as string, now()), rest);
    forwardings.push(forwarding);
    return ok(forwarding);
  }

  function deleteForwarding(request: TwinRequest): Answer {
    const forwarding = forwardingOf(request);
    const mailbox = mailboxOf(request);
    mailbox.forwardings = mailbox.forwardings.filter(each => each !== forwarding);
    return deleted(forwarding);
  }

  const domain = '/v1/domains/:domain';
  const mailbox = `${domain}/mailboxes/:local`;
  return {
    'GET /v1/domains': () => ok({ domains: [...domains.values()] }),
    'POST /v1/domains': addDomain,
    [`GET ${domain}`]: request => ok(domainOf(request)),
    [`GET ${domain}/records`]: request => ok(recordsOf(domainOf(request).name)),
    [`GET ${domain}/diagnostics`]: async request => ok(await diagnosticsOf(domainOf(request).name, lookup)),
    [`GET ${domain}/activate`]: activateDomain,
    [`GET ${domain}/mailboxes`]: request => ok({ mailboxes: rowsOf(mailboxes, request) }),
    [`POST ${domain}/mailboxes`]: makeMailbox,
    [`GET ${mailbox}`]: request => ok(mailboxOf(request)),
    [`PUT ${mailbox}`]: updateMailbox,
    [`DELETE ${mailbox}`]: deleteMailbox,
    [`GET ${mailbox}/forwardings`]: request => ok({ forwardings: mailboxOf(request).forwardings }),
    [`POST ${mailbox}/forwardings`]: makeForwarding,
    [`GET ${mailbox}/forwardings/:address`]: request => ok(forwardingOf(request)),
    [`PUT ${mailbox}/forwardings/:address`]: request =>
      ok(Object.assign(forwardingOf(request), read(request, bodies.updateForwarding))),
    [`DELETE ${mailbox}/forwardings/:address`]: deleteForwarding,
    // `address_aliases` it is, not `aliases` (live, 2026-08).
    [`GET ${domain}/aliases`]: request => ok({ address_aliases: rowsOf(aliases, request) }),
    [`POST ${domain}/aliases`]: makeAlias,
    [`GET ${domain}/aliases/:local`]: request => ok(aliasOf(request)),
    [`PUT ${domain}/aliases/:local`]: updateAlias,
    [`DELETE ${domain}/aliases/:local`]: deleteAlias,
  };
}
