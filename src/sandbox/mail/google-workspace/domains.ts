/** Directory API: domains of the account; and Site Verification, which proves who owns them (facts §1). */
import { createHash } from 'node:crypto';
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import type { MailTwinOptions } from '../twin.ts';
import { type Account, domainOf, type TwinDomain } from './account.ts';
import { good, nothing, refuse } from './answer.ts';
import { bodies, bodyOf, checkQuery } from './schema.ts';

/** `elsewhere`: domains of other customers. */
export function domainRoutes(account: Account, elsewhere: string[]): Routes {
  const { users, domains } = account;
  const domain = (name: string): TwinDomain => domains.get(name) ?? refuse(404, 'notFound', 'Domain not found.');

  function insertDomain(request: TwinRequest): Answer {
    checkQuery(request);
    const { domainName = '' } = bodyOf<{ domainName?: string }>(request, bodies.domain);
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domainName)) refuse(400, 'invalid', 'Invalid Input: domain_name');
    if (domains.has(domainName)) refuse(409, 'duplicate', 'Entity already exists.');
    if (elsewhere.includes(domainName)) refuse(409, 'conflict', 'Domain is already in use.');
    return good(shownDomain(account.addDomain(domainName, false)));
  }

  /** Google help: a domain that still has users cannot be removed; how the API says so is not documented. */
  function deleteDomain(request: TwinRequest): Answer {
    const { domainName } = domain(request.params.name as string);
    const used = [...users.values()].some(each => domainOf(each.primaryEmail) === domainName);
    if (used) refuse(412, 'conditionNotMet', 'Cannot delete the domain: it still has users.');
    domains.delete(domainName);
    return nothing;
  }

  return {
    'GET /customer/:customer/domains': () =>
      good({ kind: 'admin#directory#domains', domains: [...domains.values()].map(shownDomain) }),
    'POST /customer/:customer/domains': insertDomain,
    'GET /customer/:customer/domains/:name': request => good(shownDomain(domain(request.params.name as string))),
    'DELETE /customer/:customer/domains/:name': deleteDomain,
  };
}

const shownDomain = ({ domainName, verified, isPrimary, created }: TwinDomain): object => ({
  ...{ kind: 'admin#directory#domain', etag: '"twin"', domainName, isPrimary, verified, creationTime: String(created) },
});

interface SiteBody {
  site: { identifier: string; type: string };
  verificationMethod?: string;
}

export type AsSubject = Record<string, (request: TwinRequest, subject: string) => Answer | Promise<Answer>>;

/** https://developers.google.com/site-verification/v1: a token is the same each time the same person asks. */
export function siteVerificationRoutes(account: Account, lookup: NonNullable<MailTwinOptions['lookup']>): AsSubject {
  function checkMethod(type: string, method: string): void {
    if (method !== 'DNS_TXT' || type !== 'INET_DOMAIN')
      // In Google's words (google-api-go-client issue 430); methods other than DNS are not played here.
      refuse(400, 'badRequest', `You cannot use the verification method ${method} to verify a site of type ${type}`);
  }
  return {
    'POST /token': (request, subject) => {
      checkQuery(request);
      const { site, verificationMethod = '' } = bodyOf<SiteBody>(request, bodies.siteToken);
      checkMethod(site.type, verificationMethod);
      return good({ method: verificationMethod, token: proofOf(subject, site.identifier) });
    },
    'POST /webResource': async (request, subject) => {
      checkQuery(request, 'verificationMethod');
      const { site } = bodyOf<SiteBody>(request, bodies.webResource);
      checkMethod(site.type, request.query.get('verificationMethod') ?? '');
      const texts = await lookup(site.identifier, 'TXT');
      if (!texts.includes(proofOf(subject, site.identifier)))
        refuse(400, 'badRequest', 'The necessary verification token could not be found on your site.');
      // Third parties report that the Directory then shows the domain as verified.
      const domain = account.domains.get(site.identifier);
      if (domain) domain.verified = true;
      return good({ id: `dns://${site.identifier}/`, site, owners: [subject] });
    },
  };
}

const proofOf = (subject: string, domain: string): string =>
  `google-site-verification=${createHash('sha256').update(`${subject} ${domain}`).digest('base64url')}`;
