/** The signer makes the next key itself. Where it signs with it from then on, nobody sends before that. */
import { changeKey } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';

export const make: Action<KeyStep> = {
  name: 'dkim.make',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { ring, key, signer } = await stillNext(runtime, parameters, 'make');
    if (signer.kind !== 'makes') throw moved(`${signer.title} makes no keys.`);
    const { ledger, now } = runtime;
    if (
      ring.signer.switches === 'at-once' &&
      !(await changeKey(ledger, key, { switchingAt: key.switchingAt ?? now() }))
    )
      throw moved('Somebody else went on.');
    const made = await signer.make(key.domain, key.selector, key.algorithm);
    if (!(await changeKey(ledger, key, { ...made, problem: undefined }))) throw moved('Somebody else went on.');
    return `${signer.title} made ${made.selector}`;
  },
};
