/** One domain's day, as it stands at its end. */
import type { EstateDomain } from '../estate/estate.ts';
import { holdsNow } from '../ledger/holds.ts';
import { allProgress } from '../ledger/warmup.ts';
import type { LimitState } from '../sending/throttle/decide.ts';
import type { Throttler } from '../sending/throttle/throttler.ts';
import type { Tally } from './post.ts';
import { sendersOf } from './senders.ts';
import { type DomainDay, type State, sum } from './story.ts';
import type { World } from './world.ts';

export interface DayParts {
  world: World;
  domain: EstateDomain;
  day: number;
  date: string;
  throttler: Throttler;
  tally: Tally;
}

export async function dayOf({ world, domain, day, date, throttler, tally }: DayParts): Promise<DomainDay> {
  const answers = await Promise.all(sendersOf(domain).map(mailbox => throttler.look({ mailbox })));
  const caps = (unit: LimitState['unit']) =>
    answers.map(({ limits }) => lowest(limits.filter(each => each.window === 'day' && each.unit === unit)));
  const held = await holdsNow(world.ledger, world.clock.now(), { unit: 'domain', name: domain.domain });
  const progress = (await allProgress(world.ledger)).filter(({ name }) => belongs(name, domain));
  const own = progress.find(({ unit }) => unit === 'domain') ?? progress[0];
  const allowed = Math.min(
    ...caps('domain'),
    sum(caps('mailbox'), cap => cap),
  );
  return {
    ...{ day, date, segment: domain.segment, domain: domain.domain, ...tally },
    state: held.length > 0 ? 'held' : ((own?.state ?? 'waiting') as State),
    week: own?.week ?? 0,
    allowed: Number.isFinite(allowed) && answers.every(({ closed }) => closed.length === 0) ? allowed : 0,
  };
}

const belongs = (name: string, { domain }: EstateDomain): boolean => name === domain || name.endsWith(`@${domain}`);

const lowest = (limits: LimitState[]): number => Math.min(...limits.map(({ cap }) => cap));
