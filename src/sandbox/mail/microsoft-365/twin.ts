/** A Microsoft 365 tenant as Microsoft Graph shows it. What only Exchange can do, it cannot do either. */
import { randomUUID } from 'node:crypto';
import { sandboxClock } from '../../clock.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions, TwinMailbox } from '../twin.ts';
import { domainRoutes, newDomain } from './domains.ts';
import { graphError, tooMany } from './errors.ts';
import { licenceRoutes } from './licences.ts';
import { type App, bearer, tokenEndpoint } from './login.ts';
import { findUser, type GraphUser, hasExchange, type Tenant } from './tenant.ts';
import { throttle } from './throttle.ts';
import { userRoutes } from './users.ts';

export interface Microsoft365TwinOptions extends MailTwinOptions {
  /** Application permissions with an administrator's consent. Default: all that Mailyard needs. */
  permissions?: string[];
  /** Seats of the licence; default 10,000. */
  seats?: number;
  /** Default 0. Real directories take some seconds, and say so: https://learn.microsoft.com/graph/api/user-list. */
  replicationSeconds?: number;
  /** From the licence to the mailbox; default 300. */
  mailboxSeconds?: number;
}

const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = '66666666-7777-4888-9999-aaaaaaaaaaaa';
const SECRET = 'sandbox~client.secret_of-microsoft-365';
const SKU = { skuId: '3b555118-da6a-4418-894f-7df1e2096870', skuPartNumber: 'O365_BUSINESS_ESSENTIALS' };
const FREE_SKU = { skuId: 'a403ebcc-fae0-4ca2-8c8c-7a907fd6c235', skuPartNumber: 'POWER_BI_STANDARD' };

const needed = [
  ...['Domain.ReadWrite.All', 'User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'],
  'LicenseAssignment.Read.All',
];

export async function startMicrosoft365Twin(options: Microsoft365TwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [], seats = 10_000, permissions = needed } = options;
  const tenant = emptyTenant({ ...options, clock }, seats);
  const app: App = { clientId: CLIENT, secret: SECRET, permissions };
  const limit = throttle(clock);
  const url = () => `${twin.origin}/v1.0`;
  const twin = await startHttpTwin(
    {
      routes: {
        'POST /:tenant/oauth2/v2.0/token': tokenEndpoint(tenant, app, () => `${twin.origin}/.default`),
        ...userRoutes(tenant, url),
        ...licenceRoutes(tenant),
        ...domainRoutes(tenant, lookup),
      },
      authenticate(request) {
        if (request.path.endsWith('/oauth2/v2.0/token')) return 'login';
        const caller = bearer(tenant, app, request);
        return typeof caller === 'string' ? (limit(request) ?? caller) : caller;
      },
      limited: tooMany,
      failed: status => graphError(status, 'serviceNotAvailable', 'The service is temporarily unavailable.'),
      noRoute: ({ path }) =>
        graphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/')[2]}'.`),
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'microsoft-365',
    account: {
      ...{ tenant: TENANT, clientId: CLIENT, licence: SKU.skuPartNumber, usageLocation: 'DE' },
      ...{ url: url(), loginUrl: twin.origin },
    },
    env: { MICROSOFT_365_CLIENT_SECRET: SECRET },
    mailboxes: () => [...tenant.users.values()].map(user => mailboxOf(tenant, user)),
    domains: () =>
      [...tenant.domains.values()]
        .filter(({ isInitial }) => !isInitial)
        .map(({ id, isVerified, supportedServices }) => ({
          domain: id,
          ready: isVerified && supportedServices.includes('Email'),
        })),
    put: mailbox => put(tenant, mailbox),
    remove(address) {
      const user = findUser(tenant, address);
      if (user) tenant.users.delete(user.id);
    },
    addDomain(domain) {
      tenant.domains.set(domain, { ...newDomain(tenant, domain), isVerified: true, supportedServices: ['Email'] });
    },
  };
}

function emptyTenant(options: Microsoft365TwinOptions & { clock: Tenant['clock'] }, seats: number): Tenant {
  const { clock, replicationSeconds = 0, mailboxSeconds = 300 } = options;
  const initialDomain = 'acme.onmicrosoft.com';
  const initial = { id: initialDomain, isVerified: true, isInitial: true, supportedServices: ['Email'] };
  return {
    ...{ id: TENANT, initialDomain, clock, replicationSeconds, mailboxSeconds },
    ...{ users: new Map(), tokens: new Map() },
    domains: new Map([[initialDomain, { ...initial, verification: 'ms10000000' }]]),
    skus: [
      { ...FREE_SKU, enabled: 1_000_000, exchange: false },
      { ...SKU, enabled: seats, exchange: true },
    ],
  };
}

function mailboxOf(tenant: Tenant, user: GraphUser): TwinMailbox {
  const { userPrincipalName, accountEnabled, displayName, addedAddresses, createdDateTime, password } = user;
  return {
    address: userPrincipalName.toLowerCase(),
    state: accountEnabled && hasExchange(tenant, user) ? 'active' : 'suspended',
    name: displayName,
    aliases: addedAddresses.map(each => each.replace('smtp:', '')).sort(),
    created: Date.parse(createdDateTime),
    password,
  };
}

/** As an administrator does it in the admin centre, where a new user gets its licence at once. */
function put(
  tenant: Tenant,
  { address, name, state, aliases, created, password }: Parameters<MailTwin['put']>[0],
): void {
  const now = tenant.clock.now();
  const [mailNickname = address] = address.split('@');
  const user: GraphUser = findUser(tenant, address) ?? {
    ...{ id: randomUUID(), userPrincipalName: address, mailNickname, displayName: mailNickname, accountEnabled: true },
    ...{ usageLocation: 'DE', assignedLicenses: [{ skuId: SKU.skuId, disabledPlans: [] }], addedAddresses: [] },
    ...{ createdDateTime: new Date(created ?? now).toISOString(), visibleFrom: now, mailboxFrom: now },
    password: password ?? randomUUID(),
  };
  if (name !== undefined) user.displayName = name;
  if (state !== undefined) user.accountEnabled = state === 'active';
  if (aliases) user.addedAddresses = aliases.map(each => `smtp:${each}`);
  if (password !== undefined) user.password = password;
  tenant.users.set(user.id, user);
}
