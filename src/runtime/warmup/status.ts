/** Where every warm-up is today: week, what it may send, what it has sent, and how its gate stands. Reads only. */
import { daysAfter } from '../../dates.ts';
import {
  type Allowance,
  lowest,
  mailboxAllowance,
  type Sender,
  sendingMailboxes,
} from '../../estate/capacity/allowance.ts';
import { daysFrom } from '../../estate/capacity/calendar.ts';
import { sendersOf } from '../../estate/capacity/senders.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import { calendarProgress, type Progress, type WarmupState, type WarmupUnit } from '../../estate/warmup/progress.ts';
import { weekThatAllows } from '../../estate/warmup/schedule.ts';
import { domainOf } from '../../inventory/addresses.ts';
import { countsOf } from '../../ledger/event-counts.ts';
import { attemptsOf } from '../../ledger/events/counts.ts';
import { type Hold, holdsNow } from '../../ledger/holds.ts';
import { grantsOf } from '../../ledger/throttle.ts';
import { allProgress } from '../../ledger/warmup.ts';
import { startOfDay } from '../../time-zones.ts';
import type { Runtime } from '../runtime.ts';
import { judgedOf, todayOf, zoneOfGroup } from './evidence.ts';
import type { GateCheck, GateResult } from './gate-week.ts';
import { allowedOn, domainAllowedOn, type Group, groupsOf, type Known, keyOf, knownOf, type Unit } from './units.ts';
import { audienceIn } from './weeks.ts';

export interface UnitStatus {
  unit: WarmupUnit;
  name: string;
  segment: string;
  /** Of a mailbox. */
  domain?: string;
  /** Undefined where none limits it. */
  schedule?: string;
  /** As its warm-up is, or as its life-cycle where that lets it send nothing. */
  state: WarmupState | 'reserve' | 'resting' | 'retired' | 'unscheduled';
  week: number;
  /** Its last one. */
  weeks: number;
  since?: string;
  /** Its first day by the inventory. */
  start?: string;
  factor: number;
  /** By the ledger, or by the calendar as no run has seen it yet. */
  from: 'ledger' | 'calendar';
  /** Undefined where nothing limits it. */
  allowedToday?: number;
  /** What holds it there. */
  limit?: string;
  sentToday: number;
  /** Of the six days before today and today, the oldest first. */
  sent: number[];
  gate?: GateResult['verdict'];
  checks?: GateCheck[];
  /** Why nothing may be sent at present, whatever its week. */
  holds: string[];
  /** To whom, in its week. */
  audience?: string;
}

export interface WarmupStatus {
  domains: UnitStatus[];
  mailboxes: UnitStatus[];
  ips: UnitStatus[];
}

const DAYS = 7;

export async function statusOf(runtime: Runtime, chosen: (domain: EstateDomain) => boolean): Promise<WarmupStatus> {
  const { estate, templates, ledger } = runtime;
  const known = knownOf(await allProgress(ledger));
  const holds = await holdsNow(ledger, runtime.now());
  const groups = groupsOf(estate, templates).filter(({ senders }) => senders.some(({ domain }) => chosen(domain)));
  const around = { runtime, known, holds };
  const found: WarmupStatus = { domains: [], mailboxes: [], ips: [] };
  const byDomain = new Map(groups.filter(({ of }) => of === 'domain').map(group => [group.subject, group]));
  for (const sender of sendersOf(estate, templates, estate.today).filter(({ domain }) => chosen(domain))) {
    const group = byDomain.get(sender.domain.domain) ?? {
      subject: sender.domain.domain,
      of: 'domain',
      senders: [sender],
      units: [],
    };
    found.domains.push(await domainStatus(sender, group, around));
    for (const unit of group.units.filter(each => each.unit === 'mailbox'))
      found.mailboxes.push(await mailboxStatus(sender, group, unit, around));
  }
  for (const group of groups.filter(({ of }) => of === 'ip')) found.ips.push(await addressStatus(group, around));
  return found;
}

interface Around {
  runtime: Runtime;
  known: Known;
  holds: Hold[];
}

async function domainStatus(sender: Sender, group: Group, around: Around): Promise<UnitStatus> {
  const { domain } = sender;
  const today = todayOf(group, around.runtime.now());
  const [day] = daysFrom(today, 1);
  const unit = group.units.find(each => each.unit === 'domain');
  const allowance: Allowance = day ? domainAllowedOn(sender, around.known, day) : { messages: 0, limit: 'none' };
  const idle = idleState(domain);
  const base = await unitStatus(unit ?? { unit: 'domain', name: domain.domain }, group, around, allowance);
  return idle ? { ...base, state: idle } : base;
}

const idleState = ({ phase, settings: { lifecycle } }: EstateDomain): UnitStatus['state'] | undefined => {
  if (phase !== 'live') return 'retired';
  return lifecycle.state === 'reserve' || lifecycle.state === 'resting' ? lifecycle.state : undefined;
};

async function mailboxStatus(sender: Sender, group: Group, unit: Unit, around: Around): Promise<UnitStatus> {
  const { runtime, known } = around;
  const today = todayOf(group, runtime.now());
  const box = sendingMailboxes(sender.domain).find(({ address }) => address.toLowerCase() === unit.name);
  const step = allowedOn(unit, known, today);
  const [day] = daysFrom(today, 1);
  const days = sender.domain.settings.sendingHours?.days;
  const rests = day && days && !days.includes(day.weekday);
  const own = mailboxAllowance(sender, box?.dailyLimit, { ...(step !== undefined && { mailbox: step }) });
  const allowance: Allowance = rests ? { messages: 0, limit: 'sending days' } : own;
  return { ...(await unitStatus(unit, group, around, allowance)), domain: sender.domain.domain };
}

async function addressStatus(group: Group, around: Around): Promise<UnitStatus> {
  const { runtime, known } = around;
  const unit = group.units[0] as Unit;
  const today = todayOf(group, runtime.now());
  const messages = allowedOn(unit, known, today) ?? Number.POSITIVE_INFINITY;
  return unitStatus(unit, group, around, lowest([{ messages, limit: 'ip schedule' }]));
}

async function unitStatus(
  unit: Unit | Pick<Unit, 'unit' | 'name'>,
  group: Group,
  around: Around,
  { messages, limit }: Allowance,
): Promise<UnitStatus> {
  const { runtime, known, holds } = around;
  const today = todayOf(group, runtime.now());
  const scheduled = 'schedule' in unit ? unit : undefined;
  const progress = scheduled && progressOn(scheduled, known, today);
  const held = holds.filter(hold => isAbout(hold, unit, group)).map(({ why }) => why);
  const gate =
    scheduled && progress?.state === 'warming'
      ? (await judgedOf(group, [{ unit: scheduled, progress }], { runtime, known }))[0]?.gate
      : undefined;
  const sent = await sentOn(unit, group, today, runtime);
  const isLimited = limit !== 'none';
  return {
    ...{ unit: unit.unit, name: unit.name, segment: group.senders[0]?.domain.segment ?? '' },
    ...(scheduled && { schedule: scheduled.schedule.name }),
    ...{ state: progress?.state ?? (scheduled ? 'warmed' : 'unscheduled'), week: progress?.week ?? 0 },
    weeks: scheduled ? weekThatAllows(scheduled.schedule, scheduled.goal) : 0,
    ...(progress && { since: progress.since }),
    ...(scheduled?.start !== undefined && { start: scheduled.start }),
    ...{ factor: progress?.factor ?? 1, from: known.has(keyOf(unit)) ? 'ledger' : 'calendar' },
    ...(held.length > 0 ? { allowedToday: 0, limit: 'hold' } : isLimited ? { allowedToday: messages, limit } : {}),
    ...{ sentToday: sent.at(-1) ?? 0, sent, holds: held },
    ...(gate && { gate: gate.verdict, checks: gate.checks }),
    ...(scheduled && progress?.state === 'warming' && audienceOf(scheduled, progress.week, runtime)),
  };
}

function progressOn({ name, schedule, start, ...unit }: Unit, known: Known, date: string): Progress | undefined {
  return (
    known.get(keyOf({ ...unit, name })) ??
    (start === undefined ? undefined : calendarProgress(schedule, { name, start, date }))
  );
}

/** A hold of the domain holds its mailboxes too. */
const isAbout = (hold: Hold, unit: Pick<Unit, 'unit' | 'name'>, group: Group): boolean =>
  (hold.unit === unit.unit && hold.name === unit.name) ||
  (unit.unit === 'mailbox' && hold.unit === 'domain' && hold.name === group.subject);

function audienceOf({ schedule }: Unit, week: number, { templates }: Runtime): { audience?: string } {
  const audience = audienceIn(schedule.audience, week, templates);
  return audience === undefined ? {} : { audience };
}

/** Messages that were let go or told of, whichever is more: neither tells of all. */
async function sentOn(
  { unit, name }: Pick<Unit, 'unit' | 'name'>,
  group: Group,
  today: string,
  { ledger }: Runtime,
): Promise<number[]> {
  const zone = zoneOfGroup(group);
  const first = daysAfter(today, 1 - DAYS);
  const owner = unit === 'mailbox' ? domainOf(name) : name;
  const all = await grantsOf(ledger.db, unit === 'ip' ? 'ip' : 'domain', owner, startOfDay(zone, first));
  const grants = unit === 'mailbox' ? all.filter(({ mailbox }) => mailbox === name) : all;
  const sent: number[] = [];
  for (const { date } of daysFrom(first, DAYS)) {
    const [from, to] = [startOfDay(zone, date), startOfDay(zone, daysAfter(date, 1))];
    const granted = grants.filter(({ at }) => at >= from && at < to).reduce((sum, { messages }) => sum + messages, 0);
    const told = unit === 'ip' ? 0 : (attemptsOf(await countsOf(ledger, { unit, name, from, to })) ?? 0);
    sent.push(Math.max(granted, told));
  }
  return sent;
}
