/** Postmark: DKIM keys that it makes, pending until it has seen their record. docs/providers/postmark.md */
import type { DkimCalls, MailAdapter } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import { judge } from './answers.ts';
import { type DomainKeys, type PostmarkApi, postmarkApi } from './api.ts';
import { facts } from './facts.ts';

export const postmark = {
  facts,
  connect({ account: { url = facts.account.url.default }, secret, http }) {
    const token = secret('POSTMARK_ACCOUNT_TOKEN');
    const headers = () => ({ accept: 'application/json', 'x-postmark-account-token': token });
    const fixes = {
      credentials: `Set ${facts.secrets.POSTMARK_ACCOUNT_TOKEN.description}: ${facts.secrets.POSTMARK_ACCOUNT_TOKEN.where}.`,
    };
    const api = postmarkApi(http({ baseUrl: url, headers, judge, fixes }));
    return { check: async () => void (await api.check()), dkim: dkimCalls(api) };
  },
} satisfies MailAdapter;

function dkimCalls(api: PostmarkApi): DkimCalls {
  return {
    async read(domain, algorithm = 'rsa-2048') {
      const keys = await api.read(domain);
      return algorithm === 'rsa-2048' && keys.DKIMVerified ? activeIn(keys) : undefined;
    },

    /** A new domain has a pending key from its making on, and there is never more than one. The selector is Postmark's choice. */
    async make(domain) {
      const there = pendingIn(await api.read(domain));
      if (there) return there;
      try {
        await api.rotate(domain);
      } catch (error) {
        if (!isFailure(error, 'exists')) throw error;
      }
      const made = pendingIn(await api.read(domain));
      if (made) return made;
      throw new ProviderFailure('lost', `Postmark shows no pending DKIM key of ${domain}.`, { fix: 'Run it again.' });
    },

    async activate(domain, selector) {
      const is = (keys: DomainKeys) => keys.DKIMVerified && activeIn(keys)?.selector === selector;
      if (is(await api.read(domain)) || is(await api.verify(domain))) return;
      throw new ProviderFailure('early', `Postmark does not see ${selector}._domainkey.${domain} yet.`, {
        fix: 'It signs with the key before; it is asked again.',
      });
    },
  };
}

const activeIn = ({ DKIMHost, DKIMTextValue }: DomainKeys) => keyAt(DKIMHost, DKIMTextValue);
const pendingIn = ({ DKIMPendingHost, DKIMPendingTextValue }: DomainKeys) =>
  keyAt(DKIMPendingHost, DKIMPendingTextValue);

const keyAt = (host: string, record: string) =>
  host ? { selector: host.slice(0, host.indexOf('._domainkey.')), record } : undefined;
