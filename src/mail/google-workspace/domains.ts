/** Domains of the account, and the proof that they are owned: Directory API and Site Verification API. */
import type { DomainCalls, LiveDomain } from '../adapter.ts';
import { isFailure, unlessMissing } from '../failure.ts';
import type { GoogleApis } from './api.ts';

const METHOD = 'DNS_TXT';

export function domainCalls({ directory, siteVerification }: GoogleApis, customer: string): DomainCalls {
  const domains = `/customer/${encodeURIComponent(customer)}/domains`;
  const siteOf = (domain: string) => ({ type: 'INET_DOMAIN', identifier: domain });

  /** Google always gives the same administrator the same token for a domain. */
  async function proof(domain: string): Promise<LiveDomain> {
    const { token } = await siteVerification.call<{ token: string }>({
      ...{ method: 'POST', path: '/token', doing: `for the verification record of ${domain}`, again: true },
      json: { verificationMethod: METHOD, site: siteOf(domain) },
    });
    return { values: { verification: token } };
  }

  const find = (domain: string): Promise<{ verified?: boolean } | undefined> =>
    unlessMissing(
      directory.call({ method: 'GET', path: `${domains}/${domain}`, doing: `to show the domain ${domain}` }),
    );

  /** False while Google does not see the record. */
  async function prove(domain: string): Promise<boolean> {
    try {
      await siteVerification.call({
        ...{ method: 'POST', path: '/webResource', query: { verificationMethod: METHOD }, again: true },
        ...{ json: { site: siteOf(domain) }, doing: `to verify ${domain}` },
      });
      return true;
    } catch (error) {
      if (isFailure(error, 'refused') && /token could not be found/.test(error.message)) return false;
      throw error;
    }
  }

  return {
    read: async domain => ((await find(domain)) ? proof(domain) : undefined),
    async add(domain) {
      // First the proof: where that API is not enabled, nothing has been made yet.
      const live = await proof(domain);
      await directory.call({
        ...{ method: 'POST', path: domains, json: { domainName: domain } },
        doing: `to add the domain ${domain}`,
      });
      return live;
    },
    async verify(domain) {
      if ((await find(domain))?.verified) return { ready: true };
      if (!(await prove(domain))) return { ready: false, waitingFor: 'the TXT record that proves ownership' };
      if ((await find(domain))?.verified) return { ready: true };
      return { ready: false, waitingFor: 'Google Workspace to take in the proof of ownership' };
    },
    async remove(domain) {
      await unlessMissing(
        directory.call({
          ...{ method: 'DELETE', path: `${domains}/${domain}` },
          doing: `to remove the domain ${domain}`,
        }),
      );
    },
  };
}
