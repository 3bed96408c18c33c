/** The life of a domain, and of a relay that is being left, on a given day. Dates are ISO (`2026-11-22`). */
import { daysAfter } from '../dates.ts';
import type { DomainSettings, Leaving } from '../inventory/model.ts';

export type Phase = 'live' | 'retiring' | 'retired';

/** `retiring` keeps every record and stops sending; `retired` begins when the grace time is over. */
export function phaseOf(lifecycle: DomainSettings['lifecycle'], today: string): Phase {
  if (lifecycle.state !== 'retired') return 'live';
  const over = lifecycle.since !== undefined && graceIsOver(lifecycle.since, lifecycle.graceDays, today);
  return over ? 'retired' : 'retiring';
}

/** Whether a relay's DKIM and return path may go: queued mail still verifies against them during the grace time. */
export function hasLeft(leaving: Leaving, graceDays: number, today: string): boolean {
  return graceIsOver(leaving.since, graceDays, today);
}

function graceIsOver(since: string, days: number, today: string): boolean {
  return today >= graceEnd(since, days);
}

/** The first day after the grace time. */
export const graceEnd = daysAfter;
