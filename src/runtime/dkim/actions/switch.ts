/** The signer is told to sign with the next key, which is in DNS and known everywhere. The old one stays where it is. */
import { changeKey, dkimContext } from '../../../ledger/dkim.ts';
import { unseal } from '../../../secrets/seal.ts';
import type { Action } from '../../action.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';

export const switchKey: Action<KeyStep> = {
  name: 'dkim.switch',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { key, signer } = await stillNext(runtime, parameters, 'switch');
    const { ledger, now } = runtime;
    // The ledger first: whatever happens at the signer from now on, this key is one that it may sign with.
    const begun = { switchingAt: key.switchingAt ?? now() };
    if (!(await changeKey(ledger, key, begun))) throw moved('Somebody else went on.');
    if (signer.kind === 'makes') await signer.activate(key.domain, key.selector);
    else {
      const privateKey = unseal(runtime.keys(), key.privateKey ?? '', dkimContext(key.domain, key.selector));
      await signer.use(key.domain, { selector: key.selector, algorithm: key.algorithm, privateKey });
    }
    return `${signer.title} was told to sign for ${key.domain} with ${key.selector}`;
  },
};
