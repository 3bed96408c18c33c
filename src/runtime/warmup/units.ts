/** What warms up in an estate: domains, mailboxes and addresses that a schedule limits, in groups that are judged together. Pure. */
import {
  type Allowance,
  allowanceOn,
  type Sender,
  type Steps,
  sendingMailboxes,
} from '../../estate/capacity/allowance.ts';
import type { Day } from '../../estate/capacity/calendar.ts';
import { sendersOf } from '../../estate/capacity/senders.ts';
import type { Estate } from '../../estate/estate.ts';
import { calendarProgress, type Progress, perDay, type WarmupUnit } from '../../estate/warmup/progress.ts';
import { lastStep } from '../../estate/warmup/schedule.ts';
import type { Templates } from '../../inventory/template.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';

export interface Unit {
  unit: WarmupUnit;
  name: string;
  schedule: WarmupSchedule;
  /** Undefined where it counts as warmed. */
  start?: string;
  /** Messages a day at which it is done: the end of its schedule, or the domain's target. */
  goal: number;
}

/** A domain with its mailboxes, or a network of addresses with all domains that send from it. */
export interface Group {
  /** The domain, or the network as `sendingIps` has it. */
  subject: string;
  of: 'domain' | 'ip';
  senders: Sender[];
  units: Unit[];
}

/** Those that send; reserve, resting and retired domains keep where they were. Worked out once an estate: each step asks for its own. */
export function groupsOf(estate: Estate, templates: Templates): Group[] {
  const known = groups.get(estate) ?? allGroups(estate, templates);
  groups.set(estate, known);
  return known;
}

const groups = new WeakMap<Estate, Group[]>();

function allGroups(estate: Estate, templates: Templates): Group[] {
  const senders = sendersOf(estate, templates, estate.today).filter(isLive);
  return [...senders.map(domainGroup), ...networkGroups(senders)].filter(({ units }) => units.length > 0);
}

const isLive = ({ domain: { phase, settings } }: Sender): boolean =>
  phase === 'live' && ['active', 'warming'].includes(settings.lifecycle.state);

function domainGroup(sender: Sender): Group {
  const { domain, schedules, start } = sender;
  const goal = (schedule: WarmupSchedule): number =>
    Math.min(lastStep(schedule), domain.settings.warmup.target ?? lastStep(schedule));
  const own = schedules.domain;
  const boxes = schedules.mailbox;
  return {
    ...{ subject: domain.domain, of: 'domain', senders: [sender] },
    units: [
      ...(own ? [{ unit: 'domain' as const, name: domain.domain, schedule: own, start, goal: goal(own) }] : []),
      ...(boxes ? sendingMailboxes(domain) : []).map(({ address }) => ({
        ...{ unit: 'mailbox' as const, name: address.toLowerCase(), schedule: boxes as WarmupSchedule, start },
        goal: lastStep(boxes as WarmupSchedule),
      })),
    ],
  };
}

/** A network begins with the first of its domains. */
function networkGroups(senders: Sender[]): Group[] {
  const users = senders.filter(({ schedules }) => schedules.ip);
  const networks = [...new Set(users.flatMap(({ domain }) => domain.settings.sendingIps))].sort();
  return networks.map(network => {
    const own = users.filter(({ domain }) => domain.settings.sendingIps.includes(network));
    const schedule = own[0]?.schedules.ip as WarmupSchedule;
    const starts = own.map(({ start }) => start).sort();
    const start = starts.includes(undefined) ? undefined : starts[0];
    return {
      ...{ subject: network, of: 'ip', senders: own },
      units: [{ unit: 'ip', name: network, schedule, start, goal: lastStep(schedule) }],
    };
  });
}

export type Known = ReadonlyMap<string, Progress>;

export const keyOf = ({ unit, name }: Pick<Progress, 'unit' | 'name'>): string => `${unit} ${name}`;

export const knownOf = (rows: readonly Progress[]): Map<string, Progress> =>
  new Map(rows.map(row => [keyOf(row), row]));

/**
 * What a unit may send on a date: as the ledger has it, else by the calendar; undefined where no warm-up limits it. Where the inventory
 * changed its schedule since, the lower of both counts until the job takes it over.
 */
export function allowedOn(
  unit: Pick<Unit, 'unit' | 'name' | 'schedule' | 'start'>,
  known: Known,
  date: string,
): number | undefined {
  const { name, schedule, start } = unit;
  const progress = known.get(keyOf(unit));
  const byDates = () =>
    start === undefined ? undefined : perDay(schedule, calendarProgress(schedule, { name, start, date }), date);
  // One without a first day counts as warmed, as `capacity` and `plan` have it: only profile, provider and target limit it.
  if (!progress || (start === undefined && progress.state === 'warmed')) return byDates();
  const allowed = perDay(schedule, progress, date);
  if (allowed === undefined || progress.schedule === schedule.name) return allowed;
  return Math.min(allowed, byDates() ?? Number.POSITIVE_INFINITY);
}

/** What a domain may send on a day, by all that limits it. */
export function domainAllowedOn(sender: Sender, known: Known, day: Day): Allowance {
  const { domain, schedules, start } = sender;
  const step = (unit: WarmupUnit, name: string): number | undefined => {
    const schedule = schedules[unit];
    return schedule && allowedOn({ unit, name, schedule, start }, known, day.date);
  };
  const own: Steps = { domain: step('domain', domain.domain), ...addressSteps(domain.settings.sendingIps, step) };
  return allowanceOn(sender, day, mailbox =>
    mailbox === undefined ? own : { mailbox: step('mailbox', mailbox.toLowerCase()) },
  );
}

/** Of several networks the one that allows least: which of them a message leaves from nobody knows here. */
function addressSteps(networks: string[], step: (unit: WarmupUnit, name: string) => number | undefined): Steps {
  const steps = networks.flatMap(network => step('ip', network) ?? []);
  return steps.length > 0 ? { ip: Math.min(...steps) } : {};
}
