/** Signers that no API rotates: what a person does there, and those who do it by themselves. */
import type { DomainSigner } from '../../../records/dkim/signers.ts';
import type { ByHand, SelfRotating } from '../signer.ts';

type Steps = ByHand['steps'];

/** As their consoles and cmdlets are called, 2026-11-26. */
const steps: Record<string, Steps> = {
  'google-workspace': (domain, selector) => [
    `At admin.google.com, Apps, Google Workspace, Gmail, Authenticate email: choose ${domain}, Generate new record, 2048 bits, prefix \`${selector}\`. Google goes on signing with the key before.`,
    `Keep the old record: move the old value to \`records\` (name, TXT, content), and write \`values: { google-workspace: { dkimSelector: ${selector}, dkimKey: '<the TXT value>' } }\` for ${domain}. Then \`mailyard up\`.`,
    `Two days after \`mailyard audit ${domain}\` finds ${selector}: Start authentication, in the same place.`,
    `When a message from ${domain} has arrived with \`s=${selector}\` in its DKIM-Signature, and 14 days more: remove the old record from \`records\`.`,
  ],
  'microsoft-365': domain => [
    `In Exchange Online PowerShell: \`Rotate-DkimSigningConfig -Identity ${domain} -KeySize 2048\`. The two CNAMEs stay as they are.`,
    `It takes four days (96 hours), in which no other rotation can begin. \`Get-DkimSigningConfig -Identity ${domain} | fl\` shows RotateOnDate, and SelectorAfterRotateOnDate with which it signs then.`,
  ],
};

export const byHand = ({ facts: { name, title } }: DomainSigner): ByHand => ({
  ...{ name, title, kind: 'manual', steps: steps[name] as Steps },
});

/** SendGrid's automated security: two CNAMEs, behind which it rotates unasked. */
export const bySelf = ({ facts: { name, title } }: DomainSigner): SelfRotating => ({
  ...{ name, title, kind: 'rotates' },
  state: async () => ({ rotating: false, selectors: ['s1', 's2'] }),
});
