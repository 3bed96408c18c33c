/** `x:DkimSignature`, as crates/jmap/src/registry/mapping/dkim.rs checks it. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { SetError } from './jmap.ts';
import type { Kind } from './kind.ts';
import { type Signature, signatureFault } from './objects.ts';
import type { Store } from './store.ts';

export function signaturesOf({ domains, signatures }: Store): Kind<Signature> {
  return {
    ...{ name: 'DkimSignature', kept: signatures, fault: signatureFault, linked: () => [] },
    refusal: (_, signature) =>
      domains.has(signature.domainId)
        ? badKey(signature)
        : { type: 'invalidForeignKey', objectId: { object: 'Domain', id: signature.domainId } },
    shown: signature => ({
      ...{ report: true, canonicalization: 'relaxed/relaxed', stage: 'active' },
      ...{ ...signature, privateKey: { '@type': 'Text', secret: '****' }, publicKey: publicKeyOf(signature) },
    }),
    filters: { domainId: ({ domainId }, value) => domainId === value },
  };
}

/** What signs the domain's mail now. */
export function signingKeys({ domains, signatures }: Store, name: string): { selector: string; publicKey: string }[] {
  const id = [...domains].find(([, domain]) => domain.name === name)?.[0];
  return [...signatures.values()]
    .filter(({ domainId, stage = 'active' }) => domainId === id && stage === 'active')
    .map(signature => ({ selector: signature.selector, publicKey: publicKeyOf(signature) }));
}

function badKey({ '@type': kind, privateKey }: Signature): SetError | undefined {
  const failed = (reason: string) => ({
    ...{ type: 'invalidProperties', description: `Failed to validate DKIM signature: ${reason}` },
  });
  try {
    const { asymmetricKeyType } = createPrivateKey(privateKey.secret);
    const wanted = kind === 'Dkim1RsaSha256' ? 'rsa' : 'ed25519';
    return asymmetricKeyType === wanted ? undefined : failed(`the key is ${asymmetricKeyType}`);
  } catch (error) {
    return failed((error as Error).message);
  }
}

/** common/src/network/dkim.rs: the whole SubjectPublicKeyInfo for RSA, the bare 32 bytes for Ed25519. */
function publicKeyOf({ '@type': kind, privateKey }: Signature): string {
  const der = createPublicKey(privateKey.secret).export({ type: 'spki', format: 'der' });
  return (kind === 'Dkim1RsaSha256' ? der : der.subarray(-32)).toString('base64');
}
