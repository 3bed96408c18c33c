/** An organisation of Zoho Mail, and Zoho Accounts of its data centre. */
import { sandboxClock } from '../../clock.ts';
import type { Answer } from '../../http/request.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions, TwinMailbox } from '../twin.ts';
import { accountOf, accountRoutes } from './accounts.ts';
import { domainRoutes } from './domains.ts';
import { failure, tooMany } from './envelope.ts';
import { type Client, zohoAccounts } from './login.ts';
import { findAccount, newDomain, type Organization, type ZohoAccount } from './organization.ts';

export interface ZohoTwinOptions extends MailTwinOptions {
  /** Of the refresh token. Default: all that Mailyard needs. */
  scopes?: string[];
  /** Calls in 60 s before the lock, and its seconds, which Zoho does not disclose. Default 30 and 60 (third party). */
  rate?: { calls: number; lockSeconds: number };
}

const ZOID = '700000001';
const MAIL_DOMAIN = 'zoho.eu';
const client = {
  id: '1000.SANDBOXCLIENTOFZOHOMAIL',
  secret: 'sandbox-client-secret-of-zoho-mail',
  refreshToken: '1000.sandbox-refresh.token-of-zoho-mail',
};

export async function startZohoTwin(options: ZohoTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [], rate = { calls: 30, lockSeconds: 60 } } = options;
  const { scopes = ['ZohoMail.organization.accounts.ALL', 'ZohoMail.organization.domains.ALL'] } = options;
  const organization = emptyOrganization(clock);
  const accounts = zohoAccounts(clock, { ...client, scopes } satisfies Client);
  const lock = locking(organization, rate);
  const twin = await startHttpTwin(
    {
      routes: {
        'POST /oauth/v2/token': accounts.tokenEndpoint,
        ...accountRoutes(organization, accounts),
        ...domainRoutes(organization, accounts, lookup),
      },
      authenticate(request) {
        if (request.path === '/oauth/v2/token') return 'accounts';
        const caller = accounts.caller(request);
        if (typeof caller !== 'string') return caller;
        const [, zoid] = /^\/api\/organization\/([^/]+)/.exec(request.path) ?? [];
        if (zoid !== ZOID) return failure(403, { moreInfo: 'No access to this organization' });
        return lock() ?? caller;
      },
      limited: tooMany,
      failed: status => failure(status, { moreInfo: 'Internal Error' }),
      noRoute: () => failure(404, { errorCode: 'URL_RULE_NOT_CONFIGURED' }),
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'zoho',
    account: { zoid: ZOID, mailDomain: MAIL_DOMAIN, url: `${twin.origin}/api`, accountsUrl: twin.origin },
    env: {
      ...{ ZOHO_CLIENT_ID: client.id, ZOHO_CLIENT_SECRET: client.secret, ZOHO_REFRESH_TOKEN: client.refreshToken },
    },
    mailboxes: () => organization.accounts.map(mailboxOf),
    domains: () =>
      [...organization.domains.values()].map(({ domainName, verificationStatus, mailHostingEnabled }) => ({
        ...{ domain: domainName, ready: verificationStatus && mailHostingEnabled },
      })),
    put: mailbox => put(organization, mailbox),
    remove(address) {
      organization.accounts = organization.accounts.filter(each => each.primaryEmailAddress !== address);
    },
    addDomain(domain) {
      const added = newDomain(organization, domain);
      organization.domains.set(domain, { ...added, verificationStatus: true, mailHostingEnabled: true });
    },
    signs: domain =>
      (organization.domains.get(domain)?.dkimDetailList ?? [])
        .filter(({ isDefault }) => isDefault)
        .map(({ selector, publicKey }) => ({ selector, publicKey: publicKey.slice(publicKey.indexOf('p=') + 2) })),
  };
}

function emptyOrganization(clock: Organization['clock']): Organization {
  let last = 809_000_000;
  return {
    ...{ zoid: ZOID, mailDomain: MAIL_DOMAIN, clock, accounts: [], domains: new Map() },
    nextId() {
      last += 1;
      return last;
    },
  };
}

/** 30 calls a minute, then none at all for a while. */
function locking({ clock }: Organization, { calls, lockSeconds }: { calls: number; lockSeconds: number }) {
  let sent: number[] = [];
  let until = 0;
  return (): Answer | undefined => {
    const now = clock.now();
    sent = sent.filter(at => at > now - 60_000);
    if (now >= until && sent.length >= calls) until = now + lockSeconds * 1000;
    if (now < until) return tooMany(null);
    sent.push(now);
    return undefined;
  };
}

function mailboxOf(account: ZohoAccount): TwinMailbox {
  const { primaryEmailAddress, mailboxStatus, displayName, emailAddress, mailForward, lastLogin } = account;
  return {
    address: primaryEmailAddress,
    state: mailboxStatus === 'enabled' ? 'active' : 'suspended',
    name: displayName,
    aliases: emailAddress.flatMap(each => (each.isAlias ? [each.mailId] : [])).sort(),
    forwardTo: mailForward.flatMap(each => (each.status === 'CONFIRMED' ? [each.mailForwardTo] : [])).sort(),
    created: account.accountCreationTime,
    ...(lastLogin !== undefined && { lastActivity: lastLogin }),
    password: account.password,
  };
}

/** As an administrator does it in the console. */
function put(organization: Organization, mailbox: Parameters<MailTwin['put']>[0]): void {
  const { address, name, state, aliases, forwardTo, created, lastActivity, password } = mailbox;
  let account = findAccount(organization, address);
  if (!account) {
    account = accountOf(organization, address, { password: password ?? 'Of-somebody-1' });
    organization.accounts.push(account);
  }
  if (name !== undefined) account.displayName = name;
  if (state !== undefined) account.mailboxStatus = state === 'active' ? 'enabled' : 'disabled';
  if (password !== undefined) account.password = password;
  if (created !== undefined) account.accountCreationTime = created;
  if (lastActivity) account.lastLogin = lastActivity;
  if (forwardTo) account.mailForward = forwardTo.map(to => ({ mailForwardTo: to, type: 'USER', status: 'CONFIRMED' }));
  if (aliases)
    account.emailAddress = [
      ...account.emailAddress.filter(each => each.isPrimary),
      ...aliases.map(mailId => ({ mailId, isAlias: true, isPrimary: false, isConfirmed: true })),
    ];
}
