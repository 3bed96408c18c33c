/** A signer that does not do as it is told. */
import type { Signing } from '../runtime/dkim/signer.ts';

export interface Broken {
  how: 'fails' | 'ignores';
  whose(domain: string): boolean;
}

export function withBroken(signing: Signing, how: Broken['how']): Signing {
  const { signer } = signing;
  if (signer.kind !== 'takes') return signing;
  const use = async (): Promise<void> => {
    if (how === 'fails') throw new Error('the signer does not answer');
  };
  return { ...signing, signer: { ...signer, use } };
}
