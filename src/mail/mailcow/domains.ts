/** Domains at mailcow, and the keys that it signs with. */
import type { DkimCalls, DomainCalls, LiveDomain } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { MailcowApi } from './api.ts';
import { toRecord } from './convert.ts';

/** A new domain of mailcow may have 10 mailboxes. Here the inventory says how many there are. */
const ROOM = { mailboxes: '1000', aliases: '10000' };

export function domainCalls(api: MailcowApi, selector: string): DomainCalls {
  async function valuesOf(domain: string): Promise<LiveDomain> {
    const key = await api.readKey(domain);
    if (key && key.dkim_selector !== selector)
      return { values: {}, otherKey: otherSelector(domain, key.dkim_selector, selector) };
    return { values: key ? { dkimKey: toRecord(key) } : {} };
  }

  async function readDomain(domain: string): Promise<boolean> {
    const there = await api.readDomain(domain);
    if (there && there.domain_name !== domain) throw aliasDomain(domain, there.domain_name);
    return there !== undefined;
  }

  /** A domain that was there without a key gets one: else its record could never be written. */
  async function makeMissingKey(domain: string): Promise<void> {
    if ((await readDomain(domain)) && !(await api.readKey(domain))) await api.makeKey(domain, selector);
  }

  return {
    read: async domain => ((await readDomain(domain)) ? valuesOf(domain) : undefined),
    async add(domain) {
      try {
        await api.addDomain(domain, { active: '1', ...ROOM, key_size: '2048', dkim_selector: selector });
      } catch (error) {
        if (isFailure(error, 'exists')) await makeMissingKey(domain);
        throw error;
      }
      return valuesOf(domain);
    },
    /** It asks nothing of DNS. */
    verify: async () => ({ ready: true }),
    async remove(domain) {
      await unlessMissing(api.deleteDomain(domain));
    },
  };
}

export function dkimCalls(api: MailcowApi): DkimCalls {
  const keyOf = async (domain: string) => {
    const key = await api.readKey(domain);
    // Between two of its writes a domain has a key and no selector yet.
    return key?.dkim_selector ? { selector: key.dkim_selector, record: toRecord(key) } : undefined;
  };
  return {
    read: async (domain, algorithm = 'rsa-2048') => (algorithm === 'rsa-2048' ? keyOf(domain) : undefined),
    async make(domain, selector) {
      await api.makeKey(domain, selector);
      return (await keyOf(domain)) ?? lostKey(domain);
    },
    /** One selector a domain: the key that was there is gone at once, so its successor must be in DNS by then. */
    async import(domain, selector, privateKey) {
      // It takes keys for domains that it does not have.
      if (!(await api.readDomain(domain))) throw new ProviderFailure('missing', `mailcow does not have ${domain}.`);
      await api.importKey(domain, selector, privateKey);
    },
  };
}

const otherSelector = (domain: string, there: string, ours: string): ProviderFailure =>
  new ProviderFailure('refused', `mailcow signs ${domain} with the selector ${there}, and not with ${ours}.`, {
    fix: `Write \`dkimSelector: ${there}\` under \`accounts.mailcow\`, or let mailcow sign with ${ours}.`,
  });

const aliasDomain = (domain: string, target: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `${domain} is an alias domain of ${target} at mailcow, and has no mailboxes of its own.`,
    {
      fix: 'Remove the alias domain there, or write `mailProvider: none` for it.',
    },
  );

const lostKey = (domain: string): never => {
  throw new ProviderFailure('lost', `mailcow made a DKIM key for ${domain} and shows none.`, { fix: 'Run it again.' });
};
