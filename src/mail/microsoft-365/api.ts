/** The calls of Microsoft Graph v1.0 that Mailyard makes: https://learn.microsoft.com/graph/api/overview. */
import { isFailure, ProviderFailure } from '../failure.ts';
import type { Http, HttpAnswer, HttpRequest, Verdict } from '../http.ts';
import { type Permission, wayTo } from './login.ts';

export interface User {
  id: string;
  userPrincipalName: string;
  displayName: string | null;
  accountEnabled: boolean | null;
  createdDateTime: string | null;
  usageLocation: string | null;
  proxyAddresses: string[] | null;
  assignedPlans: { service: string | null; capabilityStatus: string | null }[] | null;
}

export interface Domain {
  id: string;
  isVerified: boolean;
  supportedServices: string[];
}

export interface DnsRecord {
  recordType: string;
  supportedService: string | null;
  text?: string;
  mailExchange?: string;
}

export interface Sku {
  skuId: string;
  skuPartNumber: string;
  consumedUnits: number;
  prepaidUnits: { enabled: number; warning: number };
}

/** Just what `mailboxOf` reads: it makes the call cheaper too. */
const SELECT =
  'id,userPrincipalName,displayName,accountEnabled,createdDateTime,usageLocation,proxyAddresses,assignedPlans';
/** The most that one page takes. */
const PAGE = 999;

export type Graph = ReturnType<typeof graphApi>;

export function graphApi(http: Http) {
  /** A refusal names the permission that the call needs. */
  async function call<T>(needs: Permission, request: HttpRequest): Promise<T> {
    try {
      return await http.call<T>(request);
    } catch (error) {
      if (!isFailure(error, 'forbidden')) throw error;
      const fix = `${wayTo([needs])} A user with a role in the directory it may not touch even then.`;
      throw new ProviderFailure('forbidden', error.message, { fix, cause: error });
    }
  }

  const users = <T>(request: HttpRequest) => call<T>('User.ReadWrite.All', request);
  const domains = <T>(request: HttpRequest) => call<T>('Domain.ReadWrite.All', request);
  const records = async (domain: string, kind: 'verificationDnsRecords' | 'serviceConfigurationRecords') => {
    const path = `${domainPath(domain)}/${kind}`;
    return (await domains<{ value: DnsRecord[] }>({ method: 'GET', path, doing: `for the DNS records of ${domain}` }))
      .value;
  };

  return {
    /** All whose name ends in the domain. `endswith` is an advanced query: it needs the header and the count. */
    async users(domain: string): Promise<User[]> {
      const found: User[] = [];
      const first = { $filter: `endswith(userPrincipalName,'@${domain}')`, $count: true, $top: PAGE, $select: SELECT };
      for (let next: string | undefined = '/users'; next; ) {
        const page: { value: User[]; '@odata.nextLink'?: string } = await users({
          ...{ method: 'GET', path: next, query: next === '/users' ? first : undefined },
          ...{ headers: { consistencylevel: 'eventual' }, doing: `for the users of ${domain}` },
        });
        found.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return found;
    },
    user: (address: string) =>
      users<User>({ method: 'GET', path: userPath(address), query: { $select: SELECT }, doing: `for ${address}` }),
    createUser: (user: { userPrincipalName: string }) =>
      users<User>({ method: 'POST', path: '/users', json: user, doing: `to make ${user.userPrincipalName}` }),
    updateUser: (address: string, changes: object) =>
      users<void>({ method: 'PATCH', path: userPath(address), json: changes, doing: `to change ${address}` }),
    setPassword: (address: string, passwordProfile: object) =>
      call<void>('User-PasswordProfile.ReadWrite.All', {
        ...{ method: 'PATCH', path: userPath(address), json: { passwordProfile } },
        doing: `to set the password of ${address}`,
      }),
    deleteUser: (key: string) => users<void>({ method: 'DELETE', path: userPath(key), doing: `to delete ${key}` }),
    /** A licence that the user has already is no error. */
    assignLicence: (key: string, skuId: string, address: string) =>
      users<void>({
        ...{ method: 'POST', path: `${userPath(key)}/assignLicense`, again: true },
        json: { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] },
        doing: `to give ${address} its licence`,
      }),
    skus: async () =>
      (
        await call<{ value: Sku[] }>('LicenseAssignment.Read.All', {
          ...{ method: 'GET', path: '/subscribedSkus', doing: 'for the licences of the tenant' },
        })
      ).value,
    domain: (domain: string) =>
      domains<Domain>({ method: 'GET', path: domainPath(domain), doing: `for the domain ${domain}` }),
    addDomain: (domain: string) =>
      domains<Domain>({ method: 'POST', path: '/domains', json: { id: domain }, doing: `to add the domain ${domain}` }),
    verifyDomain: (domain: string) =>
      domains<Domain>({
        method: 'POST',
        path: `${domainPath(domain)}/verify`,
        again: true,
        doing: `to verify ${domain}`,
      }),
    setServices: (domain: string, supportedServices: string[]) =>
      domains<void>({
        ...{ method: 'PATCH', path: domainPath(domain), json: { supportedServices } },
        doing: `to switch on mail for ${domain}`,
      }),
    verificationRecords: (domain: string) => records(domain, 'verificationDnsRecords'),
    serviceRecords: (domain: string) => records(domain, 'serviceConfigurationRecords'),
    removeDomain: (domain: string) =>
      domains<void>({ method: 'DELETE', path: domainPath(domain), doing: `to remove the domain ${domain}` }),
  };
}

const userPath = (key: string): string => `/users/${encodeURIComponent(key)}`;
const domainPath = (domain: string): string => `/domains/${encodeURIComponent(domain)}`;

interface GraphError {
  error?: { code?: string; details?: { code?: string; target?: string }[] };
}

/**
 * A duplicate is 400 with a detail `ObjectConflict`. Only the one of `userPrincipalName` is the user itself: a conflict of
 * `proxyAddresses` is somebody else's alias. 409 also stands for two writes at once, which a second try gets over.
 */
export function judge({ status, body }: HttpAnswer): Verdict | undefined {
  const { code, details = [] } = (body as GraphError | undefined)?.error ?? {};
  const conflict = details.find(detail => detail.code === 'ObjectConflict')?.target;
  if (status === 400 && conflict === 'userPrincipalName') return { kind: 'exists' };
  if (status === 400 && conflict === 'proxyAddresses')
    return {
      kind: 'refused',
      fix: 'Another user or group has this address as an alias: take it away there, or choose another.',
    };
  if (status === 409 && code !== 'Request_MultipleObjectsWithSameKeyValue') return { kind: 'lost' };
  return undefined;
}
