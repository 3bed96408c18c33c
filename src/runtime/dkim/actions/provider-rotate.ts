/** The provider is asked to change its keys. What stands in DNS leads to the provider, and stays. */
import { MailyardError } from '../../../error.ts';
import { noteProviderRotation, providerRotation } from '../../../ledger/dkim-provider-rotations.ts';
import type { Action } from '../../action.ts';

export interface ProviderRotate {
  of: string;
  domain: string;
  signer: string;
}

export const providerRotate: Action<ProviderRotate> = {
  name: 'dkim.provider-rotate',
  job: 'dkim',
  async perform(runtime, { of, domain, signer: name }) {
    const { ledger, now, estate } = runtime;
    const home = estate.domains.find(each => each.domain === of);
    const signer =
      home && (await runtime.signers(home)).find(each => each.signs === domain && each.signer.name === name)?.signer;
    if (signer?.kind !== 'rotates' || !signer.rotate)
      throw new MailyardError('dkim-ring-gone', `The inventory has no ${name} that rotates for ${domain} any more.`);
    await signer.rotate(domain);
    const known = await providerRotation(ledger, { domain, signer: name });
    if (known) await noteProviderRotation(ledger, { ...known, startedAt: known.startedAt ?? now() });
    return `${signer.title} was asked to change the keys of ${domain}`;
  },
};
