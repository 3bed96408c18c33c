/** A new key: the decision that a rotation goes by. Nothing is written outside of the ledger yet. */
import {
  addDkimKey,
  changeKey,
  type DkimKey,
  dkimContext,
  type NewDkimKey,
  usedSelectors,
} from '../../../ledger/dkim.ts';
import { seal } from '../../../secrets/seal.ts';
import type { Action } from '../../action.ts';
import type { Runtime } from '../../runtime.ts';
import { newKeyPair } from '../key-pair.ts';
import { activeKey, nextKey, type Ring } from '../ring.ts';
import { findRing, type RingId, ringId } from '../ring-now.ts';
import { newSelector } from '../selector.ts';
import { moved } from './key-step.ts';

export interface Start extends RingId {
  /** The selector that signs now. */
  replaces?: string;
}

export const start: Action<Start> = {
  name: 'dkim.rotate',
  job: 'dkim',
  async perform(runtime, parameters, decision) {
    const { ring } = await findRing(runtime, parameters);
    const next = nextKey(ring);
    if (next) return `${next.selector} is on its way already`;
    const active = activeKey(ring)?.selector;
    if (active !== parameters.replaces)
      throw moved(`${ring.signer.title} signs for ${ring.domain} with ${active ?? 'no key of ours'} by now.`);
    const { selector } = await addNextKey(runtime, ring, { mandate: decision, urgent: false });
    return `${selector} will sign for ${ring.domain} at ${ring.signer.title}`;
  },
};

const TRIES = 5;

/**
 * Or the one that is next already. `mandate`: the decision that its later steps go by. `urgent`: it waits for the servers only, and
 * its domain is held until it is proved. Throws `key-missing`, `dkim-moved`.
 */
export async function addNextKey(
  runtime: Runtime,
  ring: Ring,
  { mandate, urgent }: { mandate: number; urgent: boolean },
): Promise<DkimKey> {
  const { ledger, now } = runtime;
  const haste = urgent && { urgent, heldAt: now() };
  // Whoever makes a key at the same moment takes the selector, or the place of the next key: then it is looked at again.
  for (let tried = 0; tried < TRIES; tried++) {
    const added = await addDkimKey(ledger, { ...(await newKey(runtime, ring)), mandate, ...haste });
    if (added) return added;
    const there = nextKey((await findRing(runtime, ringId(ring))).ring);
    if (there && (!haste || (await changeKey(ledger, there, haste)))) return { ...there, ...haste };
  }
  throw moved(`Somebody else makes keys for ${ring.domain} at the same time.`);
}

/** A signer that makes its own is asked for it when its turn comes; until then the record is empty. */
async function newKey(runtime: Runtime, ring: Ring): Promise<NewDkimKey> {
  const { ledger, now } = runtime;
  const { domain, algorithm, settings, signer } = ring;
  const selector = newSelector(settings.prefix, now(), await usedSelectors(ledger, domain));
  const pair = signer.makes ? undefined : await newKeyPair(algorithm);
  return {
    ...{ domain, signer: signer.name, algorithm, selector, phase: 'generated', stands: 'nothing' },
    ...{ record: pair?.record ?? '', urgent: false, generatedAt: now() },
    ...(pair && { privateKey: seal(runtime.keys(), pair.privateKey, dkimContext(domain, selector)) }),
  };
}
