/** A key has leaked: its domain sends nothing, another key takes its place as fast as DNS has it, and it is revoked at once. */
import { changeKeys, type DkimKey, type KeyChange } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { holdFor } from '../held.ts';
import { findRing, type RingId } from '../ring-now.ts';
import { moved } from './key-step.ts';
import { addNextKey } from './start.ts';

export const emergency: Action<RingId> = {
  name: 'dkim.emergency',
  job: 'dkim',
  async perform(runtime, parameters, decision) {
    const { ring } = await findRing(runtime, parameters);
    const leaked = ring.keys.filter(isAtTheSigner);
    const compromisedAt = runtime.now();
    const change: KeyChange = {
      ...{ phase: 'compromised', compromisedAt, mandate: decision },
      ...{ switchingAt: undefined, heldAt: undefined, problem: undefined },
    };
    const marked = leaked.map(key => ({ key, change }));
    // First what has leaked: from here on nobody can go back to it, and its place is free.
    if (!(await changeKeys(runtime.ledger, marked))) throw moved('Its keys changed in this moment.');
    const { title } = ring.signer;
    const next = await addNextKey(runtime, ring, { mandate: decision, urgent: true });
    await holdFor(runtime, ring.of, next, `a key of ${title} has leaked, and ${next.selector} takes its place`);
    const gone = leaked.map(({ selector }) => selector).join(', ');
    return `${gone && `${gone} ${leaked.length === 1 ? 'has' : 'have'} leaked; `}${next.selector} takes over at ${title}`;
  },
};

/** Where the leak was: the next key that it was not told of yet is only here, and safe. */
const isAtTheSigner = ({ phase, switchingAt }: DkimKey): boolean =>
  phase === 'active' || phase === 'retiring' || (phase === 'published' && switchingAt !== undefined);
