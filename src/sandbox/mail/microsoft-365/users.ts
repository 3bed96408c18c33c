/** `/users`: https://learn.microsoft.com/graph/api/resources/user. */
import { randomUUID } from 'node:crypto';
import { Refused, type Routes, type TwinRequest } from '../../http/request.ts';
import { bodyOf } from './bodies.ts';
import { badRequest, conflict, isoOf, notFound } from './errors.ts';
import { demand, permitted } from './login.ts';
import { userQuery } from './query.ts';
import { addressesOf, findUser, type GraphUser, hasExchange, type Tenant } from './tenant.ts';

const READ = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
export const WRITE = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
/** Only the change of a password needs it: a new user gets its first with the right to make users. */
const PASSWORDS = ['User-PasswordProfile.ReadWrite.All'];

export function userRoutes(tenant: Tenant, url: () => string): Routes {
  return {
    'POST /v1.0/users': permitted(tenant, WRITE, request => ({
      status: 201,
      body: shown(tenant, create(tenant, bodyOf<NewUser>(request, 'newUser'))),
    })),
    'GET /v1.0/users': permitted(tenant, READ, request => ({ status: 200, body: page(tenant, url(), request) })),
    'GET /v1.0/users/:key': permitted(tenant, READ, request => ({
      status: 200,
      body: shown(tenant, existing(tenant, request), request.query.get('$select')?.split(',')),
    })),
    'PATCH /v1.0/users/:key': permitted(tenant, WRITE, request => {
      const changes = bodyOf<Partial<GraphUser>>(request, 'user');
      if (changes.passwordProfile) demand(tenant, request, PASSWORDS);
      change(tenant, existing(tenant, request), changes);
      return { status: 204 };
    }),
    'DELETE /v1.0/users/:key': permitted(tenant, WRITE, request => {
      tenant.users.delete(existing(tenant, request).id);
      return { status: 204 };
    }),
  };
}

/** The user that the path names, or Graph's 404. */
export function existing(tenant: Tenant, { params }: TwinRequest): GraphUser {
  const { key = '' } = params;
  const user = findUser(tenant, key);
  if (!user) throw new Refused(notFound(key));
  return user;
}

type NewUser = Pick<GraphUser, 'userPrincipalName' | 'accountEnabled' | 'displayName' | 'mailNickname'> & {
  passwordProfile: unknown;
};

function create(tenant: Tenant, { passwordProfile, ...properties }: NewUser): GraphUser {
  checkAddress(tenant, properties.userPrincipalName);
  const user: GraphUser = {
    ...{ usageLocation: null, assignedLicenses: [], addedAddresses: [] },
    ...properties,
    id: randomUUID(),
    createdDateTime: isoOf(tenant.clock),
    visibleFrom: tenant.clock.now() + tenant.replicationSeconds * 1000,
    password: goodPassword(passwordProfile),
  };
  tenant.users.set(user.id, user);
  return user;
}

function change(tenant: Tenant, user: GraphUser, body: Partial<GraphUser>): void {
  const { passwordProfile, ...properties } = body;
  const address = properties.userPrincipalName?.toLowerCase();
  if (address && address !== user.userPrincipalName.toLowerCase()) checkAddress(tenant, address);
  if (passwordProfile) user.password = goodPassword(passwordProfile);
  Object.assign(user, properties);
}

function checkAddress({ domains, users }: Tenant, userPrincipalName: string): void {
  const address = userPrincipalName.toLowerCase();
  if (!domains.get(address.slice(address.indexOf('@') + 1))?.isVerified)
    throw new Refused(
      badRequest(
        'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
        [{ code: 'InvalidValue', target: 'userPrincipalName' }],
      ),
    );
  for (const user of users.values()) {
    if (user.userPrincipalName.toLowerCase() === address) throw new Refused(conflict('userPrincipalName'));
    if (addressesOf(user).includes(address)) throw new Refused(conflict('proxyAddresses'));
  }
}

/** 8 to 256 characters of three of the four kinds (Entra's password policies). */
function goodPassword(profile: unknown): string {
  const { password = '' } = (profile ?? {}) as { password?: string };
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter(kind => kind.test(password)).length;
  if (password.length >= 8 && password.length <= 256 && kinds >= 3) return password;
  throw new Refused(
    badRequest(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
      [{ code: 'InvalidValue', target: 'password' }],
    ),
  );
}

/** What is shown where nothing is selected: https://learn.microsoft.com/graph/api/user-list. */
const usual = [
  ...['id', 'businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
  ...['preferredLanguage', 'surname', 'userPrincipalName'],
];

const selectable = [
  ...usual,
  ...['accountEnabled', 'assignedLicenses', 'assignedPlans', 'createdDateTime', 'mailNickname', 'proxyAddresses'],
  ...['usageLocation', 'userType', 'passwordPolicies', 'department', 'companyName', 'country', 'city', 'state'],
];

function shown(tenant: Tenant, user: GraphUser, select: string[] = usual): Record<string, unknown> {
  const unknown = select.find(name => !selectable.includes(name));
  if (unknown)
    throw new Refused(
      badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`,
      ),
    );
  const all: Record<string, unknown> = { ...user, ...ofExchange(tenant, user), assignedPlans: plansOf(tenant, user) };
  return Object.fromEntries(select.map(name => [name, all[name] ?? (name === 'businessPhones' ? [] : null)]));
}

/** Exchange makes the mailbox minutes after the licence, and only then are there addresses (facts §2). */
function ofExchange({ clock, initialDomain }: Tenant, user: GraphUser) {
  if (user.mailboxFrom === undefined || clock.now() < user.mailboxFrom) return { mail: null, proxyAddresses: [] };
  const routing = `smtp:${user.mailNickname}@${initialDomain}`;
  return {
    mail: user.userPrincipalName,
    proxyAddresses: [`SMTP:${user.userPrincipalName}`, routing, ...user.addedAddresses],
  };
}

const EXCHANGE_PLAN = '9aaf7827-d63c-4b61-89c3-182f06f82e5c';

const plansOf = (tenant: Tenant, user: GraphUser) =>
  hasExchange(tenant, user) ? [{ service: 'exchange', capabilityStatus: 'Enabled', servicePlanId: EXCHANGE_PLAN }] : [];

/** The next page is a whole URL that carries the query and a token. */
function page(tenant: Tenant, url: string, request: TwinRequest) {
  const { keep, select, top, skip, count } = userQuery(request);
  const now = tenant.clock.now();
  const all = [...tenant.users.values()].filter(user => now >= user.visibleFrom && keep(user));
  const next = new URLSearchParams(request.query);
  next.set('$skiptoken', String(skip + top));
  return {
    '@odata.context': `${url}/$metadata#users`,
    ...(count && { '@odata.count': all.length }),
    ...(skip + top < all.length && { '@odata.nextLink': `${url}/users?${next}` }),
    value: all.slice(skip, skip + top).map(user => shown(tenant, user, select)),
  };
}
