/** What signed each domain's mail before Mailyard did, and goes on where Mailyard only observes. */
import { newKeyPair } from '../runtime/dkim/key-pair.ts';
import type { World } from './world.ts';

export interface KeyBefore {
  selector: string;
  /** PEM. */
  privateKey: string;
}

/** Put into every domain's zone by hand, so that no plan of Mailyard's knows it. */
export async function keyBefore({ estate, sandbox }: World): Promise<KeyBefore> {
  const { privateKey, record: content } = await newKeyPair('rsa-2048');
  for (const { domain, zone } of estate().domains) {
    const name = `${SELECTOR}._domainkey.${domain}`;
    sandbox.cloudflare.editByHand(zone, { add: { type: 'TXT', name, content, ttl: 3600 } });
  }
  return { selector: SELECTOR, privateKey };
}

const SELECTOR = 'before';
