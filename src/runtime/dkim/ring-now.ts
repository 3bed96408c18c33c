/** A ring as it is at this moment: what the ledger has, and what is seen from outside. */

import { HOUR } from '../../dates.ts';
import { MailyardError } from '../../error.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import { changeKey, type DkimKey, dkimKeys, noteSigned } from '../../ledger/dkim.ts';
import type { Runtime } from '../runtime.ts';
import { observe } from './observe.ts';
import { type Ring, ringName, ringsOf } from './ring.ts';
import { isSignedWith, type Sight, servedOf } from './sight.ts';
import type { Algorithm, KeyMaker, KeyTaker } from './signer.ts';
import { type ZoneServers, zoneServers } from './zone-servers.ts';

/** What finds a ring again: it stands in decisions. */
export interface RingId {
  /** The domain of the estate. */
  of: string;
  /** `d=` */
  domain: string;
  signer: string;
  algorithm: Algorithm;
}

export const ringId = ({ of, domain, signer, algorithm }: Ring): RingId => ({
  of,
  domain,
  signer: signer.name,
  algorithm,
});

export interface RingNow {
  ring: Ring;
  sight: Sight;
  domain: EstateDomain;
  signer: KeyTaker | KeyMaker;
  servers: ZoneServers;
}

/** Looks, and writes down what was seen since when. Throws `dkim-ring-gone` where the inventory no longer has it. */
export async function ringNow(runtime: Runtime, id: RingId): Promise<RingNow> {
  const { ring, domain, signer } = await findRing(runtime, id);
  const servers = await zoneServers(runtime, domain.zone);
  const sight = await observe(runtime, ring, signer, domain.zone, servers);
  return { ring: await noteSight(runtime, ring, sight), sight, domain, signer, servers };
}

export async function findRing(runtime: Runtime, { of, domain: signs, signer: name, algorithm }: RingId) {
  const domain = runtime.estate.domains.find(each => each.domain === of);
  const signings = domain ? await runtime.signers(domain) : [];
  const signer = signings.find(each => each.signs === signs && each.signer.name === name)?.signer;
  const keys = await dkimKeys(runtime.ledger, { domains: [signs] });
  const ring =
    domain &&
    ringsOf(domain, signings, keys).find(
      each => each.domain === signs && each.signer.name === name && each.algorithm === algorithm,
    );
  if (!domain || !ring || !signer || (signer.kind !== 'takes' && signer.kind !== 'makes'))
    throw new MailyardError(
      'dkim-ring-gone',
      `The inventory has no ${ringName({ domain: signs, signer: name, algorithm })} any more.`,
    );
  return { ring, domain, signer };
}

/** Since when a key is served everywhere, and that an old one is still signed with. */
async function noteSight({ ledger, now }: Pick<Runtime, 'ledger' | 'now'>, ring: Ring, sight: Sight): Promise<Ring> {
  const at = now();
  const keys = await Promise.all(
    ring.keys.map(async key => {
      const change = servedChange(key, sight, at);
      if (change && (await changeKey(ledger, key, change))) return { ...key, ...change };
      if (!isStillSignedWith(key, sight, at)) return key;
      await noteSigned(ledger, key.domain, key.selector, at);
      return { ...key, lastSignedAt: at };
    }),
  );
  return { ...ring, keys };
}

function servedChange(key: DkimKey, sight: Sight, at: number): { servedSince: number | undefined } | undefined {
  if (key.phase !== 'published' && key.phase !== 'active') return undefined;
  const { state } = servedOf(key, sight);
  if (state === 'key') return key.servedSince === undefined ? { servedSince: at } : undefined;
  return state !== 'unknown' && key.servedSince !== undefined ? { servedSince: undefined } : undefined;
}

const isStillSignedWith = (key: DkimKey, sight: Sight, at: number): boolean =>
  key.phase === 'retiring' && isSignedWith(key, sight) && at - (key.lastSignedAt ?? 0) > HOUR;
