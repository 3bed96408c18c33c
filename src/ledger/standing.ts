/** How domains stand by the ledger: what is listed, held, warming up, rotated, alarming and waiting. A few queries, however many they are. */

import { domainOf } from '../inventory/addresses.ts';
import { type VerdictSpan, verdictsNow } from './blocklists.ts';
import { type Decision, listDecisions } from './decisions.ts';
import { type DkimKey, dkimKeys, inPhaseSince, type KeyPhase, stageOf } from './dkim.ts';
import { type ProviderRotation, providerRotations } from './dkim-provider-rotations.ts';
import { type Hold, holdsNow } from './holds.ts';
import { inParts } from './in-parts.ts';
import type { Ledger } from './ledger.ts';
import { type Notice, openNotices } from './notices.ts';
import { allProgress, type StoredProgress } from './warmup.ts';

/** A domain, and what else is looked at for its sake: its hosts, the addresses and networks that it sends from. */
export interface Subject {
  domain: string;
  names: readonly string[];
}

/** Times are epoch milliseconds. */
export interface Standing {
  domain: string;
  /** Of the domain, its hosts and its addresses. */
  listings: VerdictSpan[];
  /** Of the domain, its mailboxes and its addresses. */
  holds: Hold[];
  warmups: StoredProgress[];
  rings: RingStanding[];
  /** Providers that rotate their keys themselves. */
  rotations: ProviderRotation[];
  /** What is alarming, but for listings, which stand above. */
  notices: Notice[];
  /** What waits for a yes or a no. */
  pending: Decision[];
}

/** The keys of one signer and algorithm. */
export interface RingStanding {
  /** `d=`: the domain, or a host of it. */
  domain: string;
  signer: string;
  algorithm: DkimKey['algorithm'];
  active?: KeyStanding;
  /** When the active one took the place of another; undefined: it is the first. */
  rotated?: number;
  /** What is to become active. */
  next?: KeyStanding;
  /** On their way out of DNS. */
  leaving: KeyStanding[];
}

export interface KeyStanding {
  selector: string;
  /** `switching`: its signer was told to use it. */
  phase: KeyPhase | 'switching';
  since: number;
  problem?: string;
}

/** One for each, by its domain; one of which the ledger knows nothing is empty. */
export async function standingOf(
  ledger: Ledger,
  subjects: readonly Subject[],
  now: number,
): Promise<Map<string, Standing>> {
  const all = new Map(subjects.map(({ domain }) => [domain, standingWithout(domain)]));
  const owners = ownersOf(subjects);
  const of = (name: string): Standing[] =>
    (owners.get(name) ?? owners.get(domainOf(name)) ?? []).flatMap(domain => all.get(domain) ?? []);
  for (const span of await verdictsNow(ledger, 'listed')) for (const each of of(span.target)) each.listings.push(span);
  for (const hold of await holdsNow(ledger, now)) for (const each of of(hold.name)) each.holds.push(hold);
  for (const progress of await allProgress(ledger)) for (const each of of(progress.name)) each.warmups.push(progress);
  for (const notice of await openNotices(ledger)) {
    if (notice.domain !== undefined && !isOfListing(notice)) all.get(notice.domain)?.notices.push(notice);
  }
  const pending = await listDecisions(ledger, { outcome: 'pending', limit: MOST_PENDING });
  for (const decision of pending) if (decision.domain !== undefined) all.get(decision.domain)?.pending.push(decision);
  const signing = await signingNames(ledger, owners);
  for (const ring of signing.rings) for (const each of of(ring.domain)) if (isWithin(ring, each)) each.rings.push(ring);
  for (const rotation of signing.rotations)
    for (const each of of(rotation.domain)) if (isWithin(rotation, each)) each.rotations.push(rotation);
  return all;
}

const standingWithout = (domain: string): Standing => ({
  domain,
  ...{ listings: [], holds: [], warmups: [], rings: [], rotations: [], notices: [], pending: [] },
});

/** Name → whose it is. */
function ownersOf(subjects: readonly Subject[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { domain, names } of subjects)
    for (const name of new Set([domain, ...names])) owners.set(name, [...(owners.get(name) ?? []), domain]);
  return owners;
}

/** More than anybody lets wait. */
const MOST_PENDING = 10_000;

const isOfListing = ({ key }: Notice): boolean => /^blocklists\/(?!list\/)[^/]+\/[^/]+$/.test(key);

/** A name above a domain, which blocklists are asked about for its sake, signs for itself. */
const isWithin = ({ domain: signs }: { domain: string }, { domain }: Standing): boolean =>
  signs === domain || signs.endsWith(`.${domain}`);

const MOST_NAMES = 10_000;

async function signingNames(ledger: Ledger, owners: Map<string, string[]>) {
  const keys: DkimKey[] = [];
  for (const domains of inParts([...owners.keys()], MOST_NAMES))
    keys.push(...(await dkimKeys(ledger, { domains, all: true })));
  const rings = Map.groupBy(keys, ({ domain, signer, algorithm }) => [domain, signer, algorithm].join('/'));
  return { rings: [...rings.values()].flatMap(ringStanding), rotations: await providerRotations(ledger) };
}

/** Nothing of a ring whose keys are all gone. */
function ringStanding(keys: DkimKey[]): RingStanding[] {
  const [first] = keys;
  const present = keys.filter(({ phase, stands }) => phase !== 'removed' || stands !== 'nothing');
  if (!first || present.length === 0) return [];
  const { domain, signer, algorithm } = first;
  const active = present.find(({ phase }) => phase === 'active');
  const next = present.find(({ phase }) => phase === 'generated' || phase === 'published');
  const before = keys.some(key => key !== active && key.activeAt !== undefined);
  return [
    {
      ...{ domain, signer, algorithm },
      ...(active && { active: keyStanding(active) }),
      ...(before && active?.activeAt !== undefined && { rotated: active.activeAt }),
      ...(next && { next: keyStanding(next) }),
      leaving: present.filter(key => key !== active && key !== next).map(keyStanding),
    },
  ];
}

const keyStanding = (key: DkimKey): KeyStanding => ({
  selector: key.selector,
  phase: stageOf(key),
  since: inPhaseSince(key),
  ...(key.problem !== undefined && { problem: key.problem }),
});
