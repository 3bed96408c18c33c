/** Puts together what the invariants look at: what was sent, what the inventory and the calendar let through at most, and the log. */
import { DAY } from '../dates.ts';
import type { EstateDomain } from '../estate/estate.ts';
import { isStopped } from '../estate/warmup/progress.ts';
import { domainOf } from '../inventory/addresses.ts';
import type { Mode } from '../inventory/model.ts';
import type { Decision } from '../ledger/decisions.ts';
import { allProgress } from '../ledger/warmup.ts';
import { dayIn } from '../time-zones.ts';
import { ceilingsOf, rollingOf } from './ceilings.ts';
import { listingsDue, quietSince, ratesDue } from './due.ts';
import type { Sending } from './evidence.ts';
import type { Fault } from './faults.ts';
import { type Invariant, invariants } from './invariants.ts';
import type { DomainDay } from './story.ts';
import type { Watch } from './watch.ts';
import type { World } from './world.ts';

export interface JudgeParts {
  world: World;
  /** Who takes part, as on day 1. */
  domains: EstateDomain[];
  /** ISO date of day 1. */
  start: string;
  weeks: number;
  faults: readonly Fault[];
  sendings: Sending[];
  watch: Pick<Watch, 'held' | 'rings' | 'signedWith'>;
  decisions: Decision[];
  days: DomainDay[];
  mode?: Mode;
}

export async function judge(parts: JudgeParts): Promise<Invariant[]> {
  const { world, domains, start, weeks, faults, sendings, watch, decisions, days, mode } = parts;
  const byName = new Map(domains.map(each => [each.domain, each]));
  const zoneOf = (domain: string) => byName.get(domain)?.settings.timezone ?? 'UTC';
  const notices = await world.ledger.db.selectFrom('notices').select(['key', 'at', 'ended']).execute();
  const stopped = (await allProgress(world.ledger)).filter(isStopped);
  const begins = Date.parse(start);
  const span = { start: begins, end: begins + weeks * 7 * DAY, faults };
  return invariants({
    ...{ sendings, deliveries: world.receivers.deliveries, decisions, quietSince: quietSince(span) },
    ...{ held: watch.held, rings: watch.rings, signedWith: watch.signedWith },
    stopped: new Set(stopped.map(({ unit, name }) => (unit === 'mailbox' ? domainOf(name) : name))),
    ceilings: domains.flatMap(domain => ceilingsOf(world, domain, start, weeks * 7)),
    rolling: domains.flatMap(domain => rollingOf(world, domain)),
    listings: listingsDue(span, domains, world.runtime().templates.blocklists),
    rates: ratesDue(span, days),
    notices: notices.map(({ ended, ...notice }) => ({ ...notice, ...(ended !== null && { ended }) })),
    plays: domain => byName.has(domain),
    modeOf: ({ job, domain }) =>
      mode ?? byName.get(domain ?? '')?.settings.modes[job as 'dkim' | 'warmup' | 'blocklists' | 'health'] ?? 'observe',
    dateOf: (domain, at) => dayIn(zoneOf(domain), at),
  });
}
