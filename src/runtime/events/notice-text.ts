/** An alert in words: the figure, its limit, what receivers said, and the way out. Pure. */
import type { Rates } from '../../inventory/profile.ts';
import type { RefusalGroup } from '../../ledger/event-counts.ts';
import {
  attemptsOf,
  bounceRate,
  bouncesOf,
  type Counts,
  complaintRate,
  senderFaultsOf,
} from '../../ledger/events/counts.ts';
import type { NewNotice } from '../../ledger/notices.ts';
import type { Condition } from './alarms.ts';

export interface About {
  condition: Condition;
  domain: string;
  segment?: string;
  week: Counts;
  day: Counts;
  limits: Rates;
  refusals: RefusalGroup[];
}

/** Rates at which receivers are known to close the door. */
const CRITICAL: Rates = { bounceRate: 0.05, complaintRate: 0.003 };

export function noticeFor(about: About): Omit<NewNotice, 'key'> {
  const { title, detail, critical } = texts[about.condition](about);
  const { domain, segment } = about;
  return {
    level: critical ? 'critical' : 'warning',
    domain,
    ...(segment && { segment }),
    title,
    detail: detail.join('\n'),
  };
}

interface Text {
  title: string;
  detail: string[];
  critical: boolean;
}

const texts: Record<Condition, (about: About) => Text> = {
  bounces({ domain, week, limits, refusals }) {
    const rate = bounceRate(week) ?? 0;
    const { recipient, sender, content, unknown } = week.bounced;
    const faults = Object.entries({ recipient, sender, content, unknown }).filter(([, count]) => count > 0);
    return {
      title: `${domain}: ${above(rate, limits.bounceRate)} of its messages bounced in the last 7 days, and ${percent(limits.bounceRate)} is the limit`,
      detail: [
        `${bouncesOf(week)} of ${attemptsOf(week)}: ${faults.map(([fault, count]) => `${count} ${fault}`).join(', ')}.`,
        ...refusals.map(refusalLine),
        recipient * 2 >= bouncesOf(week)
          ? 'Most are addresses that are no good: verify the list before the next message, and send less until this is below the limit.'
          : 'Send nothing more until the reason is found: `mailyard audit` and `mailyard blocklists check` look at what receivers see.',
      ],
      critical: rate >= CRITICAL.bounceRate,
    };
  },
  complaints({ domain, week, limits }) {
    const rate = complaintRate(week) ?? 0;
    return {
      title: `${domain}: ${above(rate, limits.complaintRate)} of its messages were complained about in the last 7 days, and ${percent(limits.complaintRate)} is the limit`,
      detail: [
        `${week.complained} of ${attemptsOf(week)}. Gmail tells of none: there it may be more.`,
        'Take those who complained off the list, look at whom and what the last messages were for, and send less.',
      ],
      critical: rate >= CRITICAL.complaintRate,
    };
  },
  'sender-faults'({ domain, day, refusals }) {
    const faults = senderFaultsOf(day);
    return {
      title: `${domain}: receivers refused ${faults === 1 ? 'a message' : `${faults} messages`} in the last 24 hours for who sends`,
      detail: [
        ...refusals.map(refusalLine),
        '`mailyard audit` and `mailyard blocklists check` look at what receivers see; let the domain rest until it is mended.',
      ],
      critical: false,
    };
  },
};

const refusalLine = ({ messages, receiver, reply, class: fault }: RefusalGroup): string =>
  `${messages} × ${receiver}: ${reply || 'no reason told'} (${fault})`;

/** A rate that rounded would be its limit is `just above 2 %`. */
const above = (rate: number, limit: number): string =>
  percent(rate) === percent(limit) ? `just above ${percent(limit)}` : percent(rate);

/** `3.1 %`, `0.08 %`. */
export const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;
