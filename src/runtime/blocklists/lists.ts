/** Which lists a run asks, under which zone, and why not the others. Pure. */
import type { Blocklist, TargetKind } from '../../inventory/blocklist.ts';
import { isAskedBy, type Target } from './targets.ts';

/** A list that is asked in this run. */
export interface AskedList {
  list: Blocklist;
  /** With the key in it, so it is never shown. */
  zone: string;
  secret?: string;
  targets: Target[];
}

export interface NotAsked {
  list: string;
  reason: string;
}

export interface Choice {
  asked: AskedList[];
  notAsked: NotAsked[];
}

/** Lists that have nothing to be asked about are not mentioned. */
export function chooseLists(
  lists: Iterable<Blocklist>,
  targets: readonly Target[],
  env: Readonly<Record<string, string | undefined>>,
): Choice {
  const chosen: Choice = { asked: [], notAsked: [] };
  for (const list of lists) {
    const own = targets.filter(target => isAskedBy(list, target));
    if (own.length === 0) continue;
    const where = list.disabled ? { reason: `switched off: ${list.disabled}` } : zoneOf(list, own.length, env);
    if ('reason' in where) chosen.notAsked.push({ list: list.name, reason: where.reason });
    else chosen.asked.push({ list, targets: own, ...where });
  }
  return chosen;
}

type Where = { zone: string; secret?: string } | { reason: string };

function zoneOf({ zone, access }: Blocklist, questions: number, env: Record<string, string | undefined>): Where {
  const { key, keyedZone, perDay = Number.POSITIVE_INFINITY } = access;
  const secret = key && env[key];
  if (secret) {
    // One label of a DNS name; what is wrong is not shown, as it may be the key with a slip.
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(secret)) return { reason: `what ${key} has is no key` };
    return { zone: (keyedZone ?? zone).replace('{key}', secret), secret };
  }
  if (zone.includes('{key}')) return { reason: `it wants a key in ${key}. ${access.says}` };
  if (questions > perDay)
    return { reason: `it would be asked ${questions} questions, and ${perDay} a day are free. ${access.says}` };
  return { zone };
}

/** The kinds of a list that this run asks for. */
export const kindsOf = ({ list, targets }: AskedList): TargetKind[] =>
  list.asks.filter(kind => targets.some(target => target.kind === kind));
