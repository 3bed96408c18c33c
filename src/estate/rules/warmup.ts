/** Warm-up plans that cannot be carried out, or not as they are meant. */
import { daysBetween } from '../../dates.ts';
import type { Domain, MailboxEntry } from '../../inventory/model.ts';
import { lastSteps, type MailboxLimits, mailboxAllowance, sum } from '../capacity/allowance.ts';
import { limitsOf } from '../capacity/senders.ts';
import { lastStep, weekThatAllows } from '../warmup/schedule.ts';
import { type DomainRule, OWN_JUDGEMENT } from './rule.ts';
import { isLive } from './senders.ts';

const UNITS = ['domain', 'mailbox', 'ip'] as const;

export const warmupRules: DomainRule[] = [
  {
    id: 'warmup-wrong-unit',
    set: 'inventory',
    severity: 'error',
    title: 'A warm-up schedule of another unit',
    reference: OWN_JUDGEMENT,
    check: ({ domain, templates }) =>
      UNITS.flatMap(unit => {
        const name = domain.settings.warmup[unit];
        const schedule = name === undefined ? undefined : templates.warmups.get(name);
        if (!schedule || schedule.unit === unit) return [];
        const message = `\`${name}\` counts what one ${schedule.unit} may send, and here it would count for a ${unit}.`;
        return [
          { setting: `warmup.${unit}`, message, fix: `Write it as \`warmup.${schedule.unit}\`, or choose another.` },
        ];
      }),
  },
  {
    id: 'warmup-target-high',
    set: 'deliverability',
    severity: 'warning',
    title: 'Warm-up aims above the profile',
    reference: OWN_JUDGEMENT,
    check({ domain, profile, segment }) {
      const { target = 0 } = domain.settings.warmup;
      const most = profile?.limits.perDomainPerDay;
      if (most === undefined || target <= most) return [];
      const message = `Warm-up aims at ${target} a day; the profile ${segment.profile} stops a domain at ${most}.`;
      return [{ setting: 'warmup.target', message, fix: 'Lower it, or spread the volume over more domains.' }];
    },
  },
  {
    id: 'warmup-beyond-mailboxes',
    set: 'deliverability',
    severity: 'warning',
    title: 'Warm-up aims above what the mailboxes can carry',
    reference: OWN_JUDGEMENT,
    // Of what the inventory asks for itself: that a profile's schedule goes on for those who can follow it is no mistake.
    check({ domain, profile, templates, today }) {
      const { warmup } = domain.settings;
      if (warmup.domain === undefined) return [];
      const limits = limitsOf(domain.settings, profile, templates, today);
      const schedule = limits.schedules.domain;
      const carried = carriedBy(domain, limits);
      if (!schedule || carried === undefined) return [];
      const aim = Math.min(warmup.target ?? lastStep(schedule), lastStep(schedule));
      if (aim <= carried) return [];
      const week = weekThatAllows(schedule, carried + 1);
      const message = `${schedule.name} goes up to ${aim} a day, and the mailboxes carry ${carried} together: from week ${week} on its steps are above that.`;
      const fix = `Write \`warmup: { target: ${carried} }\`; thousands a day belong to domains that send through relays.`;
      return [{ setting: 'warmup.domain', message, fix }];
    },
  },
  {
    id: 'warmup-ip-idle',
    set: 'inventory',
    severity: 'warning',
    title: 'A warm-up of addresses that the domain does not have',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings } }) {
      if (settings.warmup.ip === undefined || settings.sendingIps.length > 0) return [];
      const message = '`warmup.ip` is for `sendingIps`, and there are none: a relay warms its own addresses.';
      return [{ setting: 'warmup.ip', message, fix: 'Set `sendingIps`, or remove it.' }];
    },
  },
  {
    id: 'warming-without-schedule',
    set: 'deliverability',
    severity: 'warning',
    title: 'A domain is warming by no schedule',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings }, profile, segment }) {
      const scheduled = UNITS.some(unit => (settings.warmup[unit] ?? profile?.warmup[unit] ?? 'none') !== 'none');
      if (settings.lifecycle.state !== 'warming' || scheduled) return [];
      const message = `The domain is warming, and neither \`warmup\` nor the profile ${segment.profile} has a schedule.`;
      return [{ setting: 'lifecycle.state', message, fix: 'Set `warmup.domain`, such as new-domain-cold.' }];
    },
  },
  {
    id: 'warming-without-start',
    set: 'estate',
    severity: 'info',
    title: 'A domain is warming, and nothing says since when',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings } }) {
      const { lifecycle, warmup } = settings;
      if (lifecycle.state !== 'warming' || (warmup.start ?? lifecycle.since) !== undefined) return [];
      const message = 'The domain is warming without a first day: `capacity` takes each day for the first.';
      return [{ setting: 'lifecycle.state', message, fix: 'Write `lifecycle: { state: warming, since: <date> }`.' }];
    },
  },
  {
    id: 'active-unwarmed',
    set: 'deliverability',
    severity: 'warning',
    title: 'A domain became active and was never warmed',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings }, profile, templates, today }) {
      const { lifecycle, warmup } = settings;
      if (lifecycle.state !== 'active' || lifecycle.since === undefined || warmup.start !== undefined) return [];
      const schedules = UNITS.flatMap(unit => templates.warmups.get(warmup[unit] ?? profile?.warmup[unit] ?? '') ?? []);
      const weeks = Math.max(0, ...schedules.map(schedule => weekThatAllows(schedule)));
      if (daysBetween(lifecycle.since, today) >= weeks * 7) return [];
      const message = `The domain is active since ${lifecycle.since}, at full volume from its first day on; its warm-up takes ${weeks} weeks.`;
      return [{ setting: 'lifecycle.since', message, fix: 'Write `state: warming`, with the same date.' }];
    },
  },
  {
    id: 'warmup-of-idle-domain',
    set: 'estate',
    severity: 'warning',
    title: 'Warm-up should have begun, and the domain sends nothing',
    reference: OWN_JUDGEMENT,
    check(subject) {
      const { lifecycle, warmup } = subject.domain.settings;
      const idle = ['reserve', 'resting'].includes(lifecycle.state);
      if (!isLive(subject) || !idle || warmup.start === undefined || warmup.start > subject.today) return [];
      const message = `Warm-up begins on ${warmup.start}, and the domain is ${lifecycle.state}: nothing is sent.`;
      return [{ setting: 'warmup.start', message, fix: 'Write `lifecycle: warming`, or move the start.' }];
    },
  },
];

/** What its mailboxes may send together once they are warm; undefined without mailboxes, or where nothing limits them. */
function carriedBy({ settings }: Domain, limits: MailboxLimits): number | undefined {
  const { mailboxes } = settings;
  const own = typeof mailboxes === 'number' ? Array.from({ length: mailboxes }, () => undefined) : sending(mailboxes);
  const each = own.map(dailyLimit => mailboxAllowance(limits, dailyLimit, lastSteps(limits)).messages);
  const carried = sum(each);
  return each.length > 0 && Number.isFinite(carried) ? carried : undefined;
}

const sending = (mailboxes: MailboxEntry[]): (number | undefined)[] =>
  mailboxes.filter(({ lifecycle }) => lifecycle === undefined).map(({ dailyLimit }) => dailyLimit);
