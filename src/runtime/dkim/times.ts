/** How long each part of a rotation takes, and when it is due. Pure; epoch milliseconds. */
import { DAY, HOUR } from '../../dates.ts';
import type { DkimKey } from '../../ledger/dkim.ts';
import { activeKey, type Ring } from './ring.ts';
import type { Sight } from './sight.ts';

/** Two looks at a clock that may be an hour off in either direction are two hours apart that never were. */
const CLOCK_DOUBT = 2 * HOUR;
/** RFC 2308 §5 lets nobody keep a "no" for longer than three hours; that long where no server says how long it is. */
const LONGEST_NEGATIVE = 3 * HOUR;
/** From `p=` to nothing at all: by then nobody looks for the key any more. */
export const REVOKED_FOR = 30 * DAY;
/** Between the last message that is let through and the switch. */
export const HELD_BEFORE = 60_000;
/** What was just written is given this long before its absence everywhere means that somebody took it away. */
const WRITTEN_AGAIN_AFTER = HOUR / 4;

/** The servers are given a moment. A clock that was set back makes nobody wait for longer. */
export const isJustWritten = ({ publishedAt = 0 }: DkimKey, now: number): boolean =>
  Math.abs(now - publishedAt) < WRITTEN_AGAIN_AFTER;

export const overlapEnd = ({ settings }: Ring, { retiringAt = 0, lastSignedAt = 0 }: DkimKey): number =>
  Math.max(retiringAt, lastSignedAt) + settings.overlap;

export const rotationDue = ({ settings: { rotate = 0 } }: Ring, { activeAt, generatedAt }: DkimKey): number =>
  (activeAt ?? generatedAt) + rotate;

export const revokedUntil = ({ revokedAt = 0 }: DkimKey): number => revokedAt + REVOKED_FOR;

/** How long it is served everywhere before it is used. Nobody asked for a name that nobody knew: in an emergency that must do. */
export function settlingTime(ring: Ring, { urgent }: DkimKey, sight: Sight): number {
  if (urgent) return 0;
  const negative = negativeTime(sight);
  return activeKey(ring) ? Math.max(negative, ring.settings.propagation) : negative;
}

export const negativeTime = ({ negativeTtl }: Sight): number =>
  (negativeTtl === undefined ? LONGEST_NEGATIVE : negativeTtl * 1000) + CLOCK_DOUBT;
