/** Fates → totals by the hour, as the ledger keeps them, and totals → counts. */
import type { Counts } from './counts.ts';
import { BOUNCE_CLASSES, type BounceClass } from './event.ts';
import type { Fate } from './fate.ts';

/** The migration 007-events made them: one more needs a migration of its own. */
export const TALLY_COLUMNS = [
  ...(['sent', 'delivered', 'deferred_sender', 'deferred_other', 'complained', 'watched'] as const),
  ...BOUNCE_CLASSES.map(name => `bounced_${name}` as const),
] as const;

export type TallyColumn = (typeof TALLY_COLUMNS)[number];
export type Tally = Record<TallyColumn, number>;

export const emptyTally = (): Tally => Object.fromEntries(TALLY_COLUMNS.map(column => [column, 0])) as Tally;

export interface Counted {
  column: TallyColumn;
  at: number;
}

/** Where one message counts. Delivered and bounced exclude each other: many a receiver accepts first and bounces later. */
export function countedOf(fate: Fate): Counted[] {
  const { sent, delivered, bounced, deferred, complained, watched } = fate;
  const arrived = delivered !== undefined && !(bounced && outweighs(bounced, delivered));
  const counted: Counted[] = [];
  if (sent !== undefined) counted.push({ column: 'sent', at: sent });
  if (arrived) counted.push({ column: 'delivered', at: delivered });
  else if (bounced) counted.push({ column: `bounced_${bounced.class}`, at: bounced.at });
  if (deferred)
    counted.push({ column: deferred.class === 'sender' ? 'deferred_sender' : 'deferred_other', at: deferred.at });
  if (complained !== undefined) counted.push({ column: 'complained', at: complained });
  const known = sent ?? delivered ?? bounced?.at ?? deferred?.at ?? complained;
  if (watched && known !== undefined) counted.push({ column: 'watched', at: known });
  return counted;
}

/** Only what was called temporary can still have arrived later. */
const outweighs = (bounced: { class: BounceClass; at: number }, delivered: number): boolean =>
  bounced.class !== 'temporary' || bounced.at > delivered;

export function countsOfTally(tally: Tally): Counts {
  return {
    sent: tally.sent,
    delivered: tally.delivered,
    bounced: Object.fromEntries(BOUNCE_CLASSES.map(name => [name, tally[`bounced_${name}`]])) as Counts['bounced'],
    deferred: { sender: tally.deferred_sender, other: tally.deferred_other },
    complained: tally.complained,
    complaintsKnown: tally.watched > 0,
  };
}
