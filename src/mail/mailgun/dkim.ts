/** Keys of a domain at Mailgun: of ours by the API of domain keys; with Automatic Sender Security it rotates its own two. */
import { createPrivateKey } from 'node:crypto';
import type { DkimCalls } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { DomainKey, MailgunApi } from './api.ts';

/** Behind the two CNAMEs of Automatic Sender Security. */
const AUTOMATIC = ['pdk1', 'pdk2'];

export function dkimCalls(api: MailgunApi): DkimCalls {
  const activeOf = (keys: DomainKey[]) => keys.filter(({ dns_record }) => dns_record.is_active);

  /** Keys of ours beside the automatic ones would change nothing: Mailgun goes on with its own. */
  async function ownKeys(domain: string): Promise<DomainKey[]> {
    const keys = await api.keys(domain);
    if (activeOf(keys).some(({ selector }) => AUTOMATIC.includes(selector))) throw automatic(domain);
    return keys;
  }

  return {
    async read(domain, algorithm = 'rsa-2048') {
      if (algorithm !== 'rsa-2048') return undefined;
      const [active, other] = activeOf(await ownKeys(domain));
      // Two of them sign where a switch was cut off: it is told again.
      return active && !other ? { selector: active.selector, record: active.dns_record.value } : undefined;
    },

    /** The new one signs before the old one ends: both are in DNS. */
    async import(domain, selector, privateKey) {
      const keys = await ownKeys(domain);
      if (!keys.some(each => each.selector === selector)) await api.addKey(domain, selector, pkcs1(privateKey));
      if (!activeOf(keys).some(each => each.selector === selector)) await activate(domain, selector);
      for (const other of activeOf(keys))
        if (other.selector !== selector) await api.switchKey(domain, other.selector, 'deactivate');
    },

    async remove(domain, selector) {
      const key = (await api.keys(domain)).find(each => each.selector === selector);
      if (!key) return;
      if (key.dns_record.is_active) throw stillSigns(domain, selector);
      await api.removeKey(domain, selector);
    },

    /** It tells neither when it rotated last, nor whether it does. */
    rotation: async () => ({ rotating: false, selectors: AUTOMATIC }),
    rotate: domain => api.rotate(domain),
  };

  async function activate(domain: string, selector: string): Promise<void> {
    try {
      await api.switchKey(domain, selector, 'activate');
    } catch (error) {
      if (!isFailure(error, 'refused')) throw error;
      throw new ProviderFailure('early', error.message, {
        fix: `Mailgun activates a key once it has seen ${selector}._domainkey.${domain}: it is tried again.`,
        cause: error,
      });
    }
  }
}

/** "You can import an existing PEM file containing a RSA private key in PKCS #1." */
const pkcs1 = (privateKey: string): string =>
  createPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString();

const automatic = (domain: string): ProviderFailure =>
  new ProviderFailure(
    'refused',
    `Mailgun signs ${domain} with keys that it rotates itself (Automatic Sender Security).`,
    {
      fix: 'Write `{ name: mailgun, keys: provider }` in `dkim.signers`; or switch it off at app.mailgun.com, Send, Domains, Domain settings.',
    },
  );

const stillSigns = (domain: string, selector: string): ProviderFailure =>
  new ProviderFailure('refused', `Mailgun signs ${domain} with ${selector}: its key stays.`, { fix: 'Rotate first.' });
