/** Every ring as it is now, and what comes next. Reads only: nothing is written down, not even what was seen. */
import PQueue from 'p-queue';
import type { EstateDomain } from '../../estate/estate.ts';
import { type DkimKey, dkimKeys } from '../../ledger/dkim.ts';
import { probesOf } from '../../ledger/dkim-probes.ts';
import { reasonOf } from '../../reason.ts';
import type { Runtime } from '../runtime.ts';
import { nextStep, type Proving, type Step } from './next-step.ts';
import { observe } from './observe.ts';
import { judge } from './probe/judge.ts';
import { homeOf, type Ring, ringsOf } from './ring.ts';
import type { Sight } from './sight.ts';
import type { Signing } from './signer.ts';
import { zoneServers } from './zone-servers.ts';

export interface RingLook {
  domain: EstateDomain;
  ring: Ring;
  sight: Sight;
  step: Step;
}

export interface Look {
  rings: RingLook[];
  /** Of signers that rotate by themselves or by a person. */
  others: { domain: EstateDomain; signing: Signing }[];
  /** Keys that belong to no domain or signer of the inventory. */
  strays: DkimKey[];
  /** Domains of which nobody could tell, and why. */
  failures: string[];
}

const AT_ONCE = 50;

/** By domain. */
export async function lookAtRings(runtime: Runtime): Promise<Look> {
  const { domains } = runtime.estate;
  const keys = await dkimKeys(runtime.ledger);
  const unread = new Set<EstateDomain>();
  const failures: string[] = [];
  const queue = new PQueue({ concurrency: AT_ONCE });
  const chosen = domains.filter(domain => runtime.selects(domain)).sort((a, b) => (a.domain < b.domain ? -1 : 1));
  const looks = await queue.addAll(
    chosen.map(domain => async () => {
      try {
        return await lookAtDomain(runtime, domain, keys);
      } catch (error) {
        unread.add(domain);
        failures.push(`${domain.domain}: ${reasonOf(error)}`);
        return { rings: [], others: [] };
      }
    }),
  );
  const rings = looks.flatMap(look => look.rings);
  const known = new Set(rings.flatMap(({ ring }) => ring.keys.map(({ id }) => id)));
  const strays = keys.filter(key => {
    if (known.has(key.id)) return false;
    const home = homeOf(domains, key.domain);
    return !home || (chosen.includes(home) && !unread.has(home));
  });
  return { rings, others: looks.flatMap(look => look.others), strays, failures };
}

async function lookAtDomain(
  runtime: Runtime,
  domain: EstateDomain,
  keys: DkimKey[],
): Promise<Pick<Look, 'rings' | 'others'>> {
  const signings = await runtime.signers(domain);
  const others = signings
    .filter(({ signer }) => signer.kind === 'rotates' || signer.kind === 'manual')
    .map(signing => ({ domain, signing }));
  const all = ringsOf(domain, signings, keys);
  if (all.length === 0) return { rings: [], others };
  const servers = await zoneServers(runtime, domain.zone);
  const rings = await Promise.all(
    all.map(async (ring): Promise<RingLook[]> => {
      const signer = signings.find(each => each.signs === ring.domain && each.signer.name === ring.signer.name)?.signer;
      if (signer?.kind !== 'takes' && signer?.kind !== 'makes') return [];
      const sight = await observe(runtime, ring, signer, domain.zone, servers);
      const step = nextStep(ring, sight, runtime.now());
      return [{ domain, ring, sight, step: step.do === 'prove' ? await proving(runtime, step) : step }];
    }),
  );
  return { rings: rings.flat(), others };
}

/** With a test message on its way it is that which is waited for. */
async function proving({ ledger, now }: Runtime, step: Proving): Promise<Step> {
  const judged = judge(await probesOf(ledger, step.key), step.key, now());
  return judged && 'waits' in judged ? { do: 'wait', for: judged.waits, until: judged.until } : step;
}
