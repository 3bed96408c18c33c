/** A key's record into its zone: for the first time, or again where it vanished while mail needs it. */
import { changeKey } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { holdFor } from '../held.ts';
import { type KeyStep, stillNext } from './key-step.ts';
import { writeKey } from './write-key.ts';

export const publish: Action<KeyStep> = {
  name: 'dkim.publish',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { ring, key, domain } = await stillNext(runtime, parameters, 'publish');
    const { ledger, now } = runtime;
    const mailNeedsIt = key.phase === 'active' || key.switchingAt !== undefined;
    if (mailNeedsIt) await holdFor(runtime, ring.of, key, `${key.selector} is not served everywhere`);
    await writeKey(runtime, domain, key, key.record);
    const phase = key.phase === 'generated' ? ('published' as const) : key.phase;
    await changeKey(ledger, key, { phase, stands: 'key', publishedAt: now(), problem: undefined });
    return `${key.selector}._domainkey.${key.domain} is published`;
  },
};
