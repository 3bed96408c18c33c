/** Signers that Mailyard cannot make rotate: a person does, whom `mailyard todo` asks (src/manual/dkim-rotation.ts), or they do it by themselves. */
import type { DomainSigner } from '../../../records/dkim/signers.ts';
import type { ByHand, SelfRotating } from '../signer.ts';

export const byHand = ({ facts: { name, title } }: DomainSigner): ByHand => ({ name, title, kind: 'manual' });

/** SendGrid's automated security: two CNAMEs, behind which it rotates unasked. */
export const bySelf = ({ facts: { name, title } }: DomainSigner): SelfRotating => ({
  ...{ name, title, kind: 'rotates' },
  state: async () => ({ rotating: false, selectors: ['s1', 's2'] }),
});
