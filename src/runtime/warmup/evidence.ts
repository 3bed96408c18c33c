/** What is seen of a group: its messages and what became of them, and who blocks it. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { daysAfter, daysBetween } from '../../dates.ts';
import { sum } from '../../estate/capacity/allowance.ts';
import { daysFrom } from '../../estate/capacity/calendar.ts';
import type { Progress } from '../../estate/warmup/progress.ts';
import { type VerdictSpan, verdictsNow } from '../../ledger/blocklists.ts';
import { lastDecision } from '../../ledger/decisions.ts';
import { countsOf } from '../../ledger/event-counts.ts';
import { attemptsOf, type Counts, noCounts } from '../../ledger/events/counts.ts';
import { type Hold, holdsNow } from '../../ledger/holds.ts';
import { dayIn, startOfDay } from '../../time-zones.ts';
import type { Runtime } from '../runtime.ts';
import { firstDayOf, gateOf, judgeWeek, type WeekEvidence } from './gate-week.ts';
import { actionName, type Judged } from './step.ts';
import { allowedOn, domainAllowedOn, type Group, type Known, type Unit } from './units.ts';

const WEEK_DAYS = 7;

/** The first time zone of the group's domains: a network has one day, whoever sends from it. */
export const zoneOfGroup = ({ senders }: Group): string => senders[0]?.domain.settings.timezone ?? 'UTC';

export const todayOf = (group: Group, now: number): string => dayIn(zoneOfGroup(group), now);

type Around = { runtime: Runtime; known: Known };

/** With the gate of each unit that warms. */
export async function judgedOf(
  group: Group,
  stored: { unit: Unit; progress: Progress }[],
  around: Around,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { unit, progress } of stored) {
    const gate =
      progress.state === 'warming' ? judgeWeek(await weekOf(group, unit, progress, around), unit.schedule) : undefined;
    judged.push({ unit, progress, ...(gate && { gate }) });
  }
  return judged;
}

/** What was allowed is of whole days; what bounced today counts as well. */
async function weekOf(group: Group, unit: Unit, progress: Progress, around: Around): Promise<WeekEvidence> {
  const { runtime } = around;
  const today = todayOf(group, runtime.now());
  const from = firstDayOf(progress, today);
  const span = { from: startOfDay(zoneOfGroup(group), from), to: runtime.now() };
  const days = daysFrom(from, Math.max(0, daysBetween(from, today)));
  if (unit.unit === 'mailbox') {
    const own = await countsOf(runtime.ledger, { unit: 'mailbox', name: unit.name, ...span });
    // Receivers judge the domain: until a mailbox has sent enough for a rate of its own, that of its domain stands for it.
    if ((attemptsOf(own) ?? 0) >= gateOf(unit.schedule).leastSends) {
      const allowed = sum(days.map(({ date }) => allowedOn(unit, around.known, date) ?? 0));
      const sending = days.filter(day => allowedOfGroup(group, around, [day]) > 0).length;
      return { counts: own, allowed: days.length > 0 ? (allowed * sending) / days.length : 0 };
    }
  }
  return { counts: await countsOfGroup(group, around, span), allowed: allowedOfGroup(group, around, days) };
}

/** Infinite where a domain has no limit at all; then any volume is what was allowed. */
function allowedOfGroup({ senders }: Group, { known }: Around, days: ReturnType<typeof daysFrom>): number {
  const allowed = sum(
    senders.flatMap(sender =>
      days
        .map(day => domainAllowedOn(sender, known, day))
        .map(({ messages, limit }) => (limit === 'none' ? 0 : messages)),
    ),
  );
  return Number.isFinite(allowed) ? allowed : 0;
}

/** Of all its domains; complaints are known where they are of each. */
export async function countsOfGroup(
  { senders }: Group,
  { runtime: { ledger } }: Pick<Around, 'runtime'>,
  span: { from: number; to: number },
): Promise<Counts> {
  const all: Counts[] = [];
  for (const { domain } of senders) all.push(await countsOf(ledger, { unit: 'domain', name: domain.domain, ...span }));
  return all.length === 1 ? (all[0] as Counts) : together(all);
}

function together(all: Counts[]): Counts {
  const total = noCounts();
  for (const { sent, delivered, bounced, deferred, complained } of all) {
    total.sent += sent;
    total.delivered += delivered;
    total.complained += complained;
    for (const key of Object.keys(bounced) as (keyof Counts['bounced'])[]) total.bounced[key] += bounced[key];
    total.deferred.sender += deferred.sender;
    total.deferred.other += deferred.other;
  }
  return { ...total, complaintsKnown: all.length > 0 && all.every(({ complaintsKnown }) => complaintsKnown) };
}

/** What blocklists say and hold, for all groups: read once. */
export interface Blocked {
  listed: VerdictSpan[];
  held: Hold[];
}

export async function blockedNow({ ledger, now }: Pick<Runtime, 'ledger' | 'now'>): Promise<Blocked> {
  const holds = await holdsNow(ledger, now());
  return {
    listed: (await verdictsNow(ledger, 'listed')).filter(isGrave),
    held: holds.filter(({ cause }) => cause === 'blocklists'),
  };
}

/** Listings that count and refusals because of who sends, a sentence each; the same as long as only numbers change. */
export async function blocksOf(
  group: Group,
  stopped: Progress | undefined,
  { listed, held }: Blocked,
  runtime: Runtime,
): Promise<string[]> {
  const now = runtime.now();
  const from = await newsSince(group, stopped, runtime);
  const listings = listed.filter(({ target }) => concerns(group, target));
  const holds = held.filter(({ name }) => concerns(group, name));
  const { bounced } = from < now ? await countsOfGroup(group, { runtime }, { from, to: now }) : noCounts();
  return [
    ...listings.map(({ target, list }) => `${target} is listed by ${list}.`),
    ...(listings.length === 0 ? holds.map(({ why }) => why) : []),
    ...(bounced.sender > 0 ? ['Receivers refuse it because of who sends.'] : []),
  ];
}

/** What was refused before it was stopped is why it was, and somebody who let it go on knew of it; else that of a week counts. */
async function newsSince(group: Group, stopped: Progress | undefined, { ledger, now }: Runtime): Promise<number> {
  const weekAgo = daysAfter(todayOf(group, now()), -WEEK_DAYS);
  const from = startOfDay(zoneOfGroup(group), stopped ? daysAfter(stopped.since, 1) : weekAgo);
  const resumed = stopped ? undefined : await lastDecision(ledger, actionName('resume'), group.subject);
  return Math.max(from, resumed?.at ?? from);
}

const isGrave = ({ weight }: VerdictSpan): boolean => weight === 'critical' || weight === 'major';

/** The domain and hosts within it, and each of its addresses. */
function concerns({ senders }: Group, target: string): boolean {
  if (isIP(target) === 0)
    return senders.some(({ domain: { domain } }) => target === domain || target.endsWith(`.${domain}`));
  const networks = new BlockList();
  for (const { domain } of senders) for (const network of domain.settings.sendingIps) addTo(networks, network);
  return networks.check(target, isIPv6(target) ? 'ipv6' : 'ipv4');
}

function addTo(networks: BlockList, network: string): void {
  const [address = '', bits] = network.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (bits === undefined) networks.addAddress(address, family);
  else networks.addSubnet(address, Number(bits), family);
}
