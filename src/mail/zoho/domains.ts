/** Domains: added, proved by a TXT record, then given mail and a DKIM key, with which Zoho signs once it has seen it in DNS. */
import type { DomainCalls, LiveDomain } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { Dkim, Domain, Look, ZohoApi } from './api.ts';
import { verificationOf } from './convert.ts';

export function domainCalls(api: ZohoApi, mailDomain: string, selector: string): DomainCalls {
  const live = ({ CNAMEVerificationCode }: Domain): LiveDomain => ({
    values: CNAMEVerificationCode ? { verification: verificationOf(CNAMEVerificationCode, mailDomain) } : {},
  });
  const keyOf = ({ dkimDetailList = [] }: Domain): Dkim | undefined =>
    dkimDetailList.find(each => each.selector === selector);

  async function read(domain: string): Promise<LiveDomain | undefined> {
    const found = await unlessMissing(api.domain(domain));
    return found && live(found);
  }

  /** Undefined once it is proved. A failure is an answer with status 200 here, and with 400 where it was proved before. */
  async function unproved(domain: string): Promise<string | undefined> {
    try {
      const look = await api.verify(domain);
      return look.status ? undefined : `the TXT record that proves ownership${wordsOf(look)}`;
    } catch (error) {
      if (isFailure(error, 'refused') && /ALREADY_VERIFIED/i.test(error.message)) return undefined;
      throw error;
    }
  }

  async function enableHosting(domain: string): Promise<void> {
    try {
      await api.enableHosting(domain);
    } catch (error) {
      if (!isFailure(error, 'refused') || !/already enabled/i.test(error.message)) throw error;
    }
  }

  return {
    read,
    async add(domain) {
      try {
        return live(await api.addDomain(domain));
      } catch (error) {
        // How Zoho refuses a domain that is there is not documented: whether it is, the domain itself says.
        if (!isFailure(error, 'refused') || !(await read(domain))) throw error;
        throw new ProviderFailure('exists', error.message, { cause: error });
      }
    },
    async verify(domain) {
      const found = await api.domain(domain);
      const waitingFor = found.verificationStatus ? undefined : await unproved(domain);
      if (waitingFor) return { ready: false, waitingFor };
      if (!found.mailHostingEnabled) await enableHosting(domain);
      const { publicKey } = keyOf(found) ?? (await api.addDkim(domain, selector));
      return { ready: true, values: { dkimKey: publicKey.trim() } };
    },
    /** Only a key that Zoho has seen in DNS becomes the one that it signs with: else it would sign with one that nobody finds. */
    async sign(domain) {
      const key = keyOf(await api.domain(domain));
      if (!key) return { ready: false, waitingFor: `a DKIM key of Zoho Mail with the selector ${selector}` };
      const look = key.isVerified ? { dkimstatus: true } : await api.verifyDkim(domain, key);
      if (!look.dkimstatus)
        return { ready: false, waitingFor: `the DKIM record ${selector}._domainkey.${domain}${wordsOf(look)}` };
      if (!key.isDefault) await api.makeDkimDefault(domain, key);
      return { ready: true };
    },
    /** Zoho wants hosting off first, which it refuses while the domain has users. */
    async remove(domain) {
      try {
        await unlessMissing(api.removeDomain(domain));
      } catch (error) {
        if (!isFailure(error, 'refused') || !/RMV_HOSTING_BEFORE_DLT_DOMAIN/.test(error.message)) throw error;
        await api.disableHosting(domain);
        await unlessMissing(api.removeDomain(domain));
      }
    },
  };
}

/** In Zoho's own words. */
const wordsOf = ({ message, error }: Look): string => {
  const words = [message, error].filter(Boolean).join(', ');
  return words ? `; Zoho says: ${words}` : '';
};
