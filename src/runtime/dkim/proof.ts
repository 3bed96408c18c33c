/** The proof that a signer has switched, and what follows from it in the ledger. */
import { changeKey, changeKeys, type DkimKey, type KeyChange } from '../../ledger/dkim.ts';
import { PROBE_EVERY, probesOf } from '../../ledger/dkim-probes.ts';
import { reasonOf } from '../../reason.ts';
import type { Runtime } from '../runtime.ts';
import { isDue, judge } from './probe/judge.ts';
import { mailWay } from './probe/way.ts';
import { activeKey, retire } from './ring.ts';
import type { RingNow } from './ring-now.ts';
import { faultIn, verifyAtAll } from './verify.ts';

/**
 * How it was shown, what is wrong, or what it waits for. `message`: one that the signer gave. `mail`: one that was sent and received.
 * `reading-back`: the signer says so, and every server serves just that key.
 */
export type Proof =
  | { by: 'message' | 'mail' | 'reading-back' }
  | { fault: string }
  | { waits: string; until: number }
  | { asks: 'test message' };

/**
 * A signed message of the domain verifies at every authoritative server with the key: one that the signer gives, else one that is sent
 * through it. Where there is neither, or mail does not come and nobody is held by that, it was read back that it signs with the key.
 */
async function lookForProof(runtime: Runtime, { signer, servers, domain }: RingNow, key: DkimKey): Promise<Proof> {
  const { query, ledger, now } = runtime;
  if (signer.kind === 'takes' && signer.sample) {
    if (servers.servers.length === 0) return { fault: 'no server of its zone could be found' };
    const signatures = await verifyAtAll(query, servers.servers, await signer.sample(key.domain));
    const fault = faultIn(signatures, key);
    return fault === undefined ? { by: 'message' } : { fault };
  }
  const way = await mailWay(runtime, domain, signer.name);
  if (!way) return { by: 'reading-back' };
  const probes = await probesOf(ledger, key);
  const judged = judge(probes, key, now());
  if (judged && 'proved' in judged) return { by: 'mail' };
  if (judged && 'silent' in judged && key.heldAt === undefined) return { by: 'reading-back' };
  if (isDue(probes, now())) return { asks: 'test message' };
  if (!judged)
    return {
      waits: 'a quarter of an hour to pass since the last test message',
      until: (probes.at(-1)?.sentAt ?? now()) + PROBE_EVERY,
    };
  if ('silent' in judged)
    return { fault: `${judged.silent} at ${way.to}; does \`mailyard run --probe\` listen where its MX leads` };
  return judged;
}

/** With the proof the key is the active one, and the one before retires. Without it all stays as it is, and the key says why. */
export async function prove(runtime: Runtime, seen: RingNow, key: DkimKey): Promise<Proof> {
  const { ledger } = runtime;
  const proof = await lookForProof(runtime, seen, key).catch(error => ({
    fault: reasonOf(error),
  }));
  if ('fault' in proof) await changeKey(ledger, key, { problem: `no message proves it: ${proof.fault}` });
  if (!('by' in proof)) return proof;
  return (await settle(runtime, seen, key)) ? proof : { fault: 'somebody else changed its keys at the same time' };
}

async function settle({ ledger, now }: Runtime, { ring }: RingNow, key: DkimKey): Promise<boolean> {
  const old = activeKey(ring);
  const at = now();
  const proved: KeyChange = {
    phase: 'active',
    switchingAt: undefined,
    heldAt: undefined,
    urgent: false,
    problem: undefined,
  };
  return changeKeys(ledger, [
    ...(old && old.id !== key.id ? [{ key: old, change: retire(at) }] : []),
    { key, change: { ...proved, activeAt: key.phase === 'active' ? key.activeAt : at } },
  ]);
}
