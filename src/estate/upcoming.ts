/** What the calendar will change without an edit: a retired domain's grace time ends, and that of a relay that was left. */
import type { DomainContext } from '../records/context.ts';
import { graceEnd, hasLeft } from '../records/phase.ts';
import type { EstateRecord } from '../records/record.ts';

/** One domain's records on the eve of a day and on that day. */
export interface Upcoming {
  /** ISO date. */
  date: string;
  domain: string;
  segment: string;
  zone: string;
  /** In words: `retired since 2026-11-25`, `postmark left on 2026-11-01`. */
  reasons: string[];
  before: EstateRecord[];
  after: EstateRecord[];
}

interface Turn {
  date: string;
  reason: string;
}

/** By date. `recordsOn` renders the domain's records on a day. */
export function upcomingOf(
  { domain, zone, settings, phase }: Pick<DomainContext, 'domain' | 'zone' | 'settings' | 'phase'>,
  segment: string,
  today: string,
  recordsOn: (date: string) => EstateRecord[],
): Upcoming[] {
  const turns = turnsOf(settings, phase, today);
  if (turns.length === 0) return [];
  const byDate = Map.groupBy(turns, ({ date }) => date);
  let before = recordsOn(today);
  return [...byDate.keys()].sort().map(date => {
    const reasons = (byDate.get(date) ?? []).map(({ reason }) => reason);
    const upcoming = { date, domain, segment, zone, reasons, before, after: recordsOn(date) };
    before = upcoming.after;
    return upcoming;
  });
}

function turnsOf(
  { lifecycle: { since, graceDays }, leaving }: DomainContext['settings'],
  phase: DomainContext['phase'],
  today: string,
): Turn[] {
  const retirement =
    phase === 'retiring' && since !== undefined
      ? [{ date: graceEnd(since, graceDays), reason: `retired since ${since}` }]
      : [];
  const left = leaving
    .filter(use => phase !== 'retired' && !hasLeft(use, graceDays, today))
    .map(use => ({ date: graceEnd(use.since, graceDays), reason: `${use.name} left on ${use.since}` }));
  return [...retirement, ...left];
}
