/** The answer to one who asks: of all ways the first that is open, with what is held and what is silent. Pure. */
import type { Hold, HoldUnit } from '../../ledger/holds.ts';
import { decide, nextAllowed, type Tallies, type Verdict } from './decide.ts';
import { networkOf } from './network.ts';
import type { Prepared, Way } from './prepare.ts';

export interface Answer extends Verdict {
  prepared: Prepared;
  way: Way;
  /** Epoch milliseconds. */
  at: number;
  /** Why nothing may be sent whatever the limits: a sentence each. */
  closed: string[];
  /** Of the grant that was taken: what releases it. */
  key?: string;
}

export function answerOf(prepared: Prepared, tallies: Tallies, holds: Hold[], at: number): Answer {
  const answers = prepared.ways.map(way => answerFor(prepared, way, tallies, holds, at));
  const open = answers.find(({ allowed }) => allowed);
  return open ?? answers.reduce((soonest, each) => (isSooner(each, soonest) ? each : soonest));
}

const isSooner = ({ until: one }: Answer, { until: other }: Answer): boolean =>
  one !== undefined && (other === undefined || one < other);

function answerFor(prepared: Prepared, way: Way, tallies: Tallies, holds: Hold[], at: number): Answer {
  const { count, sender } = prepared;
  const verdict = decide(way.policy, tallies, at, count);
  const held = holds.filter(hold => holdsWay(hold, prepared, way));
  const closed = [...(sender.silent ? [sender.silent] : []), ...held.map(sentenceOf)];
  const answer = { ...verdict, prepared, way, at, closed };
  if (closed.length === 0) return answer;
  return { ...answer, allowed: false, until: sender.silent ? undefined : afterHolds(held, way, tallies, at, count) };
}

/** One without an end ends when its cause does, and nobody knows when that is. */
function afterHolds(held: Hold[], { policy }: Way, tallies: Tallies, at: number, count: number): number | undefined {
  const ends = held.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
  const end = Math.max(at, ...ends);
  return Number.isFinite(end) ? nextAllowed(policy, tallies, end, count) : undefined;
}

function holdsWay({ unit, name }: Hold, { sender }: Prepared, { network }: Way): boolean {
  const holds: Record<HoldUnit, () => boolean> = {
    mailbox: () => name === sender.address,
    domain: () => name === sender.domain.domain,
    ip: () => network !== undefined && networkOf([network], name) !== undefined,
  };
  return holds[unit]();
}

const sentenceOf = ({ name, cause, why }: Hold): string => `${name} is held (${cause}): ${why}`;
