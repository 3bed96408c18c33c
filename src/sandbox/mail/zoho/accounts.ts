/** `…/accounts`: https://www.zoho.com/mail/help/api/ (Users API). */
import { Refused, type Routes, type TwinRequest } from '../../http/request.ts';
import { accountModes, bodyOf, deletion, isTrue, modeBodyOf, newAccount } from './bodies.ts';
import { failure, invalid, ok } from './envelope.ts';
import type { Accounts } from './login.ts';
import { addressesOf, findAccount, type Organization, type ZohoAccount } from './organization.ts';

export function accountRoutes(organization: Organization, { scoped }: Accounts): Routes {
  const path = '/api/organization/:zoid/accounts';
  return {
    [`POST ${path}`]: scoped('accounts', 'CREATE', request => ok(shown(create(organization, request)), 201)),
    [`GET ${path}`]: scoped('accounts', 'READ', request => ok(page(organization, request))),
    [`GET ${path}/:key`]: scoped('accounts', 'READ', request => ok(shown(existing(organization, request)))),
    [`PUT ${path}/:key`]: scoped('accounts', 'UPDATE', request =>
      ok(change(organization, existing(organization, request), request)),
    ),
    [`DELETE ${path}`]: scoped('accounts', 'DELETE', request => {
      remove(organization, request);
      return ok();
    }),
  };
}

/** Without `password` and `lastName` where it is empty: Zoho leaves out what is not set. */
function shown({ password: _, ...account }: ZohoAccount) {
  return {
    ...account,
    ...{ mailboxAddress: account.primaryEmailAddress, accountDisplayName: account.displayName, type: 'ZOHO_ACCOUNT' },
    ...{ enabled: account.mailboxStatus === 'enabled', status: account.mailboxStatus === 'enabled' },
    sendMailDetails: [{ fromAddress: account.primaryEmailAddress, displayName: account.displayName, status: true }],
  };
}

/** Zoho's own page names 10 where no limit is given, and no largest; public clients ask for 200. */
const PAGE = { usual: 10, most: 200 };

function page({ accounts }: Organization, { query }: TwinRequest) {
  const unknown = [...query.keys()].find(name => name !== 'start' && name !== 'limit');
  if (unknown) throw invalid(`Unknown parameter ${unknown}`);
  const [start, limit] = [whole(query.get('start'), 0), whole(query.get('limit'), PAGE.usual)];
  return accounts.slice(start, start + Math.min(limit, PAGE.most)).map(shown);
}

function whole(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw invalid(`${text} is no number`);
  return Number(text);
}

function existing(organization: Organization, { params }: TwinRequest): ZohoAccount {
  const account = findAccount(organization, params.key ?? '');
  if (!account) throw new Refused(failure(404, { moreInfo: 'Account does not exist' }));
  return account;
}

interface NewAccount {
  primaryEmailAddress: string;
  password: string;
  displayName?: string;
  firstName?: string;
  lastName?: string;
  role?: string;
}

function create(organization: Organization, request: TwinRequest): ZohoAccount {
  const { primaryEmailAddress, ...body } = bodyOf<NewAccount>(request, newAccount);
  const address = primaryEmailAddress.toLowerCase();
  checkFree(organization, address);
  checkPassword(body.password, address);
  const account = accountOf(organization, address, body);
  organization.accounts.push(account);
  return account;
}

export function accountOf(
  organization: Organization,
  address: string,
  body: Omit<NewAccount, 'primaryEmailAddress'>,
): ZohoAccount {
  const { password, displayName = '', firstName = '', lastName = '', role = 'member' } = body;
  const own = { mailId: address, isAlias: false, isPrimary: true, isConfirmed: true };
  return {
    ...{ zuid: organization.nextId(), accountId: `25606360000${organization.nextId()}` },
    ...{ primaryEmailAddress: address, displayName, firstName, lastName, role, password, emailAddress: [own] },
    // Off until somebody switches it on (public clients say so).
    ...{ mailboxStatus: 'enabled', incomingBlocked: false, imapAccessEnabled: false, mailForward: [] },
    accountCreationTime: organization.clock.now(),
  };
}

/** How Zoho refuses a duplicate is not documented. */
function checkFree(organization: Organization, address: string): void {
  const domain = organization.domains.get(address.slice(address.indexOf('@') + 1));
  if (!domain?.verificationStatus) throw invalid('Domain is not verified in this organization');
  if (findAccount(organization, address)) throw invalid('Email address already exists');
}

/** At least eight characters of all four kinds, and not the address: the strictest form of Zoho's password policy. */
function checkPassword(password: string, address: string): void {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].every(kind => kind.test(password));
  if (password.length < 8 || !kinds || password.toLowerCase() === address)
    throw invalid('Password does not meet the password policy');
}

interface Change {
  mode: string;
  zuid: number | string;
  password?: string;
  displayName?: string;
  emailAlias?: string[];
  unblockIncoming?: unknown;
  blockIncoming?: unknown;
  removeMailforward?: unknown;
  removeAlias?: unknown;
  imapAccessEnabled?: unknown;
  incomingBlocked?: unknown;
}

function change(organization: Organization, account: ZohoAccount, request: TwinRequest): unknown {
  const body = modeBodyOf<Change>(request, accountModes);
  if (String(body.zuid) !== String(account.zuid)) throw invalid('zuid does not match the account');
  switch (body.mode) {
    case 'resetPassword':
      checkPassword(body.password ?? '', account.primaryEmailAddress);
      account.password = body.password ?? '';
      return undefined;
    case 'addEmailAlias':
      return addAliases(organization, account, body.emailAlias ?? []);
    case 'deleteEmailAlias':
      removeAliases(account, body.emailAlias ?? []);
      return undefined;
    case 'displaynameemailupdate':
      account.displayName = body.displayName ?? '';
      return undefined;
    case 'disableUser':
      disable(account, body);
      return undefined;
    case 'enableUser':
      account.mailboxStatus = 'enabled';
      if (isTrue(body.unblockIncoming)) account.incomingBlocked = false;
      return undefined;
    case 'updateIMAPStatus':
      account.imapAccessEnabled = isTrue(body.imapAccessEnabled);
      return undefined;
    case 'updateIncomingStatus':
      account.incomingBlocked = isTrue(body.incomingBlocked);
      return undefined;
  }
}

function disable(account: ZohoAccount, body: Change): void {
  account.mailboxStatus = 'disabled';
  if (isTrue(body.blockIncoming)) account.incomingBlocked = true;
  if (isTrue(body.removeMailforward)) account.mailForward = [];
  if (isTrue(body.removeAlias)) account.emailAddress = account.emailAddress.filter(each => each.isPrimary);
}

function addAliases(organization: Organization, account: ZohoAccount, aliases: string[]) {
  for (const alias of aliases) checkFree(organization, alias);
  const added = aliases.map(mailId => ({ mailId, isAlias: true, isPrimary: false, isConfirmed: true }));
  account.emailAddress.push(...added);
  return aliases.map(alias => ({ [alias]: String(organization.nextId()) }));
}

function removeAliases(account: ZohoAccount, aliases: string[]): void {
  const missing = aliases.find(alias => !addressesOf(account).includes(alias.toLowerCase()));
  if (missing) throw invalid(`Alias ${missing} does not exist`);
  account.emailAddress = account.emailAddress.filter(each => each.isPrimary || !aliases.includes(each.mailId));
}

function remove(organization: Organization, request: TwinRequest): void {
  const { accountList = [], emailList = [] } = bodyOf<{ accountList?: unknown[]; emailList?: string[] }>(
    request,
    deletion,
  );
  const keys = [...accountList.map(String), ...emailList];
  if (keys.length === 0) throw invalid('accountList or emailList is mandatory');
  for (const key of keys) {
    const account = findAccount(organization, key);
    if (!account) throw new Refused(failure(404, { moreInfo: 'Account does not exist' }));
    organization.accounts.splice(organization.accounts.indexOf(account), 1);
  }
}
