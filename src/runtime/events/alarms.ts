/** When bounces, complaints or a sender's faults are worth an alert, and when it is over. Pure. */
import type { Rates } from '../../inventory/profile.ts';
import {
  attemptsOf,
  bounceRate,
  bouncesOf,
  type Counts,
  complaintRate,
  senderFaultsOf,
} from '../../ledger/events/counts.ts';

export const CONDITIONS = ['bounces', 'complaints', 'sender-faults'] as const;

export type Condition = (typeof CONDITIONS)[number];

/** `holds`: an alert is due. `over`: one that was raised ends. Undefined: too little is known, or the figure lies between; nothing changes. */
export type Standing = 'holds' | 'over' | undefined;

/**
 * Where senders should look, before it is too late: Gmail wants complaints below 0.1 %, and takes 0.3 % for the end
 * (https://support.google.com/a/answer/81126, 2026-11).
 */
export const ALERT_ABOVE: Rates = { bounceRate: 0.02, complaintRate: 0.0008 };

/** A profile can ask for less. */
export const limitsOf = (health: Rates = ALERT_ABOVE): Rates => ({
  bounceRate: Math.min(health.bounceRate, ALERT_ABOVE.bounceRate),
  complaintRate: Math.min(health.complaintRate, ALERT_ABOVE.complaintRate),
});

/** An alert ends below three quarters of its limit: a rate that stays about there would raise and end one with each message. */
const ENDS_BELOW = 0.75;

/** One address that is gone is no pattern; one complaint is. */
const LEAST_BOUNCES = 2;

/** `week` and `day`: what the last seven days and the last one tell of a domain. */
export function standings(week: Counts, day: Counts, limits: Rates): Record<Condition, Standing> {
  return {
    bounces: standing(week, bounceRate(week), limits.bounceRate, bouncesOf(week) >= LEAST_BOUNCES),
    complaints: standing(week, complaintRate(week), limits.complaintRate, week.complained > 0),
    // A receiver that does not want the sender says so with the first message, and no rate is needed.
    'sender-faults': senderFaultsOf(day) > 0 ? 'holds' : 'over',
  };
}

function standing(week: Counts, rate: number | undefined, limit: number, enough: boolean): Standing {
  if (rate === undefined) return attemptsOf(week) === undefined && bouncesOf(week) === 0 ? 'over' : undefined;
  if (rate > limit && enough) return 'holds';
  return rate < limit * ENDS_BELOW || !enough ? 'over' : undefined;
}
