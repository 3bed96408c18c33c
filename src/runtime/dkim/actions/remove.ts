/** A revoked key goes: its record, and the private key wherever it lies. Its selector stays in the ledger, so that it never comes back. */
import { changeKey } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';
import { writeKey } from './write-key.ts';

export const remove: Action<KeyStep> = {
  name: 'dkim.remove',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { key, domain, signer } = await stillNext(runtime, parameters, 'remove');
    const removed = { ...key, phase: 'removed' as const };
    const change = { phase: removed.phase, removedAt: key.removedAt ?? runtime.now(), privateKey: undefined };
    if (!(await changeKey(runtime.ledger, key, change))) throw moved('Somebody else went on.');
    await writeKey(runtime, domain, key, undefined);
    if (signer.kind === 'takes') await signer.forget?.(key.domain, key.selector);
    await changeKey(runtime.ledger, removed, { stands: 'nothing', problem: undefined });
    return `${key.selector} of ${key.domain} is gone`;
  },
};
