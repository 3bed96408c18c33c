/** `/domains`: https://learn.microsoft.com/graph/api/resources/domain. */
import { createHash } from 'node:crypto';
import { Refused, type Routes, type TwinRequest } from '../../http/request.ts';
import type { MailTwinOptions } from '../twin.ts';
import { bodyOf } from './bodies.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { permitted } from './login.ts';
import type { GraphDomain, Tenant } from './tenant.ts';

const READ = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const WRITE = ['Domain.ReadWrite.All'];

export function domainRoutes(tenant: Tenant, lookup: NonNullable<MailTwinOptions['lookup']>): Routes {
  const { domains } = tenant;
  return {
    'POST /v1.0/domains': permitted(tenant, WRITE, request => {
      const { id } = bodyOf<{ id: string }>(request, 'newDomain');
      // Neither status nor code of this is documented; it is as for users.
      if (domains.has(id)) throw new Refused(conflict('id'));
      domains.set(id, newDomain(tenant, id));
      return { status: 201, body: shown(existing(tenant, id)) };
    }),
    'GET /v1.0/domains': permitted(tenant, READ, () => ({
      status: 200,
      body: { value: [...domains.values()].map(shown) },
    })),
    'GET /v1.0/domains/:id': permitted(tenant, READ, request => ({ status: 200, body: shown(named(tenant, request)) })),
    'GET /v1.0/domains/:id/verificationDnsRecords': permitted(tenant, READ, request => ({
      status: 200,
      body: { value: verificationRecords(named(tenant, request)) },
    })),
    'GET /v1.0/domains/:id/serviceConfigurationRecords': permitted(tenant, READ, request => ({
      status: 200,
      body: { value: serviceRecords(named(tenant, request)) },
    })),
    'POST /v1.0/domains/:id/verify': permitted(tenant, WRITE, async request => {
      const domain = named(tenant, request);
      if (!domain.isVerified && !(await lookup(domain.id, 'TXT')).includes(`MS=${domain.verification}`))
        throw new Refused(
          badRequest('Domain verification failed with the following error: The DNS record was not found.'),
        );
      domain.isVerified = true;
      return { status: 200, body: shown(domain) };
    }),
    'PATCH /v1.0/domains/:id': permitted(tenant, WRITE, request => {
      const domain = named(tenant, request);
      const { supportedServices } = bodyOf<Partial<GraphDomain>>(request, 'domain');
      if (!domain.isVerified) throw new Refused(badRequest('The operation is only allowed on a verified domain.'));
      if (supportedServices) domain.supportedServices = supportedServices;
      return { status: 204 };
    }),
    'DELETE /v1.0/domains/:id': permitted(tenant, WRITE, request => {
      const { id } = named(tenant, request);
      const isUsed = [...tenant.users.values()].some(user => user.userPrincipalName.toLowerCase().endsWith(`@${id}`));
      if (isUsed)
        throw new Refused(badRequest('Domain cannot be removed because it is referenced by other directory objects.'));
      domains.delete(id);
      return { status: 204 };
    }),
  };
}

/** A subdomain of a verified domain is verified by that (facts §2). */
export function newDomain({ domains }: Tenant, id: string): GraphDomain {
  const isVerified = [...domains.values()].some(other => other.isVerified && id.endsWith(`.${other.id}`));
  const number = Number.parseInt(hash(id).slice(0, 8), 16) % 90_000_000;
  return { id, isVerified, isInitial: false, supportedServices: [], verification: `ms${10_000_000 + number}` };
}

function existing({ domains }: Tenant, id: string): GraphDomain {
  const domain = domains.get(id.toLowerCase());
  if (!domain) throw new Refused(notFound(id));
  return domain;
}

const named = (tenant: Tenant, { params }: TwinRequest): GraphDomain => existing(tenant, params.id ?? '');

const shown = ({ id, isVerified, isInitial, supportedServices }: GraphDomain) => ({
  ...{ id, isVerified, isInitial, supportedServices, isDefault: isInitial, isRoot: isVerified },
  ...{ authenticationType: 'Managed', availabilityStatus: null, isAdminManaged: true, state: null },
});

const common = (id: string, recordType: string, supportedService: string | null) => ({
  ...{ id, isOptional: false, label: id, recordType, supportedService, ttl: 3600 },
});

function verificationRecords({ id, verification }: GraphDomain) {
  return [
    {
      '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
      ...common(id, 'Txt', null),
      text: `MS=${verification}`,
    },
    {
      '@odata.type': '#microsoft.graph.domainDnsMxRecord',
      ...common(id, 'Mx', null),
      ...{ mailExchange: `${verification}.msv1.invalid`, preference: 32767 },
    },
  ];
}

/** Only what the switched-on services need. The letter of the partition follows no rule: see the template. */
function serviceRecords({ id, supportedServices }: GraphDomain) {
  if (!supportedServices.includes('Email')) return [];
  return [
    {
      '@odata.type': '#microsoft.graph.domainDnsMxRecord',
      ...common(id, 'Mx', 'Email'),
      ...{ mailExchange: mailExchange(id), preference: 0 },
    },
    {
      '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
      ...common(id, 'Txt', 'Email'),
      text: 'v=spf1 include:spf.protection.outlook.com -all',
    },
    {
      '@odata.type': '#microsoft.graph.domainDnsCnameRecord',
      ...common(id, 'CName', 'Email'),
      ...{ label: `autodiscover.${id}`, canonicalName: 'autodiscover.outlook.com' },
    },
  ];
}

const mailExchange = (id: string): string =>
  `${id.replaceAll('.', '-')}.${'nrwye'.charAt(Number.parseInt(hash(id).slice(-2), 16) % 5)}-v1.mx.microsoft`;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
