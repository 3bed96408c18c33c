/** The day of each domain: what it was allowed at noon, and how it stands at the end. */
import type { EstateDomain } from '../estate/estate.ts';
import { holdsNow } from '../ledger/holds.ts';
import { allProgress } from '../ledger/warmup.ts';
import type { Answer } from '../sending/throttle/answer.ts';
import type { LimitState } from '../sending/throttle/decide.ts';
import type { Throttler } from '../sending/throttle/throttler.ts';
import type { Tally } from './post.ts';
import { sendersOf } from './senders.ts';
import { type DomainDay, type State, sum } from './story.ts';
import type { World } from './world.ts';

/** Messages on the whole day, by domain; 0 where it is held or a day on which nothing is sent. */
export async function allowedToday(domains: EstateDomain[], throttler: Throttler): Promise<Map<string, number>> {
  const pairs = domains.map(async domain => {
    const answers = await Promise.all(sendersOf(domain).map(mailbox => throttler.look({ mailbox })));
    return [domain.domain, answers.every(isOpen) ? allowedBy(answers) : 0] as const;
  });
  return new Map(await Promise.all(pairs));
}

const isOpen = ({ closed, because }: Answer): boolean => closed.length === 0 && because?.kind !== 'days';

/** The lowest of what its mailboxes may send together and of what limits it as a whole. */
function allowedBy(answers: Answer[]): number {
  const caps = (belongs: (unit: LimitState['unit']) => boolean) =>
    answers.map(({ limits }) => lowest(limits.filter(({ window, unit }) => window === 'day' && belongs(unit))));
  const mailboxes = sum(
    caps(unit => unit === 'mailbox'),
    cap => cap,
  );
  const allowed = Math.min(mailboxes, ...caps(unit => unit !== 'mailbox'));
  return Number.isFinite(allowed) ? allowed : 0;
}

const lowest = (limits: LimitState[]): number => Math.min(...limits.map(({ cap }) => cap));

export interface DaysParts {
  world: World;
  domains: EstateDomain[];
  day: number;
  /** ISO. */
  date: string;
  /** As `allowedToday` found it. */
  allowed: ReadonlyMap<string, number>;
  /** What became of a domain's messages since it was asked last. */
  tally(domain: string): Tally;
}

export async function daysOf({ world, domains, day, date, allowed, tally }: DaysParts): Promise<DomainDay[]> {
  const holds = await holdsNow(world.ledger, world.runtime().now());
  // What its warm-up stopped is held or rests: that says itself which.
  const held = new Set(holds.filter(({ cause }) => cause !== 'warmup').map(({ name }) => name));
  const progress = await allProgress(world.ledger);
  return domains.map(({ domain, segment }) => {
    const own = progress.find(({ unit, name }) => unit === 'domain' && name === domain);
    const first = own ?? progress.find(({ name }) => name.endsWith(`@${domain}`));
    return {
      ...{ day, date, segment, domain, ...tally(domain), allowed: allowed.get(domain) ?? 0 },
      state: held.has(domain) ? 'held' : ((first?.state ?? 'waiting') as State),
      week: first?.week ?? 0,
    };
  });
}
