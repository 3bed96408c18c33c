/** Everything that limits a sender: its mailbox, its domain, the addresses that it sends from, its provider and the receiver. Pure. */
import { addressCount } from '../../estate/capacity/senders.ts';
import { isSpread, sendingHoursOf } from '../../estate/sending-hours.ts';
import { receiverCeiling } from '../../estate/warmup/schedule.ts';
import type { Receiver } from '../../inventory/receiver.ts';
import { spanOf } from '../../inventory/span.ts';
import type { Templates } from '../../inventory/template.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';
import { type DayLimit, type LimitName, type LimitUnit, type Policy, type RollingLimit, tallyKey } from './policy.ts';
import type { Sender } from './sender.ts';

/** Where the warm-up of a unit is on a date. */
export type WarmupOn = (
  schedule: WarmupSchedule,
  unit: { name: string; start: string | undefined },
  date: string,
) => number | undefined;

/** From where and to whom: what address limits and receiver limits depend on. */
export interface Path {
  /** One of the domain's `sendingIps`, as written there. */
  network?: string;
  receiver?: Receiver;
}

export function policyOf(sender: Sender, path: Path, templates: Templates, warmup: WarmupOn): Policy {
  const { address, domain, limits } = sender;
  return {
    sender: address,
    zone: domain.settings.timezone,
    hours: sendingHoursOf(domain.settings, limits.profile),
    paced: isSpread(limits.profile),
    onDay: date => [
      ...lowest('mailbox', address, sender.mailbox ? mailboxLimits(sender, warmup, date) : []),
      ...lowest('domain', domain.domain, domainLimits(sender, warmup, date)),
      ...addressLimits(sender, path, warmup, date),
    ],
    rolling: [...(sender.mailbox ? providerLimits(sender) : []), ...receiverLimits(path, templates)],
  };
}

type Candidate = [limit: LimitName, messages: number | undefined];

function mailboxLimits({ address, mailbox, limits }: Sender, warmup: WarmupOn, date: string): Candidate[] {
  const { profile, schedules, start } = limits;
  return [
    ['mailbox limit', mailbox?.dailyLimit],
    ['mailbox limit', profile?.limits.perMailboxPerDay],
    ['mailbox schedule', scheduled(schedules.mailbox, { name: address, start }, warmup, date)],
  ];
}

function domainLimits({ domain, limits }: Sender, warmup: WarmupOn, date: string): Candidate[] {
  const { profile, schedules, start } = limits;
  return [
    ...(hasBegun(start, date) ? [] : [['warm-up start', 0] satisfies Candidate]),
    ['target', domain.settings.warmup.target],
    ['domain limit', profile?.limits.perDomainPerDay],
    ['domain schedule', scheduled(schedules.domain, { name: domain.domain, start }, warmup, date)],
  ];
}

/** Of all addresses of a network together: which of them a message leaves from nobody says. A receiver takes its share of them. */
function addressLimits({ limits }: Sender, { network, receiver }: Path, warmup: WarmupOn, date: string): DayLimit[] {
  const { schedules, start } = limits;
  const each = network && scheduled(schedules.ip, { name: network, start }, warmup, date);
  if (!schedules.ip || network === undefined || typeof each !== 'number') return [];
  if (each === 0) return lowest('ip', network, [[hasBegun(start, date) ? 'ip schedule' : 'warm-up start', 0]]);
  const ceiling = receiver && receiverCeiling(schedules.ip, receiver.name, each);
  const share = ceiling === undefined ? undefined : ceiling * addressCount(network);
  return [
    ...lowest('ip', network, [['ip schedule', each * addressCount(network)]]),
    ...(receiver ? lowest('receiver', receiverFrom(receiver, network), [['receiver limit', share]]) : []),
  ];
}

const hasBegun = (start: string | undefined, date: string): boolean => start === undefined || date >= start;

const receiverFrom = ({ name }: Receiver, network: string): string => `${name} from ${network}`;

const scheduled = (
  schedule: WarmupSchedule | undefined,
  unit: { name: string; start: string | undefined },
  warmup: WarmupOn,
  date: string,
): number | undefined => schedule && warmup(schedule, unit, date);

/** Of equals the first, so that a schedule which has reached a limit gives way to its name. */
function lowest(unit: LimitUnit, name: string, candidates: Candidate[]): DayLimit[] {
  const limited = candidates.filter((each): each is [LimitName, number] => each[1] !== undefined);
  if (limited.length === 0) return [];
  const [limit, messages] = limited.reduce((low, each) => (each[1] < low[1] ? each : low));
  return [{ limit, unit, name, tally: tallyKey(unit, name), messages, hourly: true }];
}

/** In the provider's own windows; where nobody knows those, a day's messages in any 24 hours. */
function providerLimits({ address, limits: { provider } }: Sender): RollingLimit[] {
  const { perMailboxPerDay, rolling } = provider?.limits ?? {};
  const day = perMailboxPerDay === undefined ? [] : [{ messages: perMailboxPerDay, within: '24h' }];
  return (rolling ?? day).map(({ messages, within }) => ({
    ...{ limit: 'provider limit' as const, unit: 'mailbox' as const, name: address },
    ...{ tally: tallyKey('mailbox', address), messages, window: spanOf(within) as number },
  }));
}

/** What a receiver takes from one address of ours; from a provider's addresses that is the provider's affair. */
function receiverLimits({ network, receiver }: Path, { receivers }: Templates): RollingLimit[] {
  if (network === undefined || receiver === undefined) return [];
  const rolling = receiver.limits.rolling ?? receivers.get('other')?.limits.rolling ?? [];
  const name = receiverFrom(receiver, network);
  return rolling.map(({ messages, within }) => ({
    ...{ limit: 'receiver limit' as const, unit: 'receiver' as const, name, tally: tallyKey('receiver', name) },
    ...{ messages: messages * addressCount(network), window: spanOf(within) as number },
  }));
}
