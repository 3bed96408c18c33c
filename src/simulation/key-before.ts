/** What signed each domain's mail before Mailyard did, and goes on where Mailyard only observes. */
import { generateKeyPairSync } from 'node:crypto';
import type { World } from './world.ts';

export interface KeyBefore {
  selector: string;
  /** PEM. */
  privateKey: string;
}

/** Put into every domain's zone by hand, so that no plan of Mailyard's knows it. */
export function keyBefore({ estate, sandbox }: World): KeyBefore {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const content = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  for (const { domain, zone } of estate().domains) {
    const name = `${SELECTOR}._domainkey.${domain}`;
    sandbox.cloudflare.editByHand(zone, { add: { type: 'TXT', name, content, ttl: 3600 } });
  }
  return { selector: SELECTOR, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const SELECTOR = 'before';
