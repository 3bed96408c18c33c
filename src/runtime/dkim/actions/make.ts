/** The signer makes the next key itself, and signs with the one before until it is told. */
import { changeKey } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';

export const make: Action<KeyStep> = {
  name: 'dkim.make',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { key, signer } = await stillNext(runtime, parameters, 'make');
    if (signer.kind !== 'makes') throw moved(`${signer.title} makes no keys.`);
    const made = await signer.make(key.domain, key.selector, key.algorithm);
    if (!(await changeKey(runtime.ledger, key, { ...made, problem: undefined }))) throw moved('Somebody else went on.');
    return `${signer.title} made ${made.selector}`;
  },
};
