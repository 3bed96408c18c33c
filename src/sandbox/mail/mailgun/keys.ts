/** Domain keys: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domain-keys (read 2026-11-26). */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Answer, Routes, TwinRequest } from '../../http/request.ts';
import { fail, ok, read, refuse } from './answers.ts';
import { bodies } from './bodies.ts';
import type { Lookup } from './records.ts';
import type { Domain, DomainKey } from './store.ts';

export function keyRoutes(domainAt: (name: string) => Domain, lookup: Lookup): Routes {
  const domainOf = ({ params }: TwinRequest): Domain => domainAt(params.domain as string);

  function keyOf(request: TwinRequest): DomainKey {
    const { keys } = domainOf(request);
    return keys.get(request.params.selector as string) ?? refuse(404, 'Domain key not found');
  }

  async function add(request: TwinRequest): Promise<Answer> {
    const { signing_domain = '', selector = '', pem } = await read(request, bodies.createKey);
    const { keys, name } = domainAt(signing_domain);
    // The text is not published.
    if (keys.has(selector)) return fail(400, `Duplicate domain key: ${selector}`);
    const key = { selector, publicKey: publicKeyOf(pem ?? ''), active: false };
    keys.set(selector, key);
    return ok({ signing_domain: name, selector, dns_record: recordOf(name, key) });
  }

  /** "Note: dns records must be valid for a domain key to be activated." */
  async function activate(request: TwinRequest): Promise<Answer> {
    const { name } = domainOf(request);
    const key = keyOf(request);
    const texts = await lookup(`${key.selector}._domainkey.${name}`, 'TXT');
    if (!texts.some(text => text.includes(`p=${key.publicKey}`)))
      return fail(400, 'DNS records for the domain key are not valid');
    key.active = true;
    return ok({ message: 'domain key activated', authority: name, selector: key.selector, active: true });
  }

  function deactivate(request: TwinRequest): Answer {
    const key = keyOf(request);
    key.active = false;
    return ok({
      ...{ message: 'domain key deactivated', authority: domainOf(request).name },
      ...{ selector: key.selector, active: false },
    });
  }

  return {
    'GET /v4/domains/:domain/keys': request => {
      const { name, keys, automaticSenderSecurity } = domainOf(request);
      const automatic = automaticSenderSecurity ? ['pdk1', 'pdk2'] : [];
      const all = [
        ...automatic.map(selector => ({ selector, publicKey: 'AAAA', active: selector === 'pdk1' })),
        ...keys.values(),
      ];
      return ok({
        items: all.map(key => ({ signing_domain: name, selector: key.selector, dns_record: recordOf(name, key) })),
      });
    },
    'POST /v1/dkim/keys': add,
    'DELETE /v1/dkim/keys': ({ query }) => {
      const { keys } = domainAt(query.get('signing_domain') ?? '');
      if (!keys.delete(query.get('selector') ?? '')) return fail(404, 'Domain key not found');
      return ok({ message: 'success' });
    },
    'PUT /v4/domains/:domain/keys/:selector/activate': activate,
    'PUT /v4/domains/:domain/keys/:selector/deactivate': deactivate,
    'POST /v1/dkim_management/domains/:domain/rotate': request => {
      const domain = domainOf(request);
      if (!domain.automaticSenderSecurity) return fail(400, 'Automatic sender security is not enabled');
      domain.rotations++;
      return ok({ message: 'rotation started' });
    },
  };
}

/** "An RSA private key in PKCS #1." */
function publicKeyOf(pem: string): string {
  try {
    if (!pem.startsWith('-----BEGIN RSA PRIVATE KEY-----')) throw new Error('no PKCS #1');
    return createPublicKey(createPrivateKey(pem) as never)
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
  } catch {
    return refuse(400, 'Unable to parse the private key');
  }
}

const recordOf = (name: string, { selector, publicKey, active }: DomainKey) => ({
  ...{ name: `${selector}._domainkey.${name}`, record_type: 'TXT', valid: 'unknown', cached: [] },
  ...{ value: `k=rsa; p=${publicKey}`, is_active: active },
});
