/** Every ring as it is now, and what comes next. Reads only: nothing is written down, not even what was seen. */
import PQueue from 'p-queue';
import type { EstateDomain } from '../../estate/estate.ts';
import { type DkimKey, dkimKeys } from '../../ledger/dkim.ts';
import { probesOf } from '../../ledger/dkim-probes.ts';
import type { Runtime } from '../runtime.ts';
import { nextStep, type Proving, type Step } from './next-step.ts';
import { observe } from './observe.ts';
import { judge } from './probe/judge.ts';
import { type Ring, ringsOf } from './ring.ts';
import type { Sight } from './sight.ts';
import type { Signing } from './signer.ts';
import { zoneServers } from './zone-servers.ts';

export interface Look {
  rings: { domain: EstateDomain; ring: Ring; sight: Sight; step: Step }[];
  /** Of signers that rotate by themselves or by a person, and of those that are not in the inventory any more. */
  others: { domain: EstateDomain; signing: Signing }[];
  /** Keys that belong to no domain or signer of the inventory. */
  strays: DkimKey[];
  /** Domains of which nobody could tell, and why. */
  failures: string[];
}

const AT_ONCE = 50;

export async function lookAtRings(runtime: Runtime): Promise<Look> {
  const keys = await dkimKeys(runtime.ledger);
  const look: Look = { rings: [], others: [], strays: [], failures: [] };
  const unread = new Set<string>();
  const queue = new PQueue({ concurrency: AT_ONCE });
  const domains = runtime.estate.domains.filter(domain => runtime.selects(domain));
  await queue.addAll(
    domains.map(domain => async () => {
      try {
        await lookAtDomain(runtime, domain, keys, look);
      } catch (error) {
        unread.add(domain.domain);
        look.failures.push(`${domain.domain}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
  const known = new Set(look.rings.flatMap(({ ring }) => ring.keys.map(({ id }) => id)));
  const chosen = (key: DkimKey) =>
    domains.some(({ domain }) => isWithin(key.domain, domain)) ||
    !runtime.estate.domains.some(({ domain }) => isWithin(key.domain, domain));
  look.strays = keys.filter(key => !known.has(key.id) && chosen(key));
  look.rings.sort((a, b) => (a.domain.domain < b.domain.domain ? -1 : 1));
  return look;
}

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

async function lookAtDomain(runtime: Runtime, domain: EstateDomain, keys: DkimKey[], look: Look): Promise<void> {
  const signings = await runtime.signers(domain);
  const rings = ringsOf(domain, signings, keys);
  look.others.push(
    ...signings
      .filter(({ signer }) => signer.kind === 'rotates' || signer.kind === 'manual')
      .map(signing => ({ domain, signing })),
  );
  if (rings.length === 0) return;
  const servers = await zoneServers(runtime, domain.zone);
  await Promise.all(
    rings.map(async ring => {
      const signer = signings.find(each => each.signs === ring.domain && each.signer.name === ring.signer.name)?.signer;
      if (signer?.kind !== 'takes' && signer?.kind !== 'makes') return;
      const sight = await observe(runtime, ring, signer, domain.zone, servers);
      const step = nextStep(ring, sight, runtime.now());
      look.rings.push({ domain, ring, sight, step: step.do === 'prove' ? await proving(runtime, step) : step });
    }),
  );
}

/** With a test message on its way it is that which is waited for. */
async function proving({ ledger, now }: Runtime, step: Proving): Promise<Step> {
  const judged = judge(await probesOf(ledger, step.key), step.key, now());
  return judged && 'waits' in judged ? { do: 'wait', for: judged.waits, until: judged.until } : step;
}
