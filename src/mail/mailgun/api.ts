/** The calls of Mailgun's API: domains by v4, deleting them and SMTP credentials by v3. https://documentation.mailgun.com */
import { domainOf } from '../../inventory/addresses.ts';
import { unlessMissing } from '../failure.ts';
import type { Http } from '../http.ts';
import type { MailgunCredential, MailgunDomain } from './convert.ts';

export type MailgunApi = ReturnType<typeof mailgunApi>;

/** The most that a page holds. */
const PAGE = 1000;

export function mailgunApi({ call }: Http) {
  const domainPath = (domain: string) => `/v4/domains/${encodeURIComponent(domain)}`;
  const credentialsPath = (domain: string) => `/v3/domains/${encodeURIComponent(domain)}/credentials`;
  const loginPath = (login: string) => `${credentialsPath(domainOf(login))}/${encodeURIComponent(login)}`;

  return {
    listDomains: () =>
      call<object>({ method: 'GET', path: '/v4/domains', query: { limit: 1 }, doing: 'to list the domains' }),

    readDomain: (domain: string): Promise<MailgunDomain | undefined> =>
      unlessMissing(call({ method: 'GET', path: domainPath(domain), doing: `to read ${domain}` })),

    addDomain(domain: string): Promise<MailgunDomain> {
      // The subdomain signs for itself, with keys that Mailgun rotates behind two CNAMEs.
      const form = { name: domain, use_automatic_sender_security: 'true', force_dkim_authority: 'true' };
      return call({ method: 'POST', path: '/v4/domains', form, doing: `to add ${domain}` });
    },

    verifyDomain: (domain: string): Promise<MailgunDomain | undefined> =>
      unlessMissing(call({ method: 'PUT', path: `${domainPath(domain)}/verify`, doing: `to verify ${domain}` })),

    async deleteDomain(domain: string): Promise<void> {
      const path = `/v3/domains/${encodeURIComponent(domain)}`;
      await unlessMissing(call({ method: 'DELETE', path, doing: `to delete ${domain}` }));
    },

    keys: async (domain: string) =>
      (await call<{ items?: DomainKey[] | null }>({
        ...{ method: 'GET', path: `${domainPath(domain)}/keys`, doing: `for the DKIM keys of ${domain}` },
      }).then(({ items }) => items)) ?? [],

    addKey: (signing_domain: string, selector: string, pem: string) =>
      call<object>({
        ...{ method: 'POST', path: '/v1/dkim/keys', form: { signing_domain, selector, pem } },
        doing: `to take the DKIM key ${selector} for ${signing_domain}`,
      }),

    switchKey: (domain: string, selector: string, way: 'activate' | 'deactivate') =>
      call<object>({
        ...{ method: 'PUT', path: `${domainPath(domain)}/keys/${encodeURIComponent(selector)}/${way}` },
        doing: `to ${way} the DKIM key ${selector} of ${domain}`,
      }),

    async removeKey(signing_domain: string, selector: string): Promise<void> {
      const request = { method: 'DELETE', path: '/v1/dkim/keys', query: { signing_domain, selector } } as const;
      await unlessMissing(call({ ...request, doing: `to remove the DKIM key ${selector} of ${signing_domain}` }));
    },

    async rotate(domain: string): Promise<void> {
      const path = `/v1/dkim_management/domains/${encodeURIComponent(domain)}/rotate`;
      await call({ method: 'POST', path, doing: `to rotate the DKIM keys of ${domain}` });
    },

    /** Page by page, so that who looks for one need not have them all. */
    async *credentials(domain: string): AsyncGenerator<MailgunCredential> {
      const request = {
        method: 'GET',
        path: credentialsPath(domain),
        doing: `to list the logins of ${domain}`,
      } as const;
      for (let skip = 0; ; skip += PAGE) {
        const page = await unlessMissing(call<Page>({ ...request, query: { limit: PAGE, skip } }));
        yield* page?.items ?? [];
        if (!page || page.items.length < PAGE) return;
      }
    },

    makeCredential: (login: string, password: string) =>
      call<object>({
        ...{ method: 'POST', path: credentialsPath(domainOf(login)), form: { login, password } },
        doing: `to make the login ${login}`,
      }),

    setPassword: (login: string, password: string) =>
      call<object>({
        ...{ method: 'PUT', path: loginPath(login), form: { password }, doing: `to set the password of ${login}` },
      }),

    async deleteCredential(login: string): Promise<void> {
      await unlessMissing(call({ method: 'DELETE', path: loginPath(login), doing: `to delete the login ${login}` }));
    },
  };
}

/** As `GET /v4/domains/{name}/keys` has it. */
export interface DomainKey {
  signing_domain: string;
  selector: string;
  dns_record: { is_active: boolean; valid: string; value: string };
}

interface Page {
  items: MailgunCredential[];
}
