/** The calls of Zoho Mail's API that Mailyard makes: https://www.zoho.com/mail/help/api/ (read 2026-11-26). */
import type { Http, HttpRequest } from '../http.ts';

export interface Account {
  zuid: number | string;
  accountId: number | string;
  primaryEmailAddress?: string;
  displayName?: string;
  mailboxStatus?: string;
  enabled?: boolean;
  emailAddress?: { mailId: string; isAlias?: boolean; isPrimary?: boolean }[];
  mailForward?: { mailForwardTo?: string; mailForward?: string; status?: unknown }[];
  accountCreationTime?: number;
  lastLogin?: number;
}

export interface Domain {
  verificationStatus: boolean;
  mailHostingEnabled?: boolean;
  CNAMEVerificationCode?: string | number;
  dkimDetailList?: Dkim[];
}

export interface Dkim {
  dkimId: string | number;
  selector: string;
  publicKey: string;
  isVerified: boolean;
  isDefault: boolean;
}

/** What Zoho says of a record that it was asked to look at. */
export interface Look {
  status?: boolean;
  dkimstatus?: boolean;
  message?: string;
  error?: string;
}

export type ZohoApi = ReturnType<typeof zohoApi>;

export function zohoApi(http: Http, zoid: string) {
  const call = async <T>(request: HttpRequest): Promise<T> =>
    (await http.call<{ data?: T } | undefined>({ ...request, path: `/organization/${zoid}${request.path}` }))
      ?.data as T;
  const domainPath = (domain: string) => `/domains/${encodeURIComponent(domain)}`;
  /** Nearly every change is a PUT that says by its `mode` which; it wants both ids of the account. */
  const change = ({ accountId, zuid }: Account, mode: string, doing: string, more: object = {}) =>
    call<void>({ method: 'PUT', path: `/accounts/${accountId}`, json: { mode, zuid, ...more }, doing });
  const order = <T>(domain: string, mode: string, doing: string, more: object = {}) =>
    call<T>({ method: 'PUT', path: domainPath(domain), json: { mode, ...more }, doing });

  return {
    accounts: (start: number, limit: number) =>
      call<Account[]>({ method: 'GET', path: '/accounts', query: { start, limit }, doing: 'for its accounts' }),
    account: (address: string) =>
      call<Account>({ method: 'GET', path: `/accounts/${encodeURIComponent(address)}`, doing: `for ${address}` }),
    addAccount: (account: { primaryEmailAddress: string }) =>
      call<Account>({
        ...{ method: 'POST', path: '/accounts', json: account, doing: `to make ${account.primaryEmailAddress}` },
      }),
    deleteAccount: ({ zuid }: Account, address: string) =>
      call<void>({ method: 'DELETE', path: '/accounts', json: { accountList: [zuid] }, doing: `to delete ${address}` }),
    setPassword: (account: Account, address: string, password: string) =>
      change(account, 'resetPassword', `to set the password of ${address}`, { password }),
    setName: (account: Account, emailAddress: string, displayName: string) =>
      change(account, 'displaynameemailupdate', `to name ${emailAddress}`, { displayName, emailAddress }),
    addAliases: (account: Account, address: string, emailAlias: string[]) =>
      change(account, 'addEmailAlias', `to give ${address} the alias ${emailAlias.join(', ')}`, { emailAlias }),
    deleteAliases: (account: Account, address: string, emailAlias: string[]) =>
      change(account, 'deleteEmailAlias', `to take the alias ${emailAlias.join(', ')} from ${address}`, { emailAlias }),
    /** Mail still comes in, and forwarding, groups and aliases stay. */
    disable: (account: Account, address: string) =>
      change(account, 'disableUser', `to suspend ${address}`, {
        ...{ blockIncoming: false, removeMailforward: false, removeGroupMembership: false, removeAlias: false },
      }),
    enable: (account: Account, address: string) =>
      change(account, 'enableUser', `to let ${address} in again`, { unblockIncoming: true }),

    domain: (domain: string) =>
      call<Domain>({ method: 'GET', path: domainPath(domain), doing: `for the domain ${domain}` }),
    domains: () => call<unknown>({ method: 'GET', path: '/domains', doing: 'for its domains' }),
    addDomain: (domain: string) =>
      call<Domain>({
        ...{ method: 'POST', path: '/domains', json: { domainName: domain }, doing: `to add the domain ${domain}` },
      }),
    removeDomain: (domain: string) =>
      call<void>({ method: 'DELETE', path: domainPath(domain), doing: `to remove the domain ${domain}` }),
    verify: (domain: string) => order<Look>(domain, 'verifyDomainByTXT', `to verify ${domain}`),
    enableHosting: (domain: string) => order<void>(domain, 'enableMailHosting', `to take mail for ${domain}`),
    disableHosting: (domain: string) => order<void>(domain, 'disableMailHosting', `to take no more mail for ${domain}`),
    addDkim: (domain: string, selector: string) =>
      order<Dkim>(domain, 'addDkimDetail', `to make a DKIM key for ${domain}`, {
        ...{ selector, keySize: 2048, isDefault: false },
      }),
    verifyDkim: (domain: string, { dkimId }: Dkim) =>
      order<Look>(domain, 'verifyDkimKey', `to look at the DKIM key of ${domain}`, { dkimId }),
    removeDkim: (domain: string, { dkimId, selector }: Dkim) =>
      order<void>(domain, 'deleteDkimDetail', `to remove the DKIM key ${selector} of ${domain}`, { dkimId }),
    makeDkimDefault: (domain: string, { dkimId }: Dkim) =>
      order<void>(domain, 'makeDkimDefault', `to sign for ${domain}`, { dkimId }),
  };
}
