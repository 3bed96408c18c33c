/**
 * What is to be done next for a ring, or what it waits for. Pure: the ledger's keys, what was seen, and the time → one step.
 * An unknown never advances anything, and nothing is taken from DNS that the signer may sign with.
 */
import { DAY, dateOf } from '../../dates.ts';
import type { DkimKey } from '../../ledger/dkim.ts';
import { activeKey, differs, nextKey, type Ring } from './ring.ts';
import { isSignedWith, isUnused, type Served, type Sight, servedOf } from './sight.ts';
import {
  HELD_BEFORE,
  isJustWritten,
  negativeTime,
  overlapEnd,
  REVOKED_FOR,
  revokedUntil,
  rotationDue,
  settlingTime,
} from './times.ts';

export type Step = Doing | Waiting;

export type Doing = Starting | Changing | Proving | Holding;

/** A new key: a decision of its own. */
export interface Starting {
  do: 'start';
  why: string;
  replaces?: string;
}

/** `make`: by a signer that makes its own keys. */
export interface Changing {
  do: 'make' | 'publish' | 'switch' | 'revoke' | 'remove';
  key: DkimKey;
  why: string;
  /** It stood in DNS, mail needs it, and somebody took it away: to write it again is a decision of its own. */
  lost?: true;
}

/** Its domain sends nothing from now on, until it is proved. */
export interface Holding {
  do: 'hold';
  key: DkimKey;
  why: string;
}

/** A message shows that the signer signs with it. */
export interface Proving {
  do: 'prove';
  key: DkimKey;
  why: string;
}

export interface Waiting {
  do: 'wait';
  /** A phrase: `every server to serve my20261126a`. */
  for: string;
  until?: number;
}

export function nextStep(ring: Ring, sight: Sight, now: number): Step {
  const leaked = finishLeaked(ring, sight);
  if (leaked) return leaked;
  const next = continueNext(ring, sight, now);
  if (next && next.do !== 'wait') return next;
  return (
    // While a new key waits, mail is signed with the old one.
    restore(ring, sight, now) ??
    proveRestored(ring, sight, now) ??
    next ??
    endOld(ring, sight, now) ??
    begin(ring, sight, now) ??
    waiting(ring, sight)
  );
}

/** A leaked key goes the moment that nothing signs with it. */
function finishLeaked(ring: Ring, sight: Sight): Doing | undefined {
  const key = ring.keys
    .filter(({ phase, stands }) => phase === 'compromised' && stands === 'key')
    // One that was retired before was proved to be out of use then.
    .find(each => (each.retiringAt !== undefined || activeKey(ring)) && isUnused(each, sight));
  return key && { do: 'revoke', key, why: `${key.selector} has leaked` };
}

function continueNext(ring: Ring, sight: Sight, now: number): Step | undefined {
  const key = nextKey(ring);
  if (!key) return undefined;
  if (key.record === '') return { do: 'make', key, why: `${ring.signer.title} makes its keys itself` };
  if (key.phase === 'generated')
    return { do: 'publish', key, why: `${key.selector} is published before anything signs with it` };
  return key.switchingAt === undefined ? untilSwitch(ring, key, sight, now) : untilProved(ring, key, sight, now);
}

function untilSwitch(ring: Ring, key: DkimKey, sight: Sight, now: number): Step {
  const served = servedOf(key, sight);
  // Servers that differ may only be late.
  if (!['key', 'mixed', 'unknown'].includes(served.state) && !isJustWritten(key, now))
    return { do: 'publish', key, why: `no server serves ${key.selector}` };
  if (served.state !== 'key' || key.servedSince === undefined) return waitForServers(key, served);
  const until = key.servedSince + settlingTime(ring, key, sight);
  if (now < until) return { do: 'wait', for: `caches to have forgotten that ${key.selector} was not there`, until };
  if ('unknown' in sight.signs) return waitForSigner(ring, sight.signs.unknown);
  const hold = holdFirst(ring, key, now);
  if (hold) return hold;
  const why = key.urgent ? 'after a leak no cache is waited for' : 'no cache can deny it any more';
  return { do: 'switch', key, why: `every server serves ${key.selector}, and ${why}` };
}

/** What was let through a moment before is signed by then. */
function holdFirst({ signer }: Ring, key: DkimKey, now: number): Step | undefined {
  if (!signer.gap) return undefined;
  if (key.heldAt === undefined)
    return { do: 'hold', key, why: `${signer.title} may sign with neither key while it changes to ${key.selector}` };
  const until = key.heldAt + HELD_BEFORE;
  return now < until ? { do: 'wait', for: 'mail that was let through to leave', until } : undefined;
}

/** The signer was told. */
function untilProved(ring: Ring, key: DkimKey, sight: Sight, now: number): Step {
  const served = servedOf(key, sight);
  if (served.state !== 'key') {
    if (served.state === 'unknown' || isJustWritten(key, now)) return waitForServers(key, served);
    return { do: 'publish', key, why: `the servers do not serve ${key.selector}` };
  }
  if ('unknown' in sight.signs) return waitForSigner(ring, sight.signs.unknown);
  if (sight.signs.with !== key.selector) {
    const why = `${ring.signer.title} is to sign with ${key.selector} and does not yet`;
    return holdFirst(ring, key, now) ?? { do: 'switch', key, why };
  }
  return { do: 'prove', key, why: `${ring.signer.title} says that it signs with ${key.selector}` };
}

/** A record that is gone while mail needs it: written again, whoever took it away. */
function restore({ keys }: Ring, sight: Sight, now: number): Doing | undefined {
  for (const key of keys.filter(({ phase }) => phase === 'active' || phase === 'retiring')) {
    const { state } = servedOf(key, sight);
    if (state === 'key' || state === 'unknown' || isJustWritten(key, now)) continue;
    return { do: 'publish', key, lost: true, why: `the servers do not serve ${key.selector}` };
  }
  return undefined;
}

/** Sending was held while the active key was away. */
function proveRestored(ring: Ring, sight: Sight, now: number): Step | undefined {
  const key = activeKey(ring);
  if (key?.heldAt === undefined || servedOf(key, sight).state !== 'key') return undefined;
  const until = (key.servedSince ?? now) + negativeTime(sight);
  if (now < until) return { do: 'wait', for: `caches to know ${key.selector} again`, until };
  return isSignedWith(key, sight) ? { do: 'prove', key, why: `${key.selector} is served everywhere again` } : undefined;
}

function endOld(ring: Ring, sight: Sight, now: number): Doing | undefined {
  for (const key of ring.keys) {
    if (key.phase === 'retiring' && now >= overlapEnd(ring, key) && activeKey(ring) && isUnused(key, sight))
      return { do: 'revoke', key, why: `the last message signed with ${key.selector} has arrived or was given up` };
    if (key.phase === 'revoked' && key.stands === 'key' && isUnused(key, sight))
      return { do: 'revoke', key, why: `the revocation of ${key.selector} was interrupted` };
    if (isSpent(key) && now >= revokedUntil(key) && isUnused(key, sight))
      return { do: 'remove', key, why: `${key.selector} was revoked ${REVOKED_FOR / DAY} days ago` };
    if (key.phase === 'removed') return { do: 'remove', key, why: `the removal of ${key.selector} was interrupted` };
  }
  return undefined;
}

function begin(ring: Ring, sight: Sight, now: number): Doing | undefined {
  const active = activeKey(ring);
  if (!ring.wanted) return undefined;
  if (!active) return { do: 'start', why: firstReason(ring) };
  if (ring.settings.rotate === undefined || now < rotationDue(ring, active)) return undefined;
  // Somebody's hand is at the signer: a rotation on top of it would hide that.
  if (!('with' in sight.signs) || sight.signs.with !== active.selector) return undefined;
  const days = ring.settings.rotate / DAY;
  return {
    ...{ do: 'start', replaces: active.selector },
    why: `${active.selector} signs since ${dateOf(active.activeAt ?? active.generatedAt)}, and keys are changed after ${days} days`,
  };
}

function firstReason({ domain, signer, algorithm, keys }: Ring): string {
  const leaked = keys.find(({ phase }) => phase === 'compromised');
  if (leaked) return `${leaked.selector} has leaked`;
  return `${domain} has no ${algorithm} key at ${signer.title} yet`;
}

function waiting(ring: Ring, sight: Sight): Waiting {
  const active = activeKey(ring);
  if ('unknown' in sight.signs) return waitForSigner(ring, sight.signs.unknown);
  const dates = ring.keys.flatMap((key): Waiting[] => {
    if (key.phase === 'retiring')
      return [{ do: 'wait', for: `mail signed with ${key.selector} to arrive`, until: overlapEnd(ring, key) }];
    if (isSpent(key)) return [{ do: 'wait', for: `${key.selector} to be forgotten`, until: revokedUntil(key) }];
    return [];
  });
  if (active && sight.signs.with !== active.selector)
    return { do: 'wait', for: `somebody to say which key is right: ${differs(ring, active, sight.signs.with)}` };
  if (active && ring.wanted && ring.settings.rotate !== undefined)
    dates.push({ do: 'wait', for: 'the next rotation', until: rotationDue(ring, active) });
  const [soonest] = dates.sort((a, b) => (a.until ?? 0) - (b.until ?? 0));
  return soonest ?? { do: 'wait', for: ring.wanted ? 'nothing: keys are never changed here' : 'nothing' };
}

const isSpent = ({ phase, stands }: DkimKey): boolean =>
  phase === 'revoked' || (phase === 'compromised' && stands === 'revoked');

const waitForServers = ({ selector }: DkimKey, { evidence }: Served): Waiting => ({
  do: 'wait',
  for: `every server to serve ${selector}: ${evidence}`,
});

const waitForSigner = ({ signer }: Ring, why: string): Waiting => ({
  do: 'wait',
  for: `${signer.title} to say what it signs with: ${why}`,
});
