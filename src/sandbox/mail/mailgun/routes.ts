/** The calls of Mailgun's API, as far as Mailyard uses them: its OpenAPI description, and facts §9. */
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import { fail, ok, page, read, refuse } from './answers.ts';
import { bodies } from './bodies.ts';
import { keyRoutes } from './keys.ts';
import { type Lookup, look, recordsOf } from './records.ts';
import { type Credential, type Domain, newDomain, rfc1123, rfc2822, type Store } from './store.ts';

export interface RoutesOptions {
  lookup: Lookup;
  /** Milliseconds until what was made or deleted is so everywhere. */
  settles: number;
}

export function routesOf({ clock, domains, credentials }: Store, { lookup, settles }: RoutesOptions): Routes {
  const exists = ({ knownUntil }: Domain) => clock.now() < knownUntil;
  const isKnown = (domain: Domain) => clock.now() >= domain.knownFrom && exists(domain);

  const domainOf = ({ params }: TwinRequest): Domain => domainAt(params.domain as string);

  /** Right after it was made a domain is not found (facts §9: "eventual consistency after create: retry"). */
  function domainAt(name: string): Domain {
    const domain = domains.get(name);
    return domain && isKnown(domain) ? domain : refuse(404, 'Domain not found');
  }

  function credentialOf(request: TwinRequest): Credential {
    const login = asLogin(request.params.login as string, domainOf(request));
    return credentials.get(login) ?? refuse(404, 'Credentials not found');
  }

  async function createDomain(request: TwinRequest): Promise<Answer> {
    const fields = await read(request, bodies.createDomain);
    const name = fields.name as string;
    const there = domains.get(name);
    // The text is not published.
    if (there && exists(there)) return fail(400, 'This domain name is already taken');
    const domain = newDomain(name, clock.now(), settles, fields);
    domains.set(name, domain);
    return ok({ message: 'Domain DNS records have been created', ...shown(domain) });
  }

  async function verify(request: TwinRequest): Promise<Answer> {
    const domain = domainOf(request);
    if (await look(domain, lookup)) domain.state = 'active';
    return ok({ message: 'Domain DNS records have been updated', ...shown(domain) });
  }

  function deleteDomain(request: TwinRequest): Answer {
    const domain = domainOf(request);
    domain.knownUntil = clock.now() + settles;
    for (const login of credentials.keys()) if (login.endsWith(`@${domain.name}`)) credentials.delete(login);
    return ok({ message: 'Domain will be deleted in the background' });
  }

  function listCredentials(request: TwinRequest): Answer {
    const { name } = domainOf(request);
    const rows = [...credentials.values()].filter(({ login }) => login.endsWith(`@${name}`));
    const { items, total_count } = page(rows, request);
    return ok({ items: items.map(shownCredential), total_count });
  }

  async function createCredential(request: TwinRequest): Promise<Answer> {
    const domain = domainOf(request);
    const { login: wanted, password } = await read(request, bodies.createCredential);
    const login = asLogin(wanted as string, domain);
    if (!login.endsWith(`@${domain.name}`)) return fail(400, `Login must be an address of ${domain.name}`);
    // Neither text is published.
    if (credentials.has(login)) return fail(400, `Mailbox already exists: ${login}`);
    const made = { login, created: clock.now(), password: password ?? `made-by-mailgun-${credentials.size}` };
    credentials.set(login, made);
    const own = { note: 'Store the password: it is shown once.', credentials: { [login]: made.password } };
    return ok({ message: 'Created 1 credentials pair(s)', ...(password === undefined && own) });
  }

  async function updateCredential(request: TwinRequest): Promise<Answer> {
    const credential = credentialOf(request);
    const { password = credential.password } = await read(request, bodies.updateCredential);
    credential.password = password;
    return ok({ message: 'Password changed' });
  }

  function deleteCredential(request: TwinRequest): Answer {
    const { name } = domainOf(request);
    const login = asLogin(request.params.login as string, domainOf(request));
    if (login === `postmaster@${name}`) return fail(400, `Cannot delete system mailbox: ${login}`);
    credentials.delete(credentialOf(request).login);
    return ok({ message: 'Credentials have been deleted', spec: login });
  }

  const credentialsPath = '/v3/domains/:domain/credentials';
  return {
    ...keyRoutes(domainAt, lookup),
    'GET /v4/domains': request => {
      const rows = [...domains.values()].filter(isKnown).map(domain => shown(domain).domain);
      return ok(page(rows, request));
    },
    'POST /v4/domains': createDomain,
    'GET /v4/domains/:domain': request => ok(shown(domainOf(request))),
    'PUT /v4/domains/:domain/verify': verify,
    'DELETE /v3/domains/:domain': deleteDomain,
    [`GET ${credentialsPath}`]: listCredentials,
    [`POST ${credentialsPath}`]: createCredential,
    [`PUT ${credentialsPath}/:login`]: updateCredential,
    [`DELETE ${credentialsPath}/:login`]: deleteCredential,
  };
}

const asLogin = (login: string, { name }: Domain): string => (login.includes('@') ? login : `${login}@${name}`);

const shownCredential = ({ login, created }: Credential) => ({
  ...{ login, mailbox: login, created_at: rfc2822(created), size_bytes: null },
});

function shown(domain: Domain) {
  const { name, state, created, automaticSenderSecurity, webPrefix } = domain;
  const { sending, receiving } = recordsOf(domain);
  return {
    domain: {
      ...{ name, state, type: 'custom', created_at: rfc1123(created), is_disabled: false, wildcard: false },
      ...{ smtp_login: `postmaster@${name}`, spam_action: 'disabled', web_prefix: webPrefix, web_scheme: 'http' },
      ...{ require_tls: false, skip_verification: false, use_automatic_sender_security: automaticSenderSecurity },
    },
    sending_dns_records: sending,
    receiving_dns_records: receiving,
  };
}
