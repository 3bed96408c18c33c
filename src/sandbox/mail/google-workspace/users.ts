/** Directory API: users and their aliases (facts §1; field names from @googleapis/admin 37.0.0). */
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import { type Account, domainOf, type TwinUser } from './account.ts';
import { good, nothing, refuse } from './answer.ts';
import { bodies, bodyOf, checkQuery } from './schema.ts';

export interface UserOptions {
  /** Users that the licences allow. */
  licences: number;
  orgUnits: string[];
  /** Seconds until a new user can be seen, and until its mailbox is there. */
  propagationSeconds: number;
  mailboxSeconds: number;
}

interface UserBody {
  primaryEmail?: string;
  name?: Partial<TwinUser['name']>;
  password?: string;
  suspended?: boolean;
  orgUnitPath?: string;
}

const LIST_PARAMETERS =
  'customer domain maxResults pageToken query orderBy sortOrder projection showDeleted viewType customFieldMask event';

export function userRoutes(account: Account, options: UserOptions): Routes {
  const { users, domains, clock } = account;
  const user = (key: string): TwinUser => account.find(key) ?? refuse(404, 'notFound', 'Resource Not Found: userKey');

  function checkName({ givenName, familyName, displayName = '' }: Partial<TwinUser['name']>): void {
    if (!givenName || !familyName || givenName.length > 60 || familyName.length > 60 || displayName.length > 256)
      refuse(400, 'invalid', 'Invalid Given/Family Name: FamilyName');
  }

  /** Google help: 8 to 100 ASCII characters. */
  function checkPassword(password: string): void {
    if (!/^[\x20-\x7e]{8,100}$/.test(password)) refuse(400, 'invalid', 'Invalid Password');
  }

  /** What is said for a domain that is there but not verified is not documented; unknown ones are "Domain not found." */
  function checkDomain(address: string): void {
    if (!domains.get(domainOf(address))?.verified) refuse(404, 'notFound', 'Domain not found.');
  }

  function insert(request: TwinRequest): Answer {
    checkQuery(request, 'resolveConflictAccount');
    const body = bodyOf<UserBody>(request, bodies.user);
    const { primaryEmail = '', name = {}, password, orgUnitPath = '/', suspended = false } = body;
    if (!/^[^@\s]+@[^@\s]+$/.test(primaryEmail)) refuse(400, 'invalid', 'Invalid Input: primary_user_email');
    checkName(name);
    checkPassword(password ?? '');
    checkDomain(primaryEmail);
    if (!options.orgUnits.includes(orgUnitPath)) refuse(400, 'invalid', 'Invalid Input: INVALID_OU_ID');
    if (account.taken(primaryEmail)) refuse(409, 'duplicate', 'Entity already exists.');
    // Status and reason as clients report them.
    if (users.size >= options.licences) refuse(412, 'limitExceeded', 'Domain user limit reached.');
    const now = clock.now();
    const visibleFrom = now + options.propagationSeconds * 1000;
    const made = account.add({
      ...{ primaryEmail: primaryEmail.toLowerCase(), name: name as TwinUser['name'], password, orgUnitPath },
      ...{ suspended, ...(suspended && { suspensionReason: 'ADMIN' }) },
      ...{ visibleFrom, mailboxFrom: visibleFrom + options.mailboxSeconds * 1000 },
    });
    return good(shownUser(made, now));
  }

  function patch(request: TwinRequest): Answer {
    checkQuery(request);
    const there = user(request.params.key as string);
    const { name, password, suspended, orgUnitPath } = bodyOf<UserBody>(request, bodies.user);
    if (name) checkName({ ...there.name, ...name });
    if (password !== undefined) checkPassword(password);
    if (orgUnitPath !== undefined && !options.orgUnits.includes(orgUnitPath))
      refuse(400, 'invalid', 'Invalid Input: INVALID_OU_ID');
    Object.assign(there.name, name);
    if (password !== undefined) there.password = password;
    if (orgUnitPath !== undefined) there.orgUnitPath = orgUnitPath;
    if (suspended !== undefined) Object.assign(there, { suspended, suspensionReason: suspended ? 'ADMIN' : undefined });
    return good(shownUser(there, clock.now()));
  }

  function list(request: TwinRequest): Answer {
    checkQuery(request, LIST_PARAMETERS);
    const { query } = request;
    const [customer, domain] = [query.get('customer'), query.get('domain')];
    if (!customer && !domain) refuse(400, 'badRequest', 'Bad Request');
    if (domain && !domains.has(domain)) refuse(404, 'notFound', 'Domain not found.');
    // Default 100, at most 500 (unverified: GAM asks for 500).
    const size = Number(query.get('maxResults') ?? 100);
    if (!(size >= 1 && size <= 500))
      refuse(400, 'invalid', `Invalid value '${size}'. Values must be within the range: [1, 500]`);
    const all = [...users.values()].filter(
      each => each.visibleFrom <= clock.now() && (!domain || domainOf(each.primaryEmail) === domain),
    );
    const start = offsetOf(query.get('pageToken'));
    const page = all.slice(start, start + size);
    const more = start + size < all.length && { nextPageToken: tokenOf(start + size) };
    const shown = page.map(each => shownUser(each, clock.now()));
    return good({ kind: 'admin#directory#users', etag: '"twin"', ...(page.length > 0 && { users: shown }), ...more });
  }

  function insertAlias(request: TwinRequest): Answer {
    checkQuery(request);
    const there = user(request.params.key as string);
    const { alias = '' } = bodyOf<{ alias?: string }>(request, bodies.alias);
    if (!alias.includes('@')) refuse(400, 'invalid', 'Invalid Input: alias');
    checkDomain(alias);
    if (account.taken(alias)) refuse(409, 'duplicate', 'Entity already exists.');
    there.aliases.push(alias.toLowerCase());
    const { id, primaryEmail } = there;
    return good({ kind: 'admin#directory#alias', id, etag: '"twin"', primaryEmail, alias: alias.toLowerCase() });
  }

  function deleteAlias(request: TwinRequest): Answer {
    const there = user(request.params.key as string);
    const alias = (request.params.alias as string).toLowerCase();
    if (!there.aliases.includes(alias)) refuse(404, 'notFound', 'Resource Not Found: resource_id');
    there.aliases = there.aliases.filter(each => each !== alias);
    return nothing;
  }

  return {
    'POST /users': insert,
    'GET /users': list,
    'GET /users/:key': request => {
      checkQuery(request, 'projection customFieldMask viewType');
      return good(shownUser(user(request.params.key as string), clock.now()));
    },
    'PATCH /users/:key': patch,
    'DELETE /users/:key': request => {
      users.delete(user(request.params.key as string).primaryEmail);
      return nothing;
    },
    'GET /users/:key/aliases': request => {
      const { aliases, primaryEmail } = user(request.params.key as string);
      return good({ kind: 'admin#directory#aliases', aliases: aliases.map(alias => ({ primaryEmail, alias })) });
    },
    'POST /users/:key/aliases': insertAlias,
    'DELETE /users/:key/aliases/:alias': deleteAlias,
  };
}

function shownUser(user: TwinUser, now: number): object {
  const { id, primaryEmail, name, isAdmin, aliases, suspended, suspensionReason, orgUnitPath, lastLogin } = user;
  return {
    ...{ kind: 'admin#directory#user', id, etag: '"twin"', primaryEmail },
    name: { ...name, fullName: `${name.givenName} ${name.familyName}` },
    ...{ isAdmin, isDelegatedAdmin: false, agreedToTerms: lastLogin > 0, suspended, archived: false },
    ...(suspended && { suspensionReason }),
    ...{ creationTime: new Date(user.created).toISOString(), lastLoginTime: new Date(lastLogin).toISOString() },
    ...{ emails: [{ address: primaryEmail, primary: true }, ...aliases.map(address => ({ address }))] },
    ...(aliases.length > 0 && { aliases }),
    ...{ customerId: 'C00twin00', orgUnitPath, isMailboxSetup: user.mailboxFrom <= now },
    ...{ isEnrolledIn2Sv: false, isEnforcedIn2Sv: false, includeInGlobalAddressList: true },
  };
}

const tokenOf = (offset: number): string => Buffer.from(`page ${offset}`).toString('base64url');

function offsetOf(token: string | null): number {
  if (!token) return 0;
  const [, offset] = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return Number(offset ?? refuse(400, 'invalid', 'Invalid Input: pageToken'));
}
