/** The proof that a signer has switched, and what follows from it in the ledger. */
import { changeKey, changeKeys, type DkimKey, type KeyChange } from '../../ledger/dkim.ts';
import type { Runtime } from '../runtime.ts';
import { faultOf } from './prove.ts';
import { activeKey } from './ring.ts';
import type { RingNow } from './ring-now.ts';

/** How it was shown; or what is wrong. */
export type Proof = { by: 'message' | 'reading-back' } | { fault: string };

/**
 * A signed message of the domain verifies at every authoritative server with the key. Where the signer gives none, it was read back
 * that it signs with the key, and every server serves just that.
 */
async function lookForProof({ query }: Runtime, { signer, servers }: RingNow, key: DkimKey): Promise<Proof> {
  if (signer.kind !== 'takes' || !signer.sample) return { by: 'reading-back' };
  try {
    const fault = await faultOf(query, servers.servers, await signer.sample(key.domain), key);
    return fault === undefined ? { by: 'message' } : { fault };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** With the proof the key is the active one, and the one before retires. Without it all stays as it is, and the key says why. */
export async function prove(runtime: Runtime, seen: RingNow, key: DkimKey): Promise<Proof> {
  const { ledger, now } = runtime;
  const proof = await lookForProof(runtime, seen, key);
  if ('fault' in proof) {
    await changeKey(ledger, key, { problem: `no message proves it: ${proof.fault}.` });
    return proof;
  }
  const old = activeKey(seen.ring);
  const at = now();
  const proved: KeyChange = {
    phase: 'active',
    switchingAt: undefined,
    heldAt: undefined,
    urgent: false,
    problem: undefined,
  };
  const moved = await changeKeys(ledger, [
    ...(old && old.id !== key.id
      ? [{ key: old, change: { phase: 'retiring' as const, retiringAt: at, lastSignedAt: at, heldAt: undefined } }]
      : []),
    { key, change: { ...proved, activeAt: key.phase === 'active' ? key.activeAt : at } },
  ]);
  return moved ? proof : { fault: 'somebody else changed its keys at the same time' };
}
