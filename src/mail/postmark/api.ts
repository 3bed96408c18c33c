/** The calls of Postmark's Domains API that a rotation takes: https://postmarkapp.com/developer/api/domains-api (read 2026-11-26). */
import { ProviderFailure } from '../failure.ts';
import type { Http } from '../http.ts';

export interface DomainKeys {
  /** `20261126120000pm._domainkey.acme.example`; empty where there is none. */
  DKIMHost: string;
  DKIMTextValue: string;
  DKIMPendingHost: string;
  DKIMPendingTextValue: string;
  DKIMVerified: boolean;
}

export type PostmarkApi = ReturnType<typeof postmarkApi>;

/** The most that a page holds. */
const PAGE = 500;

interface Page {
  TotalCount: number;
  Domains: { ID: number; Name: string }[];
}

export function postmarkApi({ call }: Http) {
  const list = (offset: number, count: number) =>
    call<Page>({ method: 'GET', path: '/domains', query: { count, offset }, doing: 'for its domains' });
  const ids = new Map<string, number>();

  /** Domains are known by numbers, which never change. */
  async function idOf(domain: string): Promise<number> {
    for (let offset = 0, total = 1; !ids.has(domain) && offset < total; offset += PAGE) {
      const { TotalCount, Domains } = await list(offset, PAGE);
      total = TotalCount;
      for (const { ID, Name } of Domains) ids.set(Name.toLowerCase(), ID);
    }
    const id = ids.get(domain);
    if (id !== undefined) return id;
    throw new ProviderFailure('missing', `Postmark does not have ${domain}.`, {
      fix: 'Add it at account.postmarkapp.com, Sender Signatures, Add Domain.',
    });
  }

  return {
    check: () => list(0, 1),
    read: async (domain: string) =>
      call<DomainKeys>({
        method: 'GET',
        path: `/domains/${await idOf(domain)}`,
        doing: `for the DKIM keys of ${domain}`,
      }),
    rotate: async (domain: string) =>
      call<object>({
        ...{ method: 'POST', path: `/domains/${await idOf(domain)}/rotatedkim` },
        doing: `to make a new DKIM key for ${domain}`,
      }),
    verify: async (domain: string) =>
      call<DomainKeys>({
        ...{ method: 'PUT', path: `/domains/${await idOf(domain)}/verifyDkim` },
        doing: `to look at the DKIM key of ${domain}`,
      }),
  };
}
