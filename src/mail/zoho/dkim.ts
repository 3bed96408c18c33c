/** Keys that Zoho makes: it signs with the default one, which it has seen in DNS. */
import type { DkimCalls } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import type { Dkim, ZohoApi } from './api.ts';

export function dkimCalls(api: ZohoApi): DkimCalls {
  const keysOf = async (domain: string): Promise<Dkim[]> => (await api.domain(domain)).dkimDetailList ?? [];
  const shown = ({ selector, publicKey }: Dkim) => ({ selector, record: publicKey.trim() });

  async function keyAt(domain: string, selector: string): Promise<Dkim> {
    const key = (await keysOf(domain)).find(each => each.selector === selector);
    if (key) return key;
    throw new ProviderFailure('missing', `Zoho Mail has no DKIM key of ${domain} with the selector ${selector}.`);
  }

  return {
    async read(domain, algorithm = 'rsa-2048') {
      if (algorithm !== 'rsa-2048') return undefined;
      const key = (await keysOf(domain)).find(({ isDefault, isVerified }) => isDefault && isVerified);
      return key && shown(key);
    },
    async make(domain, selector) {
      const there = (await keysOf(domain)).find(each => each.selector === selector);
      return shown(there ?? (await api.addDkim(domain, selector)));
    },
    /** Only a key that Zoho has seen becomes the one that it signs with: else it would sign with one that nobody finds. */
    async activate(domain, selector) {
      const key = await keyAt(domain, selector);
      const look = key.isVerified ? { dkimstatus: true } : await api.verifyDkim(domain, key);
      if (!look.dkimstatus)
        throw new ProviderFailure('early', `Zoho Mail does not see ${selector}._domainkey.${domain} yet.`, {
          fix: 'It signs with the key before; it is asked again.',
        });
      if (!key.isDefault) await api.makeDkimDefault(domain, key);
    },
    async remove(domain, selector) {
      const key = (await keysOf(domain)).find(each => each.selector === selector);
      if (!key) return;
      if (key.isDefault)
        throw new ProviderFailure('refused', `Zoho Mail signs ${domain} with ${selector}: its key stays.`, {
          fix: 'Rotate first.',
        });
      await api.removeDkim(domain, key);
    },
  };
}
