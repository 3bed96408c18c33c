/** A new key pair, and its public half as the text of a record. RFC 6376 §3.6.1, RFC 8463 §4. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Algorithm } from './signer.ts';

const generate = promisify(generateKeyPair);

export interface KeyPair {
  /** PEM, PKCS #8. */
  privateKey: string;
  record: string;
}

/** A revoked key's record. RFC 6376 §3.6.1: an empty `p=`. */
export const REVOKED = 'v=DKIM1; p=';

export async function newKeyPair(algorithm: Algorithm): Promise<KeyPair> {
  const { publicKey, privateKey } =
    algorithm === 'ed25519' ? await generate('ed25519') : await generate('rsa', { modulusLength: 2048 });
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), record: keyRecord(publicKey) };
}

/** An Ed25519 key is published as its bare 32 octets, an RSA key as everyone does: with its wrapping. */
export function keyRecord(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return publicKey.asymmetricKeyType === 'ed25519'
    ? `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString('base64')}`
    : `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}
